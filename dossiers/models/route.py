"""Routing (phân tuyến): which officer is given which dossiers, from when to when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from law.models import CampaignTheme
from nganam_awards.core import clock
from units.enums import UnitKind
from units.models import Cluster, DatedGrantQuerySet


class Route(models.Model):
    """A routing rule (tuyến): dossiers of these units, of this field, go to this officer.

    What is left empty fits every dossier; the rule that says most wins, of equals the newest.
    """

    unit_kind = models.CharField("loại đơn vị", max_length=20, choices=UnitKind.choices, blank=True)
    cluster = models.ForeignKey(
        Cluster,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cụm, khối thi đua",
    )
    theme = models.ForeignKey(
        CampaignTheme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="lĩnh vực (chủ đề phong trào)",
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="chuyên viên"
    )
    starts_on = models.DateField("từ ngày", default=clock.today)
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đặt"
    )

    objects = DatedGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "tuyến phân công"
        default_permissions = ()
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="route_starts_before_it_ends",
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                violation_error_message="Ngày bắt đầu không được sau ngày kết thúc.",
            ),
            models.CheckConstraint(
                name="route_unit_kind_is_known",
                condition=Q(unit_kind="") | Q(unit_kind__in=UnitKind.values),
                violation_error_message="Chọn một loại đơn vị trong danh sách.",
            ),
        ]

    def __str__(self) -> str:
        said = [self.get_unit_kind_display() if self.unit_kind else ""]
        said += [self.cluster.name if self.cluster else "", self.theme.name if self.theme else ""]
        return ", ".join(filter(None, said)) or "Mọi hồ sơ còn lại"

    @property
    def weight(self) -> int:
        """How much the rule says: the more, the sooner it wins."""
        return sum(map(bool, (self.unit_kind, self.cluster_id, self.theme_id)))
