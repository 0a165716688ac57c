"""What a person narrows the list of plans by."""

import django_filters as filters
from django.db.models import QuerySet

from campaigns.enums import OF_MY_UNIT, WAITING, PlanState
from campaigns.models import AwardPlan, Campaign
from nganam_awards.core import clock


FIRST_YEAR = 2017


def years() -> list[tuple[int, str]]:
    """From next year, whose plans are being written, back to the first the portal knows."""
    return [(year, str(year)) for year in range(clock.today().year + 1, FIRST_YEAR - 1, -1)]


class PlanFilter(filters.FilterSet):
    """Plans by words, year, state, and whose turn it is."""

    q = filters.CharFilter(label="Tìm phong trào, đơn vị", method="by_words")
    year = filters.ChoiceFilter(
        label="Năm xét", field_name="review_year", choices=[], empty_label="Mọi năm"
    )
    state = filters.ChoiceFilter(
        label="Trạng thái", choices=PlanState.choices, empty_label="Mọi trạng thái"
    )
    scope = filters.ChoiceFilter(
        label="Xem",
        choices=[(WAITING, "Đang chờ tôi"), (OF_MY_UNIT, "Của đơn vị tôi")],
        empty_label="Tất cả",
        method="by_scope",
    )

    class Meta:
        model = AwardPlan
        fields = ["q", "year", "state", "scope"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = years()

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Without accents, in the name of the campaign and of its organiser."""
        return rows.filter(campaign__in=Campaign.objects.matching(value))

    def by_scope(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """What waits for the person, or what their units made."""
        user = self.request.user
        return rows.waiting_for(user) if value == WAITING else rows.of_units_of(user)
