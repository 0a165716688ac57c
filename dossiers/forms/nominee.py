"""One line of the list (danh sách), typed by hand."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby, takewhile
from typing import NamedTuple

from django import forms
from django.db import models
from django.db.models import Field, QuerySet
from django.forms.boundfield import BoundField
from django.utils.text import capfirst

from dossiers.models import Dossier, Nomination
from dossiers.queries import award_type as award_type_queries
from dossiers.queries.cell import Reader
from dossiers.queries.column import NomineeColumn, NomineePart
from dossiers.queries.columns import BY_KEY, ON_FORM, born, readers
from dossiers.queries.nominee import NAME_MISSING, complaints, stands_already, tidied
from dossiers.queries.year_column import COUNTS
from dossiers.sheets.award import Awards
from law.enums import AwardKind, Category, HonoureeKind
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.forms import CountField, DayInput, PlainTextMixin
from nganam_awards.core.long_text import LONGEST_STORY, too_long
from nganam_awards.core.text import clean_line, clean_text


_LEGENDS = {
    NomineePart.WHO: "Ai được đề nghị",
    NomineePart.AWARD: "Đề nghị khen thưởng",
    NomineePart.FOUND: "Kết quả xét ở đơn vị",
    NomineePart.YEAR: "Xét danh hiệu: trong năm thành tích",
}
_COLUMN_OF = {column.field: column for column in ON_FORM}


class CellField(forms.Field):
    """What is typed is read like a cell of an Excel list, and refused in the same words."""

    widget = forms.TextInput
    read: Reader  # given by the form: what a day of birth may be depends on the day

    def __init__(self, *, empty_value: object, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.empty_value = empty_value

    def prepare_value(self, value: object) -> object:
        """A day as the office writes it."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def clean(self, value: str | None) -> object:
        """Letters are counted as they will be stored."""
        if value and len(value) > 4 * LONGEST_STORY:  # not worth tidying up
            raise forms.ValidationError(too_long(len(value), LONGEST_STORY), code="max_length")
        tidy = clean_text if isinstance(self.widget, forms.Textarea) else clean_line
        text = tidy(value or "")
        if not text:
            self.validate(text)
            return self.empty_value
        return _read(self.read, text)


class CellChoiceField(forms.ChoiceField):
    """One of the words that a cell may say."""

    read: Reader | None

    def clean(self, value: str | None) -> object:
        """What is no choice may be a word of a list, or is refused as there."""
        text = clean_line(str(value or ""))
        if text and self.read and not self.valid_value(text):
            return _read(self.read, text)
        return super().clean(text)


class AwardField(forms.ModelChoiceField):
    """The award; where none is chosen, those that may be are named, as for a list."""

    def validate(self, value: AwardType | None) -> None:
        """Read from the catalogue only when it is told."""
        if value is None:
            raise forms.ValidationError(capfirst(Awards(self.queryset).missing), code="required")


def _read(read: Reader, text: str) -> object:
    try:
        return read(text)
    except ValueError as error:
        raise forms.ValidationError(capfirst(str(error))) from error


def field_of(db_field: Field, **kwargs: object) -> forms.Field:
    """The field of a column: choices are chosen, everything else is read."""
    column = _COLUMN_OF[db_field.name]
    if db_field.choices:
        choices = [("", "Không ghi"), *db_field.choices] if db_field.blank else db_field.choices
        widget = forms.Select if db_field.blank else forms.RadioSelect
        field = CellChoiceField(choices=choices, widget=widget, required=not db_field.blank)
    elif db_field.is_relation:
        field = db_field.formfield(form_class=AwardField)
    else:
        field = CellField(
            empty_value=None if db_field.null else "",
            required=column.key == "full_name",
            widget=_widget(db_field),
        )
    field.label, field.help_text = column.label, column.hint
    return field


def _widget(db_field: Field) -> forms.Widget:
    if isinstance(db_field, models.TextField):
        return forms.Textarea(attrs={"rows": 4})
    if isinstance(db_field, models.IntegerField):
        return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return DayInput() if isinstance(db_field, models.DateField) else forms.TextInput()


class FormPart(NamedTuple):
    """A group of boxes as the page draws it; `kinds`, `awards`: for whom alone, empty: for all."""

    legend: str
    rows: list[list[tuple[BoundField, str]]]
    kinds: str = ""
    awards: str = ""


