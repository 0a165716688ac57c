"""What a list of dossiers is narrowed by."""

import django_filters as filters
from django.db.models import QuerySet
from django.http import QueryDict

from dossiers.enums import DossierState
from dossiers.models import Dossier
from law.enums import Category
from nganam_awards.core import clock
from units.models import Unit, User
from units.rules import units_with


FIRST_YEAR = 2022


class DossierFilter(filters.FilterSet):
    """Dossiers by words, state, unit, category and year."""

    q = filters.CharFilter(label="Tìm mã, tên hồ sơ, đơn vị, người", method="by_words")
    state = filters.ChoiceFilter(
        label="Trạng thái", choices=DossierState.choices, empty_label="Tất cả"
    )
    unit = filters.ModelChoiceFilter(
        label="Đơn vị", queryset=Unit.objects.all(), empty_label="Tất cả"
    )
    category = filters.ChoiceFilter(
        label="Loại hình", choices=Category.choices, empty_label="Tất cả"
    )
    year = filters.ChoiceFilter(label="Năm", field_name="merit_year", empty_label="Tất cả")

    class Meta:
        model = Dossier
        fields = ["q", "state", "unit", "category", "year"]

    def __init__(self, data: QueryDict, *, queryset: QuerySet, user: User) -> None:
        super().__init__(data, queryset=queryset)
        this_year = clock.today().year
        years = range(this_year + 1, FIRST_YEAR - 1, -1)
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]
        if user.has_perm("dossiers.view_filed"):
            return
        mine = Unit.objects.filter(pk__in=units_with(user, "file_dossiers", "confirm_dossiers"))
        if len(mine) > 1:
            self.filters["unit"].queryset = mine
        else:
            del self.filters["unit"]

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Without accents."""
        return rows.matching(value)
