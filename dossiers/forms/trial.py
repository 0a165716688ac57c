"""Changing a fact of a nominee to see what the provisions would say: nothing is saved."""

from collections.abc import Mapping
from datetime import date

from django import forms

from dossiers.forms.nominee import field_of
from dossiers.models import Nomination
from dossiers.queries.column import NomineeColumn
from dossiers.queries.columns import ON_FORM, readers
from dossiers.queries.evidence import LineEvidence, MemberEvidence
from law.enums import HonoureeKind
from nganam_awards.core import clock
from nganam_awards.core.forms import CountField, DayField, PlainTextMixin


FIRST_YEAR = 2018  # the first whole year of which the catalogue knows the law
LAST_YEAR = 2100
_YES_NO = (("", "Chưa rõ"), ("yes", "Có"), ("no", "Không"))


class TrialForm(PlainTextMixin, forms.Form):
    """Facts as they are known, each free to be changed; sent in the address.

    What a unit states of a nominee comes from the table of columns, with its readers and words.
    """

    merit_year = CountField(
        label="Năm thành tích", min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False
    )
    decided_on = DayField(label="Ngày quyết định", required=False)
    is_registered = forms.ChoiceField(label="Đã đăng ký thi đua", choices=_YES_NO, required=False)
    has_initiative_paper = forms.ChoiceField(
        label="Có văn bản công nhận sáng kiến kèm theo", choices=_YES_NO, required=False
    )
    is_proven = forms.ChoiceField(
        label="Có giấy tờ chứng minh số liệu", choices=_YES_NO, required=False
    )

    def __init__(self, data: Mapping | None, *, line: LineEvidence) -> None:
        self._line = line
        stated = _stated_of(line.kind)
        known = {name: _shown(_fact(line, name)) for name in _facts_of(line.kind)}
        super().__init__(_filled(data, known) if data else None, initial=known)
        read = readers(clock.today())
        for name, column in stated.items():
            field = self.fields[name] = field_of(Nomination._meta.get_field(name))
            field.read, field.help_text = read.get(column.key), ""
        self.order_fields(known)
        self.asked = dict.fromkeys(self.fields, "")  # nothing here is asked of anybody
        for name in set(self.fields) - set(known):
            del self.fields[name]

    def tried(self) -> LineEvidence:
        """The nominee with the changed facts; what was left as it was stays what it was."""
        said = {name: _meant(name, value) for name, value in self.cleaned_data.items()}
        day = said.pop("decided_on") or self._line.today
        said["merit_year"] = said["merit_year"] or self._line.merit_year
        changed = {name: value for name, value in said.items() if value != _fact(self._line, name)}
        members = {name: changed.pop(name) for name in _MEMBER_FACTS & changed.keys()}
        own = self._line._replace(today=day, **changed)
        if not members:
            return own
        # Counts speak where nobody is named.
        counted = self._line.members._replace(named=(), **members)
        return own._replace(members=counted)

    def changes(self) -> list[tuple[str, str, str]]:
        """(label, as it is, as it is tried) of what was changed."""
        found = []
        for name, value in self.cleaned_data.items():
            before, after = _fact(self._line, name), _meant(name, value)
            if after != before and not (name in ("decided_on", "merit_year") and after is None):
                found.append(
                    (
                        str(self.fields[name].label),
                        self._in_words(name, before),
                        self._in_words(name, after),
                    )
                )
        return found

    def _in_words(self, name: str, value: object) -> str:
        shown = _shown(value)
        if shown in ("", None):
            return "chưa rõ"
        if isinstance(shown, date):
            return f"{shown:%d/%m/%Y}"
        return str(dict(getattr(self.fields[name], "choices", ())).get(shown, shown))


_MEMBER_FACTS = set(MemberEvidence._fields) - {"named"}
_KNOWN = set(LineEvidence._fields) | _MEMBER_FACTS
# Who it is makes another nominee; the deed is compared word by word and is too long for an
# address; votes no provision asks for.
NOT_TRIED = {"full_name", "birth_year", "working_unit", "achievement", "votes_for", "votes_total"}
# What no column says: of the dossier, and what papers and lists prove.
_OF_ALL = ("merit_year", "decided_on")
_PROVEN = {
    HonoureeKind.PERSON: ("has_initiative_paper", "is_registered"),
    HonoureeKind.COLLECTIVE: ("is_proven", "is_registered"),
}


def _stated_of(kind: str) -> dict[str, NomineeColumn]:
    """{fact: its column}, what belongs together side by side."""
    found: dict[str, dict[str, NomineeColumn]] = {}
    for column in ON_FORM:
        for name in column.writes:
            if kind in column.kinds and name in _KNOWN - NOT_TRIED:
                found.setdefault(name.partition("_")[0], {})[name] = column
    return {name: column for together in found.values() for name, column in together.items()}


def _facts_of(kind: str) -> tuple[str, ...]:
    return (*_OF_ALL, *_stated_of(kind), *_PROVEN.get(HonoureeKind(kind), ()))


def _fact(line: LineEvidence, name: str) -> object:
    if name == "decided_on":
        return line.today
    return getattr(line.members if name in _MEMBER_FACTS else line, name)


def _shown(value: object) -> object:
    """As the field writes it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _meant(name: str, value: object) -> object:
    """As the evidence keeps it."""
    if name in {"is_proven", "has_initiative_paper"}:
        return value == "yes"
    if name == "is_registered":
        return {"yes": True, "no": False}.get(value)
    return value


def _filled(data: Mapping, known: dict[str, object]) -> dict[str, object]:
    """What the address does not name stays as it is known."""
    usual = {
        name: f"{value:%d/%m/%Y}" if isinstance(value, date) else ("" if value is None else value)
        for name, value in known.items()
    }
    return usual | {name: data[name] for name in known if name in data}
