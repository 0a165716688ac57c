"""A file chosen on a form that came back with errors: kept for a day, so it is not chosen again."""

from datetime import timedelta
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.db import models

from nganam_awards.core import clock


KEPT = timedelta(hours=24)


def kept_name(row: "KeptUpload", filename: str) -> str:
    """A name that says nothing."""
    return f"kept/{uuid4().hex}{PurePath(filename).suffix.lower()[:10]}"


class KeptUpload(models.Model):
    """Tệp giữ lại của một biểu mẫu: of one person, one page, one field; handed out to nobody."""

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
