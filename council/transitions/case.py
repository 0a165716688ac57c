"""Steps of a case: put on an agenda, opened, closed with its count, put off."""

from datetime import date

from django.db import transaction
from django.db.models import Max, QuerySet

from council.enums import BarReason, LineOutcome
from council.models import (
    CouncilCase,
    CouncilMember,
    CouncilSession,
    LineBar,
    Tally,
    Voter,
)
from council.queries import (
    count as count_queries,
    member as member_queries,
    recusal as recusal_queries,
)
from council.queries.count import LineCount, Roll
from council.queries.rule import CouncilRules
from council.rules import case as case_rules, session as session_rules
from council.services import (
    ballot as ballot_services,
    paper as paper_services,
    session as session_services,
)
from council.workflow import CaseAction
from dossiers.models import Nomination
from dossiers.transitions import nominee as nominee_transitions
from law.figures import QuorumPart
from nganam_awards.core import clock, workflow
from nganam_awards.core.commit import after_commit
from nganam_awards.core.refusals import Refused, Stale, require_note
from nganam_awards.core.sentence import About
from nganam_awards.core.update import update_each
from units.models import User


def schedule(
    case: CouncilCase, session: CouncilSession, *, by: User, seen: int | None = None
) -> CouncilCase:
    """Puts it on the agenda of a session that has not begun."""
    with transaction.atomic():
        obj = workflow.lock(CouncilSession, session.pk)
        if not session_rules.can_be_on_agenda_of(obj):
            raise Refused(About("Phiên họp đã bắt đầu hoặc đã xong; chọn phiên khác.", "session"))
        with _taking(case, CaseAction.SCHEDULE, by=by, seen=seen) as locked:
            if locked.is_opinion:
                raise Refused("Vụ việc này lấy phiếu ý kiến, không đưa ra phiên họp.")
            last = obj.cases.aggregate(last=Max("order"))["last"] or 0
            locked.session, locked.order = obj, last + 1
    return locked


def unschedule(case: CouncilCase, *, by: User, seen: int | None = None) -> CouncilCase:
    """Takes it off the agenda before the session begins; it waits for another session."""
    with transaction.atomic():
        _session_of(case)
        with _taking(case, CaseAction.UNSCHEDULE, by=by, seen=seen) as locked:
            _stop_on(case_rules.off_blockers(locked.session))
            locked.session, locked.order = None, 0
    return locked


def dissolve(case: CouncilCase, *, by: User, note: str, seen: int | None = None) -> CouncilCase:
    """Not brought before the Council after all; lines whose rule asks come back another time."""
    require_note(note, "Ghi lý do không đưa vụ việc ra Hội đồng.")
    with _taking(case, CaseAction.DISSOLVE, by=by, note=note, seen=seen) as locked:
        locked.lines.filter(outcome="").update(outcome=LineOutcome.OUT)
    return locked


def open_vote(case: CouncilCase, *, by: User, seen: int | None = None) -> CouncilCase:
    """The chair opens the vote: rule, roll and who is barred from which line stand from now on."""
    with transaction.atomic():
        session = _session_of(case)
        with _taking(case, CaseAction.OPEN, by=by, seen=seen) as locked:
            _stop_on(case_rules.open_blockers(locked, session))
            _read_rule(locked)
            session_services.call_members(session)
            rows = session.attendance.select_related("member__person")
            roll = [row for row in rows.filter(member__in=_voting_today()) if row.member.has_vote]
            present = sum(bool(row.is_present) for row in roll)
            quorum = QuorumPart(locked.quorum_part, locked.quorum_whole)
            _stop_on(session_rules.quorum_blockers(present, len(roll), quorum))
            _begin(locked, [(row.member, bool(row.is_present)) for row in roll])
            if locked.on_paper:
                paper_services.order_ballots(locked)
    return locked


def send_out(case: CouncilCase, *, due_on: date, by: User, seen: int | None = None) -> CouncilCase:
    """Asks every member for a written opinion (phiếu lấy ý kiến) until the day."""
    with _taking(case, CaseAction.SEND_OUT, by=by, seen=seen) as locked:
        if not locked.is_opinion:
            raise Refused("Vụ việc này phải đưa ra phiên họp.")
        _stop_on(case_rules.due_blockers(due_on))
        members = member_queries.voting_on(clock.today())
        if not members:
            raise Refused("Hội đồng chưa có thành viên. Báo quản trị nhập thành phần Hội đồng.")
        _read_rule(locked)
        locked.due_on = due_on
        _begin(locked, [(member, False) for member in members])
    return locked


