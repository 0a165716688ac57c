"""What a person narrows the list of plans by."""

from typing import NamedTuple

import django_filters as filters
from django import forms
from django.db.models import Count, Q, QuerySet, Value
from django.http import QueryDict

from campaigns.enums import SCOPES, PlanState
from campaigns.models import AwardPlan
from campaigns.models.award_plan import FIRST_YEAR, in_scope
from nganam_awards.core import clock
from nganam_awards.core.order import ALONG, ListFilter, Sort, by_choice, by_day
from nganam_awards.core.query_text import QueryText, kept, written
from nganam_awards.core.templatetags.portal import count_cap
from units.models import User
from units.models.body import VietnameseKey


def years() -> list[tuple[int, str]]:
    """From next year, whose plans are being written, back to the first the portal knows."""
    return [(year, str(year)) for year in range(clock.today().year + 1, FIRST_YEAR - 1, -1)]


class PlanFilter(ListFilter):
    """Plans by words, year, state, and whose turn it is."""

    sorts = (
        Sort("name", "Phong trào", (VietnameseKey("campaign__name"),)),
        by_day("review", "Dịp khen thưởng", "review_on"),
        Sort("state", "Trạng thái", (by_choice("state", PlanState),), False, False, *ALONG),
    )
    q = filters.CharFilter(label="Tên phong trào, đơn vị", method="by_words")
    year = filters.ChoiceFilter(
        label="Năm xét", field_name="review_year", choices=[], empty_label="Mọi năm"
    )
    state = filters.ChoiceFilter(
        label="Trạng thái", choices=PlanState.choices, empty_label="Mọi trạng thái"
    )
    scope = filters.ChoiceFilter(
        label="Xem",
        choices=list(SCOPES.items()),
        empty_label="Tất cả",
        method="by_scope",
        widget=forms.HiddenInput,  # chosen by the tabs
    )

    class Meta:
        model = AwardPlan
        fields = ["q", "year", "state", "scope"]

    def __init__(self, data: QueryDict, *, queryset: QuerySet, user: User) -> None:
        super().__init__(data, queryset=queryset)
        self.user = user
        self.filters["year"].extra["choices"] = years()

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Without accents, in the campaign, its organiser, the number of the plan, the year."""
        return rows.matching(value)

    def by_scope(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """One of the tabs above the list."""
        return rows.filter(in_scope(self.user, clock.today())[value])


class StateTab(NamedTuple):
    """One common view of the list, with how many plans are in it."""

    scope: str
    label: str
    count: int
    is_current: bool


class Counts(NamedTuple):
    """How many plans of the list are in each view, and in each state."""

    tabs: list[StateTab]
    states: dict[str, int]


def counts_of(user: User, current: str) -> Counts:
    """Every view and every state with its count, all counted in one query whose text is kept."""
    scopes, text = kept(_counts, user)
    [(every, *found)] = text.answer()
    tabs = [StateTab("", "Tất cả", every, not current)]
    tabs += [
        StateTab(scope, SCOPES[scope], count, scope == current)
        for scope, count in zip(scopes, found, strict=False)
    ]
    return Counts(tabs, dict(zip(PlanState.values, found[len(scopes) :], strict=True)))


def _counts(user: User) -> tuple[list[str], QueryText]:
    parts = in_scope(user, clock.today())
    which = [*parts.values(), *(Q(state=state) for state in PlanState.values)]
    columns = {f"n{n}": Count("pk", filter=part) for n, part in enumerate(which)}
    rows = AwardPlan.objects.visible_to(user).order_by().values(every=Value(0))
    counted = rows.annotate(n=Count("pk"), **columns).values_list("n", *columns)
    return list(parts), written(counted)


def count_states(form: forms.Form, counted: dict[str, int]) -> None:
    """Say beside each state how many plans of the list are in it."""
    field = form.fields["state"]
    field.choices = [
        (value, f"{label} ({count_cap(counted[value])})" if value else label)
        for value, label in field.choices
    ]
