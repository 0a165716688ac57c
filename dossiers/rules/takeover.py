"""What a body that ended may no longer do, and what becomes of those whom it proposed."""

from collections.abc import Iterable
from datetime import date

from dossiers.models import Dossier, Nomination
from dossiers.queries import takeover as takeover_queries
from dossiers.workflow import FINAL_STATES
from law.enums import HonoureeKind
from law.figures import EndedCollective, RuleKey
from law.queries import regime as regime_queries
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from units.models import Unit, User


def unit_blockers(unit: Unit) -> list[str]:
    """A body that ended opens, hands over and confirms nothing; who goes on instead."""
    today = clock.today()
    if not unit.has_ended(today):
        return []
    ended = (
        f"{unit.name} ngừng hoạt động sau ngày {unit.valid_to:%d/%m/%Y} nên không nộp hồ sơ nữa."
    )
    names = ", ".join(new.name for new in takeover_queries.successors(unit, today))
    if names:
        return [f"{ended} Thủ trưởng đơn vị kế thừa ({names}) nhận hồ sơ này rồi xác nhận."]
    return [f"{ended} Không có đơn vị kế thừa; hỏi Phòng Nội vụ cách xử lý."]


def heirs_of(user: User, dossier: Dossier) -> list[Unit]:
    """The successors for which this person, their head, may take the dossier over today."""
    today = clock.today()
    if dossier.trashed_at or not dossier.unit.has_ended(today) or dossier.state in FINAL_STATES:
        return []
    if takeover_queries.takeover_of(dossier, today) is not None:
        return []
    return [
        new
        for new in takeover_queries.successors(dossier.unit, today)
        if user.has_perm("units.confirm_dossiers", new)
    ]


def is_forbidden(day: date) -> bool:
    """Does the law of the day award no body that has ended (TT 15/2025/TT-BNV)?"""
    try:
        return regime_queries.rule_set_on(day)[RuleKey.ENDED_COLLECTIVE] == EndedCollective.REFUSED
    except Refused:  # a catalogue of before says nothing of it: the officer decides
        return False


def reason_blockers(
    lines: Iterable[Nomination], day: date, bodies: dict[str, Unit] | None = None
) -> list[str]:
    """Before a recommendation: what a line of an ended body needs in words, or cannot have."""
    return list(unexplained(lines, day, bodies).values())


def unexplained(
    lines: Iterable[Nomination], day: date, bodies: dict[str, Unit] | None = None
) -> dict[int, str]:
    """The same by line."""
    lines = list(lines)
    gone = takeover_queries.ended_collectives(lines, day, bodies)
    return {
        line.pk: text
        for line in lines
        if (text := _of_collective(line, gone.get(line.pk), day, line.verdict_reason))
    }


def award_blockers(
    lines: Iterable[Nomination], day: date, bodies: dict[str, Unit] | None = None
) -> list[str]:
    """Before a decision of the day: collectives that ended, persons whom nobody stands for.

    `bodies`: what `ended_bodies` says, where many decisions are looked at together.
    """
    lines = list(lines)
    orphaned = {
        line.dossier_id: line.dossier
        for line in lines
        if line.honouree_kind != HonoureeKind.COLLECTIVE and line.dossier.unit.has_ended(day)
    }
    waiting = [text for dossier in orphaned.values() if (text := _of_persons(dossier, lines, day))]
    return [*reason_blockers(lines, day, bodies), *waiting]


def needs_reason(line: Nomination, day: date) -> bool:
    """May the line be recommended with a reason alone?"""
    return line.dossier.unit.has_ended(day) or bool(takeover_queries.ended_collectives([line], day))


def asking_reason(lines: Iterable[Nomination], day: date) -> set[int]:
    """Which of a dossier's lines are recommended with a reason, where at all."""
    lines = list(lines)
    ended = takeover_queries.ended_collectives(lines, day)
    one_of = {line.dossier_id: line for line in lines}
    over = {key for key, line in one_of.items() if line.dossier.unit.has_ended(day)}
    if not over:
        return set(ended)
    return {line.pk for line in lines if line.pk in ended or line.dossier_id in over}


def _of_collective(line: Nomination, gone: Unit | None, day: date, reason: str) -> str:
    if line.honouree_kind != HonoureeKind.COLLECTIVE:
        return ""
    if gone is not None and is_forbidden(day):
        citation = regime_queries.rule_set_on(day).row(RuleKey.ENDED_COLLECTIVE).citation
        return (
            f"{line.full_name} ngừng hoạt động sau ngày {gone.valid_to:%d/%m/%Y} nên không khen "
            f"thưởng nữa ({citation}). Đưa tập thể này ra khỏi danh sách."
        )
    ended = gone or (line.dossier.unit if line.dossier.unit.has_ended(day) else None)
    if ended is None or reason.strip():
        return ""
    return (
        f"{line.full_name}: {ended.short_name} ngừng hoạt động sau ngày {ended.valid_to:%d/%m/%Y}. "
        "Chuyên viên ghi lý do vẫn đề nghị khen tập thể này (chọn «Xem xét lại» rồi «Đề nghị» kèm "
        "lý do), hoặc không đề nghị."
    )


def _of_persons(dossier: Dossier, lines: list[Nomination], day: date) -> str:
    if takeover_queries.takeover_of(dossier, day) is not None:
        return ""
    unit = dossier.unit
    ended = (
        f"Hồ sơ {dossier.ref}: {unit.short_name} ngừng hoạt động sau ngày {unit.valid_to:%d/%m/%Y}"
    )
    names = ", ".join(new.short_name for new in takeover_queries.successors(unit, day))
    if names:
        return f"{ended}; chờ thủ trưởng đơn vị kế thừa ({names}) nhận hồ sơ."
    unsaid = [
        line.full_name
        for line in lines
        if line.dossier_id == dossier.pk
        and line.honouree_kind != HonoureeKind.COLLECTIVE
        and not line.verdict_reason.strip()
    ]
    if not unsaid:
        return ""
    return (
        f"{ended}, không có đơn vị kế thừa. Chuyên viên ghi lý do vẫn đề nghị khen cho từng người: "
        f"{', '.join(unsaid[:5])}."
    )
