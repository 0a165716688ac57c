"""Files of a dossier: its papers, and the Excel list."""

from django import forms
from django.db import models

from dossiers.models import Nomination
from dossiers.queries.checklist import LINE_PARTS
from law.enums import DossierPart
from nganam_awards.core.forms import FilesField, FilesInput, PlainTextMixin


TAKEN = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"


class AttachmentForm(PlainTextMixin, forms.Form):
    """Papers for one part of the dossier; what is still missing is chosen beforehand."""

    part = forms.ChoiceField(label="Là thành phần nào của hồ sơ?", choices=DossierPart.choices)
    line = forms.ModelChoiceField(
        Nomination.objects.none(),
        label="Của trường hợp nào?",
        required=False,
        empty_label="Của cả hồ sơ",
    )
    file = FilesField(
        label="Tệp",
        allow_empty_file=True,  # an empty file is refused with its own sentence
        help_text="PDF, Word, Excel hoặc ảnh; chọn được nhiều tệp, mỗi tệp không quá 25 MB.",
        widget=FilesInput(attrs={"accept": TAKEN}),
        error_messages={"required": "Chọn tệp trên máy rồi bấm «Tải lên»."},
    )

    def __init__(
        self,
        *args: object,
        parts: list[tuple[str, str]],
        lines: models.QuerySet[Nomination],
        is_of_line: bool = False,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts
        if is_of_line or {part for part, _ in parts} & set(LINE_PARTS):
            self.fields["line"].queryset = lines
        else:
            del self.fields["line"]


class ReplacementForm(PlainTextMixin, forms.Form):
    """A better copy of a paper that is there."""

    file = forms.FileField(
        label="Tệp thay thế",
        allow_empty_file=True,
        help_text="Bản cũ vẫn giữ trong hồ sơ, xem lại được.",
        widget=forms.FileInput(attrs={"accept": TAKEN}),
        error_messages={"required": "Chọn tệp thay thế trên máy."},
    )


class SheetForm(PlainTextMixin, forms.Form):
    """The Excel list of nominees."""

    file = forms.FileField(
        label="Tệp Excel",
        allow_empty_file=True,
        help_text="Tệp .xlsx, .xls hoặc .ods như đơn vị vẫn lưu; không quá 25 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
        error_messages={"required": "Chọn tệp Excel trên máy rồi bấm «Kiểm tra tệp»."},
    )
