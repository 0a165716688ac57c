"""A message is a row first: nothing that was said depends on a mail server or a worker."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from nganam_awards.core import clock
from nganam_awards.notices.enums import DIGESTED_KINDS, OPTIONAL_KINDS, REQUIRED_KINDS, MailKind


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


class MailChoiceQuerySet(models.QuerySet):
    """Choices by what the morning asks of them."""

    def awaiting_digest(self, morning: datetime) -> Self:
        """Who asked for the digest before this morning and was not looked at today."""
        rows = self.filter(user__is_active=True, digest_since__lt=morning).exclude(user__email="")
        return rows.exclude(digested_on=morning.date())


class MailChoice(models.Model):
    """Which letters a person wants (thư muốn nhận); without a row all of them, and no digest."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    unwanted = ArrayField(
        models.CharField(max_length=20, choices=MailKind.choices),
        verbose_name="loại thư không nhận",
        default=list,
        blank=True,
    )
    digest_since = models.DateTimeField("nhận thư tổng hợp từ", null=True, blank=True)
    digested_on = models.DateField("thư tổng hợp ngày", null=True, blank=True)

    objects = MailChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "lựa chọn nhận thư"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="required_mail_stays",
                condition=~Q(unwanted__overlap=list(map(str, REQUIRED_KINDS))),
                violation_error_message="Thư về kết quả và yêu cầu bổ sung là thư bắt buộc.",
            ),
            models.CheckConstraint(
                name="unwanted_mail_is_known",
                condition=Q(unwanted__contained_by=list(map(str, OPTIONAL_KINDS))),
                violation_error_message="Chọn loại thư trong danh sách.",
            ),
        ]

    def __str__(self) -> str:
        return f"Thư của {self.user}"

    def wants(self, kind: str) -> bool:
        """Does a letter of this kind go out at once? What the digest says is not said twice."""
        if kind in REQUIRED_KINDS:
            return True
        is_digested = self.digest_since is not None and kind in DIGESTED_KINDS
        return kind not in self.unwanted and not is_digested


class ReminderQuerySet(models.QuerySet):
    """Reminders by whether they were told."""

    def untold(self) -> Self:
        """Noted, and nobody has read them yet."""
        return self.filter(told_at=None)


class Reminder(models.Model):
    """One threshold that one thing has passed: the row is there once, so it is told once.

    A subclass says which thing, and what makes it one: thing, kind, `about_on`, `threshold`.
    """

    about_on = models.DateField("tính đến ngày")
    threshold = models.SmallIntegerField(
        "mốc", help_text="Số ngày còn lại; số âm là số ngày đã quá."
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người nhắc",
        help_text="Trống: cổng tự nhắc.",
    )
    noted_at = models.DateTimeField("ghi lúc", default=clock.now)
    told_at = models.DateTimeField("báo lúc", null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()
        ordering = ["pk"]
