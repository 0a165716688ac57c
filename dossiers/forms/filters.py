"""What a list of dossiers is narrowed by."""

import django_filters as filters
from django.db.models import QuerySet
from django.http import QueryDict

from dossiers.enums import DossierState
from dossiers.models import Dossier
from dossiers.queries import word_row as word_row_queries
from law.enums import Category
from nganam_awards.core import clock
from nganam_awards.core.order import ALONG, ListFilter, Sort, by_choice, by_day
from units.models import Unit, User
from units.rules import units_with


FIRST_YEAR = 2022
SORTS = (
    by_day("new", "Hồ sơ", "pk"),
    Sort("unit", "Đơn vị", ("unit__sort_key",)),
    Sort("state", "Trạng thái", (by_choice("state", DossierState),), False, False, *ALONG),
    Sort("due", "Hạn trả", ("due_on",), False, True, "gần nhất ở trên", "xa nhất ở trên"),
)


class DossierFilter(ListFilter):
    """Dossiers by words, state, unit, category and year."""

    q = filters.CharFilter(label="Mã, tên, đơn vị, người", method="by_words")
    state = filters.ChoiceFilter(
        label="Trạng thái", choices=DossierState.choices, empty_label="Mọi trạng thái"
    )
    unit = filters.ModelChoiceFilter(
        label="Đơn vị", queryset=Unit.objects.only("name"), empty_label="Mọi đơn vị"
    )
    category = filters.ChoiceFilter(
        label="Loại hình", choices=Category.choices, empty_label="Mọi loại hình"
    )
    year = filters.ChoiceFilter(label="Năm", field_name="merit_year", empty_label="Mọi năm")
    sorts = SORTS

    class Meta:
        model = Dossier
        fields = ["q", "state", "unit", "category", "year"]

    def __init__(self, data: QueryDict, *, queryset: QuerySet, user: User) -> None:
        super().__init__(data, queryset=queryset)
        self.reader = user
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
            self.sorts = [sort for sort in SORTS if sort.key != "unit"]

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Without accents."""
        return word_row_queries.matching(rows, value, self.reader)


def dossiers_listed(params: QueryDict, user: User) -> DossierFilter:
    """The dossiers this person sees, as the address narrows and sorts them."""
    return DossierFilter(params, queryset=Dossier.objects.visible_to(user).for_list(), user=user)
