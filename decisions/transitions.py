"""The steps of a decision. Locks stand in the order of law 14, the decision after its lines."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial

from django.db import transaction

from campaigns.models import Quota
from campaigns.queries.quota import PlacesTaken
from decisions import papers, rules
from decisions.enums import DecisionKind
from decisions.models import Decision, DecisionLine
from decisions.queries import eligibility as eligibility_queries, lineup as lineup_queries
from decisions.queries.lineup import LineUp
from decisions.services import (
    assessment as assessment_services,
    decision as decision_services,
    register as register_services,
)
from decisions.workflow import DecisionAction
from dossiers.enums import NominationState, Stage
from dossiers.models import Nomination
from dossiers.rules import takeover as takeover_rules
from dossiers.transitions import nominee as nominee_transitions
from law.enums import SeriesPolicy
from law.queries import regime as regime_queries
from law.services import number_book as number_book_services
from nganam_awards.core import clock, workflow
from nganam_awards.core.money import grouped
from nganam_awards.core.refusals import Refused, Stale, require_note
from nganam_awards.documents.services import order
from units.models import User


NAMED_AT_MOST = 5  # of those who hold the places of a full row

_taking = partial(workflow.step, may=rules.can_take)


def submit(
    decision: Decision,
    *,
    by: User,
    letter_number: str,
    letter_on: date | None,
    note: str = "",
    seen: int | None = None,
    fingerprint: str = "",
) -> Decision:
    """The head of Nội vụ puts it before the Chairman (trình), with the number of his letter.

    Lines whose nomination has left the line-up stay behind, free for another decision; the draft
    is printed with the letter's number, so that the Chairman reads what he would sign.
    """
    left: dict[str, list[str]] = {}
    with (
        _with_lineup(decision) as nominations,
        _taking(decision, DecisionAction.SUBMIT, by=by, note=note, seen=seen, facts=left) as locked,
    ):
        lineup = decision_services.lineup_now(locked, nominations)
        decision_services.check_unchanged(lineup, fingerprint)
        locked.letter_number, locked.letter_on = letter_number.strip(), letter_on
        law = [*rules.law_blockers(lineup), *rules.standards_missing(lineup)]
        law += [*rules.glyph_blockers(lineup), *eligibility_queries.blockers(lineup)]
        decision_services.stop_on([*rules.submission_blockers(locked, nominations), *law])
        assessment_services.keep(lineup, Stage.SUBMITTED, by=by)
        left |= _leave_behind(lineup)
        decision_services.order_draft(lineup)
        decision_services.order_letter(lineup, by=by)
        nominee_transitions.submit_lines(nominations, by=by)
    return locked


def recall(decision: Decision, *, by: User, note: str = "", seen: int | None = None) -> Decision:
    """Takes it back to Nội vụ's desk (rút tờ trình), before the Chairman has decided."""
    return _back(decision, DecisionAction.RECALL, by=by, note=note, seen=seen)


def send_back(
    decision: Decision,
    *,
    by: User,
    note: str,
    seen: int | None = None,
    fingerprint: str = "",
    questioned: Iterable[int] = (),
) -> Decision:
    """Sends it back (trả lại): the Chairman's words go to the officer who composed it.

    `questioned`: nominations to appraise again; their dossiers are open for their officers.
    """
    require_note(note, "Ghi ý kiến để Phòng Nội vụ biết cần sửa gì.")
    named, facts = set(questioned), {}
    with _with_lineup(decision) as nominations:
        with _taking(
            decision, DecisionAction.SEND_BACK, by=by, note=note, seen=seen, facts=facts
        ) as locked:
            if fingerprint:
                _check_seen(locked, fingerprint)
            facts |= {"draft": locked.draft_id, "total_vnd": locked.total_vnd}
            nominee_transitions.set_aside_lines(nominations, by=by, note=note)
            again = _named_in(nominations, named)
            if again:
                facts["questioned"] = [n.full_name for n in again]
        nominee_transitions.question_lines(again, by=by, note=note)
    return locked


