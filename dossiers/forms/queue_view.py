"""The name under which a person keeps a queue as it is narrowed."""

from django import forms

from nganam_awards.core.forms import PlainTextMixin
from nganam_awards.core.text import clean_line


_EMPTY = "Ghi tên cách xem."


class QueueViewForm(PlainTextMixin, forms.Form):
    """One line: how the person calls this view."""

    name = forms.CharField(
        label="Tên cách xem",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Chỉ riêng anh/chị thấy. Ví dụ: Các phường, chuyên đề.",
        error_messages={"required": _EMPTY},
    )

    def clean_name(self) -> str:
        """A name that can be seen: letters without a form are none."""
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_EMPTY)
        return name
