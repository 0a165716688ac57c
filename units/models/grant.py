"""Rights on one unit, given to one person for a time (django-guardian's direct tables, dated)."""

from datetime import date
from functools import lru_cache
from typing import Self

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import F, Q
from guardian.managers import UserObjectPermissionManager
from guardian.models import UserObjectPermissionBase
from guardian.utils import get_user_obj_perms_model

from nganam_awards.core import clock
from units.models.body import Unit


class DatedGrantQuerySet(models.QuerySet):
    """Grants as the office clock sees them: the only place that compares their dates."""

    def in_force(self, day: date) -> Self:
        """Grants that count on that day; first and last day included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Grants that count on at least one day of the span."""
        rows = self.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
        return rows if ends_on is None else rows.filter(starts_on__lte=ends_on)


class DatedGrantManager(UserObjectPermissionManager.from_queryset(DatedGrantQuerySet)):
    """guardian still recognises the table as its own."""


class DatedGrant(UserObjectPermissionBase):
    """A right for a time. A subclass adds `content_object`, and `Meta(DatedGrant.Meta)`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người được giao"
    )
    permission = models.ForeignKey(
        Permission, models.PROTECT, related_name="+", verbose_name="quyền"
    )
    starts_on = models.DateField("từ ngày", default=clock.today)
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người giao",
    )

    objects = DatedGrantManager()

    class Meta:
        abstract = True
        default_permissions = ()
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(class)s_once_a_day",
                fields=["user", "permission", "content_object", "starts_on"],
                violation_error_message="Người này đã được giao quyền này từ cùng ngày.",
            ),
            models.CheckConstraint(
                name="%(class)s_starts_before_it_ends",
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                violation_error_message="Ngày bắt đầu không được sau ngày kết thúc.",
            ),
        ]

    def counts_on(self, day: date) -> bool:
        """Twin of `in_force` for one row."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class UnitGrantQuerySet(DatedGrantQuerySet):
    """Rights on bodies: they end with the body, at the latest."""

    def in_force(self, day: date) -> Self:
        """Grants that count on that day, on a body that has not ended before it."""
        exists = Q(content_object__valid_to=None) | Q(content_object__valid_to__gte=day)
        return super().in_force(day).filter(exists)


class UnitGrantManager(UserObjectPermissionManager.from_queryset(UnitGrantQuerySet)):
    """guardian still recognises the table as its own."""


class UnitUserPermission(DatedGrant):
    """A right on a unit: files for it, confirms for it, or appraises what it files.

    On a body that ended nobody holds a right any more but the people of its successor, who hold
    there what they hold on their own (`UnitSuccession`).
    """

    content_object = models.ForeignKey(
        Unit, models.PROTECT, related_name="grants", verbose_name="đơn vị"
    )

    objects = UnitGrantManager()

    class Meta(DatedGrant.Meta):
        verbose_name = "quyền trên đơn vị"
        indexes = [models.Index(fields=["content_object", "permission"], name="grant_on_unit")]

    def counts_on(self, day: date) -> bool:
        """Twin of `in_force` for one row, with its body."""
        last = self.content_object.valid_to
        return super().counts_on(day) and (last is None or day <= last)


@lru_cache
def grant_model_of(model: type[models.Model]) -> type[DatedGrant] | None:
    """Where grants on rows of this model are kept; None where nobody can hold any."""
    found = get_user_obj_perms_model(model)
    return found if issubclass(found, DatedGrant) else None
