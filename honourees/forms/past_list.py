"""A list of earlier years to bring in."""

from django import forms

from nganam_awards.core.forms import PlainTextMixin


class PastListForm(PlainTextMixin, forms.Form):
    """The file; nothing is written before the person has seen what each row does."""

    file = forms.FileField(
        label="Tệp Excel",
        allow_empty_file=True,  # an empty file is refused with its own sentence
        help_text="Tệp .xlsx, không quá 25 MB và 10.000 dòng; dòng đầu là tên cột.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Chọn tệp Excel trên máy rồi bấm «Kiểm tra tệp»."},
    )
