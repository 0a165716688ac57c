"""Forms of a list of registered titles: one line, and many at once."""

from django import forms

from honourees.models import RegisteredTitle
from honourees.rules import registration as registration_rules
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.forms import CountField, PersonField, PlainTextMixin


OLDEST, YOUNGEST = 100, 14  # years of age, as with nominees
_PASTED_AT_MOST = 200_000


class TitleChoice(forms.ModelChoiceField):
    """A title by its name."""

    def label_from_instance(self, obj: AwardType) -> str:
        return obj.name


class RegisteredTitleForm(PlainTextMixin, forms.Form):
    """An honouree and the title they want to reach."""

    kind = forms.ChoiceField(label="Đối tượng", choices=HonoureeKind.options())
    full_name = PersonField(
        label="Họ và tên, hoặc tên tập thể",
        max_length=200,
        error_messages={"required": "Ghi họ và tên, hoặc tên tập thể."},
    )
    birth_year = CountField(
        label="Năm sinh",
        required=False,
        help_text="Để phân biệt người trùng tên. Tập thể, hộ gia đình thì để trống.",
    )
    position = forms.CharField(label="Chức vụ", max_length=200, required=False)
    working_unit = forms.CharField(label="Đơn vị công tác", max_length=250, required=False)
    award_type = TitleChoice(
        AwardType.objects.none(),
        label="Danh hiệu đăng ký",
        empty_label="Chọn danh hiệu",
        error_messages={"required": "Chọn danh hiệu đăng ký."},
    )

    def __init__(
        self, *args: object, year: int, row: RegisteredTitle | None = None, **kwargs: object
    ) -> None:
        if row is not None:
            names = ("kind", "full_name", "birth_year", "position", "working_unit", "award_type")
            kwargs["initial"] = {name: getattr(row, name) for name in names}
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = HonoureeKind.PERSON
        titles = [award.pk for award in registration_rules.titles_of(year)]
        self.fields["award_type"].queryset = AwardType.objects.filter(pk__in=titles)

    def clean_birth_year(self) -> int | None:
        """A year in which somebody who works today may be born."""
        born, year = self.cleaned_data["birth_year"], clock.today().year
        if born is not None and not year - OLDEST <= born <= year - YOUNGEST:
            raise forms.ValidationError(
                f"Năm sinh từ {year - OLDEST} đến {year - YOUNGEST}. Xem lại năm này."
            )
        return born

    def clean(self) -> dict:
        """Only persons are born."""
        data = super().clean()
        if data.get("birth_year") and data.get("kind") != HonoureeKind.PERSON:
            self.add_error("birth_year", "Chỉ cá nhân có năm sinh; để trống ô này.")
        return data


class RegistrationSheetForm(PlainTextMixin, forms.Form):
    """Many lines: an Excel file, or lines copied from one."""

    file = forms.FileField(
        label="Tệp Excel",
        required=False,
        allow_empty_file=True,
        help_text="Tệp .xlsx, dòng đầu là tên cột; không quá 25 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    pasted = forms.CharField(
        label="Hoặc dán các dòng chép từ Excel",
        required=False,
        max_length=_PASTED_AT_MOST,
        strip=False,
        help_text="Chép các ô trong Excel rồi dán vào đây, cột theo thứ tự của tệp mẫu.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict:
        """One of the two; tabs between pasted cells stay, each cell is tidied when it is read."""
        pasted = self.cleaned_data.get("pasted", "")
        data = super().clean()
        data["pasted"] = pasted
        has_lines = bool((data.get("pasted") or "").strip())
        if not self.errors and has_lines == bool(data.get("file")):
            told = "Chọn tệp Excel, hoặc dán các dòng; chỉ một trong hai."
            self.add_error("file", told)
        return data
