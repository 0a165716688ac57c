"""Rows of the platform: how far the office clock was moved, who read what, files kept for forms."""

from datetime import timedelta
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.db import models

from nganam_awards.core import clock


class ClockOffset(models.Model):
    """The office clock's offset (độ lệch đồng hồ): one row, in the demonstration only."""

    seconds = models.FloatField("độ lệch so với giờ máy (giây)", default=0)

    class Meta:
        verbose_name = "độ lệch đồng hồ"
        constraints = [
            models.CheckConstraint(
                name="clock_has_one_row",
                condition=models.Q(pk=1),
                violation_error_message="Chỉ có một đồng hồ của cơ quan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.seconds:+.0f} s"


class ReadingQuerySet(models.QuerySet):
    """Who looked at what."""

    def of(self, row: models.Model) -> "ReadingQuerySet":
        """Readings of one row."""
        return self.filter(subject=row._meta.label_lower, subject_id=row.pk)


class Reading(models.Model):
    """A viewing or download (lượt xem): the access log, and the mark «since I last looked».

    Written by middleware on a GET, the one exception that law 5 allows by name.
    """

    class How(models.TextChoices):
        """What was done with it."""

        VIEW = "view", "xem"
        DOWNLOAD = "download", "tải về"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    subject = models.CharField("loại", max_length=60)
    subject_id = models.BigIntegerField("số thứ tự")
    how = models.CharField("cách đọc", max_length=10, choices=How.choices, default=How.VIEW)
    happened_at = models.DateTimeField("lúc", default=clock.now)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt xem"
        indexes = [
            models.Index(
                fields=["subject", "subject_id", "user", "-happened_at"], name="reading_of"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.how} {self.subject}:{self.subject_id}"


def kept_name(row: "KeptUpload", filename: str) -> str:
    """A name that says nothing."""
    return f"kept/{uuid4().hex}{PurePath(filename).suffix.lower()[:10]}"


class KeptUpload(models.Model):
    """Tệp giữ lại của một biểu mẫu that came back: of one person, one page, one field; handed out
    to nobody, forgotten after a day."""

    LASTS = timedelta(hours=24)

    key = models.UUIDField("khóa", unique=True, default=uuid4)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.CharField("trang", max_length=200)
    field = models.CharField("ô", max_length=100)
    file = models.FileField("tệp", upload_to=kept_name, max_length=200)
    name = models.CharField("tên tệp", max_length=255)
    content_type = models.CharField("định dạng", max_length=100, blank=True)
    size = models.PositiveIntegerField("dung lượng (byte)")
    kept_at = models.DateTimeField("giữ lúc (giờ máy)", default=clock.machine_now)

    class Meta:
        verbose_name = "tệp giữ lại"
        indexes = [models.Index(fields=["kept_at"], name="kept_upload_age")]

    def __str__(self) -> str:
        return self.name
