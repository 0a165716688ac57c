"""Four figures above a person's work: numbers with words that make them mean something."""

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Exists, Min, OuterRef, Q

from campaigns.enums import PlanState
from campaigns.models import AwardPlan
from council import navigation as council_navigation
from council.enums import CaseState, SessionState
from council.queries import board as board_queries
from decisions import rules as decision_rules
from decisions.enums import DecisionState
from decisions.models import Decision, Fund
from decisions.queries import fund as fund_queries
from dossiers.enums import DossierState
from dossiers.models import Dossier
from dossiers.queries import (
    office as office_queries,
    punctuality as punctuality_queries,
    queue as queue_queries,
)
from law.models import NumberEntry
from law.rules import can_keep_book
from nganam_awards.core.address import address
from nganam_awards.core.health import Sign
from nganam_awards.core.money import grouped
from nganam_awards.core.sentence import lowered
from nganam_awards.core.templatetags.portal import count_cap, vnd, weekday
from nganam_awards.core.work import WaitsElsewhere, WorkRef
from units import rules as unit_rules
from units.enums import UnitKind
from units.models import Unit, UnitUserPermission, User
from units.queries.grant import holds_somewhere


_BEFORE_ISSUE = (DecisionState.SUBMITTED, DecisionState.APPROVED)


class HomeFigure(NamedTuple):
    """A number that is a door: what it counts, a word beside it, the list behind it."""

    value: str
    label: str
    note: str
    url: str
    is_alarm: bool = False

    @property
    def is_sum(self) -> bool:
        """Money: nine figures and their đ want smaller type."""
        return self.value.endswith("đ")


class Morning(NamedTuple):
    """What the figures are read from: everything that waits, the day, and the office's week."""

    refs: list[WorkRef]
    elsewhere: list[WaitsElsewhere]
    today: date
    week_ends_on: date
    longest_late: int  # working days; 0: nothing is late
    signs: list[Sign]

    def behind(self, door: str) -> int:
        """How much waits behind a door of the menu."""
        return sum(1 for ref in self.refs if ref.lane.door == door)

    @property
    def late(self) -> int:
        """How much is past its day."""
        return sum(1 for ref in self.refs if ref.due_on and ref.due_on < self.today)

    @property
    def this_week(self) -> int:
        """How much is due from today to the end of the office's week."""
        days = (ref.due_on for ref in self.refs if ref.due_on)
        return sum(1 for day in days if self.today <= day <= self.week_ends_on)


def figures_for(user: User, morning: Morning) -> list[HomeFigure]:
    """Those that serve the person's first seat."""
    if office_queries.works_on_queues(user):
        return _of_home_affairs(morning)
    if decision_rules.can_sign(user):
        return _of_signer(user, morning)
    if can_keep_book(user):
        return _of_records_clerk(morning)
    if holds_somewhere(user, "confirm_dossiers", "file_dossiers"):
        return _of_unit(user, morning)
    if unit_rules.can_manage_units(user):
        return _of_administrator(morning)
    if user.has_perm("council.vote"):
        return _of_council(user, morning)
    return []


def late(morning: Morning) -> HomeFigure:
    """What is past its day."""
    n = morning.longest_late
    note = f"lâu nhất {grouped(n)} ngày làm việc" if n else "mọi việc còn trong hạn"
    return HomeFigure(
        count_cap(morning.late), "quá hạn", note, _span("qua-han"), bool(morning.late)
    )


def this_week(morning: Morning) -> HomeFigure:
    """What is due before the office's week ends."""
    day = morning.week_ends_on
    note = f"đến hết {lowered(weekday(day))} {day:%d/%m}"
    return HomeFigure(count_cap(morning.this_week), "đến hạn tuần này", note, _span("tuan-nay"))


def on_time(year: int) -> HomeFigure:
    """What the office was done with this year, and how much of it in time."""
    found = punctuality_queries.kept_year(year)
    url = address("dossiers:punctuality")
    if found.percent is None:
        return HomeFigure("–", "đúng hạn từ đầu năm", "chưa hồ sơ nào giải quyết xong", url)
    note = f"{grouped(found.on_time)} trên {grouped(found.done)} hồ sơ đã giải quyết xong"
    return HomeFigure(f"{found.percent} %", "đúng hạn từ đầu năm", note, url)


def _of_home_affairs(morning: Morning) -> list[HomeFigure]:
    url = address("dossiers:queue", queue_queries.WAITING)
    asked = sum(told.count for told in morning.elsewhere if told.url == url)
    note = "đồng hồ đang dừng" if asked else "không đơn vị nào còn nợ giấy tờ"
    waiting = HomeFigure(count_cap(asked), "chờ đơn vị bổ sung", note, url)
    return [late(morning), this_week(morning), waiting, on_time(morning.today.year)]


