"""Whose account is which record: what people are told of themselves they do not decide."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from honourees.models.honouree import Honouree
from nganam_awards.core import clock


class AccountRecord(models.Model):
    """Tài khoản này là (hay không là) người trong sổ: said by the administrator or the person.

    The register may know one person twice, so an account may have several records; a record is
    nobody's or one account's.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="account_records",
        verbose_name="tài khoản",
    )
    honouree = models.ForeignKey(
        Honouree, models.PROTECT, related_name="accounts", verbose_name="người trong sổ"
    )
    is_same = models.BooleanField("là người này")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    said_at = models.DateTimeField("ghi lúc", default=clock.now)

    class Meta:
        verbose_name = "tài khoản trong sổ khen thưởng"
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="account_is_told_once_of_a_record", fields=["user", "honouree"]
            ),
            models.UniqueConstraint(
                name="record_is_one_account",
                fields=["honouree"],
                condition=Q(is_same=True),
                violation_error_message="Người này trong sổ đã được nối với một tài khoản khác.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.honouree}"
