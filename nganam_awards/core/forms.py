"""What every form of the portal does to text and days before anything else sees them (law 10)."""

from django import forms

from nganam_awards.core.text import clean_line, clean_text


class DayInput(forms.DateInput):
    """A day from the browser's own calendar, whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PlainTextMixin:
    """Text arrives as one NFC form without invisible letters; days are picked from a calendar."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DayInput(field.widget.attrs)
                field.widget.is_required = field.required

    def clean(self) -> dict:
        """Before the model's own checks, so that uniqueness compares what will be stored."""
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            widget = self.fields[name].widget if name in self.fields else None
            if isinstance(value, str) and not isinstance(widget, forms.PasswordInput):
                is_long = isinstance(widget, forms.Textarea)
                cleaned[name] = clean_text(value) if is_long else clean_line(value)
        return cleaned
