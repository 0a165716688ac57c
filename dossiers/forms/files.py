"""Files of a dossier: its papers, and the Excel list."""

from django import forms

from campaigns.enums import DossierPart


class AttachmentForm(forms.Form):
    """One paper for one part of the dossier; what is still missing is chosen beforehand."""

    part = forms.ChoiceField(label="Là thành phần nào của hồ sơ?", choices=DossierPart.choices)
    file = forms.FileField(
        label="Tệp",
        allow_empty_file=True,  # an empty file is refused with its own sentence
        help_text="PDF, Word, Excel hoặc ảnh; không quá 25 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"}),
        error_messages={"required": "Chọn tệp trên máy rồi bấm «Tải lên»."},
    )

    def __init__(self, *args: object, parts: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts


class SheetForm(forms.Form):
    """The Excel list of nominees."""

    file = forms.FileField(
        label="Tệp Excel",
        allow_empty_file=True,
        help_text="Tệp .xlsx, .xls hoặc .ods như đơn vị vẫn lưu; không quá 25 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
        error_messages={"required": "Chọn tệp Excel trên máy rồi bấm «Kiểm tra tệp»."},
    )
