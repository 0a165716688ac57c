"""Sổ theo dõi hồ sơ: mẫu 06 of Thông tư 01/2018/TT-VPCP, a list across the sheet."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from dossiers.papers.receipt import OFFICE
from dossiers.queries.logbook import HOW, LogbookEntry
from dossiers.rules.dossier import can_view_filed
from nganam_awards.core.registry import document_readers
from nganam_awards.documents import registry
from nganam_awards.documents.letterhead import signature
from nganam_awards.documents.models import Document
from units.models import User


LOGBOOK = "logbook"
TITLE = "Sổ theo dõi hồ sơ"
COLUMNS = (
    ("order", "STT"),
    ("ref", "Mã hồ sơ"),
    ("", "Nội dung yêu cầu giải quyết"),
    ("sets", "Số bộ"),
    ("unit", "Đơn vị nộp"),
    ("officer", "Chuyên viên Phòng Nội vụ"),
    ("day", "Nhận hồ sơ"),
    ("day", "Hẹn trả kết quả"),
    ("day", "Trả kết quả"),
    ("how", "Cách nhận kết quả"),
    ("note", "Ghi chú"),
)


def register() -> None:
    """Called once when the apps are loaded."""
    registry.register(
        registry.PaperKind(LOGBOOK, "documents/logbook.html", TITLE, _file_name, origin)
    )
    document_readers.add(may_read)


def origin(document: Document) -> tuple[str, str]:
    """The way back from the paper to its days in the book."""
    start, end = map(date.fromisoformat, registry.words_of(document)["period"])
    query = urlencode({"tu": day(start), "den": day(end)})
    return TITLE, f"{reverse('dossiers:logbook')}?{query}"


def may_read(user: User, document: Document) -> bool | None:
    """Whoever reads all that was filed."""
    return can_view_filed(user) if document.kind == LOGBOOK else None


def period(start: date, end: date) -> str:
    """«từ 01/11/2023 đến 20/11/2023»."""
    return f"từ {start:%d/%m/%Y} đến {end:%d/%m/%Y}"


def context(entries: Iterable[LogbookEntry], start: date, end: date) -> dict:
    """Everything the book prints, as plain JSON."""
    return {
        **OFFICE.head(TITLE.upper(), ""),
        "about": f"Hồ sơ tiếp nhận {period(start, end)}",
        "period": [start.isoformat(), end.isoformat()],
        "columns": [list(column) for column in COLUMNS],
        "rows": [row(number, entry) for number, entry in enumerate(entries, 1)],
        "left": signature([], ""),
        "signature": signature(["NGƯỜI LẬP SỔ"], ""),
    }


def row(number: int, entry: LogbookEntry) -> list[str]:
    """One row, as it is printed."""
    dossier = entry.dossier
    return [
        str(number),
        f"{dossier.one_stop_code}\n{dossier.ref}",
        dossier.title,
        "01",
        dossier.unit.name,
        entry.officer,
        day(entry.received_on),
        "\n".join(filter(None, [day(entry.first_due_on), again(entry)])),
        day(entry.returned_on),
        HOW,
        "\n".join(entry.notes),
    ]


def day(value: date | None) -> str:
    """«20/11/2023», or nothing."""
    return f"{value:%d/%m/%Y}" if value else ""


def again(entry: LogbookEntry) -> str:
    """«hẹn lại 11/12/2023», where Phòng Nội vụ apologised."""
    return f"hẹn lại {day(entry.due_again_on)}" if entry.due_again_on else ""


def _file_name(document: Document) -> str:
    start, end = registry.words_of(document)["period"]
    return f"so-theo-doi-{start}-{end}.pdf"
