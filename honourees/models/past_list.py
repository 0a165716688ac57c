"""Lists of earlier years (danh sách các năm trước) on their way into the register."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from honourees.enums import PastStage
from nganam_awards.core.files.acceptance import FileKind
from nganam_awards.core.files.stored_file import StoredFile


if TYPE_CHECKING:
    from units.models import User


class PastListQuerySet(models.QuerySet):
    """Lists of earlier years."""

    def visible_to(self, user: "User") -> "PastListQuerySet":
        """Phòng Nội vụ's own; `rules.can_enter` says the same of a person."""
        return self if user.has_perm("dossiers.appraise_any") else self.none()


class PastList(StoredFile):
    """An Excel list of awards that were given before the portal, kept as it came.

    What a check found (`report`) and what a person answered (`answers`) are plain values. Rows are
    written in parts, each with its count in one transaction: whatever kills a worker, a row that
    stands is counted and no row is written twice.
    """

    stage = models.CharField(
        "tình trạng", max_length=10, choices=PastStage.choices, default=PastStage.WAITING
    )
    percent = models.PositiveSmallIntegerField("đã làm (phần trăm)", default=0)
    turn = models.PositiveIntegerField("lượt kiểm tra", default=1)
    leased_until = models.DateTimeField("máy đang giữ đến", null=True, blank=True)
    tries_to_read = models.PositiveSmallIntegerField("số lần đọc thử", default=0)
    reasons = models.JSONField("vì sao không nhận", default=list)
    report = models.JSONField("kết quả kiểm tra", default=dict)
    answers = models.JSONField("lựa chọn của người nhập", default=dict)
    done_count = models.PositiveIntegerField("số dòng đã ghi", default=0)
    outcome = models.JSONField("đã ghi", default=dict)

    objects = PastListQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        verbose_name = "danh sách các năm trước"
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            *StoredFile.Meta.constraints,
            models.CheckConstraint(
                name="past_list_percentage_is_one",
                condition=Q(percent__lte=100),
                violation_error_message="Phần trăm từ 0 đến 100.",
            ),
        ]
        indexes = [
            *StoredFile.Meta.indexes,
            models.Index(
                fields=["id"],
                condition=Q(stage__in=["waiting", "checking", "writing"]),
                name="past_list_waiting",
            ),
        ]

    accepted_kinds = frozenset({FileKind.XLSX})
    folder = "past_lists"

    @property
    def is_under_way(self) -> bool:
        """A machine has or will have it in hand."""
        return self.stage in {PastStage.WAITING, PastStage.CHECKING, PastStage.WRITING}
