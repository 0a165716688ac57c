"""Saved views (cách xem đã lưu): a queue as one person likes to open it."""

from django.conf import settings
from django.db import models

from nganam_awards.core import clock
from nganam_awards.core.address import address


class QueueViewQuerySet(models.QuerySet):
    """Saved views, each seen by its own person alone."""

    def visible_to(self, user: models.Model) -> "QueueViewQuerySet":
        """The person's own, as they were saved."""
        return self.filter(owner=user.pk).order_by("pk")


class QueueView(models.Model):
    """A saved view: a queue (slug) and what it is narrowed by (the query of its address)."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="của ai"
    )
    name = models.CharField("tên cách xem", max_length=40)
    queue = models.SlugField("hàng chờ", max_length=40)
    narrowing = models.CharField("điều kiện lọc", max_length=200, blank=True)
    saved_at = models.DateTimeField("lưu lúc", default=clock.now)

    objects = QueueViewQuerySet.as_manager()

    class Meta:
        verbose_name = "cách xem đã lưu"
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_queue_view_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The queue, narrowed as it was saved."""
        queue = address("dossiers:queue", self.queue)
        return f"{queue}?{self.narrowing}" if self.narrowing else queue