def discard(decision: Decision, *, by: User, note: str = "", seen: int | None = None) -> Decision:
    """Discards the draft (bỏ dự thảo): its nominations are free for another decision."""
    with _taking(decision, DecisionAction.DISCARD, by=by, note=note, seen=seen) as locked:
        pass
    return locked


def approve(
    decision: Decision,
    *,
    by: User,
    fingerprint: str,
    seen: int | None = None,
    struck: dict[int, str] | None = None,
) -> Decision:
    """Decides and issues in one transaction (ký ban hành; own number series, paper signature).

    `fingerprint` is the line-up the Chairman saw; another one is refused with the difference.
    `struck` are nominations he does not approve, each with his reason: they are declined, and the
    others issued. Where nobody is left the decision ends as declined.
    """
    with _with_lineup(decision) as nominations:
        left = nominations
        if struck:
            left = _strike(decision, nominations, struck, by=by, fingerprint=fingerprint)
            if not left:
                return _decline(decision, by=by, seen=seen)
        with _taking(decision, DecisionAction.APPROVE, by=by, seen=seen) as locked:
            lineup = decision_services.lineup_now(locked, nominations)
            day = lineup.day
            decision_services.stop_on(lineup.problems)
            decision_services.stop_on(rules.signing_blockers(by, locked, lineup.nominations, day))
            if not lineup.entries or (not struck and lineup.fingerprint != fingerprint):
                raise Stale(*_difference(lineup))
            law = [*rules.law_blockers(lineup), *eligibility_queries.blockers(lineup)]
            decision_services.stop_on(law)
            authority = lineup.town()
            policy = number_book_services.policy_of(authority, papers.SERIES[locked.kind], day.year)
            is_shared = policy == SeriesPolicy.SHARED
            is_ours = locked.kind == DecisionKind.AWARD
            if is_ours:
                powers = (regime_queries.power_blockers(a, day) for a in locked.award_types)
                decision_services.stop_on([b for blockers in powers for b in blockers])
            locked.signatory = regime_queries.signatory_of(authority, by, day, locked.category)
            locked.issued_on = None if is_shared else day
            if is_ours:
                _take_places(left, by=by)
            locked.total_vnd = lineup.total_vnd
        if is_shared:
            return locked  # văn thư numbers it from the office's own book
        return _issue(locked, lineup, left, by=by)


def enter_number(
    decision: Decision, *, number: int, on: date, by: User, seen: int | None = None
) -> Decision:
    """The records clerk (văn thư) fixes number and date of what the Chairman approved (vào số).

    The paper bears a day from his approval to today; where that day pays other prizes than he
    approved, it goes back to him.
    """
    with _with_lineup(decision) as nominations:
        approved = decision.events.filter(action=DecisionAction.APPROVE).newest_first().first()
        with _taking(decision, DecisionAction.ENTER_NUMBER, by=by, seen=seen) as locked:
            decision_services.stop_on(rules.paper_day_blockers(locked, on, approved.happened_at))
            lineup = lineup_queries.read(locked, on, nominations)
            decision_services.stop_on(lineup.problems)
            decision_services.stop_on(rules.order_blockers(locked, lineup.nominations, on))
            ended = takeover_rules.award_blockers(lineup.nominations, on)
            decision_services.stop_on([*ended, *eligibility_queries.blockers(lineup)])
            if lineup.total_vnd != locked.total_vnd:
                raise Refused(
                    f"Ngày {on:%d/%m/%Y} mức tiền thưởng khác bản Chủ tịch đã duyệt. Ghi ngày "
                    "duyệt, hoặc đề nghị Chủ tịch hủy duyệt để trình lại."
                )
            authority = locked.signatory.authority
            book = number_book_services.locked_book(authority, papers.SERIES[locked.kind], on.year)
            locked.entry = number_book_services.enter(
                book, number, on=on, subject=locked.name_within(500), by=by
            )
            locked.issued_on = on
            _complete(locked, lineup, nominations, by=by)
        nominee_transitions.conclude_where_done({n.dossier_id for n in nominations})
    return locked


