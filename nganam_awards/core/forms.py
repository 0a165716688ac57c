"""What every form of the portal does to text and days before anything else sees them (law 10)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, time

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from nganam_awards.core import clock
from nganam_awards.core.day import typed_day, typed_time
from nganam_awards.core.money import grouped
from nganam_awards.core.sentence import concerned, fields_of, lowered, retold
from nganam_awards.core.text import clean_line, clean_text
from nganam_awards.core.validator import (
    HOW_OF_A_SYMBOL,
    a_document,
    a_person,
    a_title,
    is_symbol,
    means_something,
    tidy_symbol,
)


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
    """The one field for a day: dd/mm/yyyy and its kin (`core.day`), a sentence otherwise.

    A slip of the keyboard («20/11/2203») is asked again; `is_past` takes today at the latest.
    """

    widget = DayInput
    FIRST_YEAR, YEARS_AHEAD = 1945, 20

    def __init__(self, *, is_past: bool = False, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.is_past = is_past

    def validate(self, value: date | None) -> None:
        """Within the years of an office's work."""
        super().validate(value)
        if value is None:
            return
        today = clock.today()
        if not self.FIRST_YEAR <= value.year <= today.year + self.YEARS_AHEAD:
            raise ValidationError(f"Năm {value.year} xa quá. Kiểm tra lại năm của ngày này.")
        if self.is_past and value > today:
            raise ValidationError(
                f"Ngày {value:%d/%m/%Y} chưa đến. Ghi ngày trên văn bản, muộn nhất là hôm nay."
            )

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
        """Each file by itself; nothing chosen is told like one file missing, or is no file."""
        files = data if isinstance(data, list | tuple) else [data]
        found = [super(FilesField, self).clean(file, initial) for file in files or [None]]
        return [file for file in found if file is not None]


class SymbolField(forms.CharField):
    """Number and symbol (số, ký hiệu) of a paper: «412/QĐ-UBND»."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def __init__(self, *, example: str = "412/QĐ-UBND", **kwargs: object) -> None:
        super().__init__(**{"help_text": f"Ví dụ {example}.", **kwargs})
        self.example = example

    def clean(self, value: str | None) -> str:
        """As it stands on the paper; what is no number and symbol is asked again."""
        symbol = super().clean(tidy_symbol(value or ""))
        if symbol and not is_symbol(symbol):
            raise ValidationError(f"{HOW_OF_A_SYMBOL} {self.example}.")
        return symbol


class TitleField(forms.CharField):
    """The name of something, as papers and lists print it."""

    default_validators = [a_title]


class PersonField(forms.CharField):
    """The name of one person."""

    default_validators = [a_person]


class SourceField(forms.CharField):
    """Which document says so (nguồn, căn cứ)."""

    default_validators = [a_document]


class PlainTextMixin:
    """Text arrives as one NFC form without invisible letters; what is wrong is told in our words.

    `asked` says of a field that is not always asked when it is: written behind its label in
    place of «(không bắt buộc)».
    """

    asked: dict[str, str] = {}

    def clean(self) -> dict:
        """Before the model's own checks, so that uniqueness compares what will be stored."""
        cleaned = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            field = self.fields.get(name)
            widget = field.widget if field else None
            if isinstance(value, str) and not isinstance(widget, forms.PasswordInput):
                is_long = isinstance(widget, forms.Textarea)
                cleaned[name] = clean_text(value) if is_long else clean_line(value)
                if _is_written(field) and cleaned[name] and not means_something(cleaned[name]):
                    self.add_error(name, _in_words(str(self[name].label), cleaned[name]))
        return cleaned

    def add_error(self, field: str | tuple[str, ...] | None, error: object) -> None:
        """A stock sentence becomes ours; several fields have one mistake in common, each says so.

        A hidden field has no place of its own: the form as a whole says what to do.
        """
        if isinstance(field, tuple):
            for name in field:
                self.add_error(name, error)
            return
        for name, told in self._told(field, error):
            super().add_error(name, told)

    def tell(self, reasons: Iterable[str]) -> None:
        """Reasons of a rule, each beside the fields that it names (`core.sentence.About`)."""
        for reason in reasons:
            here = tuple(name for name in fields_of(reason) if name in self.fields)
            self.add_error(here or None, str(reason))

    def _told(self, field: str | None, error: object) -> Iterator[tuple[str | None, object]]:
        told = error if isinstance(error, ValidationError) else ValidationError(error)
        if not hasattr(told, "error_dict"):
            yield from self._told_of(field, told)
            return
        for name, leaves in told.error_dict.items():
            of = None if name == NON_FIELD_ERRORS else name
            yield from self._told_of(of, ValidationError(leaves))

    def _told_of(
        self, name: str | None, error: ValidationError
    ) -> Iterator[tuple[str | None, ValidationError]]:
        for leaf in error.error_list:
            if name is None and (here := self._concerned(leaf)):
                yield from ((one, retold(leaf, str(self[one].label), None)) for one in here)
                continue
            field = self.fields.get(name) if name else None
            label = str(self[name].label) if field else ""
            is_hidden = field is not None and field.widget.is_hidden
            said = retold(leaf, label, field)
            yield (None if is_hidden and said is not leaf else name), said

    def _concerned(self, leaf: ValidationError) -> list[str]:
        """Of what the row's own checks say, the fields that people see."""
        row = getattr(self, "instance", None)
        found = concerned(leaf, row) if row is not None else ()
        return [name for name in found if name in self.fields and not self[name].is_hidden]


def _in_words(label: str, typed: str) -> str:
    said = "Trả lời" if label.endswith("?") else f"Ghi {lowered(label)}"
    return f"{said} bằng chữ; mới thấy «{typed[:20]}»."


def _is_written(field: forms.Field | None) -> bool:
    """A line or a text that a person writes in his own words."""
    return isinstance(field, forms.CharField) and not field.widget.is_hidden
