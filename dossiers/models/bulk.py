"""Bulk (làm cùng lúc): one act with many dossiers, as its dry run showed it, and its results."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from dossiers.enums import BulkAct, BulkOutcome
from dossiers.models.dossier import Dossier
from nganam_awards.core import clock
from nganam_awards.core.address import address
from nganam_awards.core.long_text import LongTextField


class BulkRunQuerySet(models.QuerySet):
    """Bulks by whom they concern."""

    def visible_to(self, user: object) -> "BulkRunQuerySet":
        """Whoever confirmed it reads what came of it."""
        return self.filter(by=user.pk)

    def left_behind(self) -> "BulkRunQuerySet":
        """Those with something still to do, the oldest first."""
        return self.filter(finished_at=None).order_by("pk")


class BulkRun(models.Model):
    """A bulk that was confirmed: a worker takes its items one by one, each for itself."""

    key = models.UUIDField("khóa xác nhận một lần", unique=True, default=uuid.uuid4)
    act = models.CharField("việc", max_length=10, choices=BulkAct.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người làm"
    )
    note = LongTextField("lời dặn", blank=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", default=clock.now)
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)

    objects = BulkRunQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt làm cùng lúc"
        default_permissions = ()
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(finished_at=None), name="bulk_under_way"),
            models.Index(fields=["by", "-id"], name="bulk_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.pk}"

    def get_absolute_url(self) -> str:
        return address("dossiers:bulk_run", self.pk)


_TONES = {BulkOutcome.WAITING: "wait", BulkOutcome.DONE: "ok", BulkOutcome.REFUSED: "stop"}


class BulkItem(models.Model):
    """One dossier of a bulk: what the dry run showed of it, and what came of it."""

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="items")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField("thứ tự")
    shown = models.JSONField("đã xem trước")
    outcome = models.CharField(
        "kết quả", max_length=10, choices=BulkOutcome.choices, default=BulkOutcome.WAITING
    )
    told = LongTextField("lời báo", blank=True)

    class Meta:
        verbose_name = "hồ sơ của lượt làm cùng lúc"
        default_permissions = ()
        ordering = ["run", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "dossier"],
                name="dossier_once_in_a_bulk",
                violation_error_message="Hồ sơ này đã có trong lượt.",
            )
        ]
        indexes = [models.Index(fields=["run", "outcome", "place"], name="bulkitem_of_run")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.dossier_id}"

    @property
    def tone(self) -> str:
        """Colour of the outcome on screen."""
        return _TONES[self.outcome]
