"""The rules in force (quy tắc đang áp dụng): each with its source and its worked cases."""

from datetime import date

from django.forms import Form
from django.http import HttpRequest

from law.queries.in_force import InForce, in_force_on
from law.queries.table import TABLES
from law.views.row import LawSection, sections
from nganam_awards.core import clock
from nganam_awards.core.forms import DayField, PlainTextMixin
from nganam_awards.core.registry import worked_cases


class DayForm(PlainTextMixin, Form):
    """On which day the rules are read."""

    ngay = DayField(label="Quy tắc của ngày", required=False)


class ToldProvision:
    """A provision on the page, with the stories that show it."""

    def __init__(self, one: InForce, day: date) -> None:
        self.row, self.figures, self.needs = one
        self.key = one.key
        self.cases = [case for ask in worked_cases for case in ask(self.row)]
        self.is_past = self.row.valid_to is not None and self.row.valid_to < day

    @property
    def is_verified(self) -> bool:
        """May it say no? Its own text decides; a figure warns for itself."""
        return self.row.is_verified


def rules_in_force(request: HttpRequest, room: object) -> dict:
    """Every provision that holds on the day asked for, else today."""
    form = DayForm(request.GET or None)
    day = clock.today()
    if form.is_bound and form.is_valid():
        day = form.cleaned_data["ngay"] or day
    if not form.is_bound:
        form = DayForm(initial={"ngay": day})
    told = [ToldProvision(one, day) for one in in_force_on(day)]
    return {"form": form, "chosen_day": day, "provisions": told}


def provision_rows(request: HttpRequest, room: object) -> dict:
    """Every row of the provisions, by what they are about."""
    by_title: dict[str, list] = {}
    rows = TABLES["quy-dinh-xet"].rows()
    order = {key: place for place, (key, _) in enumerate(rows.model.key.field.choices)}
    for row in sorted(rows, key=lambda row: (order[row.key], row.valid_from)):
        by_title.setdefault(row.title, []).append(row)
    found: list[LawSection] = sections(
        list(by_title.items()), clock.today(), keeps=getattr(room, "keeps", False)
    )
    return {"sections": found}
