"""What the administrator narrows a list by."""

import django_filters as filters
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import QueryDict

from nganam_awards.core.order import ListFilter, Sort, by_choice, by_size
from units.enums import ClusterKind, UnitKind
from units.models import Cluster, Unit, User
from units.models.body import VietnameseKey
from units.offices import OFFICES


class UnitFilter(ListFilter):
    """Units by words, kind and cluster."""

    sorts = (
        Sort("name", "Đơn vị", ("sort_key",)),
        Sort("kind", "Loại", (by_choice("kind", UnitKind), "sort_key")),
        Sort("cluster", "Cụm, khối thi đua", (VietnameseKey("cluster__name"),), has_gaps=True),
        by_size("people", "Người dùng", "people_count"),
    )
    q = filters.CharFilter(label="Tên hoặc mã đơn vị", method="by_words")
    kind = filters.ChoiceFilter(
        label="Loại đơn vị", choices=UnitKind.choices, empty_label="Mọi loại đơn vị"
    )
    cluster = filters.ModelChoiceFilter(
        label="Cụm, khối", queryset=Cluster.objects.all(), empty_label="Mọi cụm, khối"
    )

    class Meta:
        model = Unit
        fields = ["q", "kind", "cluster"]

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Without accents."""
        return rows.matching(value)


class ClusterFilter(ListFilter):
    """Clusters by words and kind."""

    sorts = (
        Sort("name", "Cụm, khối", (VietnameseKey("name"),)),
        Sort("kind", "Loại", (by_choice("kind", ClusterKind),)),
        by_size("units", "Đơn vị", "unit_count"),
    )
    q = filters.CharFilter(label="Tên hoặc mã cụm, khối", method="by_words")
    kind = filters.ChoiceFilter(
        label="Loại", choices=ClusterKind.choices, empty_label="Cả cụm và khối"
    )

    class Meta:
        model = Cluster
        fields = ["q", "kind"]

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Without accents."""
        return rows.matching(value)


class PersonFilter(ListFilter):
    """People by words, unit, town office, and whether they may sign in."""

    sorts = (
        Sort("name", "Họ và tên", ("sort_key",)),
        Sort("unit", "Đơn vị", ("unit__sort_key", "sort_key"), has_gaps=True),
    )
    q = filters.CharFilter(label="Họ tên, tên đăng nhập", method="by_words")
    unit = filters.ModelChoiceFilter(
        label="Đơn vị", queryset=Unit.objects.only("name"), empty_label="Mọi đơn vị"
    )
    office = filters.ModelChoiceFilter(
        label="Chức vụ ở thị xã",
        field_name="groups",
        to_field_name="name",
        queryset=Group.objects.filter(name__in=OFFICES),
        empty_label="Mọi chức vụ",
    )
    is_active = filters.ChoiceFilter(
        label="Tài khoản",
        choices=[("True", "Đang dùng"), ("False", "Đã khóa")],
        empty_label="Mọi tài khoản",
    )

    class Meta:
        model = User
        fields = ["q", "unit", "office", "is_active"]

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Without accents."""
        return rows.matching(value)


def units_listed(params: QueryDict, user: User) -> UnitFilter:
    """Every body of the town, as the address narrows and sorts them."""
    return UnitFilter(params, queryset=Unit.objects.visible_to(user).with_people_count().for_list())


def clusters_listed(params: QueryDict, user: User) -> ClusterFilter:
    """Every cluster with its units counted, as the address narrows and sorts them."""
    return ClusterFilter(params, queryset=Cluster.objects.visible_to(user).for_list())


def people_listed(params: QueryDict, user: User) -> PersonFilter:
    """The accounts this person sees, as the address narrows and sorts them."""
    return PersonFilter(params, queryset=User.objects.visible_to(user).select_related("unit"))
