"""Papers the portal writes for a unit: what they are written from, and the words typed for them."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from dossiers.enums import PaperType
from dossiers.models.dossier import Dossier
from dossiers.models.nomination import Nomination
from nganam_awards.core import clock
from nganam_awards.documents.models import Document


if TYPE_CHECKING:
    from units.models import User


class SelectionMeeting(models.Model):
    """The unit's selection meeting (họp xét): what its minutes and letter tell (domain: T7)."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="meeting")
    held_on = models.DateField("ngày họp")
    began_at = models.TimeField("bắt đầu lúc")
    ended_at = models.TimeField("kết thúc lúc")
    place = models.CharField("địa điểm", max_length=200)
    chair = models.CharField("người chủ trì", max_length=150)
    secretary = models.CharField("thư ký", max_length=150)
    members = models.PositiveSmallIntegerField("tổng số thành viên")
    present = models.PositiveSmallIntegerField("số có mặt")
    absent = models.CharField("vắng, lý do", max_length=400, blank=True)

    class Meta:
        verbose_name = "cuộc họp xét"
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_it_begins",
                condition=Q(began_at__lt=F("ended_at")),
                violation_error_message="Giờ kết thúc phải sau giờ bắt đầu.",
            ),
            models.CheckConstraint(
                name="present_are_members",
                condition=Q(present__gt=0, present__lte=F("members")),
                violation_error_message="Số có mặt không vượt tổng số thành viên.",
            ),
        ]

    def __str__(self) -> str:
        return f"Họp xét ngày {self.held_on:%d/%m/%Y}"


class DossierPaperQuerySet(models.QuerySet):
    """Papers that the portal wrote for dossiers."""

    def visible_to(self, user: "User") -> "DossierPaperQuerySet":
        """Where the dossier is visible, so are its papers."""
        return self.filter(dossier__in=Dossier.objects.visible_to(user))

    def for_page(self) -> "DossierPaperQuerySet":
        """With what a page shows of them; frozen words of thousands of names stay behind."""
        rows = self.select_related("line", "document").defer("source", "document__context")
        return rows.order_by("pk")


class DossierPaper(models.Model):
    """A paper that the portal wrote for a dossier: one of a kind, one report of a line.

    `source` holds the facts the paper was written from; the paper is stale when they read
    otherwise now. `wording` holds the sentences typed by hand, which every renewal keeps.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="written")
    kind = models.CharField("loại văn bản", max_length=10, choices=PaperType.choices)
    line = models.ForeignKey(
        Nomination,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="của trường hợp",
    )
    wording = models.JSONField("câu chữ đã sửa", default=dict, blank=True)
    source = models.JSONField("số liệu khi soạn")
    fingerprint = models.CharField("dấu của số liệu", max_length=64)
    version = models.PositiveIntegerField("lần ghi", default=1)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("soạn lúc", default=clock.now)

    objects = DossierPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản cổng soạn"
        constraints = [
            models.CheckConstraint(
                name="only_a_report_is_of_a_line",
                condition=Q(kind=PaperType.REPORT, line__isnull=False)
                | (~Q(kind=PaperType.REPORT) & Q(line=None)),
                violation_error_message="Chỉ báo cáo thành tích mới của riêng một trường hợp.",
            ),
            models.UniqueConstraint(
                fields=["dossier", "kind"],
                condition=Q(line=None),
                name="one_paper_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["line"], condition=Q(line__isnull=False), name="one_report_of_a_line"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.dossier.ref}"

    def get_absolute_url(self) -> str:
        return reverse("dossiers:paper", args=[self.dossier.ref, self.pk])

    @property
    def title(self) -> str:
        """«Tờ trình», or «Báo cáo thành tích của Dương Chí Sang»."""
        name = self.get_kind_display()
        return f"{name} của {self.line.full_name}" if self.line_id else name

    @property
    def part(self) -> str:
        """Which part of the checklist it is."""
        return PaperType(self.kind).part
