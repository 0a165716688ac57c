"""What the register is narrowed by."""

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from honourees.enums import AwardOrigin
from honourees.models import Award
from honourees.models.award import UNIT_RIGHTS, reads_all_awards
from honourees.queries import award as award_queries
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.order import ListFilter, by_day
from units.models import Unit, User
from units.queries import lineage
from units.rules import units_with


FIRST_YEAR = 2004  # the first law on commendation in force
# What a row of the list says of an award.
LISTED = (
    *("merit_year", "decision_symbol", "decided_on", "prize_vnd", "origin", "revoked_on"),
    *("revoked_symbol", "working_unit", "issuer"),
    *("honouree__kind", "honouree__full_name", "honouree__birth_year", "honouree__birth_date"),
    *("honouree__main", "award_type__name", "unit__name", "unit_then__name"),
)


class AwardFilter(ListFilter):
    """Awards by words, unit then or now, year, award and origin."""

    sorts = (by_day("day", "Quyết định", "decided_on"),)
    q = filters.CharFilter(label="Tên, số quyết định", method="by_words")
    unit = filters.ModelChoiceFilter(
        label="Đơn vị khi đó hoặc hiện nay",
        queryset=Unit.objects.only("name"),
        empty_label="Mọi đơn vị",
        method="by_unit",
    )
    year = filters.ChoiceFilter(label="Năm", field_name="merit_year", empty_label="Mọi năm")
    award = filters.ModelChoiceFilter(
        label="Danh hiệu, hình thức",
        field_name="award_type",
        queryset=AwardType.objects.only("name"),
        empty_label="Mọi danh hiệu, hình thức",
    )
    origin = filters.ChoiceFilter(
        label="Nguồn", choices=AwardOrigin.choices, empty_label="Mọi nguồn"
    )
    nguoi = filters.NumberFilter(method="of_record", widget=forms.HiddenInput)

    class Meta:
        model = Award
        fields = ["q", "unit", "year", "award", "origin", "nguoi"]

    def __init__(self, data: QueryDict, *, queryset: QuerySet, user: User) -> None:
        super().__init__(data, queryset=queryset)
        years = range(clock.today().year + 1, FIRST_YEAR - 1, -1)
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]
        if reads_all_awards(user):
            return
        mine = Unit.objects.filter(pk__in=units_with(user, *UNIT_RIGHTS))
        if len(mine) > 1:
            self.filters["unit"].queryset = mine
        else:
            del self.filters["unit"]

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Without accents, in any order, in the name and the number of the decision."""
        return award_queries.matching(rows, value)

    def by_unit(self, rows: QuerySet, name: str, value: Unit) -> QuerySet:
        """Then or now, of the bodies it came from as well."""
        return rows.of_units(sorted(lineage.with_predecessors([value])))

    def of_record(self, rows: QuerySet, name: str, value: int) -> QuerySet:
        """All that one honouree received, under whichever of its records."""
        return award_queries.of_record(rows, int(value))


def awards_listed(params: QueryDict, user: User) -> AwardFilter:
    """The awards this person sees, as the address narrows and sorts them."""
    rows = Award.objects.visible_to(user).newest_first()
    rows = rows.select_related("honouree", "award_type", "unit", "unit_then").only(*LISTED)
    return AwardFilter(params, queryset=rows, user=user)
