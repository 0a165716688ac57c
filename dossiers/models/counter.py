"""Serial numbers: one row a series, locked while the next number is taken."""

from django.db import models


class DossierCounter(models.Model):
    """A series (sổ đếm): «HS-2023» for references, «231120» for the day's receipts."""

    series = models.CharField("dãy số", max_length=20, unique=True)
    last = models.PositiveIntegerField("số cuối đã cấp", default=0)

    class Meta:
        verbose_name = "sổ đếm hồ sơ"

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"
