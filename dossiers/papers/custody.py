"""Phiếu kiểm soát quá trình giải quyết hồ sơ: mẫu 05 of Thông tư 01/2018/TT-VPCP."""

from datetime import datetime

from dossiers.models import Dossier
from dossiers.papers.kind import register_paper
from dossiers.papers.receipt import OFFICE
from dossiers.queries import outcome as outcome_queries
from dossiers.queries.custody import CUSTODY, Custody, Holding
from dossiers.queries.receipt import promised_on
from dossiers.rules.dossier import can_see_appraisal
from nganam_awards.core import clock
from nganam_awards.documents import registry
from nganam_awards.documents.letterhead import signature
from nganam_awards.documents.typography import paper_date


TITLE = "Phiếu kiểm soát quá trình giải quyết hồ sơ"


def register() -> None:
    """Called once when the apps are loaded; it goes with the dossier from desk to desk."""
    register_paper(
        CUSTODY,
        "documents/custody.html",
        TITLE,
        lambda document: f"phieu-kiem-soat-{registry.words_of(document)['ref']}.pdf",
        can_see_appraisal,
    )


def hours(minutes: int) -> str:
    """«6 giờ 30 phút», «8 giờ», «15 phút»."""
    whole, rest = divmod(minutes, 60)
    said = [f"{whole} giờ"] * bool(whole) + [f"{rest} phút"] * bool(rest or not whole)
    return " ".join(said)


def moment(at: datetime) -> str:
    """«09 giờ 15, 20/11/2023»."""
    there = clock.as_office(at)
    return f"{there:%H} giờ {there:%M}, {there:%d/%m/%Y}"


def context(dossier: Dossier, found: Custody) -> dict:
    """Everything the slip prints, as plain JSON."""
    return {
        **OFFICE.head(TITLE.upper(), ""),
        "ref": dossier.ref,
        "number": dossier.one_stop_code or dossier.ref,
        "facts": [
            ["Mã trên cổng", dossier.ref],
            ["Kèm theo hồ sơ của", dossier.unit.name],
            ["Nội dung yêu cầu giải quyết", dossier.title],
            *_days(dossier),
        ],
        "columns": ["Ai giữ, làm gì", "Nhận lúc", "Chuyển lúc", "Giờ làm việc"],
        "rows": [_row(one) for one in found.holdings],
        "total": hours(found.minutes),
        "result": outcome_queries.said_of(dossier, outcome_queries.day_of(dossier)),
        "left": signature([], ""),
        "signature": signature(["NGƯỜI LẬP PHIẾU"], ""),
    }


def _days(dossier: Dossier) -> list[list[str]]:
    if dossier.due_on is None:
        return []
    first = promised_on(dossier)
    again = "" if first == dossier.due_on else f"; hẹn lại {paper_date(dossier.due_on)}"
    return [["Hẹn trả kết quả", paper_date(first) + again]]


def _row(one: Holding) -> list[str]:
    who = f"{one.office}: {one.person}" if one.person else one.office
    paused = f"{hours(one.minutes)} (đồng hồ dừng)" if one.is_paused else hours(one.minutes)
    until = moment(one.until) if one.until else "đang giữ"
    return [f"{who}\n{one.work}", moment(one.since), until, paused]
