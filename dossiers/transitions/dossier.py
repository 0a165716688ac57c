"""The steps of a dossier; the places of its lines move in the same transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.conf import settings
from django.db import transaction

from campaigns.models import AwardPlan
from campaigns.queries import quota as quota_queries
from dossiers.enums import DossierState, NominationState, Stage
from dossiers.models import Dossier, Edition, Nomination
from dossiers.queries.identity import candidate_of
from dossiers.queries.supplement import snapshot
from dossiers.rules import (
    dossier as dossier_rules,
    line_note as line_note_rules,
    readiness as readiness_rules,
)
from dossiers.rules.eligibility import examination
from dossiers.services import (
    appraisal_report as appraisal_report_services,
    assessment as assessment_services,
    custody as custody_services,
    limit as limit_services,
    receipt as receipt_services,
    slip as slip_services,
)
from dossiers.services.dossier import next_number
from dossiers.transitions.nominee import (
    close_lines,
    conclude_where_done,
    locked_lines,
    move_places,
)
from dossiers.workflow import COUNTER_OF, DossierAction
from honourees.services.honouree import find_or_enter
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale, require_note
from nganam_awards.core.update import update_each
from units.models import User


taking = partial(workflow.step, may=dossier_rules.can_take)


# --- the unit ---------------------------------------------------------------------------------


def hand_over(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Passes it to the head (chuyển thủ trưởng): the clerk's work is done; nothing is filed yet."""
    with taking(dossier, DossierAction.HAND_OVER, by=by, seen=seen) as locked:
        _stop_on(readiness_rules.blockers(locked))
    return locked