class NomineeForm(PlainTextMixin, forms.ModelForm):
    """Who is nominated for what. A draft may lack what is asked only before it leaves the unit."""

    asked = {
        "gender": "cá nhân: cần trước khi chuyển",
        "achievement": "cần trước khi chuyển nếu phải có báo cáo",
    }

    birth = CellField(
        empty_value=None,
        label=BY_KEY["birth"].label,
        help_text=BY_KEY["birth"].hint,
        required=False,
    )
    place = CountField(
        label="Số thứ tự trong danh sách",
        min_value=1,
        max_value=5000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    class Meta:
        model = Nomination
        fields = tuple(_COLUMN_OF)
        formfield_callback = field_of

    def __init__(self, *args: object, dossier: Dossier, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.instance.dossier = dossier
        read = readers(clock.today())
        for name, column in _COLUMN_OF.items():
            self.fields[name].read = read.get(column.key)
        self.fields["honouree_kind"].choices = HonoureeKind.options()
        self.fields["full_name"].error_messages["required"] = capfirst(NAME_MISSING)
        self._offer(award_type_queries.award_types_for(dossier))
        if dossier.filed_at:  # a supplement: the line keeps its place
            for name in ("honouree_kind", "award_type"):
                self.fields[name].disabled = True
        if self.instance.pk is None or dossier.filed_at:
            del self.fields["place"]
        if self.instance.pk is None:
            self.fields["honouree_kind"].initial = HonoureeKind.PERSON
        else:
            is_day = self.instance.birth_date is not None
            self.fields["birth"].initial = (
                born(self.instance) if is_day else self.instance.birth_year
            )

    def _offer(self, types: QuerySet[AwardType]) -> None:
        """The awards of the dossier, and what is said where none is chosen."""
        field = self.fields["award_type"]
        field.queryset = types
        if self.instance.pk is None:
            field.initial = types.first()

    def parts(self) -> Iterator[FormPart]:
        """The groups of boxes, as drawn; facts of the year only where something is asked of them.

        Each box comes with the kinds it is for; empty: for all.
        """
        for part, legend in _LEGENDS.items():
            columns = [column for column in ON_FORM if column.part == part]
            if part == NomineePart.YEAR:
                yield from self._year(legend, columns)
            else:
                yield FormPart(legend, self._rows(columns))

    def _rows(self, columns: list[NomineeColumn]) -> list[list[tuple[BoundField, str]]]:
        above = list(takewhile(lambda column: column.is_wide, columns))
        narrow = [column for column in columns if not column.is_wide]
        below = [column for column in columns if column.is_wide and column not in above]
        rows = [*([one] for one in above), narrow, *([one] for one in below)]
        return [[(self[one.field], _kinds(one)) for one in row] for row in rows if row]

    def _year(self, legend: str, columns: list[NomineeColumn]) -> Iterator[FormPart]:
        """Drawn where the dossier has titles or goes to those above, or the line says something."""
        is_above = self.instance.dossier.category == Category.FORWARD
        types = [] if is_above else self.fields["award_type"].queryset
        titles = [award.pk for award in types if award.kind == AwardKind.TITLE]
        is_said = any(self[column.field].value() not in {None, ""} for column in columns)
        if is_above or titles or is_said:
            kinds = dict.fromkeys(kind for column in columns for kind in column.kinds)
            only = " ".join(map(str, titles or [0])) if not is_above else ""
            rows = [
                [(self[one.field], _kinds(one)) for one in row]
                for _, row in groupby(columns, key=_subject)
            ]
            yield FormPart(legend, rows, " ".join(kinds), only)

    def clean(self) -> dict:
        """What one field asks of another."""
        cleaned = super().clean()
        if kind := cleaned.get("honouree_kind"):
            self._check_against(kind, cleaned)
        birth = cleaned.get("birth")
        self.instance.birth_date = birth.day if birth else None
        self.instance.birth_year = birth.year if birth else None
        if not self.errors and self._stands_already(cleaned):
            self.add_error("full_name", f"{cleaned['full_name']} đã có trong danh sách này.")
        return cleaned

    def _check_against(self, kind: str, cleaned: dict) -> None:
        """What belongs to another kind of honouree is told, not silently dropped."""
        addressed = ""
        if "full_name" in cleaned:
            cleaned["full_name"], addressed = tidied(kind, cleaned["full_name"])
        values = {
            column.key: cleaned[name] for name, column in _COLUMN_OF.items() if name in cleaned
        }
        for key, sentence in complaints(kind, values, self.instance.dossier.merit_year):
            self.add_error(BY_KEY[key].field, capfirst(sentence))
        if kind != HonoureeKind.COLLECTIVE and "gender" in cleaned:
            cleaned["gender"] = cleaned["gender"] or addressed

    def _stands_already(self, cleaned: dict) -> bool:
        """The same honouree for the same award: a second click, or a slip."""
        line = Nomination(
            pk=self.instance.pk,
            honouree_kind=cleaned["honouree_kind"],
            full_name=cleaned["full_name"],
            birth_year=self.instance.birth_year,
            birth_date=self.instance.birth_date,
            award_type=cleaned["award_type"],
        )
        return stands_already(self.instance.dossier, line)


def _subject(column: NomineeColumn) -> str:
    """What stands on one row: why away and how long, which penalty and when."""
    return "count" if column.key in COUNTS else column.key.partition("_")[0]


def _kinds(column: NomineeColumn) -> str:
    """For the page's script; empty where everybody has it."""
    return "" if len(column.kinds) == len(HonoureeKind) else " ".join(column.kinds)
