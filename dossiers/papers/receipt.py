"""The receipt (giấy tiếp nhận hồ sơ và hẹn trả kết quả): mẫu 01 of Thông tư 01/2018/TT-VPCP."""

from collections import Counter
from datetime import datetime

from dossiers.models import Dossier
from dossiers.papers.kind import register_paper
from dossiers.queries import edition as edition_queries, honouree as honouree_queries
from dossiers.queries.receipt import RECEIPT, promised_on
from dossiers.rules.dossier import can_view
from dossiers.workflow import DossierAction
from law.papers import one_stop
from nganam_awards.core import clock
from nganam_awards.documents.letterhead import Letterhead, signature
from nganam_awards.documents.typography import paper_count, paper_date


# Who receives stands on the receipt, whoever signs decisions on that day.
OFFICE = Letterhead(
    parent=["UBND THỊ XÃ NGÃ NĂM"],
    name=["PHÒNG NỘI VỤ"],
    symbol="",
    place="Ngã Năm",
    issued_by="Phòng Nội vụ thị xã Ngã Năm",
)


def register() -> None:
    """Called once when the apps are loaded; whoever sees the dossier reads its receipt."""
    register_paper(
        RECEIPT,
        "documents/receipt.html",
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        lambda document: f"giay-tiep-nhan-{document.symbol}.pdf",
        can_view,
    )


def context(dossier: Dossier, days: int) -> dict:
    """Everything the receipt prints, as plain JSON; `days`: of work, that the rule gives."""
    steps = {step.action: step.by for step in dossier.events.select_related("by").order_by("pk")}
    by = {action: person.full_name for action, person in steps.items() if person}
    lines = list(dossier.nominations.on_list().select_related("award_type"))
    return {
        **OFFICE.head("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", ""),
        "ref": dossier.ref,
        "number": dossier.one_stop_code,
        "facts": [
            ["Mã hồ sơ", f"{dossier.one_stop_code} ({dossier.ref})"],
            ["Bộ phận tiếp nhận và trả kết quả", "Phòng Nội vụ thị xã Ngã Năm"],
            ["Tiếp nhận hồ sơ của", dossier.unit.name],
            [
                "Nội dung yêu cầu giải quyết",
                f"{dossier.title}; {honouree_queries.counted_on(lines, paper_count)}",
            ],
        ],
        "parts": _parts(dossier),
        "times": [
            ["Số lượng hồ sơ", "01 bộ, nộp trực tuyến"],
            ["Thời gian giải quyết hồ sơ theo quy định", f"{paper_count(days)} ngày làm việc"],
            ["Thời gian nhận hồ sơ", _moment(dossier.received_at)],
            ["Thời gian trả kết quả giải quyết hồ sơ", paper_date(promised_on(dossier))],
            ["Nhận kết quả tại", one_stop()],
            ["Vào Sổ theo dõi hồ sơ, số thứ tự", dossier.one_stop_code],
        ],
        "left": signature(["NGƯỜI NỘP HỒ SƠ"], by.get(DossierAction.CONFIRM, "")),
        "signature": signature(["NGƯỜI TIẾP NHẬN HỒ SƠ"], by.get(DossierAction.RECEIVE, "")),
    }


def _parts(dossier: Dossier) -> list[str]:
    """«Tờ trình: 01 tệp»; names of files are their owners' own and stay on the page."""
    files = Counter(one.get_part_display() for one in edition_queries.current_files(dossier))
    written = (paper.title for paper in edition_queries.written_of(dossier))
    return [
        *(f"{part}: {paper_count(count)} tệp" for part, count in files.items()),
        *(f"{title}: soạn trên cổng" for title in written),
    ]


def _moment(moment: datetime) -> str:
    there = moment.astimezone(clock.OFFICE_ZONE)
    return f"{there:%H} giờ {there:%M} phút, {paper_date(there.date())}"