def void_approval(decision: Decision, *, by: User, note: str, seen: int | None = None) -> Decision:
    """Undoes an approval not yet numbered: back before the Chairman, the places free again."""
    require_note(note, "Ghi lý do hủy duyệt.")
    with (
        _with_lineup(decision) as nominations,
        _taking(decision, DecisionAction.VOID, by=by, note=note, seen=seen) as locked,
    ):
        if locked.kind == DecisionKind.AWARD:
            nominee_transitions.void_lines(nominations, by=by, note=note)
        locked.signatory = None
    return locked


def _strike(
    decision: Decision,
    nominations: list[Nomination],
    struck: dict[int, str],
    *,
    by: User,
    fingerprint: str,
) -> list[Nomination]:
    """Decline the struck ones before the rest is decided; gives those who stay."""
    locked = workflow.lock(Decision, decision.pk)
    if not rules.can_take(by, DecisionAction.APPROVE, locked):
        return nominations  # the step itself says why
    _check_seen(locked, fingerprint)
    gone = _named_in(nominations, set(struck))
    nominee_transitions.strike_lines(gone, by=by, reasons=struck)
    names = {n.pk for n in gone}
    return [n for n in nominations if n.pk not in names]


def _decline(decision: Decision, *, by: User, seen: int | None) -> Decision:
    """Nobody is left in the line-up: the decision ends without a number.

    It is the signer's word all the same: only who might sign it today may say it.
    """
    day = clock.today()
    regime_queries.signatory_of(regime_queries.authority_on(day), by, day, decision.category)
    with workflow.step(
        decision, DecisionAction.DECLINE, by=by, may=workflow.portal, seen=seen
    ) as locked:
        pass
    return locked


def _named_in(nominations: list[Nomination], wanted: set[int]) -> list[Nomination]:
    found = [n for n in nominations if n.pk in wanted]
    if len(found) < len(wanted):
        raise Stale("Có trường hợp đã chọn không còn trong danh sách. Tải lại trang rồi chọn lại.")
    return found


def _check_seen(decision: Decision, fingerprint: str) -> None:
    """The act holds for what the Chairman saw, and for nothing else."""
    lineup = decision_services.lineup_now(decision)
    if lineup.fingerprint != fingerprint:
        raise Stale(*_difference(lineup))


def _issue(
    decision: Decision, lineup: LineUp, nominations: list[Nomination], *, by: User
) -> Decision:
    """Number, frozen text, awards and paper, all or nothing."""
    day, authority = decision.issued_on, decision.signatory.authority
    with workflow.step(decision, DecisionAction.ISSUE, by=None, may=workflow.portal) as locked:
        locked.signatory, locked.award_types = decision.signatory, decision.award_types
        locked.entry = number_book_services.take(
            authority, papers.SERIES[locked.kind], on=day, subject=locked.name_within(500)
        )
        _complete(locked, lineup, nominations, by=by)
    nominee_transitions.conclude_where_done({n.dossier_id for n in nominations})
    return locked


def _complete(locked: Decision, lineup: LineUp, nominations: list[Nomination], *, by: User) -> None:
    """With its number and day: awards into the register, money fixed, the paper ordered."""
    day, authority = locked.issued_on, locked.signatory.authority
    symbol = locked.entry.symbol
    assessment_services.keep(lineup, Stage.ISSUED, by=by)
    register_services.keep_records(lineup)
    locked.total_vnd = lineup.total_vnd
    if locked.kind == DecisionKind.FORWARD:
        nominee_transitions.forward_lines(nominations, by=by, note=locked.title)
    else:
        register_services.enter(lineup, nominations, symbol=symbol, day=day)
        nominee_transitions.issue_lines(nominations, by=by, held=True)
    locked.document = order(
        papers.kind_of(locked),
        title=locked.title,
        context=papers.words_of(locked)(
            lineup, day=day, authority=authority, signatory=locked.signatory, symbol=symbol
        ),
        is_draft=False,
        symbol=symbol,
        issued_on=day,
    )


