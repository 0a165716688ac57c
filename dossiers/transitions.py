"""The steps of a dossier and of its lines; places move in the same transaction."""

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.db import transaction

from campaigns import law, quotas
from campaigns.models import AwardPlan
from dossiers import rules, verdicts as verdicts_of
from dossiers.enums import DossierState, NominationState
from dossiers.models import Dossier, Nomination
from dossiers.services import next_number
from dossiers.workflow import CLOSED_STATES, COUNTER_OF, DossierAction, NominationAction
from honourees.services import Candidate, find_or_enter
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import Refused
from units.models import User


_taking = partial(workflow.step, may=rules.can_take)


# --- the unit ---------------------------------------------------------------------------------


def hand_over(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Chuyển thủ trưởng: the clerk's work is done; nothing is filed yet."""
    with _taking(dossier, DossierAction.HAND_OVER, by=by, seen=seen) as locked:
        _stop_on(rules.hand_over_blockers(locked))
    return locked


def take_back(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Lấy lại để sửa, before the head has looked."""
    with _taking(dossier, DossierAction.TAKE_BACK, by=by, seen=seen) as locked:
        pass
    return locked


def send_back(dossier: Dossier, *, by: User, note: str, seen: int | None = None) -> Dossier:
    """Trả lại cán bộ: the head says what to change."""
    with _taking(dossier, DossierAction.SEND_BACK, by=by, note=note, seen=seen) as locked:
        _require(note)
    return locked


def confirm(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Xác nhận và nộp: the head answers for it (R1). This is the filing; places count from now."""
    with _taking(dossier, DossierAction.CONFIRM, by=by, seen=seen) as locked:
        if locked.plan_id:  # nobody closes or cancels it between the question and the filing
            locked.plan = workflow.lock(AwardPlan, locked.plan_id)
        _stop_on(rules.hand_over_blockers(locked))
        lines = _locked_lines(locked)
        _settle(locked, lines)
        locked.filed_at = clock.now()
        quotas.move((line.quota_id, None, COUNTER_OF[line.state]) for line in lines)
    return locked


def recall(dossier: Dossier, *, by: User, note: str = "", seen: int | None = None) -> Dossier:
    """Thu hồi hồ sơ before it is received; it is a draft again and holds no place."""
    with _taking(dossier, DossierAction.RECALL, by=by, note=note, seen=seen) as locked:
        lines = _locked_lines(locked)
        quotas.move((line.quota_id, line.counter, None) for line in lines)
        locked.nominations.update(quota=None)
        locked.filed_at = None
    return locked


def withdraw(dossier: Dossier, *, by: User, note: str, seen: int | None = None) -> Dossier:
    """Rút hồ sơ: national code 7; only while no line is with the Chairman or further."""
    with _taking(dossier, DossierAction.WITHDRAW, by=by, note=note, seen=seen) as locked:
        _require(note)
        beyond = locked.nominations.filter(
            state__in=[
                NominationState.WITH_CHAIRMAN,
                NominationState.DECIDED,
                NominationState.AWARDED,
            ]
        ).count()
        if beyond:
            raise Refused(f"Có {beyond} trường hợp đã trình Chủ tịch nên không rút hồ sơ được.")
        _remove_open_lines(locked, by=by, note=note)
    return locked


# --- Phòng Nội vụ -----------------------------------------------------------------------------


def receive(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Tiếp nhận: one-stop code and a due date; nothing is taken in without a receipt."""
    with _taking(dossier, DossierAction.RECEIVE, by=by, seen=seen) as locked:
        moment = clock.now()
        day = moment.date()
        series = f"{day:%y%m%d}"
        prefix = f"{settings.ONE_STOP_PREFIX}-" if settings.ONE_STOP_PREFIX else ""
        locked.one_stop_code = f"{prefix}{series}-{next_number(series):04d}"
        locked.received_at = moment
        locked.due_on = law.due_on(day)
    return locked


def refuse(dossier: Dossier, *, by: User, note: str, seen: int | None = None) -> Dossier:
    """Từ chối tiếp nhận, in writing with the reason; the unit files anew."""
    with _taking(dossier, DossierAction.REFUSE, by=by, note=note, seen=seen) as locked:
        _require(note)
        _remove_open_lines(locked, by=by, note=note)
    return locked


def assign(
    dossier: Dossier, *, officer: User, by: User, note: str = "", seen: int | None = None
) -> Dossier:
    """Phân công thẩm định: acting follows assignment."""
    facts = {"officer": officer.full_name}
    with _taking(dossier, DossierAction.ASSIGN, by=by, note=note, seen=seen, facts=facts) as locked:
        if not officer.is_active or not officer.has_perm("dossiers.appraise_any"):
            raise Refused(f"{officer.full_name} không phải chuyên viên thẩm định.")
        locked.officer = officer
    return locked


def give_verdicts(
    dossier: Dossier,
    verdicts: verdicts_of.Verdicts,
    *,
    by: User,
    seen: int | None = None,
) -> list[Nomination]:
    """Ý kiến thẩm định, line by line: {line: (action, reason)}. Lines already so stay untouched.

    `seen` is the newest event of any line that the page showed.
    """
    moved = []
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        lines = {line.pk: line for line in _locked_lines(locked)}
        verdicts_of.check(locked, lines, verdicts, by=by, seen=seen)
        reasons = {pk: reason.strip() for pk, (_, reason) in verdicts.items()}
        for action in verdicts_of.ORDER:
            chosen = [
                lines[pk]
                for pk, (wanted, _) in verdicts.items()
                if wanted == action and verdicts_of.changes(lines[pk], action, reasons[pk])
            ]
            moved += _move_lines(chosen, action, by=by, reasons=reasons)
    return moved


def finish(dossier: Dossier, *, by: User, note: str = "", seen: int | None = None) -> Dossier:
    """Kết luận thẩm định: every line has its verdict."""
    with transaction.atomic():
        with _taking(dossier, DossierAction.FINISH, by=by, note=note, seen=seen) as locked:
            _stop_on(rules.finish_blockers(locked))
        conclude_where_done({locked.pk})  # the unit may have taken every line off meanwhile
    return locked


def reopen(dossier: Dossier, *, by: User, note: str, seen: int | None = None) -> Dossier:
    """Mở lại thẩm định: the head of Nội vụ sends it back to its officer, with the reason."""
    with _taking(dossier, DossierAction.REOPEN, by=by, note=note, seen=seen) as locked:
        _require(note)
        if locked.nominations.filter(state=NominationState.WITH_CHAIRMAN).exists():
            raise Refused("Hồ sơ có trường hợp đang trình Chủ tịch; rút tờ trình trước.")
    return locked


def decline_lines(lines: Iterable[Nomination], *, by: User) -> list[Nomination]:
    """Không khen thưởng: the head of Nội vụ closes what was not recommended, with its reason."""
    with transaction.atomic():
        rows = _with_dossiers(lines)
        if any(row.dossier.state != DossierState.APPRAISED for row in rows):
            raise Refused("Chỉ kết thúc đề nghị khi chuyên viên đã kết luận thẩm định hồ sơ.")
        moved = _move_lines(rows, NominationAction.DECLINE, by=by)
        conclude_where_done({row.dossier_id for row in moved})
    return moved


def remove_line(line: Nomination, *, by: User, note: str) -> Nomination:
    """Rút khỏi danh sách: the head of the unit takes one line off after filing."""
    with transaction.atomic():
        _require(note)
        [locked] = _with_dossiers([line])
        if locked.dossier.is_in_unit:
            raise Refused("Hồ sơ chưa nộp: xóa dòng này trong bản nháp.")
        moved = _move_lines([locked], NominationAction.REMOVE, by=by, note=note)
        conclude_where_done({locked.dossier_id})
    return moved[0]


def deliver(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Trả kết quả: the process ends (national code 10)."""
    with _taking(dossier, DossierAction.DELIVER, by=by, seen=seen) as locked:
        pass
    return locked


# --- what decisions set going -----------------------------------------------------------------


def submit_lines(lines: Iterable[Nomination], *, by: User) -> list[Nomination]:
    """Trình Chủ tịch, with their decision."""
    return _move_lines(list(lines), NominationAction.SUBMIT, by=by)


def set_aside_lines(lines: Iterable[Nomination], *, by: User, note: str = "") -> list[Nomination]:
    """Đưa khỏi tờ trình: returned or recalled with their decision."""
    return _move_lines(list(lines), NominationAction.SET_ASIDE, by=by, note=note)


def approve_lines(lines: Iterable[Nomination], *, by: User) -> list[Nomination]:
    """Chủ tịch duyệt: the places are taken now. Raises quotas.PlacesTaken when there are none."""
    return _move_lines(list(lines), NominationAction.APPROVE, by=by)


def issue_lines(lines: Iterable[Nomination], *, by: User) -> list[Nomination]:
    """Đã khen thưởng: the caller has set `award` on every line."""
    lines = list(lines)
    with transaction.atomic():
        Nomination.objects.bulk_update(lines, ["award"])
        return _move_lines(lines, NominationAction.ISSUE, by=by)


def conclude_where_done(dossier_ids: Iterable[int]) -> list[Dossier]:
    """Close every dossier whose last line has its result, in the same transaction."""
    rows = workflow.lock_many(Dossier, dossier_ids)
    open_lines = Nomination.objects.filter(dossier__in=rows).exclude(state__in=CLOSED_STATES)
    still_open = set(open_lines.order_by().values_list("dossier_id", flat=True))
    done = [row for row in rows if row.state == DossierState.APPRAISED and row.pk not in still_open]
    return workflow.step_many(done, DossierAction.CONCLUDE, by=None, may=_portal)


# --- inside -----------------------------------------------------------------------------------


def _move_lines(
    lines: list[Nomination],
    action: str,
    *,
    by: User | None,
    note: str = "",
    reasons: dict[int, str] | None = None,
) -> list[Nomination]:
    """One step for many lines, and their places with them. Lines carry their dossier."""
    if not lines:
        return []
    given = {line.pk: line for line in lines}
    before = {}

    def prepare(row: Nomination) -> dict:
        row.dossier = given[row.pk].dossier
        before[row.pk] = row.counter
        if reasons is not None:
            is_refusal = action == NominationAction.NOT_RECOMMEND
            row.verdict_reason = reasons[row.pk] if is_refusal else ""
            return {"reason": row.verdict_reason} if is_refusal else {}
        return {}

    with transaction.atomic():
        moved = workflow.step_many(
            lines,
            action,
            by=by,
            may=partial(_may_line, given),
            note=note,
            prepare=prepare,
            fields=["verdict_reason"] if reasons is not None else [],
        )
        quotas.move((row.quota_id, before[row.pk], row.counter) for row in moved)
    return moved


def _may_line(given: dict[int, Nomination], user: User, action: str, row: Nomination) -> bool:
    row.dossier = given[row.pk].dossier  # the right is asked on the dossier's unit, loaded once
    return rules.can_take_line(user, action, row)


def _portal(*_: object) -> bool:
    """The portal itself takes the step as a consequence of another one."""
    return True


def _locked_lines(dossier: Dossier) -> list[Nomination]:
    pks = dossier.nominations.on_list().values_list("pk", flat=True)
    lines = workflow.lock_many(Nomination, pks)
    for line in lines:
        line.dossier = dossier
    return lines


def _with_dossiers(lines: Iterable[Nomination]) -> list[Nomination]:
    """Lock the dossiers, then the lines (law 14), and hang each line on its dossier."""
    pks = [line.pk for line in lines]
    ids = Nomination.objects.filter(pk__in=pks).values_list("dossier_id", flat=True)
    dossiers = {d.pk: d for d in workflow.lock_many(Dossier, set(ids))}
    rows = workflow.lock_many(Nomination, pks)
    for row in rows:
        row.dossier = dossiers[row.dossier_id]
    return rows


def _settle(dossier: Dossier, lines: list[Nomination]) -> None:
    """At filing each line gets the place it draws on and the register's record of its honouree."""
    places = quotas.rows_by_place(dossier.plan) if dossier.plan_id else {}
    people = find_or_enter(
        [
            Candidate(
                line.honouree_kind,
                line.full_name,
                line.gender,
                line.birth_year,
                line.birth_date,
            )
            for line in lines
        ],
        unit=dossier.unit,
    )
    for line, honouree in zip(lines, people, strict=True):
        line.quota = quotas.row_for(places, line.award_type_id, line.honouree_kind, dossier.unit_id)
        line.honouree = honouree
    Nomination.objects.bulk_update(lines, ["quota", "honouree"], batch_size=1000)


def _remove_open_lines(dossier: Dossier, *, by: User, note: str) -> None:
    """A final state of the dossier closes its open lines as removed and frees their places."""
    lines = [
        line
        for line in _locked_lines(dossier)
        if line.state in Nomination.FLOW.arrows[NominationAction.REMOVE].sources
    ]
    before = {line.pk: line.counter for line in lines}
    moved = workflow.step_many(lines, NominationAction.REMOVE, by=by, may=_portal, note=note)
    quotas.move((row.quota_id, before[row.pk], row.counter) for row in moved)


def _stop_on(blockers: list[str]) -> None:
    if blockers:
        raise Refused(*blockers)


def _require(note: str) -> None:
    if not note.strip():
        raise Refused("Ghi rõ lý do để người nhận biết cần làm gì.")
