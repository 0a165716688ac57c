"""Reminders of dossiers: which threshold was told, by the portal or by a person's hand."""

from django.db import models

from dossiers.enums import ReminderKind
from dossiers.models.dossier import Dossier
from nganam_awards.notices.models import Reminder


LONGEST_REMINDER = 300


class DossierReminder(Reminder):
    """A reminder (lời nhắc) of one dossier: once for each threshold, by hand once a day."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="reminders")
    kind = models.CharField("nhắc việc", max_length=12, choices=ReminderKind.choices)
    words = models.CharField("lời nhắc", max_length=LONGEST_REMINDER, blank=True)

    class Meta(Reminder.Meta):
        abstract = False
        verbose_name = "lời nhắc về hồ sơ"
        constraints = [
            models.UniqueConstraint(
                name="dossier_reminded_once",
                fields=["dossier", "kind", "about_on", "threshold"],
                violation_error_message="Hồ sơ này đã được nhắc ở mốc này.",
            ),
            models.CheckConstraint(
                name="hand_has_its_person",
                condition=models.Q(kind="by_hand", by__isnull=False)
                | (~models.Q(kind="by_hand") & models.Q(by=None)),
                violation_error_message="Lời nhắc riêng phải ghi người nhắc.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(told_at=None), name="dossier_reminder_untold"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier.ref}: {self.get_kind_display()}"