def _take_places(nominations: list[Nomination], *, by: User) -> None:
    try:
        nominee_transitions.approve_lines(nominations, by=by, held=True)
    except PlacesTaken as full:
        takers = [told for row, _ in full.rows if (told := _who_took(row))]
        raise Refused(*full.reasons, *takers) from full


def _who_took(row: Quota) -> str:
    """Who holds the places of a full row: units and decisions, by name."""
    held = (
        Nomination.objects.filter(
            quota=row, state__in=[NominationState.DECIDED, NominationState.AWARDED]
        )
        .select_related("dossier__unit", "award")
        .order_by("award__decided_on", "pk")
    )
    takers: dict[str, list[str]] = {}
    for line in held:
        symbol = line.award.decision_symbol if line.award_id else "đang ban hành"
        takers.setdefault(f"{line.dossier.unit.short_name}, quyết định {symbol}", []).append(
            line.full_name
        )
    told = "; ".join(f"{where}: {_some_of(names)}" for where, names in takers.items())
    return f"{row.label}: chỉ tiêu đã dùng cho {told}." if told else ""


def _some_of(names: list[str]) -> str:
    """The first names of a list, and how many more."""
    rest = len(names) - NAMED_AT_MOST
    named = ", ".join(names[:NAMED_AT_MOST])
    return f"{named} và {rest} trường hợp khác" if rest > 0 else named


@contextmanager
def _with_lineup(decision: Decision) -> Iterator[list[Nomination]]:
    """Read the line-up, lock it before the decision, read it again, refuse if it changed."""
    with transaction.atomic():
        counted = _counting(decision)
        nominations = decision_services.lock_nominations(counted)
        workflow.lock_many(Quota, {n.quota_id for n in nominations if n.quota_id})
        workflow.lock(Decision, decision.pk)
        if _counting(decision) != counted:
            raise Stale("Danh sách vừa thay đổi. Tải lại trang để xem danh sách mới.")
        yield nominations


def _counting(decision: Decision) -> list[int]:
    kind, state = Decision.objects.values_list("kind", "state").get(pk=decision.pk)
    rows = DecisionLine.objects.filter(
        decision=decision, nomination__state__in=lineup_queries.counts_as(kind, state)
    )
    return sorted(rows.values_list("nomination_id", flat=True))


def _leave_behind(lineup: LineUp) -> dict[str, list[str]]:
    """Take off the lines that no longer count; the event keeps their names."""
    gone = lineup.left_out
    if not gone:
        return {}
    DecisionLine.objects.filter(pk__in=[line.pk for line in gone]).delete()
    return {"left_out": [line.nomination.full_name for line in gone]}


def _difference(lineup: LineUp) -> list[str]:
    now = lineup.counted or "không còn ai"
    left = ", ".join(row.nomination.full_name for row in lineup.left_out)
    changed = (
        "Danh sách, tiền thưởng, căn cứ hoặc lời văn đã khác với bản anh/chị vừa xem. "
        f"Hiện nay: {now}, tổng cộng {grouped(lineup.total_vnd)} đồng. Xem lại rồi ký."
    )
    return [changed, f"Không còn trong danh sách: {left}."] if left else [changed]


def _back(decision: Decision, action: str, *, by: User, note: str, seen: int | None) -> Decision:
    with (
        _with_lineup(decision) as nominations,
        _taking(decision, action, by=by, note=note, seen=seen) as locked,
    ):
        nominee_transitions.set_aside_lines(nominations, by=by, note=note)
    return locked
