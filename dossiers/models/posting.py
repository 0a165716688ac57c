"""Posting (lấy ý kiến công khai): names, unit and award shown for some days before the decision."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from dossiers.models.dossier import Dossier
from dossiers.models.nomination import Nomination
from law.figures import Audience
from nganam_awards.core import clock


if TYPE_CHECKING:
    from units.models import User


class PostingQuerySet(models.QuerySet):
    """Postings."""

    def visible_to(self, user: "User | None") -> "PostingQuerySet":
        """Phòng Nội vụ and the Chairman all; others those that are open to them today.

        None, or nobody signed in: what is posted before everybody.
        """
        is_known = user is not None and user.is_authenticated
        if is_known and user.has_perm("dossiers.view_filed"):
            return self.all()
        today = clock.today()
        rows = self.filter(starts_on__lte=today, ends_on__gte=today)
        return rows if is_known else rows.filter(audience=Audience.EVERYBODY)


class Posting(models.Model):
    """A posting of some lines of one dossier; days, audience and form of answer stay as posted."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="postings")
    starts_on = models.DateField("đăng từ ngày")
    ends_on = models.DateField("đến hết ngày")
    audience = models.CharField("ai xem được", max_length=10, choices=Audience.choices)
    takes_unsigned = models.BooleanField("nhận ý kiến không ghi tên", default=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("đăng lúc", default=clock.now)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "lấy ý kiến công khai"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="posting_starts_before_it_ends",
                condition=Q(starts_on__lte=F("ends_on")),
                violation_error_message="Ngày bắt đầu không được sau ngày kết thúc.",
            )
        ]
        indexes = [models.Index(fields=["ends_on", "id"], name="posting_ends")]

    def __str__(self) -> str:
        return f"Lấy ý kiến {self.dossier.ref}"

    def get_absolute_url(self) -> str:
        return reverse("dossiers:posting", args=[self.pk])

    @property
    def days(self) -> int:
        """How many days of the calendar it stands, the day of posting not counted."""
        return (self.ends_on - self.starts_on).days

    @property
    def is_open(self) -> bool:
        """The last day counts."""
        return self.starts_on <= clock.today() <= self.ends_on

    @property
    def is_over(self) -> bool:
        """Every day of it has passed."""
        return self.ends_on < clock.today()

    def get_state_display(self) -> str:
        """How far it has come."""
        return "Đang lấy ý kiến" if self.is_open else "Đã hết thời gian"

    @property
    def state_tone(self) -> str:
        """As a colour."""
        return "info" if self.is_open else "quiet"


class PostedLine(models.Model):
    """One line that is posted; once in its life."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="lines")
    line = models.OneToOneField(Nomination, models.PROTECT, related_name="posted")

    class Meta:
        verbose_name = "trường hợp lấy ý kiến"
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.line.full_name
