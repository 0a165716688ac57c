"""Two records of one honouree: merged, taken apart again, or said to be two."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from honourees.models.honouree import Honouree
from nganam_awards.core import clock


class Merge(models.Model):
    """One record was merged into another (gộp); the row stays when it is taken apart (tách lại).

    Nothing of either record is rewritten: `Honouree.main` is all that a merge sets and an undoing
    clears, so awards, dossiers and ladder are afterwards what they were before.
    """

    main = models.ForeignKey(Honouree, models.PROTECT, related_name="merges")
    other = models.ForeignKey(Honouree, models.PROTECT, related_name="merged")
    # As both stood when it was decided, for a history that outlives later corrections.
    told = models.CharField("hai bản ghi khi gộp", max_length=600)
    reasons = models.JSONField("vì sao giống", default=list)
    score = models.PositiveSmallIntegerField("điểm giống", null=True, blank=True)
    note = models.CharField("lý do", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("gộp lúc", default=clock.now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField("tách lại lúc", null=True, blank=True)
    undone_note = models.CharField("lý do tách", max_length=500, blank=True)

    class Meta:
        verbose_name = "lần gộp bản ghi"
        default_permissions = ()
        permissions = [("merge_records", "Gộp, tách bản ghi trong sổ khen thưởng")]
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["other"], condition=Q(undone_at=None), name="record_is_merged_once"
            ),
            models.CheckConstraint(
                name="merge_is_of_two_records",
                condition=~Q(main=F("other")),
                violation_error_message="Chọn hai bản ghi khác nhau.",
            ),
            models.CheckConstraint(
                name="undone_merge_says_by_whom",
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                violation_error_message="Lần tách phải ghi ai tách, lúc nào.",
            ),
        ]

    def __str__(self) -> str:
        return self.told


class Distinction(models.Model):
    """Two records that look alike and were said to be two honourees (là người khác)."""

    one = models.ForeignKey(Honouree, models.PROTECT, related_name="+")
    other = models.ForeignKey(Honouree, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("ghi lúc", default=clock.now)

    class Meta:
        verbose_name = "hai người khác nhau"
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="pair_is_told_apart_once"),
            models.CheckConstraint(
                name="pair_stands_in_order",
                condition=Q(one__lt=F("other")),
                violation_error_message="Bản ghi có mã nhỏ đứng trước.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"
