"""Slips of the one-stop desk: mẫu 02, 03 and 04 of Thông tư 01/2018/TT-VPCP."""

import re
from collections.abc import Iterable
from datetime import date

from dossiers.enums import SlipKind
from dossiers.models import Apology, Dossier, Supplement
from dossiers.papers.kind import register_paper
from dossiers.queries import honouree as honouree_queries
from dossiers.rules.dossier import can_view
from dossiers.workflow import ENDED_EARLY, DossierAction
from law.models import Authority
from law.papers import letterhead_of, signature_of
from law.queries import regime as regime_queries
from nganam_awards.core import clock
from nganam_awards.documents.letterhead import signature
from nganam_awards.documents.models import Document
from nganam_awards.documents.typography import paper_count, paper_date
from units.models import User


_OWN_MARK = re.compile(r"\d|[-–+•*]|[a-zđ]\)")
_FILE_NAMES = {
    SlipKind.SUPPLEMENT: "phieu-yeu-cau-bo-sung",
    SlipKind.REFUSAL: "phieu-tu-choi",
    SlipKind.APOLOGY: "phieu-xin-loi-hen-lai",
}


def register() -> None:
    """Called once when the apps are loaded; whoever sees the dossier reads its slips."""
    for kind in SlipKind:
        register_paper(kind.value, "documents/slip.html", kind.label, _file_name, can_view)


def supplement_context(supplement: Supplement, authority: Authority) -> dict:
    """What is missing, point by point, and until when (phiếu yêu cầu bổ sung)."""
    by, until = supplement.asked_by.full_name, paper_date(supplement.until)
    return {
        **_head(SlipKind.SUPPLEMENT, supplement.dossier, authority),
        "opening": "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:",
        "points": _points(supplement.words),
        "closing": [
            f"Thời hạn bổ sung: đến hết {until}; quá thời hạn, hồ sơ dừng giải quyết.",
            f"Nếu có vướng mắc, đơn vị liên hệ ông (bà) {by}, {authority.name}.",
        ],
        "left": signature([], ""),
        "signature": signature(["NGƯỜI HƯỚNG DẪN"], by),
    }


def refusal_context(dossier: Dossier, authority: Authority, reason: str, by: User) -> dict:
    """Why it was not taken in (phiếu từ chối tiếp nhận)."""
    return {
        **_head(SlipKind.REFUSAL, dossier, authority),
        "opening": f"Qua xem xét, {authority.name} thông báo không tiếp nhận, giải quyết hồ sơ này "
        "với lý do cụ thể như sau:",
        "points": _points(reason),
        "closing": [
            "Nếu còn thời gian nhận hồ sơ, đơn vị khắc phục và nộp hồ sơ mới.",
            f"Xin thông báo để {dossier.unit.name} được biết và thực hiện.",
        ],
        "left": signature(["NGƯỜI NỘP HỒ SƠ"], _confirmed_by(dossier)),
        "signature": signature(["NGƯỜI TIẾP NHẬN HỒ SƠ"], by.full_name),
    }


def apology_context(apology: Apology, authority: Authority, day: date) -> dict:
    """Why the result is late, the day promised first and the new one (phiếu xin lỗi)."""
    dossier, office = apology.dossier, authority.name
    received = clock.day_of(dossier.received_at)
    old, new = paper_date(apology.old_due_on), paper_date(apology.new_due_on)
    head = _head(SlipKind.APOLOGY, dossier, authority)
    return {
        **head,
        "addressee": dossier.unit.name,
        "facts": [],
        "opening": f"{paper_date(received).capitalize()}, {office} tiếp nhận giải quyết hồ sơ "
        f"«{dossier.title}» của {dossier.unit.name}; mã hồ sơ {dossier.one_stop_code} "
        f"({dossier.ref}); hẹn trả kết quả {old}. Tuy nhiên, {office} không thể "
        "trả kết quả đúng ngày ghi trong giấy tiếp nhận hồ sơ và hẹn trả kết quả. Lý do:",
        "points": _points(apology.reason),
        "closing": [
            "Sự chậm trễ này gây phiền hà, tốn kém thời gian, công sức của đơn vị.",
            f"{office} xin lỗi {dossier.unit.name} và hẹn trả kết quả {new}.",
            "Mong nhận được sự thông cảm của đơn vị vì sự chậm trễ này.",
        ],
        "left": signature([], ""),
        "signature": _signed_for(authority, apology.by, day),
    }


def _head(kind: SlipKind, dossier: Dossier, authority: Authority) -> dict:
    """What all slips begin with; `facts` as on the receipt."""
    rows = dossier.nominations.all()
    lines = list(rows if dossier.state in ENDED_EARLY else rows.on_list())
    number = f"{dossier.one_stop_code} ({dossier.ref})" if dossier.one_stop_code else dossier.ref
    return {
        **letterhead_of(authority).head(kind.label.upper(), kind.series),
        "ref": dossier.ref,
        "addressee": "",
        "facts": [
            ["Mã hồ sơ", number],
            ["Hồ sơ của", dossier.unit.name],
            [
                "Nội dung yêu cầu giải quyết",
                f"{dossier.title}; {honouree_queries.counted_on(lines, paper_count)}",
            ],
        ],
        "recipients": [dossier.unit.name, "Lưu: NV"],
    }


def _points(words: str) -> list[str]:
    """What a person wrote, paragraph by paragraph; numbered, unless he did so himself."""
    points = [line for line in (part.strip() for part in words.splitlines()) if line]
    if len(points) == 1 or any(_OWN_MARK.match(point) for point in points):
        return points
    return [f"{place}. {point}" for place, point in enumerate(points, 1)]


def _confirmed_by(dossier: Dossier) -> str:
    filed = dossier.events.filter(action=DossierAction.CONFIRM).select_related("by")
    last = filed.order_by("-pk").first()
    return last.by.full_name if last and last.by else ""


def _signed_for(authority: Authority, by: User, day: date) -> dict:
    """Whoever apologises where he may sign for the office, else its head."""
    own: Iterable = authority.signatories.in_force(day).filter(user=by).order_by("-starts_on")
    found = own.first() or regime_queries.head_of(authority, day)
    return signature_of(found) if found else signature(["TRƯỞNG PHÒNG"], "")


def _file_name(document: Document) -> str:
    number, _, _ = document.symbol.partition("/")
    name = _FILE_NAMES[SlipKind(document.kind)]
    return f"{name}-{number}-{document.issued_on.year}.pdf"
