"""What a person narrows the list of decisions by."""

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from decisions.enums import CHAIRMAN_STATES, DecisionState
from decisions.models import Decision
from decisions.queries import word_row as word_row_queries
from decisions.queries.offer import Composable, WaitingLines
from law.enums import Category
from law.models import NumberBook, NumberEntry
from law.models.number_book import SYMBOL_WORDS
from nganam_awards.core import clock
from nganam_awards.core.forms import PlainTextMixin
from nganam_awards.core.order import ALONG, ListFilter, Sort, by_choice, by_day, by_size
from nganam_awards.core.search import with_words
from units.models import User


FIRST_YEAR = 2017
# What a line of the list says of a decision.
LISTED = (
    *("kind", "award_kind", "merit_year", "reason", "total_vnd", "state", "issued_on"),
    "entry__symbol",
)


def years() -> list[tuple[int, str]]:
    """From this year back to the first the portal knows."""
    return [(year, str(year)) for year in range(clock.today().year, FIRST_YEAR - 1, -1)]


def states_for(user: User) -> list[tuple[str, str]]:
    """States in which this person ever sees a decision."""
    if user.has_perm("dossiers.appraise_any"):
        return DecisionState.choices
    if user.has_perm("decisions.approve_decision"):
        return [(state.value, state.label) for state in CHAIRMAN_STATES]
    return [(DecisionState.ISSUED.value, DecisionState.ISSUED.label)]


class DecisionFilter(ListFilter):
    """Decisions by words, year and state; who sees issued ones only is not asked for a state."""

    sorts = (
        by_day("issued", "Quyết định", "issued_on", has_gaps=True),
        by_size("money", "Tiền thưởng", "total_vnd"),
        Sort("state", "Trạng thái", (by_choice("state", DecisionState),), False, False, *ALONG),
    )
    q = filters.CharFilter(label="Số, nội dung, tên người", method="by_words")
    year = filters.ChoiceFilter(label="Năm", choices=[], empty_label="Mọi năm", method="by_year")
    state = filters.ChoiceFilter(label="Trạng thái", empty_label="Mọi trạng thái")

    class Meta:
        model = Decision
        fields = ["q", "year", "state"]

    def __init__(self, data: QueryDict, *, queryset: QuerySet, user: User) -> None:
        super().__init__(data, queryset=queryset)
        self.filters["year"].extra["choices"] = years()
        states = states_for(user)
        if len(states) == 1:
            del self.filters["state"]
        else:
            self.filters["state"].extra["choices"] = states

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Without accents, in the symbol, the reason and the names on the list."""
        return word_row_queries.matching(rows, value)

    def by_year(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """By the date of issue; drafts by their year of merit."""
        return rows.of_year(int(value))


class EntryFilter(ListFilter):
    """Numbers of one book by the symbol; the book is chosen by the tabs."""

    sorts = (
        by_size("number", "Số, ký hiệu", "number"),
        by_day("day", "Ngày", "given_on"),
    )
    q = filters.CharFilter(label="Số, ký hiệu", method="by_words")
    so = filters.NumberFilter(method="of_book", widget=forms.HiddenInput)

    class Meta:
        model = NumberEntry
        fields = ["q", "so"]

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Without accents."""
        return with_words(rows, SYMBOL_WORDS, value)

    def of_book(self, rows: QuerySet, name: str, value: int) -> QuerySet:
        """They are one book's already."""
        return rows


class WaitingForm(PlainTextMixin, forms.Form):
    """Narrows what waits for a decision; only what waits can be chosen."""

    plan = forms.ChoiceField(label="Phong trào", required=False)
    category = forms.ChoiceField(label="Loại hình", required=False)
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    award = forms.ChoiceField(label="Hình thức, danh hiệu", required=False)

    def __init__(self, data: QueryDict, waiting: Composable) -> None:
        super().__init__(data)
        self._lines = waiting.lines
        categories = {some.category for some in waiting.lines}
        choices = {
            "plan": [("", "Mọi phong trào"), *((p.pk, str(p)) for p in waiting.plans)],
            "category": [
                ("", "Mọi loại hình"),
                *((c.value, c.label) for c in Category if c.value in categories),
            ],
            "unit": [("", "Mọi đơn vị"), *((u.pk, u.short_name) for u in waiting.units)],
            "award": [("", "Mọi hình thức"), *((a.pk, a.name) for a in waiting.awards)],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered

    def narrowed(self) -> list[WaitingLines]:
        """What is asked for; nonsense in the address narrows nothing."""
        self.is_valid()
        asked = [(name, value) for name, value in self.cleaned_data.items() if value]
        return [
            some
            for some in self._lines
            if all(str(getattr(some, name)) == value for name, value in asked)
        ]


def decisions_listed(params: QueryDict, user: User) -> DecisionFilter:
    """The decisions this person sees, as the address narrows and sorts them."""
    rows = Decision.objects.visible_to(user).for_list(user).only(*LISTED)
    return DecisionFilter(params, queryset=rows, user=user)


def books() -> list[NumberBook]:
    """The series of numbers, the newest year first."""
    return list(NumberBook.objects.select_related("authority").order_by("-year", "kind", "pk"))


def book_in(params: QueryDict, found: list[NumberBook]) -> NumberBook | None:
    """The series that the address names; the first where it names none."""
    asked = params.get("so", "")
    return next((book for book in found if str(book.pk) == asked), found[0] if found else None)


def entries_listed(params: QueryDict, book: NumberBook) -> EntryFilter:
    """The numbers of one series, as the address narrows and sorts them; the newest on top."""
    rows = book.entries.select_related("decision", "paper_decision", "entered_by")
    return EntryFilter(params, queryset=rows.order_by("-number"))