def close_vote(case: CouncilCase, *, by: User, seen: int | None = None) -> CouncilCase:
    """The chair closes the vote: counts become figures, what failed is no longer recommended."""
    with transaction.atomic():
        rows = nominee_transitions.with_dossiers(
            Nomination.objects.filter(council_lines__case=case.pk, council_lines__outcome="")
        )
        with _taking(case, CaseAction.CLOSE, by=by, seen=seen) as locked:
            roll = Roll(locked)
            if {line.nomination_id for line in roll.lines} - {row.pk for row in rows}:
                raise Stale("Vụ việc vừa thay đổi. Xem lại bên dưới rồi đóng bỏ phiếu.")
            voted = count_queries.voted_in(locked)
            _stop_on(case_rules.close_blockers(locked, roll, voted))
            results = count_queries.result_of(locked, roll)
            _write(results)
            locked.lines.filter(outcome="").update(outcome=LineOutcome.OUT)
            _fail(results, rows, locked, by)  # takes the places' locks before that of the book
            locked.count_minutes = paper_services.order_count_minutes(locked)
        if locked.is_secret:
            after_commit(ballot_services.shred)
    return locked


def put_off(case: CouncilCase, *, by: User, note: str, seen: int | None = None) -> CouncilCase:
    """Leaves it for another session (để lại): the ballots of this one are gone."""
    require_note(note, "Ghi lý do để lại; biên bản họp ghi lại lời này.")
    facts = {}
    with workflow.step(
        case, CaseAction.PUT_OFF, by=by, may=case_rules.can_take, note=note, seen=seen, facts=facts
    ) as locked:
        _stop_on(case_rules.put_off_blockers(locked))
        facts["session"] = locked.session_id
        Tally.objects.filter(case=locked.pk).delete()
        locked.ballots.all().delete()
        locked.voters.all().delete()
        if hasattr(locked, "paper_count"):
            locked.paper_count.delete()
        LineBar.objects.filter(line__case=locked).exclude(reason=BarReason.OTHER).delete()
        locked.session, locked.order, locked.due_on = None, 0, None
        if locked.is_secret:
            after_commit(ballot_services.shred)
    return locked


def _taking(
    case: CouncilCase, action: str, *, by: User, seen: int | None, note: str = ""
) -> object:
    return workflow.step(case, action, by=by, may=case_rules.can_take, note=note, seen=seen)


def _session_of(case: CouncilCase) -> CouncilSession | None:
    """The session on whose agenda it stands, locked before the case (law 14)."""
    session = CouncilCase.objects.filter(pk=case.pk).values_list("session", flat=True).get()
    return workflow.lock(CouncilSession, session) if session else None


def _voting_today() -> QuerySet[CouncilMember]:
    return member_queries.members_on(clock.today()).voting().order_by().values("pk")


def _read_rule(case: CouncilCase) -> None:
    """The rule of today, not of the day on which the case was put together."""
    rules = CouncilRules(clock.today())
    rule = rules.of(case.award_type_id, case.category, case.form)
    case.base, case.percent = rule.base, rule.percent
    case.quorum_part, case.quorum_whole = rule.quorum
    case.tie_with_chair, case.bars_heads = rule.tie_with_chair, rule.bars_heads


def _begin(case: CouncilCase, members: list[tuple]) -> None:
    """The roll, an empty box, and the lines that still stand."""
    lines = count_queries.open_lines(case)
    people = [member.person for member, _ in members]
    gone = case.lines.filter(outcome="").exclude(pk__in=[line.pk for line in lines])
    gone.update(outcome=LineOutcome.OUT)
    if not lines:
        raise Refused("Không còn trường hợp nào trong vụ việc này để biểu quyết.")
    Voter.objects.bulk_create(
        Voter(case=case, member=member, is_present=is_present) for member, is_present in members
    )
    LineBar.objects.bulk_create(
        [
            LineBar(line=one.line, person=one.person, reason=one.reason, words=one.words)
            for one in recusal_queries.found(lines, people, bars_heads=case.bars_heads)
        ],
        ignore_conflicts=True,
    )
    if case.is_secret and not case.on_paper:
        Tally.objects.create(case=case, counts={str(line.pk): [0, 0, 0] for line in lines})


def _write(results: list[LineCount]) -> None:
    for one in results:
        one.line.outcome, one.line.base = one.outcome, one.base
        one.line.agree, one.line.disagree, one.line.abstain = one.agree, one.disagree, one.abstain
    lines = [one.line for one in results]
    update_each(lines, ["outcome", "base", "agree", "disagree", "abstain"])


def _fail(results: list[LineCount], rows: list[Nomination], case: CouncilCase, by: User) -> None:
    failed = {one.line.nomination_id: one for one in results if not one.is_passed}
    reasons = {pk: _reason(one, case) for pk, one in failed.items()}
    lines = [row for row in rows if row.pk in failed]
    nominee_transitions.fail_lines(lines, by=by, reasons=reasons)


def _reason(one: LineCount, case: CouncilCase) -> str:
    share = count_queries.percent_words(one.agree, one.base)
    needs = count_queries.needed(case.percent, one.base)
    return (
        f"Hội đồng Thi đua - Khen thưởng không thông qua: {one.agree}/{one.base} phiếu đồng ý "
        f"({share}), cần từ {needs} phiếu ({case.percent} %)."
    )


def _stop_on(blockers: list[str]) -> None:
    if blockers:
        raise Refused(*blockers)
