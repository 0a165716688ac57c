"""Apology: Phòng Nội vụ is late, says so in time and promises one other day."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dossiers.models.dossier import Dossier
from nganam_awards.core.long_text import LongTextField


class Apology(models.Model):
    """An apology with a new day of the answer (TT 01/2018/TT-VPCP, mẫu 04), once for a dossier.

    Both days stay; `Dossier.due_on` is the one that counts and may move again with a supplement.
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="apology")
    reason = LongTextField("lý do chậm")
    old_due_on = models.DateField("hẹn trả trước đó")
    new_due_on = models.DateField("hẹn trả lại")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người xin lỗi"
    )
    happened_at = models.DateTimeField("xin lỗi lúc")

    class Meta:
        verbose_name = "xin lỗi và hẹn lại"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="apology_says_why",
                condition=~Q(reason=""),
                violation_error_message="Ghi lý do chậm trả kết quả.",
            ),
            models.CheckConstraint(
                name="apology_promises_a_later_day",
                condition=Q(new_due_on__gt=F("old_due_on")),
                violation_error_message="Ngày hẹn lại phải sau hạn trả hiện nay.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="promised_for_good", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier.ref}: {self.old_due_on} → {self.new_due_on}"
