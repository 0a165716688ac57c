"""Files of a dossier: its papers, and the Excel list."""

from django import forms

from campaigns.enums import DossierPart


class AttachmentForm(forms.Form):
    """One paper for one part of the dossier."""

    part = forms.ChoiceField(choices=DossierPart.choices, widget=forms.HiddenInput)
    file = forms.FileField(
        label="Tệp",
        allow_empty_file=True,  # an empty file is refused with its own sentence
        error_messages={"required": "Chọn tệp trên máy rồi bấm «Tải lên»."},
    )


class SheetForm(forms.Form):
    """The Excel list of nominees."""

    file = forms.FileField(
        label="Tệp Excel",
        allow_empty_file=True,
        help_text="Tệp .xlsx, dòng đầu là tên cột; không quá 25 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Chọn tệp Excel trên máy rồi bấm «Kiểm tra tệp»."},
    )
