"""The steps of the lines of a dossier, with their locks, their places and the dossier behind."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import prefetch_related_objects

from campaigns.queries import cap as cap_queries, quota as quota_queries
from campaigns.queries.cap import CapMove
from dossiers.enums import DossierState
from dossiers.models import Dossier, Nomination
from dossiers.queries.limit import DayCount
from dossiers.rules import (
    dossier as dossier_rules,
    objection as objection_rules,
    takeover as takeover_rules,
)
from dossiers.rules.eligibility import examination
from dossiers.rules.eligibility.finding import Finding
from dossiers.services import (
    limit as limit_services,
    overruling as overruling_services,
    verdict as verdict_services,
)
from dossiers.workflow import (
    ALONE_STATES,
    CLOSED_STATES,
    FINISHED_STATES,
    DossierAction,
    NominationAction,
)
from honourees.models import Award
from honourees.services.award import end_awards
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import Refused, require_note
from nganam_awards.documents import glyph
from units.models import User


# Steps that leave their reason on the line, for the unit to read.
_REFUSALS = {
    NominationAction.NOT_RECOMMEND,
    NominationAction.STRIKE,
    NominationAction.DECLINE_ABOVE,
    NominationAction.FAIL_CASE,
}


def move_lines(
    lines: list[Nomination],
    action: str,
    *,
    by: User | None,
    note: str = "",
    reasons: dict[int, str] | None = None,
    facts: dict | None = None,
    awards: dict[int, Award] | None = None,
    may: workflow.May | None = None,
    held: bool = False,
) -> list[Nomination]:
    """One step for many lines, and their places with them. Lines carry their dossier.

    `reasons` and `awards` are written on the lines by their keys; `held` as in `step_many`. `may`
    where the step follows from another one; otherwise the rules say who takes it.
    """
    if not lines:
        return []
    given = {line.pk: line for line in lines}
    told = [(f"{line.full_name}, «Lý do»", (reasons or {}).get(line.pk, "")) for line in lines]
    if blockers := glyph.blockers(told):  # the unit's notice prints it
        raise Refused(*blockers)
    before: dict[int, str | None] = {}

    def prepare(row: Nomination) -> dict:
        row.dossier = given[row.pk].dossier
        before[row.pk] = row.counter
        if awards is not None:
            row.award = awards[row.pk]
        if reasons is not None:
            is_told = action in _REFUSALS or _is_of_ended(row, action, reasons[row.pk])
            row.verdict_reason = reasons[row.pk] if is_told else ""
            return {"reason": row.verdict_reason} if is_told else {}
        return facts or {}

    written = {"verdict_reason": reasons, "award": awards}
    with transaction.atomic():
        moved = workflow.step_many(
            lines,
            action,
            by=by,
            may=may or _may_take(given),
            note=note,
            prepare=prepare,
            fields=[name for name, values in written.items() if values is not None],
            held=held,
        )
        move_places((row, before[row.pk], row.counter) for row in moved)
    return moved


def _is_of_ended(row: Nomination, action: str, reason: str) -> bool:
    """Recommended with a reason though its body ended: the reason stays on the line."""
    if not reason or action != NominationAction.RECOMMEND:
        return False
    return takeover_rules.needs_reason(row, clock.today())


def move_places(moves: Iterable[tuple[Nomination, str | None, str | None]]) -> None:
    """(line, from counter, to counter): the plan's places, then the ratio caps (law 14).

    Lines carry their dossier with its unit. Raises PlacesTaken or CapExceeded.
    """
    moves = list(moves)
    quota_queries.move((line.quota_id, old, new) for line, old, new in moves)
    cap_queries.move(
        CapMove(line.award_type_id, line.dossier.merit_year, line.dossier.unit, old, new)
        for line, old, new in moves
    )


def locked_lines(dossier: Dossier) -> list[Nomination]:
    pks = dossier.nominations.on_list().values_list("pk", flat=True)
    lines = workflow.lock_many(Nomination, pks)
    for line in lines:
        line.dossier = dossier
    return lines


def with_dossiers(lines: Iterable[Nomination]) -> list[Nomination]:
    """Lock the dossiers, then the lines (law 14), and hang each line on its dossier."""
    pks = [line.pk for line in lines]
    ids = Nomination.objects.filter(pk__in=pks).values_list("dossier_id", flat=True)
    dossiers = {d.pk: d for d in workflow.lock_many(Dossier, set(ids))}
    rows = workflow.lock_many(Nomination, pks)
    for row in rows:
        row.dossier = dossiers[row.dossier_id]
    return rows


def close_lines(dossier: Dossier, *, by: User, note: str) -> None:
    """A final state of the dossier closes its open lines as removed and frees their places."""
    lines = [
        line
        for line in locked_lines(dossier)
        if line.state in Nomination.FLOW.arrows[NominationAction.REMOVE].sources
    ]
    before = {line.pk: line.counter for line in lines}
    moved = workflow.step_many(
        lines, NominationAction.REMOVE, by=by, may=workflow.portal, note=note
    )
    move_places((row, before[row.pk], row.counter) for row in moved)


def conclude_where_done(dossier_ids: Iterable[int]) -> list[Dossier]:
    """Close every dossier whose last line has its result, in the same transaction."""
    rows = workflow.lock_many(Dossier, dossier_ids)
    waited_for = Nomination.objects.filter(dossier__in=rows).exclude(
        state__in=[*CLOSED_STATES, *ALONE_STATES]
    )
    still_open = set(waited_for.order_by().values_list("dossier_id", flat=True))
    done = [row for row in rows if row.state == DossierState.APPRAISED and row.pk not in still_open]
    count = DayCount()

    def prepare(row: Dossier) -> dict:
        limit_services.begin_step(row, DossierState.CONCLUDED, count)
        return {}

    return workflow.step_many(
        done,
        DossierAction.CONCLUDE,
        by=None,
        may=workflow.portal,
        prepare=prepare,
        fields=["step_due_on"],
    )


def _may_take(given: dict[int, Nomination]) -> workflow.May:
    """The right is asked once a dossier and state: no line of its own decides it."""
    answers: dict[tuple[int, str], bool] = {}

    def may(user: User, action: str, row: Nomination) -> bool:
        row.dossier = given[row.pk].dossier  # loaded once, with its unit
        asked = row.dossier_id, row.state
        if asked not in answers:
            answers[asked] = dossier_rules.can_take_line(user, action, row)
        return answers[asked]

    return may


def give_verdicts(
    dossier: Dossier,
    verdicts: verdict_services.Verdicts,
    *,
    by: User,
    seen: int | None = None,
) -> list[Nomination]:
    """Verdicts, line by line: {line: (action, reason)}. Lines already so stay untouched.

    `seen` is the newest event of any line that the page showed.
    """
    moved = []
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        lines = {line.pk: line for line in locked_lines(locked)}
        hopeful = verdict_services.recommended(lines, verdicts)
        failed = _failed(locked, lines, hopeful)
        verdict_services.check(locked, lines, verdicts, by=by, seen=seen, failed=failed)
        reasons = {pk: reason.strip() for pk, (_, reason) in verdicts.items()}
        for action in verdict_services.ORDER:
            chosen = [
                lines[pk]
                for pk, (wanted, _) in verdicts.items()
                if wanted == action and verdict_services.changes(lines[pk], action, reasons[pk])
            ]
            moved += move_lines(chosen, action, by=by, reasons=reasons, held=True)
        overruling_services.take_back(moved)
        overruling_services.write(hopeful, failed, reasons, by=by)
        moved += [line for line in hopeful if line.pk in failed and line not in moved]
    return moved


def _failed(
    dossier: Dossier, lines: dict[int, Nomination], wanted: list[Nomination]
) -> dict[int, list[Finding]]:
    """What stands against those whom somebody wants to recommend, asked under the lock."""
    if not wanted:
        return {}
    rows = list(lines.values())
    prefetch_related_objects(rows, "award_type")
    return examination.of_dossier(dossier, rows).failed(wanted)


def decline_lines(lines: Iterable[Nomination], *, by: User) -> list[Nomination]:
    """No award: the head of Nội vụ closes what was not recommended, with its reason."""
    with transaction.atomic():
        rows = with_dossiers(lines)
        if any(row.dossier.state not in FINISHED_STATES for row in rows):
            raise Refused("Chỉ kết thúc đề nghị khi chuyên viên đã kết luận thẩm định hồ sơ.")
        moved = move_lines(rows, NominationAction.DECLINE, by=by)
        conclude_where_done({row.dossier_id for row in moved})
    return moved


def remove_line(line: Nomination, *, by: User, note: str) -> Nomination:
    """Removal from the list: the head of the unit takes one line off after filing."""
    with transaction.atomic():
        require_note(note)
        [locked] = with_dossiers([line])
        if locked.dossier.is_in_unit:
            raise Refused("Hồ sơ chưa nộp: xóa dòng này trong bản nháp.")
        moved = move_lines([locked], NominationAction.REMOVE, by=by, note=note)
        conclude_where_done({locked.dossier_id})
    return moved[0]


def suspend_line(line: Nomination, *, by: User, note: str, paper: str = "") -> Nomination:
    """Suspends a line: discipline, inspection, investigation or a complaint is being looked into.

    Only this line waits; its place is free, it leaves the line-up of its decision, and the dossier
    goes on without it. `paper` is the document that says so.
    """
    with transaction.atomic():
        require_note(note)
        [locked] = with_dossiers([line])
        facts = {"paper": paper.strip()} if paper.strip() else {}
        moved = move_lines([locked], NominationAction.SUSPEND, by=by, note=note, facts=facts)
        conclude_where_done({locked.dossier_id})
    return moved[0]


def resume_line(line: Nomination, *, by: User, note: str) -> Nomination:
    """Resumes (xét tiếp): what was looked into is settled; the officer judges the line anew."""
    with transaction.atomic():
        require_note(note)
        [locked] = with_dossiers([line])
        if blockers := objection_rules.resume_blockers(locked):
            raise Refused(*blockers)
        return move_lines([locked], NominationAction.RESUME, by=by, note=note)[0]


def submit_lines(lines: Iterable[Nomination], *, by: User) -> list[Nomination]:
    """Submitted to the Chairman (trình Chủ tịch) with their decision."""
    return move_lines(list(lines), NominationAction.SUBMIT, by=by)


def set_aside_lines(lines: Iterable[Nomination], *, by: User, note: str = "") -> list[Nomination]:
    """Set aside (đưa khỏi tờ trình): returned or recalled with their decision."""
    return move_lines(list(lines), NominationAction.SET_ASIDE, by=by, note=note)


def question_lines(lines: Iterable[Nomination], *, by: User, note: str) -> list[Nomination]:
    """The Chairman asks to appraise again: named in a return; their dossiers are open again."""
    with transaction.atomic():
        require_note(note)
        rows = with_dossiers(lines)
        moved = move_lines(rows, NominationAction.QUESTION, by=by, note=note)
        dossiers = {row.dossier_id: row.dossier for row in rows}
        finished = [d for d in dossiers.values() if d.state == DossierState.APPRAISED]
        workflow.step_many(finished, DossierAction.REOPEN, by=by, may=workflow.portal, note=note)
    return moved


def fail_lines(
    lines: Iterable[Nomination], *, by: User, reasons: dict[int, str]
) -> list[Nomination]:
    """The Council did not pass them (không thông qua): no longer recommended, each with its count.

    Call inside the transaction that closed the vote, with `lines` from `with_dossiers`.
    """
    return move_lines(
        list(lines),
        NominationAction.FAIL_CASE,
        by=by,
        reasons=reasons,
        may=workflow.portal,
        held=True,
    )


def approve_lines(lines: Iterable[Nomination], *, by: User, held: bool = False) -> list[Nomination]:
    """The Chairman approves: places are taken now. Raises quotas.PlacesTaken if there are none."""
    return move_lines(list(lines), NominationAction.APPROVE, by=by, held=held)


def issue_lines(lines: Iterable[Nomination], *, by: User, held: bool = False) -> list[Nomination]:
    """Awarded (đã khen thưởng): the caller has set `award` on every line."""
    lines = list(lines)
    awards = {line.pk: line.award for line in lines}
    return move_lines(lines, NominationAction.ISSUE, by=by, awards=awards, held=held)


def strike_lines(
    lines: Iterable[Nomination], *, by: User, reasons: dict[int, str]
) -> list[Nomination]:
    """Not approved by the Chairman: struck from the decision before him, each with its reason."""
    lines = list(lines)
    with transaction.atomic():
        for line in lines:
            require_note(reasons.get(line.pk, ""))
        words = {line.pk: reasons[line.pk].strip() for line in lines}
        moved = move_lines(lines, NominationAction.STRIKE, by=by, reasons=words)
        conclude_where_done({line.dossier_id for line in moved})
    return moved


def forward_lines(lines: Iterable[Nomination], *, by: User, note: str) -> list[Nomination]:
    """Forwarded above: named in a letter of the Town People's Committee (`note`: which)."""
    lines = list(lines)
    with transaction.atomic():
        moved = move_lines(lines, NominationAction.FORWARD, by=by, note=note)
        conclude_where_done({line.dossier_id for line in moved})
    return moved


def answer_line(line: Nomination, *, is_awarded: bool, by: User, note: str) -> Nomination:
    """What the level above answered about a forwarded line, in words."""
    action = NominationAction.AWARD_ABOVE if is_awarded else NominationAction.DECLINE_ABOVE
    with transaction.atomic():
        require_note(note)
        [locked] = with_dossiers([line])
        [moved] = move_lines([locked], action, by=by, note=note, reasons={locked.pk: note.strip()})
        conclude_where_done({locked.dossier_id})
    return moved


def void_lines(lines: Iterable[Nomination], *, by: User, note: str) -> list[Nomination]:
    """The Chairman voids his approval before the number is given: back before him, places free."""
    return move_lines(list(lines), NominationAction.VOID, by=by, note=note)


def revoke_lines(
    lines: Iterable[Nomination], *, by: User, symbol: str, note: str
) -> list[Nomination]:
    """Awards revoked by a later decision (`symbol`): the award ends, its place is free.

    Nothing of what was issued changes; the register says until when the award stood.
    """
    lines = list(lines)
    with transaction.atomic():
        require_note(note)
        end_awards([line.award_id for line in lines], symbol=symbol, on=clock.today())
        return move_lines(lines, NominationAction.REVOKE, by=by, note=note)
