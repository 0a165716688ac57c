"""The organiser's own paper."""

from django import forms

from nganam_awards.core.forms import PlainTextMixin


class PlanFileForm(PlainTextMixin, forms.Form):
    """The signed launch plan (kế hoạch phát động) as a file."""

    file = forms.FileField(
        label="Tệp kế hoạch đã ký",
        allow_empty_file=True,  # an empty file is refused with its own sentence
        help_text="PDF, Word, Excel hoặc ảnh; không quá 25 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"}),
        error_messages={"required": "Chọn tệp trên máy rồi bấm «Tải lên»."},
    )
