"""Objection (ý kiến phản ánh): a signed word against a posted name; its case is settled first."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from dossiers.enums import CaseOutcome
from dossiers.models.nomination import Nomination
from dossiers.models.posting import Posting
from nganam_awards.core import clock
from nganam_awards.core.long_text import LongTextField


class ObjectionQuerySet(models.QuerySet):
    """Objections."""

    def waiting(self) -> "ObjectionQuerySet":
        """Without an answer; their nominees wait."""
        return self.filter(answered_at=None)


class Objection(models.Model):
    """An objection to one posted line. Who wrote it is known to Phòng Nội vụ alone."""

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="objections")
    line = models.ForeignKey(Nomination, models.PROTECT, related_name="objections")
    name = models.CharField("họ và tên người phản ánh", max_length=120, blank=True)
    contact = models.CharField("địa chỉ, số điện thoại", max_length=250, blank=True)
    text = LongTextField("nội dung phản ánh")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField("gửi lúc", default=clock.now)
    outcome = models.CharField("kết luận", max_length=10, choices=CaseOutcome.choices, blank=True)
    answer = LongTextField("trả lời", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến phản ánh"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="objection_says_something",
                condition=~Q(text=""),
                violation_error_message="Ghi nội dung phản ánh.",
            ),
            models.CheckConstraint(
                name="signed_objection_can_be_answered",
                condition=Q(name="") | ~Q(contact=""),
                violation_error_message="Ghi địa chỉ hoặc số điện thoại để được trả lời.",
            ),
            models.CheckConstraint(
                name="answered_objection_is_whole",
                condition=Q(answered_at=None, answered_by=None, outcome="", answer="")
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(answer="")
                ),
                violation_error_message="Trả lời phải có kết luận, nội dung và người trả lời.",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(answered_at=None), name="objection_waits")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.signed}"

    @property
    def code(self) -> str:
        """«PA-12»: how the case is called to people who may not know who wrote."""
        return f"PA-{self.pk}"

    @property
    def signed(self) -> str:
        """Who wrote it, or that nobody signed."""
        return self.name or "Không ghi tên"
