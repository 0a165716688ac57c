"""Changing a fact of a nominee to see what the provisions would say: nothing is saved."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date

from django import forms

from dossiers.enums import Discipline
from dossiers.queries.evidence import LineEvidence, MemberEvidence
from law.enums import HonoureeKind, LeaveKind, Penalty, Rating, Scope
from nganam_awards.core.forms import CountField, DayField, PlainTextMixin


FIRST_YEAR = 2018  # the first whole year of which the catalogue knows the law
LAST_YEAR = 2100
MONTHS, DAYS, MOST_MEMBERS = 12, 366, 100_000
_NOT_SAID = ("", "Chưa rõ")
_YES_NO = ((*_NOT_SAID,), ("yes", "Có"), ("no", "Không"))


def _choice(label: str, choices: list) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[_NOT_SAID, *choices], required=False)


class TrialForm(PlainTextMixin, forms.Form):
    """Facts as they are known, each free to be changed; sent in the address."""

    merit_year = CountField(
        label="Năm thành tích", min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False
    )
    decided_on = DayField(label="Ngày quyết định", required=False)
    hired_on = DayField(label="Ngày vào làm việc", required=False)
    service_months = CountField(
        label="Số tháng công tác", min_value=0, max_value=MONTHS, required=False
    )
    leave_kind = _choice("Lý do nghỉ", LeaveKind.choices)
    leave_days = CountField(label="Số ngày nghỉ", min_value=0, max_value=DAYS, required=False)
    rating = _choice("Xếp loại trong năm", Rating.choices)
    penalty = _choice("Hình thức kỷ luật", Penalty.choices)
    penalty_on = DayField(label="Ngày kỷ luật", required=False)
    discipline = _choice("Cam đoan của đơn vị", Discipline.choices)
    initiative = forms.CharField(label="Quyết định sáng kiến", max_length=300, required=False)
    initiative_kind = _choice(
        "Sáng kiến hay đề tài", [("initiative", "Sáng kiến"), ("research", "Đề tài")]
    )
    initiative_scope = _choice("Phạm vi ảnh hưởng", Scope.choices)
    initiative_body = forms.CharField(label="Cơ quan công nhận", max_length=200, required=False)
    is_registered = forms.ChoiceField(label="Đã đăng ký thi đua", choices=_YES_NO, required=False)
    headcount = CountField(label="Số người", min_value=1, max_value=MOST_MEMBERS, required=False)
    advanced_count = CountField(
        label="Số Lao động tiên tiến", min_value=0, max_value=MOST_MEMBERS, required=False
    )
    fighter_count = CountField(
        label="Số Chiến sĩ thi đua cơ sở", min_value=0, max_value=MOST_MEMBERS, required=False
    )
    completed_count = CountField(
        label="Số người hoàn thành nhiệm vụ", min_value=0, max_value=MOST_MEMBERS, required=False
    )
    penalised_count = CountField(
        label="Số người bị kỷ luật", min_value=0, max_value=MOST_MEMBERS, required=False
    )
    is_proven = forms.ChoiceField(
        label="Có giấy tờ chứng minh số liệu", choices=_YES_NO, required=False
    )

    def __init__(self, data: Mapping | None, *, line: LineEvidence) -> None:
        self._line = line
        for_kind = set(_facts_of(line.kind))
        known = {name: _shown(_fact(line, name)) for name in for_kind}
        super().__init__(_filled(data, known) if data else None, initial=known)
        self.asked = dict.fromkeys(self.fields, "")  # nothing here is asked of anybody
        for name in list(self.fields):
            if name not in for_kind:
                del self.fields[name]

    def tried(self) -> LineEvidence:
        """The nominee with the changed facts; what was left as it was stays what it was."""
        said = {name: _meant(name, value) for name, value in self.cleaned_data.items()}
        day = said.pop("decided_on") or self._line.today
        said["merit_year"] = said["merit_year"] or self._line.merit_year
        changed = {name: value for name, value in said.items() if value != _fact(self._line, name)}
        members = {name: changed.pop(name) for name in _MEMBER_FACTS & changed.keys()}
        own = replace(self._line, today=day, **changed)
        if not members:
            return own
        # Counts speak where nobody is named.
        counted = replace(self._line.members, named=(), **members)
        return replace(own, members=counted)

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


_MEMBER_FACTS = {one.name for one in fields(MemberEvidence)} - {"named"}
_OF_ALL = ("merit_year", "decided_on")
_OF_PERSON = (
    *("hired_on", "service_months", "leave_kind", "leave_days", "rating"),
    *("penalty", "penalty_on", "discipline"),
    *("initiative", "initiative_kind", "initiative_scope", "initiative_body", "is_registered"),
)
_OF_COLLECTIVE = (
    *("rating", "is_registered", "headcount", "advanced_count", "fighter_count"),
    *("completed_count", "penalised_count", "is_proven"),
)


def _facts_of(kind: str) -> tuple[str, ...]:
    own = {HonoureeKind.PERSON: _OF_PERSON, HonoureeKind.COLLECTIVE: _OF_COLLECTIVE}
    return (*_OF_ALL, *own.get(HonoureeKind(kind), ()))


def _fact(line: LineEvidence, name: str) -> object:
    if name == "decided_on":
        return line.today
    return getattr(line.members if name in _MEMBER_FACTS else line, name)


def _shown(value: object) -> object:
    """As the field writes it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _meant(name: str, value: object) -> object:
    """As the evidence keeps it."""
    if name == "is_proven":
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
