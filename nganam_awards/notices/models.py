"""A message is a row first: nothing that was said depends on a mail server or a worker."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from nganam_awards.core import clock


class NoticeQuerySet(models.QuerySet):
    """Notices of one person."""

    def visible_to(self, user: object) -> "NoticeQuerySet":
        """Everyone reads their own."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def unread(self) -> "NoticeQuerySet":
        """Not opened yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """A notice: what happened to a dossier, plan or decision, told to one person once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhận"
    )
    text = models.CharField("nội dung", max_length=400)
    url = models.CharField("trang liên quan", max_length=200)
    event_key = models.CharField("bước đã sinh ra thông báo", max_length=80)
    created_at = models.DateTimeField("lúc", default=clock.now)
    read_at = models.DateTimeField("đã đọc lúc (giờ máy)", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="notice_newest_of_user"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="notice_once_a_person",
                fields=["user", "event_key"],
                violation_error_message="Người này đã được báo về bước này.",
            )
        ]

    def __str__(self) -> str:
        return self.text


class EmailState(models.TextChoices):
    """Where a letter stands. «unknown»: the sender died while it was on its way."""

    WAITING = "waiting", "Chờ gửi"
    SENDING = "sending", "Đang gửi"
    SENT = "sent", "Đã gửi"
    FAILED = "failed", "Không gửi được"
    UNKNOWN = "unknown", "Không rõ đã đi chưa"


STATE_TONES = {
    EmailState.WAITING: "wait",
    EmailState.SENDING: "info",
    EmailState.SENT: "ok",
    EmailState.FAILED: "stop",
    EmailState.UNKNOWN: "stop",
}


class OutgoingEmailQuerySet(models.QuerySet):
    """The outbox."""

    def visible_to(self, user: object) -> "OutgoingEmailQuerySet":
        """Addresses are personal data: the administrator only."""
        return self if user.has_perm("units.manage_units") else self.none()

    def due(self, now: object) -> "OutgoingEmailQuerySet":
        """Letters to send now, oldest first."""
        ready = Q(lease_until=None) | Q(lease_until__lte=now)
        return self.filter(ready, state=EmailState.WAITING).order_by("pk")

    def abandoned(self, now: object) -> "OutgoingEmailQuerySet":
        """Letters whose sender never came back."""
        return self.filter(state=EmailState.SENDING, lease_until__lt=now)


class OutgoingEmail(models.Model):
    """A letter (thư đi) to one address, sent at most once unless a person asks for it again."""

    to = models.EmailField("người nhận")
    subject = models.CharField("tiêu đề", max_length=200)
    body = models.TextField("nội dung")
    dedupe_key = models.CharField("khóa chống trùng", max_length=120, unique=True)
    state = models.CharField(
        "trạng thái", max_length=10, choices=EmailState.choices, default=EmailState.WAITING
    )
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    lease_until = models.DateTimeField("không đụng đến trước (giờ máy)", null=True, blank=True)
    problem = models.CharField("lỗi lần cuối", max_length=200, blank=True)
    created_at = models.DateTimeField("lập lúc (giờ máy)", default=clock.machine_now)
    sent_at = models.DateTimeField("gửi lúc (giờ máy)", null=True, blank=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        verbose_name = "thư đi"
        default_permissions = ()
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(state__in=["waiting", "sending"]),
                name="mail_on_its_way",
            ),
            models.Index(
                fields=["state", "created_at"],
                condition=Q(state__in=["waiting", "failed", "unknown"]),
                name="mail_not_sent",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="sent_mail_has_its_time",
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                violation_error_message="Thư đã gửi phải có giờ gửi.",
            ),
            models.CheckConstraint(
                name="mail_under_way_is_leased",
                condition=~Q(state="sending") | Q(lease_until__isnull=False),
                violation_error_message="Thư đang gửi phải có thời hạn chờ.",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def state_tone(self) -> str:
        return STATE_TONES[self.state]

    @property
    def can_be_sent_again(self) -> bool:
        """Only a person decides about a letter that failed or may have gone."""
        return self.state in (EmailState.FAILED, EmailState.UNKNOWN)