def _of_signer(user: User, morning: Morning) -> list[HomeFigure]:
    year = morning.today.year
    issued = Q(state=DecisionState.ISSUED, issued_on__year=year)
    asked = Decision.objects.filter(issued | Q(state__in=_BEFORE_ISSUE))  # not all of every year
    found = asked.visible_to(user).aggregate(
        submitted=Count("pk", filter=Q(state=DecisionState.SUBMITTED)),
        approved=Count("pk", filter=Q(state=DecisionState.APPROVED)),
        issued=Count("pk", filter=issued),
    )
    listed = address("decisions:list")
    figures = [
        HomeFigure(
            count_cap(found["submitted"]),
            "quyết định chờ ký",
            f"{found['approved']} đã ký, chờ vào số"
            if found["approved"]
            else "không quyết định nào chờ số",
            address("decisions:waiting"),
        )
    ]
    if user.has_perm("campaigns.approve_plan"):
        figures.append(
            HomeFigure(
                count_cap(morning.behind("campaigns:desk")),
                "kế hoạch chờ duyệt",
                "Phòng Nội vụ đã thẩm định",
                address("campaigns:desk"),
            )
        )
    figures.append(_fund_left(year))
    figures.append(
        HomeFigure(
            count_cap(found["issued"]),
            "quyết định ban hành năm nay",
            f"từ 01/01/{year}",
            f"{listed}?{urlencode({'state': DecisionState.ISSUED.value, 'year': year})}",
        )
    )
    return figures if len(figures) > 3 else [*figures, on_time(year)]


def _fund_left(year: int) -> HomeFigure:
    url = address("decisions:funds")
    standing_of = {one.fund: one for one in fund_queries.standings(Fund.objects.all(), year)}
    fund = fund_queries.usual_among(list(standing_of))
    if fund is None:
        return HomeFigure("–", "quỹ khen thưởng còn lại", "chưa có quỹ nào", url)
    standing = standing_of[fund]
    if standing.budget is None:
        return HomeFigure("–", "quỹ khen thưởng còn lại", f"chưa nhập dự toán {year}", url)
    left = standing.left_vnd
    promised = f", đang trình {vnd(standing.committed_vnd)}" if standing.committed_vnd else ""
    note = f"trên {vnd(standing.limit_vnd)}{promised}"
    return HomeFigure(vnd(left), "quỹ khen thưởng còn lại", note, url, left < 0)


def _of_records_clerk(morning: Morning) -> list[HomeFigure]:
    year, book = morning.today.year, address("decisions:book")
    approved = morning.behind("decisions:list")
    entries = NumberEntry.objects.filter(book__year=year)
    found = entries.aggregate(
        given=Count("pk"),
        spoiled=Count("pk", filter=Q(voided_on__isnull=False)),
        paper=Count("paper_decision"),
    )
    newest = entries.order_by("-given_on", "-pk").first()
    told = f"mới nhất {newest.symbol}, {newest.given_on:%d/%m}" if newest else f"năm {year}"
    return [
        HomeFigure(
            count_cap(approved),
            "chờ vào số",
            "lãnh đạo đã ký" if approved else "không quyết định nào chờ số",
            address("decisions:book_waiting"),
        ),
        HomeFigure(count_cap(found["given"]), "số đã cấp năm nay", told, book),
        HomeFigure(
            count_cap(found["paper"]),
            "quyết định giấy đã ghi sổ",
            "ghi thêm một quyết định giấy",
            address("decisions:book_paper"),
        ),
        HomeFigure(count_cap(found["spoiled"]), "số không sử dụng", "mỗi số có lý do", book),
    ]


def _of_unit(user: User, morning: Morning) -> list[HomeFigure]:
    year, listed = morning.today.year, address("dossiers:list")
    mine = Dossier.objects.visible_to(user)
    asked = Q(state=DossierState.NEED_MORE)
    of_year = Q(merit_year=year)  # as the list behind the figure counts
    found = mine.aggregate(
        asked=Count("pk", filter=asked),
        late=Count("pk", filter=asked & Q(supplement__until__lt=morning.today)),
        draft=Count("pk", filter=Q(state=DossierState.DRAFT)),
        at_head=Count("pk", filter=Q(state=DossierState.AWAITING_HEAD)),
        of_year=Count("pk", filter=of_year),
        done=Count(
            "pk", filter=of_year & Q(state__in=[DossierState.CONCLUDED, DossierState.DELIVERED])
        ),
    )
    return [
        HomeFigure(
            count_cap(found["asked"]),
            "cần bổ sung",
            f"{found['late']} đã hết hạn" if found["late"] else _next_day(morning),
            f"{listed}?state={DossierState.NEED_MORE.value}",
            bool(found["late"]),
        ),
        HomeFigure(
            count_cap(found["draft"]),
            "đang soạn",
            "bản nháp của đơn vị",
            f"{listed}?state={DossierState.DRAFT.value}",
        ),
        HomeFigure(
            count_cap(found["at_head"]),
            "chờ thủ trưởng xác nhận",
            "xác nhận xong mới là nộp",
            f"{listed}?state={DossierState.AWAITING_HEAD.value}",
        ),
        HomeFigure(
            count_cap(found["of_year"]),
            f"hồ sơ của năm {year}",
            f"{found['done']} đã có kết quả",
            f"{listed}?year={year}",
        ),
    ]


