"""Pairs of records that look like one honouree, as the worker found them."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from honourees.models.honouree import Honouree
from honourees.models.merge import Distinction
from nganam_awards.core import clock


class ResemblanceQuerySet(models.QuerySet):
    """Pairs by what a page asks of them."""

    def visible_to(self, user: object) -> "ResemblanceQuerySet":
        """Whoever may merge; nobody else reads of other units' people."""
        return self if user.has_perm("honourees.merge_records") else self.none()

    def open(self) -> "ResemblanceQuerySet":
        """Not merged, and not said to be two."""
        apart = Distinction.objects.filter(one=OuterRef("one"), other=OuterRef("other"))
        alive = self.filter(one__main=None, other__main=None)
        return alive.filter(~Exists(apart.order_by()))

    def with_records(self) -> "ResemblanceQuerySet":
        """With what a row of the list shows of both."""
        return self.select_related("one__unit", "other__unit")


class Resemblance(models.Model):
    """Two records that look like one honouree (giống nhau): how much, and why.

    Found and forgotten by the worker; what a person decides is a `Merge` or a `Distinction`.
    """

    one = models.ForeignKey(Honouree, models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Honouree, models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField("điểm giống")
    reasons = models.JSONField("vì sao giống", default=list)
    doubts = models.JSONField("vì sao khác", default=list)
    found_at = models.DateTimeField("thấy lúc", default=clock.now)

    objects = ResemblanceQuerySet.as_manager()

    class Meta:
        verbose_name = "cặp bản ghi giống nhau"
        default_permissions = ()
        ordering = ["-points", "-pk"]
        indexes = [models.Index(fields=["-points", "-id"], name="resemblance_by_points")]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="pair_is_found_once"),
            models.CheckConstraint(
                name="found_pair_stands_in_order",
                condition=Q(one__lt=F("other")),
                violation_error_message="Bản ghi có mã nhỏ đứng trước.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ~ {self.other_id}: {self.points}"


class Survey(models.Model):
    """How far the worker has looked through the register for pairs; one row."""

    newest = models.BigIntegerField("bản ghi mới nhất đã xem", default=0)
    reached = models.BigIntegerField("lượt xem lại đến", default=0)

    class Meta:
        verbose_name = "lượt tìm bản ghi trùng"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="one_survey",
                condition=Q(id=1),
                violation_error_message="Chỉ có một lượt tìm.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.newest}/{self.reached}"
