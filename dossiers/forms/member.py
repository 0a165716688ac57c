"""Members of a collective: rows pasted from Excel, a file of them, or numbers with their paper."""

from django import forms
from django.utils.text import capfirst

from dossiers.forms.attachment import TAKEN
from dossiers.models import CollectiveMember, Nomination
from dossiers.queries import cell as cell_queries
from dossiers.queries.column import field_label
from dossiers.queries.year_column import COUNTS
from dossiers.queries.year_fact import complaints
from dossiers.sheets import member as member_sheets
from law.enums import HonoureeKind
from nganam_awards.core import clock
from nganam_awards.core.forms import FilesField, FilesInput, PlainTextMixin


MOST_TOLD = 20  # mistakes told at once; the others after these


class MemberRowsForm(PlainTextMixin, forms.Form):
    """Rows as Excel puts them on the clipboard. Tabs part the cells, so nothing is tidied here."""

    rows = forms.CharField(
        label="Dán các dòng từ Excel, hoặc gõ mỗi người một dòng",
        max_length=member_sheets.LONGEST_PASTE,
        strip=False,
        help_text=(
            "Theo thứ tự: họ và tên, năm sinh, chức vụ, xếp loại, kỷ luật; hoặc dán cả dòng tên "
            f"cột. Tối đa {member_sheets.MOST_MEMBERS} người."
        ),
        error_messages={
            "required": "Dán hoặc gõ ít nhất một người.",
            "max_length": "Dán quá dài; chỉ dán các cột cần ghi.",
        },
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "wrap": "off"}),
    )

    def clean_rows(self) -> list[CollectiveMember]:
        """The people, or what is wrong row by row; all that was pasted stays in the box."""
        found = member_sheets.pasted(self.cleaned_data["rows"].replace("\x00", ""), clock.today())
        if found.problems:
            told = [str(problem) for problem in found.problems[:MOST_TOLD]]
            if more := len(found.problems) - MOST_TOLD:
                told += [f"Còn {more} chỗ cần sửa nữa."] if more > 0 else []
            raise forms.ValidationError(told)
        return found.members


class MemberFileForm(PlainTextMixin, forms.Form):
    """The Excel list of the members; a worker reads it into the box for rows."""

    file = forms.FileField(
        label="Tệp Excel",
        allow_empty_file=True,
        help_text="Tệp .xlsx, .xls hoặc .ods như đơn vị vẫn lưu; đọc xong xem lại rồi mới ghi.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
        error_messages={"required": "Chọn tệp Excel trên máy rồi bấm «Đọc tệp»."},
    )


class PeopleField(forms.CharField):
    """A number of people, refused in the words of a list."""

    def __init__(self, least: int) -> None:
        super().__init__(
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )
        self.read = cell_queries.between(least, 30_000)

    def clean(self, value: object) -> int | None:
        """None: nothing was said."""
        text = super().clean(value)
        try:
            return self.read(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(capfirst(str(error))) from error


class MemberCountForm(PlainTextMixin, forms.ModelForm):
    """How many there are, and how many have what; with the paper that proves it."""

    proof = FilesField(
        label="Văn bản xác nhận",
        required=False,
        allow_empty_file=True,
        help_text="Danh sách, quyết định có dấu chứng minh các số này. PDF, Word, Excel hoặc ảnh.",
        widget=FilesInput(attrs={"accept": TAKEN}),
    )

    class Meta:
        model = Nomination
        fields = ("headcount", *COUNTS)

        @staticmethod
        def formfield_callback(db_field: object, **_: object) -> forms.Field:
            """Read as a cell of a list is."""
            field = PeopleField(1 if db_field.name == "headcount" else 0)
            field.label = field_label(db_field.name)
            return field

    def clean(self) -> dict:
        """No part is larger than the whole."""
        cleaned = super().clean()
        for name, sentence in complaints(HonoureeKind.COLLECTIVE, cleaned, None):
            self.add_error(name, capfirst(sentence))
        return cleaned
