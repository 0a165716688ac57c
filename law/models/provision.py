"""Provisions (quy định xét): what a nominee is held against, by which text, from when to when."""

from django.db import models

from law.enums import GoverningDay, ProvisionKey
from law.models.validity import Valid


class Provision(Valid):
    """One provision as a text in force says it; figures stand in the rule set, not here.

    Where no row holds on a day, the law of that day does not ask it. What nobody has verified
    warns and never blocks.
    """

    SUBJECT = ("key",)

    key = models.CharField("quy định xét", max_length=20, choices=ProvisionKey.choices)
    text = models.CharField("lời văn", max_length=400)
    governs = models.CharField("luật của ngày nào", max_length=10, choices=GoverningDay.choices)
    can_overrule = models.BooleanField(
        "chuyên viên được vẫn đề nghị, có lý do", default=False, help_text="Khi không đạt."
    )

    class Meta(Valid.Meta):
        verbose_name = "quy định xét"
        ordering = ["key", "valid_from"]
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(
                fields=["key", "valid_from"], name="one_provision_per_key_and_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the row is about."""
        return self.get_key_display()

    @property
    def words(self) -> str:
        """What it says."""
        return self.text


class LawStamp(models.Model):
    """Which state of the law this is: one row, another stamp after every change of its tables.

    Written by statement triggers alone (migration `0010_provision`), so what was read of the law
    may be kept as long as the stamp stands.
    """

    stamp = models.UUIDField()

    class Meta:
        verbose_name = "dấu phiên bản của quy định"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.stamp)
