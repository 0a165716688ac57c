"""Supplement: what Phòng Nội vụ asks once, what stood there then, what the unit answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from dossiers.models.dossier import Dossier
from dossiers.workflow import ASKS_MORE
from nganam_awards.core import clock
from nganam_awards.core.long_text import LongTextField


class Supplement(models.Model):
    """A request to supplement a dossier (TT 01/2018/TT-VPCP, mẫu 02), once in its life."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="supplement")
    words = LongTextField("nội dung cần bổ sung")
    until = models.DateField("hạn bổ sung")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("yêu cầu lúc")
    came_from = models.CharField("hồ sơ trở lại", max_length=20)
    before = models.JSONField("hồ sơ lúc yêu cầu")
    ready_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ready_at = models.DateTimeField("cán bộ bổ sung xong lúc", null=True, blank=True)
    answered_at = models.DateTimeField("thủ trưởng gửi lúc", null=True, blank=True)
    changes = models.JSONField("đã thay đổi", null=True, blank=True)

    class Meta:
        verbose_name = "yêu cầu bổ sung"
        constraints = [
            models.CheckConstraint(
                name="supplement_says_what_is_missing",
                condition=~Q(words=""),
                violation_error_message="Ghi những gì đơn vị cần bổ sung.",
            ),
            models.CheckConstraint(
                name="supplement_leads_back_to_its_place",
                condition=Q(came_from__in=ASKS_MORE),
                violation_error_message="Chỉ bổ sung hồ sơ chờ tiếp nhận hoặc đang thẩm định.",
            ),
            models.CheckConstraint(
                name="ready_supplement_has_its_hand",
                condition=Q(ready_by=None, ready_at=None)
                | Q(ready_by__isnull=False, ready_at__isnull=False),
                violation_error_message="Bổ sung xong phải ghi ai làm, lúc nào.",
            ),
            models.CheckConstraint(
                name="answered_supplement_was_ready",
                condition=Q(answered_at=None) | Q(ready_at__isnull=False, changes__isnull=False),
                violation_error_message="Cán bộ bổ sung xong thì thủ trưởng mới gửi.",
            ),
        ]
        indexes = [
            models.Index(fields=["until"], condition=Q(answered_at=None), name="supplement_waits")
        ]

    def __str__(self) -> str:
        return f"Bổ sung {self.dossier.ref}"

    @property
    def is_ready(self) -> bool:
        """The clerk is done; the head reads what will be sent."""
        return self.ready_at is not None

    @property
    def is_over(self) -> bool:
        """The last day has passed by the office clock; the portal stops the dossier soon."""
        return self.answered_at is None and self.until < clock.today()
