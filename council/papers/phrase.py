"""What several papers of the Council say in the same words: hour, rule, bars, figures."""

from datetime import date, datetime, time

from council.enums import BarReason, LineOutcome
from council.models import CaseLine, CouncilCase
from council.queries.count import needed, percent_words
from council.queries.paper import CaseRecord
from dossiers.papers import blocks
from dossiers.queries import honouree as honouree_queries
from law.figures import VoteBase
from law.models import Authority
from law.papers import letterhead_of
from nganam_awards.core import clock
from nganam_awards.documents import annex
from nganam_awards.documents.letterhead import signature
from nganam_awards.documents.typography import paper_count, paper_date
from units.models import User


ON_BEHALF = "TM. HỘI ĐỒNG"
_RESULT = ["STT", annex.NAME, "Số phiếu", "Tỷ lệ đồng ý", "Kết luận"]


def head(authority: Authority, kind: str, series: str, *, symbol: str, day: date) -> dict:
    """What every paper of the Council begins with."""
    return {
        **letterhead_of(authority).head(kind, series),
        "number": symbol,
        "dated": paper_date(day),
        "is_wide": False,
        "attached": "",
        "addressees": [],
        "grounds": [],
        "annexes": [],
    }


def signed(titles: list[str], person: User) -> dict:
    """Who signs, and as what."""
    return signature(titles, person.full_name)


def hour(at: time | datetime) -> str:
    """«14 giờ 05», on the office's clock."""
    if isinstance(at, datetime):
        at = clock.as_office(at).time()
    return f"{at:%H} giờ {at:%M}"


def moment(at: datetime) -> str:
    """«14 giờ 05, ngày 07 tháng 11 năm 2023»."""
    return f"{hour(at)}, {paper_date(clock.day_of(at))}"


def subject_of(case: CouncilCase) -> str:
    """«danh hiệu “Chiến sĩ thi đua cơ sở” năm 2023»."""
    return f"{case.award_type.verb} {case.award_type.full_name} năm {case.merit_year}"


def counted(record: CaseRecord) -> str:
    """«02 tập thể, 03 cá nhân»."""
    return honouree_queries.counted_on(record.nominations, paper_count) or "00 trường hợp"


def rule(case: CouncilCase) -> str:
    """By which rule the case was voted on."""
    words = {
        "opinion": "Lấy phiếu ý kiến bằng văn bản",
        "open": "Biểu quyết công khai",
        "secret": "Bỏ phiếu kín",
    }[case.form]
    on_paper = ", phiếu in" if case.on_paper else ""
    base = VoteBase(case.base).label
    told = f"{words}{on_paper}; thông qua khi đạt từ {case.percent} % tính trên {base}"
    if case.base == VoteBase.ALL:
        told += ", không kể thành viên không bỏ phiếu ở trường hợp đó"
    return told


def bars(record: CaseRecord) -> list[dict]:
    """Who had no vote on which line, and why."""
    found = []
    for bar in record.bars:
        why = bar.words if bar.reason == BarReason.OTHER else bar.get_reason_display()
        found.append(
            blocks.text(
                f"{bar.person.full_name} không bỏ phiếu đối với "
                f"{bar.line.nomination.addressed}: {why}"
            )
        )
    return found


def heads(record: CaseRecord) -> list[dict]:
    """Heads of filing units who had a vote all the same."""
    if not record.heads:
        return []
    named = "; ".join(f"{person.full_name} ({unit.name})" for person, unit in record.heads)
    return [blocks.text(f"Thành viên là thủ trưởng đơn vị trình có bỏ phiếu: {named}")]


def ballots(record: CaseRecord) -> list[dict]:
    """How many ballots there were: on the portal out of the roll, on paper as the team counted."""
    total = len(record.roll.voters)
    paper = record.paper_count
    if paper is None:
        told = f"Đã bỏ phiếu: {len(record.voted)}/{total} thành viên có quyền bỏ phiếu"
        return [blocks.text(told)]
    return [
        blocks.text(f"Tổ kiểm phiếu: {', '.join(paper.team)}"),
        blocks.text(
            f"Phiếu phát ra: {paper_count(paper.issued)}; thu vào: {paper_count(paper.returned)}; "
            f"hợp lệ: {paper_count(paper.valid)}; không hợp lệ: {paper_count(paper.invalid)}"
        ),
    ]


def results(record: CaseRecord) -> list[dict]:
    """Line by line: how they chose, the share, what came of it; nothing where no line is left."""
    if not record.lines:
        return []
    rows = [
        [
            str(order),
            line.nomination.addressed,
            f"Đồng ý: {line.agree}\nKhông đồng ý: {line.disagree}\nKhông có ý kiến: {line.abstain}",
            share(line),
            LineOutcome(line.outcome).label,
        ]
        for order, line in enumerate(record.lines, start=1)
    ]
    drawn = blocks.table(_RESULT, rows)
    drawn["table"]["widths"] = ["order", "", "detail", "figure", "figure"]
    return [drawn]


def share(line: CaseLine) -> str:
    """«10/11 = 90,9 %»."""
    return f"{line.agree}/{line.base} = {percent_words(line.agree, line.base)}"


def needs(record: CaseRecord) -> list[dict]:
    """How many votes were needed, by the bases that occur."""
    told = [
        f"{needed(record.case.percent, base)}/{base} phiếu"
        for base in sorted({line.base for line in record.lines}, reverse=True)
    ]
    return [blocks.text(f"Số phiếu đồng ý cần đạt: {', '.join(told)}")] if told else []


def conclusion(record: CaseRecord) -> str:
    """«Thông qua 03 cá nhân; không thông qua 01 cá nhân: Bà …»."""
    if record.put_off is not None:
        return f"Kết luận: để lại, chưa kết luận. Lý do: {record.put_off.note}"
    told = []
    for outcome in (LineOutcome.PASSED, LineOutcome.FAILED):
        rows = [one.nomination for one in record.lines if one.outcome == outcome]
        if not rows:
            continue
        words = f"{outcome.label.lower()} {honouree_queries.counted_on(rows, paper_count)}"
        if outcome == LineOutcome.FAILED:
            words += f" ({', '.join(row.addressed for row in rows)})"
        told.append(words)
    return f"Kết luận: {'; '.join(told) or 'không còn trường hợp nào để xét'}"
