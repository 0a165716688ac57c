"""Limits: days that moved because the calendar did, and the runs that counted them anew."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dossiers.models.dossier import Dossier
from nganam_awards.core import clock
from nganam_awards.core.long_text import LongTextField


class Recalculation(models.Model):
    """A change of the calendar that open dossiers have to follow, and how far that has come.

    The row is the work that waits; whoever finds it unfinished takes it up. Counting twice moves
    nothing twice.
    """

    words = LongTextField("vì sao tính lại")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người đổi lịch",
    )
    happened_at = models.DateTimeField("lúc", default=clock.now)
    total = models.PositiveIntegerField("số hồ sơ phải xem")
    done = models.PositiveIntegerField("đã xem", default=0)
    leased_until = models.DateTimeField("máy đang giữ đến", null=True, blank=True)
    finished_at = models.DateTimeField("xong lúc (giờ máy)", null=True, blank=True)

    class Meta:
        verbose_name = "lần tính lại hạn"
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="recalculation_says_why",
                condition=~Q(words=""),
                violation_error_message="Ghi vì sao tính lại hạn của các hồ sơ.",
            )
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(finished_at=None), name="recalculation_waiting")
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def percent(self) -> int:
        """How far it is; dossiers filed meanwhile never make it more than the whole."""
        return min(self.done * 100 // self.total, 100) if self.total else 100


class DueChange(models.Model):
    """The promised day of one dossier, moved by a change of the calendar: a line of its log."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="due_changes")
    recalculation = models.ForeignKey(Recalculation, models.PROTECT, related_name="due_changes")
    old_due_on = models.DateField("hạn trả trước đó")
    new_due_on = models.DateField("hạn trả nay là")

    class Meta:
        verbose_name = "lần đổi hạn trả"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="due_change_moves_the_day",
                condition=~Q(old_due_on=F("new_due_on")),
                violation_error_message="Hạn trả không đổi thì không ghi.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.dossier.ref}: {self.old_due_on:%d/%m/%Y} → {self.new_due_on:%d/%m/%Y}"
