"""Where the Council stands in the side menu, what of it waits for whom, how a member is called."""

from collections.abc import Callable, Collection, Mapping

from django.db.models import Count, F, Min
from django.db.models.expressions import Combinable

from council.enums import CaseState, SessionState
from council.models import CouncilCase, CouncilSession
from council.queries import (
    board as board_queries,
    member as member_queries,
    verdict as verdict_queries,
)
from council.rules import board as board_rules, member as member_rules
from council.workflow import CASE_FLOW, SESSION_FLOW, CaseAction as C, SessionAction as S
from dossiers.models import Nomination
from law.enums import Category
from law.figures import VoteForm
from nganam_awards.core import clock
from nganam_awards.core.address import address
from nganam_awards.core.context import MenuPart, NavItem
from nganam_awards.core.registry import navigation, seat_titles, work_lanes
from nganam_awards.core.sentence import lowered
from nganam_awards.core.work import Lane, WorkItem, WorkKind
from units.models import User


KIND = WorkKind("hoi-dong", "Hội đồng", "users")
BOARD, MEMBERS = "council:board", "council:members"
VOTE, ANSWER = "Bỏ phiếu", "Trả lời phiếu"


def items(user: User) -> list[NavItem]:
    """The Council's room for whoever sits there; for everybody else, who does."""
    found = []
    if board_rules.can_enter(user):
        found.append(NavItem("Hội đồng", BOARD, "users", order=46))
    elif user.is_authenticated and not member_rules.can_compose(user):
        found.append(NavItem("Hội đồng", MEMBERS, "users", order=58, part=MenuPart.MEMORY))
    if member_rules.can_compose(user):
        keeping = MenuPart.KEEPING
        label = "Thành phần Hội đồng"
        found.append(
            NavItem(label, "council:member_list", "users", order=83, part=keeping, short="Hội đồng")
        )
    return found


def lanes(user: User) -> list[Lane]:
    """What waits for a member, for whoever presides, for whoever keeps the Council."""
    day, found = clock.today(), []
    if user.has_perm("council.vote"):
        rows = board_queries.unanswered(user)
        is_written = {"form": VoteForm.OPINION}
        found += [
            _of_cases(VOTE, rows.exclude(**is_written), _ballot),
            _of_cases(ANSWER, rows.filter(**is_written), _ballot),
        ]
    if board_rules.sits(user):
        found.append(_of_sessions("Dự họp", board_queries.near(user, day)))
    if user.has_perm("council.preside"):
        found += [
            _of_cases(CASE_FLOW.todo(C.OPEN), board_queries.to_open(user)),
            _of_cases(CASE_FLOW.todo(C.CLOSE), board_queries.to_close(user, day)),
        ]
    if user.has_perm("council.keep"):
        found += _lanes_of_keeper()
    return found


def title_of(user: User) -> str:
    """«Ủy viên Hội đồng Thi đua - Khen thưởng», for a member."""
    if not board_rules.sits(user):
        return ""
    row = member_queries.member_of(user, clock.today())
    return row.spoken if row else ""


def read_cases(keys: Collection[int]) -> dict[int, WorkItem]:
    """Cases as the table of work names them."""
    rows = board_queries.for_list(CouncilCase.objects.filter(pk__in=keys))
    return {row.pk: WorkItem(row, str(row), _note(row)) for row in rows}


def read_sessions(keys: Collection[int]) -> dict[int, WorkItem]:
    """Sessions as the table of work names them."""
    rows = CouncilSession.objects.filter(pk__in=keys)
    counted = rows.annotate(count=Count("cases"))
    return {
        row.pk: WorkItem(
            row,
            str(row),
            f"{row.starts_at:%H:%M}, {row.place} · {row.count} vụ việc",
        )
        for row in counted
    }


def read_lines(sizes: Mapping[int, int]) -> dict[int, WorkItem]:
    """Lines that must come before the Council, each award by its first line."""
    firsts = Nomination.objects.filter(pk__in=sizes).select_related("award_type", "dossier")
    return {
        row.pk: WorkItem(
            row,
            f"{row.award_type} năm {row.dossier.merit_year}",
            f"Hội đồng · {sizes[row.pk]} trường hợp phải đưa ra Hội đồng, "
            f"{lowered(Category(row.dossier.category).label)}",
        )
        for row in firsts
    }


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(items)
    seat_titles.add(title_of)
    work_lanes.add(lanes, order=15)


def _lanes_of_keeper() -> list[Lane]:
    """Everything between a line that the law brings here and the signed minutes."""
    day = clock.today()
    cases, sessions = CouncilCase.objects.all(), CouncilSession.objects.all()
    waiting = cases.filter(state=CaseState.WAITING)
    to_start = sessions.filter(state=SessionState.INVITED, held_on__lte=day)
    is_written = {"form": VoteForm.OPINION}
    return [
        Lane(
            KIND,
            "Lập vụ việc",
            verdict_queries.waiting(day).order_by().values(*board_queries.GROUPED_BY),
            read_lines,
            BOARD,
            lambda: Min("dossier__due_on"),
            lambda _: f"{address(BOARD)}#cho-dua-ra",
            Min("pk"),
            Count("pk"),
        ),
        _of_cases(CASE_FLOW.todo(C.SCHEDULE), waiting.exclude(**is_written)),
        _of_cases(CASE_FLOW.todo(C.SEND_OUT), waiting.filter(**is_written)),
        _of_cases("Nhắc phiếu quá hạn", board_queries.late_opinions(day)),
        _of_sessions(SESSION_FLOW.todo(S.INVITE), sessions.filter(state=SessionState.PLANNED)),
        _of_sessions(SESSION_FLOW.todo(S.START), to_start),
        _of_sessions(SESSION_FLOW.todo(S.FINISH), board_queries.can_finish()),
        _of_sessions("Tải biên bản đã ký", board_queries.unsigned()),
    ]


def _of_cases(
    step: str, rows: object, url: Callable[[CouncilCase], str] = CouncilCase.get_absolute_url
) -> Lane:
    return Lane(KIND, step, rows, read_cases, BOARD, _due, url)


def _of_sessions(step: str, rows: object) -> Lane:
    return Lane(KIND, step, rows, read_sessions, BOARD, lambda: F("held_on"))


def _due() -> Combinable:
    return board_queries.DUE


def _ballot(case: CouncilCase) -> str:
    return address("council:ballot", case.pk)


def _note(row: CouncilCase) -> str:
    """«Hội đồng · họp, bỏ phiếu kín · 3 trường hợp»."""
    return f"Hội đồng · {row.get_form_display()} · {row.line_count} trường hợp"
