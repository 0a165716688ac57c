"""A paper as the office keeps it: its frozen words, and the file made from them."""

from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from nganam_awards.core import clock
from nganam_awards.documents.codes import new_code
from nganam_awards.documents.enums import ARROWS, MAX_TRIES, DocumentState


WRITTEN_ONCE = ["kind", "is_draft", "code", "title", "symbol", "issued_on", "context", "created_at"]
TONES = {
    DocumentState.QUEUED: "wait",
    DocumentState.RENDERING: "wait",
    DocumentState.READY: "ok",
    DocumentState.FAILED: "stop",
}
WRITING, DRAWING = range(76, 80), 80  # per cent: before them the pages are laid out


class DocumentQuerySet(models.QuerySet):
    """Papers by what still has to happen to them. Who may open one: `rules.can_read`."""

    def left_behind(self, moment: datetime) -> "DocumentQuerySet":
        """Taken by a worker that did not come back before its lease ran out."""
        return self.filter(state=DocumentState.RENDERING, lease_until__lte=moment)

    def due_again(self, moment: datetime) -> "DocumentQuerySet":
        """Failed, with tries left and the pause between two tries over."""
        return self.filter(state=DocumentState.FAILED, tries__lt=MAX_TRIES, next_try_at__lte=moment)

    def waiting_since(self, moment: datetime) -> "DocumentQuerySet":
        """In the queue since before the moment: the broker may have lost them."""
        return self.filter(state=DocumentState.QUEUED, queued_at__lte=moment)


class Document(models.Model):
    """A paper (văn bản): words frozen on the day it was ordered, and the file rendered from them.

    What was issued never changes (law 11): the words from the first moment, the file once it is
    there. A correction is a new document.
    """

    kind = models.CharField("loại văn bản", max_length=40)
    is_draft = models.BooleanField("bản dự thảo", default=False)
    code = models.CharField("mã tra cứu", max_length=14, unique=True, default=new_code)
    title = models.CharField("tên văn bản", max_length=500)
    symbol = models.CharField("số, ký hiệu", max_length=40, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    context = models.JSONField("nội dung đã chốt")
    created_at = models.DateTimeField("lập lúc", default=clock.now)

    state = models.CharField(
        "trạng thái", max_length=10, choices=DocumentState, default=DocumentState.QUEUED
    )
    progress = models.PositiveSmallIntegerField("tiến độ (%)", default=0)
    at_page = models.PositiveSmallIntegerField("đang làm trang", default=0)
    tries = models.PositiveSmallIntegerField("số lần kết xuất", default=0)
    queued_at = models.DateTimeField("xếp hàng lúc (giờ máy)", default=clock.machine_now)
    lease_until = models.DateTimeField("giữ đến (giờ máy)", null=True)
    next_try_at = models.DateTimeField("thử lại từ (giờ máy)", null=True)
    failure = models.CharField("lỗi", max_length=200, blank=True)

    file = models.FileField("tệp", max_length=120, blank=True)
    sha256 = models.CharField("mã băm SHA-256", max_length=64, blank=True)
    size = models.PositiveIntegerField("dung lượng (byte)", null=True)
    page_count = models.PositiveSmallIntegerField("số trang", null=True)
    ready_at = models.DateTimeField("xong lúc (giờ máy)", null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        indexes = [
            models.Index(
                fields=["state", "queued_at"],
                name="document_unfinished",
                condition=~Q(state=DocumentState.READY),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="document_ready_has_its_file",
                condition=~Q(state=DocumentState.READY)
                | (
                    ~Q(file="")
                    & ~Q(sha256="")
                    & Q(size__gt=0, page_count__gt=0, ready_at__isnull=False, progress=100)
                ),
                violation_error_message="Văn bản đã sẵn sàng phải có tệp, mã băm và số trang.",
            ),
            models.CheckConstraint(
                name="document_rendering_has_a_lease",
                condition=Q(state=DocumentState.RENDERING, lease_until__isnull=False)
                | (~Q(state=DocumentState.RENDERING) & Q(lease_until__isnull=True)),
                violation_error_message="Chỉ văn bản đang kết xuất mới có hạn giữ.",
            ),
            models.CheckConstraint(
                name="document_failed_says_why",
                condition=~Q(state=DocumentState.FAILED)
                | (~Q(failure="") & Q(next_try_at__isnull=False)),
                violation_error_message="Văn bản kết xuất không thành công phải ghi lỗi.",
            ),
            models.CheckConstraint(
                name="document_draft_has_no_number",
                condition=Q(is_draft=False) | Q(symbol="", issued_on__isnull=True),
                violation_error_message="Bản dự thảo không mang số và ngày ban hành.",
            ),
            models.CheckConstraint(
                name="document_progress_is_a_percentage",
                condition=Q(progress__lte=100),
                violation_error_message="Tiến độ kết xuất tính từ 0 đến 100.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="legal_step",
                field="state",
                transitions=[(str(source), str(target)) for source, target in ARROWS],
            ),
            pgtrigger.Protect(
                name="starts_in_the_queue",
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__state=DocumentState.QUEUED),
            ),
            pgtrigger.ReadOnly(name="words_are_frozen", fields=WRITTEN_ONCE),
            pgtrigger.Protect(
                name="ready_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=DocumentState.READY),
            ),
            pgtrigger.Protect(
                name="issued_is_never_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__is_draft=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"

    def get_absolute_url(self) -> str:
        return reverse("documents:detail", args=[self.code])

    @property
    def is_ready(self) -> bool:
        """Is there a file to read?"""
        return self.state == DocumentState.READY

    @property
    def is_moving(self) -> bool:
        """Is the portal still at work on it?"""
        return self.state in (DocumentState.QUEUED, DocumentState.RENDERING)

    @property
    def at_work(self) -> str:
        """What the worker does with it at this moment, to be read by who waits."""
        if self.progress in WRITING:
            return "Đang ghi tệp PDF…"
        if not self.at_page:
            return "Đang kết xuất văn bản…"
        return f"Đang {'dàn' if self.progress < DRAWING else 'vẽ'} trang {self.at_page}…"

    @property
    def state_tone(self) -> str:
        return TONES[self.state]
