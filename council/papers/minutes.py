"""The minutes of a session (biên bản họp, domain: T7; NĐ 30/2020, mẫu 1.9)."""

from collections.abc import Iterable
from datetime import date, datetime

from council.models import Attendance, CouncilSession
from council.papers import phrase
from council.queries.paper import CaseRecord
from dossiers.papers import blocks
from law.models import Authority
from nganam_awards.documents.typography import paper_date


SERIES = "BB"


def context(
    obj: CouncilSession,
    *,
    records: Iterable[CaseRecord],
    attendance: Iterable[Attendance],
    began_at: datetime,
    ended_at: datetime,
    authority: Authority,
    symbol: str,
    day: date,
) -> dict:
    """Everything the minutes print, as plain JSON."""
    return {
        **phrase.head(authority, "BIÊN BẢN", SERIES, symbol=symbol, day=day),
        "session": obj.pk,
        "case": None,
        "about": f"Họp {authority.name} {paper_date(obj.held_on)}",
        "blocks": [
            blocks.text(f"Thời gian bắt đầu: {phrase.moment(began_at)}"),
            blocks.text(f"Địa điểm: {obj.place}"),
            *_there(list(attendance)),
            blocks.text(f"Chủ trì: {obj.presider.full_name}"),
            blocks.text(f"Thư ký: {obj.secretary.full_name}"),
            blocks.line("Nội dung:"),
            *(block for order, one in enumerate(records, start=1) for block in _case(order, one)),
            blocks.text(
                f"Phiên họp kết thúc vào {phrase.moment(ended_at)}; biên bản đã được đọc lại, các "
                "thành viên dự họp thống nhất nội dung",
                "./.",
            ),
        ],
        "recipients": [],
        "left": phrase.signed(["THƯ KÝ"], obj.secretary),
        "signature": phrase.signed(["CHỦ TRÌ"], obj.presider),
    }


def _there(rows: list[Attendance]) -> list[dict]:
    voting = [row for row in rows if row.member.has_vote]
    present = sum(row.is_present is True for row in voting)
    table = blocks.table(
        ["Họ và tên", "Trong Hội đồng", "Dự họp"],
        [[row.member.person.full_name, row.member.get_role_display(), _was(row)] for row in rows],
    )
    return [
        blocks.text(
            f"Thành phần tham dự: có mặt {present}/{len(voting)} thành viên có quyền bỏ phiếu"
        ),
        table,
    ]


def _was(row: Attendance) -> str:
    if row.is_present:
        return "Có mặt"
    return f"Vắng: {row.reason}" if row.reason else "Vắng"


def _case(order: int, record: CaseRecord) -> list[dict]:
    case = record.case
    about = f"Xét {phrase.subject_of(case)}: {phrase.counted(record)}"
    told = [blocks.heading(f"{order}. {about}"), blocks.text(phrase.rule(case))]
    if record.put_off is None:
        told += [
            *phrase.bars(record),
            *phrase.heads(record),
            *phrase.ballots(record),
            *phrase.needs(record),
            *phrase.results(record),
        ]
        if case.count_minutes is not None:
            told.append(blocks.text(f"Biên bản kiểm phiếu số {case.count_minutes.symbol} kèm theo"))
    return [*told, blocks.text(phrase.conclusion(record))]
