"""The file of a list."""

from django import forms

from nganam_awards.core.forms import PlainTextMixin


class ListForm(PlainTextMixin, forms.Form):
    """One Excel list of the administrator."""

    file = forms.FileField(
        label="Tệp Excel",
        allow_empty_file=True,  # an empty file is refused with its own sentence
        help_text="Tệp .xlsx, dòng đầu là tên cột; không quá 25 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Chọn tệp Excel trên máy rồi bấm «Kiểm tra tệp»."},
    )
