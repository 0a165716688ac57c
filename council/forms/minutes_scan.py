"""The minutes as they were signed, as a file."""

from django import forms

from nganam_awards.core.forms import PlainTextMixin


class SignedMinutesForm(PlainTextMixin, forms.Form):
    """One scan of all signed pages."""

    upload = forms.FileField(
        label="Bản quét biên bản đã ký",
        allow_empty_file=True,  # an empty file is refused with its own sentence
        help_text="PDF hoặc ảnh, đủ các trang, có chữ ký của chủ trì và thư ký; không quá 25 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": "Chọn tệp biên bản đã ký."},
    )
