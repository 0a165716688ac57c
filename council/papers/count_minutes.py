"""The minutes of a count (biên bản kiểm phiếu) of one closed case."""

from datetime import date, datetime

from council.papers import phrase
from council.queries.paper import CaseRecord
from dossiers.papers import blocks
from law.models import Authority
from nganam_awards.core import clock
from nganam_awards.documents.typography import paper_date, subject
from units.models import User


SERIES = "BB"


def context(
    record: CaseRecord,
    *,
    chair: User | None,
    secretary: User | None,
    closed_at: datetime,
    authority: Authority,
    symbol: str,
    day: date,
) -> dict:
    """Everything the minutes of the count print, as plain JSON."""
    case = record.case
    told = f"Xét {phrase.subject_of(case)} cho"
    return {
        **phrase.head(authority, "BIÊN BẢN KIỂM PHIẾU", SERIES, symbol=symbol, day=day),
        "session": None,
        "case": case.pk,
        "about": subject(f"{told} {phrase.counted(record)}", f"Xét {phrase.subject_of(case)}"),
        "blocks": [
            _opening(record, authority, closed_at),
            blocks.text(phrase.rule(case)),
            *_roll(record),
            *phrase.ballots(record),
            *phrase.bars(record),
            *phrase.heads(record),
            *phrase.needs(record),
            *phrase.results(record),
            blocks.text(phrase.conclusion(record)),
            blocks.text(f"Kiểm phiếu xong lúc {phrase.moment(closed_at)}", "./."),
        ],
        "recipients": [],
        "left": _left(record, secretary),
        "signature": phrase.signature(["CHỦ TRÌ"], chair.full_name if chair else ""),
    }


def _opening(record: CaseRecord, authority: Authority, closed_at: datetime) -> dict:
    case = record.case
    if case.session_id:
        where = f"Tại phiên họp {paper_date(case.session.held_on)}, {case.session.place}"
    else:
        where = f"Kết thúc lấy phiếu ý kiến, {paper_date(clock.day_of(closed_at))}"
    return blocks.text(
        f"{where}, {authority.name} kiểm phiếu xét {phrase.subject_of(case)} cho "
        f"{phrase.counted(record)}"
    )


def _roll(record: CaseRecord) -> list[dict]:
    voters = record.roll.voters
    told = f"Thành viên có quyền bỏ phiếu: {len(voters)}"
    if record.case.session_id:
        told += f"; có mặt khi mở bỏ phiếu: {sum(voter.is_present for voter in voters)}"
    return [blocks.text(told)]


def _left(record: CaseRecord, secretary: User | None) -> dict:
    if record.paper_count is not None:
        return phrase.signature(["TM. TỔ KIỂM PHIẾU", "TỔ TRƯỞNG"], record.paper_count.team[0])
    return phrase.signature(["THƯ KÝ"], secretary.full_name if secretary else "")