def _of_administrator(morning: Morning) -> list[HomeFigure]:
    heads = UnitUserPermission.objects.in_force(morning.today).filter(
        content_object=OuterRef("pk"),
        permission__codename="confirm_dossiers",
        user__is_active=True,
    )
    files = Unit.objects.in_force(morning.today).exclude(kind=UnitKind.CLUSTER)
    units = files.annotate(is_headed=Exists(heads.order_by()))
    bodies = units.aggregate(n=Count("pk"), headless=Count("pk", filter=Q(is_headed=False)))
    people = User.objects.aggregate(
        n=Count("pk", filter=Q(is_active=True)),
        unseen=Count("pk", filter=Q(is_active=True, last_login=None)),
    )
    unarmed = User.objects.without_password().count()
    sick = sum(1 for sign in morning.signs if not sign.is_well)
    persons, listed = address("units:person_list"), address("units:unit_list")
    return [
        HomeFigure(
            str(sick),
            "phần máy chủ cần xem",
            "xem bảng bên dưới" if sick else "mọi phần bình thường",
            "#may-chu",
            bool(sick),
        ),
        HomeFigure(
            count_cap(bodies["headless"]),
            "đơn vị chưa có thủ trưởng",
            f"trên {grouped(bodies['n'])} đơn vị; chưa nộp được hồ sơ",
            listed,
        ),
        HomeFigure(
            count_cap(unarmed),
            "người chưa có mật khẩu",
            "cấp ở trang nhập từ Excel",
            address("units:imports"),
        ),
        HomeFigure(
            count_cap(people["n"]),
            "người đang dùng cổng",
            f"{grouped(people['unseen'])} chưa đăng nhập lần nào",
            f"{persons}?is_active=True",
        ),
    ]


def _of_council(user: User, morning: Morning) -> list[HomeFigure]:
    year, room = morning.today.year, address("council:board")
    steps = {council_navigation.VOTE, council_navigation.ANSWER}
    missing = sum(1 for ref in morning.refs if ref.lane.step in steps)
    sessions = board_queries.sessions_of(user).filter(held_on__gte=morning.today)
    coming = sessions.exclude(state=SessionState.CLOSED).aggregate(
        count=Count("pk"), first=Min("held_on")
    )
    voted = (
        board_queries.voted_on(user)
        .order_by()
        .aggregate(
            open=Count("pk", filter=Q(state=CaseState.VOTING)),
            of_year=Count("pk", filter=Q(merit_year=year)),
        )
    )
    plans = AwardPlan.objects.visible_to(user).filter(state=PlanState.APPROVED, review_year=year)
    state = urlencode({"state": PlanState.APPROVED.value, "year": year})
    first = coming["first"]
    return [
        HomeFigure(
            count_cap(missing),
            "phiếu chờ anh/chị",
            "mở ra bỏ trong một phút" if missing else "không còn phiếu nào phải bỏ",
            f"{room}#cho-phieu",
        ),
        HomeFigure(
            count_cap(coming["count"]),
            "phiên họp sắp tới",
            f"gần nhất {lowered(weekday(first))} {first:%d/%m}" if first else "chưa có giấy mời",
            f"{room}#phien-hop",
        ),
        HomeFigure(
            count_cap(voted["of_year"]),
            f"vụ việc đã bỏ phiếu, năm {year}",
            f"{voted['open']} vụ việc chưa đóng" if voted["open"] else "đều đã có kết quả",
            f"{room}#da-bo-phieu",
        ),
        HomeFigure(
            count_cap(plans.count()),
            "kế hoạch được duyệt năm nay",
            "Chủ tịch đã duyệt",
            f"{address('campaigns:list')}?{state}",
        ),
    ]


def _next_day(morning: Morning) -> str:
    days = [ref.due_on for ref in morning.refs if ref.due_on and ref.due_on >= morning.today]
    return f"gần nhất đến hết {min(days):%d/%m}" if days else "Phòng Nội vụ không hỏi thêm gì"


def _span(slug: str) -> str:
    return f"{address('frontdesk:work')}?{urlencode({'han': slug})}"