def take_back(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Takes the dossier back for changes (lấy lại để sửa), before the head has looked."""
    with taking(dossier, DossierAction.TAKE_BACK, by=by, seen=seen) as locked:
        pass
    return locked


def send_back(dossier: Dossier, *, by: User, note: str, seen: int | None = None) -> Dossier:
    """Sends it back to the clerk (trả lại cán bộ): the head says what to change."""
    with taking(dossier, DossierAction.SEND_BACK, by=by, note=note, seen=seen) as locked:
        require_note(note)
    return locked


def confirm(
    dossier: Dossier, *, by: User, declaration: str = "", seen: int | None = None
) -> Dossier:
    """Confirms and files (xác nhận và nộp): the head answers for it (R1), in these words.

    Places count from now.
    """
    facts = {"declaration": declaration} if declaration else {}
    with taking(dossier, DossierAction.CONFIRM, by=by, seen=seen, facts=facts) as locked:
        if locked.plan_id:  # nobody closes or cancels it between the question and the filing
            locked.plan = workflow.lock(AwardPlan, locked.plan_id)
        draft = readiness_rules.Draft(locked, by_town=True)
        _stop_on([lack.text for lack in readiness_rules.lacks(draft)])
        lines = locked_lines(locked)
        _settle(locked, lines)
        locked.filed_at = clock.now()
        assessment_services.keep(locked, draft.examined, Stage.FILED, by=by)
        limit_services.begin_step(locked, DossierState.FILED)
        move_places((line, None, COUNTER_OF[line.state]) for line in lines)
    return locked


def recall(dossier: Dossier, *, by: User, note: str = "", seen: int | None = None) -> Dossier:
    """Recalls it (thu hồi) before it is received; it is a draft again and holds no place.

    What the town may have read is kept: filed anew, whoever read it sees what reads otherwise.
    """
    with taking(dossier, DossierAction.RECALL, by=by, note=note, seen=seen) as locked:
        Edition.objects.create(dossier=locked, words=snapshot(locked))
        lines = locked_lines(locked)
        move_places((line, line.counter, None) for line in lines)
        locked.nominations.update(quota=None)
        locked.filed_at = locked.step_due_on = None
    return locked


def withdraw(dossier: Dossier, *, by: User, note: str, seen: int | None = None) -> Dossier:
    """Withdraws it (rút): national code 7; only while no line is with the Chairman or further."""
    with transaction.atomic():
        with taking(dossier, DossierAction.WITHDRAW, by=by, note=note, seen=seen) as locked:
            require_note(note)
            beyond = locked.nominations.filter(
                state__in=[
                    NominationState.WITH_CHAIRMAN,
                    NominationState.DECIDED,
                    NominationState.AWARDED,
                ]
            ).count()
            if beyond:
                raise Refused(f"Có {beyond} trường hợp đã trình Chủ tịch nên không rút hồ sơ được.")
            close_lines(locked, by=by, note=note)
        custody_services.close(locked)
    return locked


# --- Phòng Nội vụ -----------------------------------------------------------------------------


def receive(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Receives it: one-stop code and a due date; nothing is taken in without a receipt."""
    with transaction.atomic():
        with taking(dossier, DossierAction.RECEIVE, by=by, seen=seen) as locked:
            moment = clock.now()
            day = moment.date()
            series = f"{day:%y%m%d}"
            prefix = f"{settings.ONE_STOP_PREFIX}-" if settings.ONE_STOP_PREFIX else ""
            locked.one_stop_code = f"{prefix}{series}-{next_number(series):04d}"
            locked.received_at = moment
            limit_services.promise(locked, day)
            limit_services.begin_step(locked, DossierState.RECEIVED)
        receipt_services.order_for(locked)
    return locked


def refuse(dossier: Dossier, *, by: User, note: str, seen: int | None = None) -> Dossier:
    """Refuses reception (từ chối tiếp nhận), in writing with the reason; the unit files anew."""
    with transaction.atomic():
        with taking(dossier, DossierAction.REFUSE, by=by, note=note, seen=seen) as locked:
            require_note(note)
            close_lines(locked, by=by, note=note)
        slip_services.order_refusal(locked, reason=note, by=by)
    return locked


def assign(
    dossier: Dossier, *, officer: User, by: User, note: str = "", seen: int | None = None
) -> Dossier:
    """Assigns the appraisal (phân công thẩm định): acting follows assignment."""
    facts = {"officer": officer.full_name}
    step = partial(workflow.step, may=dossier_rules.may_assign)
    with (
        _given_to(officer, dossier),
        step(dossier, DossierAction.ASSIGN, by=by, note=note, seen=seen, facts=facts) as locked,
    ):
        _stop_on(dossier_rules.assign_blockers(officer, locked))
        locked.officer = officer
    return locked


def reassign(
    dossier: Dossier, *, officer: User, by: User, note: str, seen: int | None = None
) -> Dossier:
    """Gives it to another officer (giao lại) while it is appraised: the head says why.

    Verdicts that stand stay; from now on the words are the new officer's.
    """
    facts = {"officer": officer.full_name}
    with (
        _given_to(officer, dossier),
        taking(dossier, DossierAction.REASSIGN, by=by, note=note, seen=seen, facts=facts) as locked,
    ):
        require_note(note, "Ghi lý do giao lại để hai chuyên viên được biết.")
        _stop_on(dossier_rules.reassign_blockers(officer, locked))
        facts |= {"before": locked.officer.full_name, "left": locked.officer_id}
        locked.officer = officer
    return locked


def finish(dossier: Dossier, *, by: User, note: str = "", seen: int | None = None) -> Dossier:
    """Concludes the appraisal (kết luận thẩm định): every line has its verdict.

    The report on it is written in the same act, with its number.
    """
    with transaction.atomic():
        with taking(dossier, DossierAction.FINISH, by=by, note=note, seen=seen) as locked:
            _stop_on(dossier_rules.finish_blockers(locked))
            _assess_appraised(locked, by=by)
            limit_services.begin_step(locked, DossierState.APPRAISED)
        concluded = locked.events.filter(action=DossierAction.FINISH).latest("pk")
        appraisal_report_services.order_for(locked, concluded)
        conclude_where_done({locked.pk})  # the unit may have taken every line off meanwhile
    return locked


def _assess_appraised(dossier: Dossier, *, by: User) -> None:
    """Kept as it stands now; who is recommended has nothing against them that is not answered."""
    lines = list(dossier.nominations.on_list().select_related("award_type").order_by("pk"))
    examined = examination.of_dossier(dossier, lines)
    chosen = [line for line in lines if line.state == NominationState.RECOMMENDED]
    _stop_on(line_note_rules.failures(chosen, examined))
    assessment_services.keep(dossier, examined, Stage.APPRAISED, by=by)


def reopen(dossier: Dossier, *, by: User, note: str, seen: int | None = None) -> Dossier:
    """Reopens the appraisal: the head of Nội vụ sends it back to its officer, with the reason."""
    with taking(dossier, DossierAction.REOPEN, by=by, note=note, seen=seen) as locked:
        require_note(note)
        if locked.nominations.filter(state=NominationState.WITH_CHAIRMAN).exists():
            raise Refused("Hồ sơ có trường hợp đang trình Chủ tịch; rút tờ trình trước.")
        limit_services.begin_step(locked, DossierState.APPRAISING)
    return locked


def deliver(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Delivers the result (trả kết quả): the process ends (national code 10)."""
    with transaction.atomic():
        with taking(dossier, DossierAction.DELIVER, by=by, seen=seen) as locked:
            pass
        custody_services.close(locked)
    return locked


def deliver_fetched(dossier: Dossier) -> bool:
    """Delivers the result: the unit has fetched it. False where that was known already."""
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        if locked.state != DossierState.CONCLUDED:
            return False
        workflow.step_many([locked], DossierAction.DELIVER, by=None, may=workflow.portal)
        custody_services.close(locked)
    return True


# --- inside -----------------------------------------------------------------------------------


def _settle(dossier: Dossier, lines: list[Nomination]) -> None:
    """At filing each line gets the place it draws on and the register's record of its honouree."""
    places = quota_queries.rows_by_place(dossier.plan) if dossier.plan_id else {}
    for line in lines:
        line.quota = quota_queries.row_for(
            places, line.award_type_id, line.honouree_kind, dossier.unit_id
        )
    _introduce(dossier, lines)
    update_each(lines, ["quota", "honouree"])


def meet_again(dossier: Dossier, lines: list[Nomination]) -> None:
    """Lines whose people were written otherwise meanwhile get the record that fits them now."""
    _introduce(dossier, lines)
    update_each(lines, ["honouree"])


def _introduce(dossier: Dossier, lines: list[Nomination]) -> None:
    """What the unit said stays; of others the register has the record, or gets one."""
    asked = [line for line in lines if not (line.identity and line.honouree_id)]
    people = find_or_enter([candidate_of(line) for line in asked], unit=dossier.unit)
    for line, honouree in zip(asked, people, strict=True):
        line.honouree = honouree


@contextmanager
def _given_to(officer: User, dossier: Dossier) -> Iterator[None]:
    """A step sent twice was taken already only where both name the same officer."""
    try:
        yield
    except AlreadyDone:
        now = Dossier.objects.select_related("officer").get(pk=dossier.pk).officer
        if now == officer:
            raise
        raise Stale(
            f"Hồ sơ đã được giao {now.full_name} sau khi anh/chị mở trang này, chưa giao "
            f"{officer.full_name}. Xem lại rồi thực hiện lại nếu còn cần."
        ) from None


def _stop_on(blockers: list[str]) -> None:
    if blockers:
        raise Refused(*blockers)
