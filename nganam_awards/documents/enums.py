"""Where a paper stands on its way from words to a file."""

from django.db import models


class DocumentState(models.TextChoices):
    """The state of a paper's rendering (trạng thái kết xuất)."""

    QUEUED = "queued", "Chờ kết xuất"
    RENDERING = "rendering", "Đang kết xuất"
    READY = "ready", "Đã sẵn sàng"
    FAILED = "failed", "Kết xuất không thành công"


# A lease that ran out gives the paper back to the queue; a ready paper never moves again.
ARROWS = [
    (DocumentState.QUEUED, DocumentState.RENDERING),
    (DocumentState.RENDERING, DocumentState.READY),
    (DocumentState.RENDERING, DocumentState.FAILED),
    (DocumentState.RENDERING, DocumentState.QUEUED),
    (DocumentState.FAILED, DocumentState.QUEUED),
]
MAX_TRIES = 5
