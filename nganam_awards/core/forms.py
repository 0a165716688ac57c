"""What every form of the portal does to text and days before anything else sees them (law 10)."""

import re
from datetime import date, time

from django import forms

from nganam_awards.core.day import typed_day, typed_time
from nganam_awards.core.money import grouped
from nganam_awards.core.text import clean_line, clean_text


class DayInput(forms.DateInput):
    """A line to type a day into; `static/js/days.js` adds the weekday and a calendar to it.

    Never the browser's own picker: that one follows the language of the browser, and an English
    one reads 01/03 as the third of January.
    """

    template_name = "django/forms/widgets/text.html"

    def __init__(self, attrs: dict | None = None) -> None:
        usual = {"placeholder": "ngày/tháng/năm", "autocomplete": "off", "data-day": True}
        super().__init__(usual | (attrs or {}), format="%d/%m/%Y")

    def format_value(self, value: object) -> str | None:
        """A day as the office writes it; what was typed and is none, as it was typed."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value or None


class DayField(forms.DateField):
    """The one field for a day: dd/mm/yyyy and its kin (`core.day`), a sentence otherwise."""

    widget = DayInput

    def to_python(self, value: object) -> date | None:
        """The day, or what is wrong with it."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return typed_day(value)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong), code="invalid") from wrong


class TimeField(forms.TimeField):
    """A time of day, typed as «8:30» or «8h30»; no picker that shows AM and PM to some."""

    widget = forms.TimeInput(format="%H:%M", attrs={"placeholder": "giờ:phút"})

    def to_python(self, value: object) -> time | None:
        """The time, or what is wrong with it."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return typed_time(value)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong), code="invalid") from wrong


_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[. \u00a0]\d{3})+")


class CountField(forms.IntegerField):
    """A whole number as the office writes it: «1.000» is a thousand, «1.0» is no number.

    Django's own field would read «1.000» as 1.
    """

    default_error_messages = {"invalid": "Ghi một số nguyên, ví dụ 15."}

    def __init__(
        self,
        *,
        min_value: int | None = None,
        max_value: int | None = None,
        error_messages: dict[str, str] | None = None,
        **kwargs: object,
    ) -> None:
        """Bounds of the field have our sentence; a validator with its own keeps its own."""
        bounds = {}
        if min_value is not None:
            bounds["min_value"] = f"Ghi từ {grouped(min_value)} trở lên."
        if max_value is not None:
            bounds["max_value"] = f"Nhiều nhất {grouped(max_value)}."
        super().__init__(
            min_value=min_value,
            max_value=max_value,
            error_messages=bounds | (error_messages or {}),
            **kwargs,
        )

    def to_python(self, value: object) -> int | None:
        """The number, or a sentence beside the field."""
        if isinstance(value, str):
            text = value.strip()
            if _THOUSANDS.fullmatch(text):
                value = re.sub(r"\D", "", text)
            elif text and not re.fullmatch(r"-?\d+", text):
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class FilesInput(forms.FileInput):
    """Several files at once, dropped or chosen."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files in the order in which they were chosen; one is a list of one."""

    widget = FilesInput

    def clean(self, data: object, initial: object = None) -> list:
        """Each file by itself; nothing chosen is told like one file missing."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class PlainTextMixin:
    """Text arrives as one NFC form without invisible letters."""

    def clean(self) -> dict:
        """Before the model's own checks, so that uniqueness compares what will be stored."""
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            widget = self.fields[name].widget if name in self.fields else None
            if isinstance(value, str) and not isinstance(widget, forms.PasswordInput):
                is_long = isinstance(widget, forms.Textarea)
                cleaned[name] = clean_text(value) if is_long else clean_line(value)
        return cleaned
