"""The invitation to a session (giấy mời): when, where, what is on the agenda."""

from collections.abc import Iterable
from datetime import date

from council.enums import Role
from council.models import CouncilMember, CouncilSession
from council.papers import phrase
from council.queries.paper import CaseRecord
from dossiers.papers import blocks
from law.models import Authority
from nganam_awards.documents.models import Document
from nganam_awards.documents.typography import paper_date


SERIES = "GM"


def context(
    obj: CouncilSession,
    *,
    agenda: Iterable[CaseRecord],
    members: Iterable[CouncilMember],
    authority: Authority,
    symbol: str,
    day: date,
    replaced: Document | None,
) -> dict:
    """Everything the invitation prints, as plain JSON; `replaced`: the one that it takes over."""
    members = list(members)
    presides = next((m.role for m in members if m.person_id == obj.presider_id), Role.CHAIR)
    return {
        **phrase.head(authority, "GIẤY MỜI", SERIES, symbol=symbol, day=day),
        "session": obj.pk,
        "case": None,
        "about": f"Họp {authority.name}",
        "blocks": [
            *_replacing(replaced),
            *_invited(authority, members),
            *_when_and_where(obj),
            _table(agenda),
            blocks.text(
                "Danh sách, báo cáo và kết quả thẩm định của từng trường hợp có trên cổng, mục "
                "Hội đồng. Thành viên không dự họp được báo thư ký Hội đồng trước giờ họp",
                "./.",
            ),
        ],
        "recipients": ["Như trên;", "Lưu: VT, Hội đồng."],
        "left": phrase.signature([], ""),
        "signature": phrase.signed(_titles(presides), obj.presider),
    }


def _replacing(replaced: Document | None) -> list[dict]:
    if replaced is None:
        return []
    dated = paper_date(replaced.issued_on)
    return [blocks.text(f"Giấy mời này thay Giấy mời số {replaced.symbol} {dated}")]


def _invited(authority: Authority, members: list[CouncilMember]) -> list[dict]:
    named = "; ".join(f"{m.person.full_name}, {m.get_role_display()}" for m in members)
    return [
        blocks.text(f"{authority.name} trân trọng kính mời các ông, bà thành viên Hội đồng"),
        blocks.text(f"Gồm: {named}"),
    ]


def _when_and_where(obj: CouncilSession) -> list[dict]:
    return [
        blocks.text(f"Thời gian: {phrase.hour(obj.starts_at)}, {paper_date(obj.held_on)}"),
        blocks.text(f"Địa điểm: {obj.place}"),
        blocks.text(f"Chủ trì: {obj.presider.full_name}"),
        blocks.line("Nội dung:"),
    ]


def _table(agenda: Iterable[CaseRecord]) -> dict:
    rows = [
        [
            str(order),
            f"Xét {phrase.subject_of(one.case)}; {phrase.rule(one.case).split(';')[0].lower()}",
            phrase.counted(one),
        ]
        for order, one in enumerate(agenda, start=1)
    ]
    drawn = blocks.table(["STT", "Vụ việc", "Số trường hợp"], rows)
    drawn["table"]["widths"] = ["order", "", "detail"]
    return drawn


def _titles(role: str) -> list[str]:
    if role == Role.VICE_CHAIR:
        return [phrase.ON_BEHALF, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    return [phrase.ON_BEHALF, "CHỦ TỊCH"]
