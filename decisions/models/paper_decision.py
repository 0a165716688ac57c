"""Quyết định giấy: signed outside the portal, numbered in the same book."""

from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.db import models

from law.models.number_book import NumberEntry
from nganam_awards.core import clock


def storage_name(paper: "PaperDecision", filename: str) -> str:
    """A name that says nothing, with the extension that the content earned."""
    return f"paper-decisions/{uuid4().hex}{PurePath(filename).suffix.lower()}"


class PaperDecision(models.Model):
    """Quyết định giấy đã đăng ký: signed outside the portal, in the same book, with its scan."""

    entry = models.OneToOneField(NumberEntry, models.PROTECT, related_name="paper_decision")
    signed_by = models.CharField("người ký", max_length=120)
    file = models.FileField("bản quét", upload_to=storage_name, max_length=200)
    name = models.CharField("tên tệp", max_length=150)
    content_type = models.CharField("định dạng", max_length=100)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField("mã băm", max_length=64)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField("đăng ký lúc", default=clock.now)

    class Meta:
        verbose_name = "quyết định giấy"

    def __str__(self) -> str:
        return str(self.entry)
