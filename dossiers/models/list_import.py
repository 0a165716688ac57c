"""List import: an Excel list on its way into a draft, and what its unit calls its columns."""

from django.db import models
from django.db.models import Q

from dossiers.enums import ImportStage
from dossiers.models.dossier import Dossier
from nganam_awards.core.files.acceptance import LIST_KINDS
from nganam_awards.core.files.stored_file import (
    StoredFile,
    storage_name,  # noqa: F401 - migration 0001 looks for it here
)
from units.models import Unit


class ListImport(StoredFile):
    """An Excel list being imported, kept as it came until its rows stand in the draft.

    What a person says of it (`choices`) and what the check found (`report`) are plain values; a
    check belongs to the `turn` it was asked in, and an older one's answer is thrown away.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="imports")
    stage = models.CharField(
        "tình trạng", max_length=10, choices=ImportStage.choices, default=ImportStage.WAITING
    )
    percent = models.PositiveSmallIntegerField("đã đọc (phần trăm)", default=0)
    turn = models.PositiveIntegerField("lượt kiểm tra", default=1)
    leased_until = models.DateTimeField("máy đang giữ đến", null=True, blank=True)
    choices = models.JSONField("lựa chọn của người nhập", default=dict)
    reasons = models.JSONField("vì sao không nhận", default=list)
    tries_to_read = models.PositiveSmallIntegerField("số lần đọc thử", default=0)
    report = models.JSONField("kết quả kiểm tra", default=dict)
    outcome = models.JSONField("đã ghi", default=dict)

    class Meta(StoredFile.Meta):
        verbose_name = "tệp danh sách"
        ordering = ["-pk"]
        constraints = [
            *StoredFile.Meta.constraints,
            models.CheckConstraint(
                name="read_percentage_is_one",
                condition=Q(percent__lte=100),
                violation_error_message="Phần trăm từ 0 đến 100.",
            ),
        ]
        indexes = [
            *StoredFile.Meta.indexes,
            models.Index(
                fields=["id"],
                condition=Q(stage__in=["waiting", "checking"]),
                name="import_waiting",
            ),
        ]

    accepted_kinds = LIST_KINDS

    @property
    def folder(self) -> str:
        """One a dossier."""
        return f"lists/{self.dossier_id}"

    @property
    def is_under_way(self) -> bool:
        """A machine has or will have it in hand."""
        return self.stage in {ImportStage.WAITING, ImportStage.CHECKING}


class ColumnMeaning(models.Model):
    """What a column title (tên cột) means in the lists of one unit, as a person said."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    title = models.CharField("tên cột", max_length=120)
    key = models.CharField("nghĩa là", max_length=20, blank=True)  # empty: not for us

    class Meta:
        verbose_name = "tên cột của đơn vị"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title"],
                name="one_meaning_of_a_title",
                violation_error_message="Tên cột này đã có nghĩa.",
            )
        ]

    def __str__(self) -> str:
        return self.title
