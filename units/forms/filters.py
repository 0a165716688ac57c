"""What the administrator narrows a list by."""

import django_filters as filters
from django.contrib.auth.models import Group
from django.db.models import QuerySet

from units.enums import ClusterKind, UnitKind
from units.models import Cluster, Unit, User
from units.offices import OFFICES


class UnitFilter(filters.FilterSet):
    """Units by words, kind and cluster."""

    q = filters.CharFilter(label="Tìm theo tên hoặc mã", method="by_words")
    kind = filters.ChoiceFilter(label="Loại đơn vị", choices=UnitKind.choices, empty_label="Tất cả")
    cluster = filters.ModelChoiceFilter(
        label="Cụm, khối", queryset=Cluster.objects.all(), empty_label="Tất cả"
    )

    class Meta:
        model = Unit
        fields = ["q", "kind", "cluster"]

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Without accents."""
        return rows.matching(value)


class ClusterFilter(filters.FilterSet):
    """Clusters by words and kind."""

    q = filters.CharFilter(label="Tìm theo tên hoặc mã", method="by_words")
    kind = filters.ChoiceFilter(label="Loại", choices=ClusterKind.choices, empty_label="Tất cả")

    class Meta:
        model = Cluster
        fields = ["q", "kind"]

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Without accents."""
        return rows.matching(value)


class PersonFilter(filters.FilterSet):
    """People by words, unit, town office, and whether they may sign in."""

    q = filters.CharFilter(label="Tìm theo tên", method="by_words")
    unit = filters.ModelChoiceFilter(
        label="Đơn vị", queryset=Unit.objects.all(), empty_label="Tất cả"
    )
    office = filters.ModelChoiceFilter(
        label="Chức vụ ở thị xã",
        field_name="groups",
        to_field_name="name",
        queryset=Group.objects.filter(name__in=OFFICES),
        empty_label="Tất cả",
    )
    is_active = filters.ChoiceFilter(
        label="Tài khoản",
        choices=[("True", "Đang dùng"), ("False", "Đã khóa")],
        empty_label="Tất cả",
    )

    class Meta:
        model = User
        fields = ["q", "unit", "office", "is_active"]

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Without accents."""
        return rows.matching(value)
