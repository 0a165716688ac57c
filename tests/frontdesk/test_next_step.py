"""Nobody's last step is hidden: in every state, whoever goes on finds it on the home page.

Every arrow that a person takes is walked: forward ones stand in `WORK` with whose they are, the
others in `ASIDE` with why nobody waits for them.
"""

import re
from datetime import date

import pytest

from campaigns.enums import AmendmentState as M, PlanState as P
from campaigns.workflow import (
    AMENDMENT_FLOW,
    FLOW as PLAN_FLOW,
    AmendmentAction,
    PlanAction,
)
from decisions.enums import DecisionState as Q
from decisions.navigation import TO_ANNOUNCE
from decisions.workflow import FLOW as DECISION_FLOW, DecisionAction
from dossiers.enums import DossierState as D, NominationState as N
from dossiers.queries import queue as queue_queries
from dossiers.transitions.nominee import resume_line
from dossiers.workflow import (
    DOSSIER_FLOW,
    NOMINATION_FLOW,
    DossierAction,
    NominationAction,
)
from frontdesk.home import Desk
from law.enums import SeriesPolicy
from law.services import number_book as number_book_services
from nganam_awards.core import clock
from nganam_awards.core.context import HOME, frame_of
from tests.decisions.hands import approve
from tests.factories.amendments import PlanAmendmentFactory
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UnitFactory, UserFactory
from units.models import User


pytestmark = pytest.mark.django_db
TOP, BELOW = "page__actions", ""  # where on its page the step's button stands


class Town:
    """One person of every seat; the officer has the dossiers and began the decisions."""

    def __init__(self) -> None:
        self.ward = UnitFactory()
        self.plan = AwardPlanFactory(approved=True, campaign__organiser=self.ward)
        self.people: dict[str, User] = {
            "clerk": UserFactory(clerk=True, unit=self.ward),
            "head": UserFactory(head=True, unit=self.ward),
            "officer": UserFactory(officer=True),
            "colleague": UserFactory(officer=True),
            "chief": UserFactory(home_affairs_head=True),
            "chairman": chairman(),
            "clerical": UserFactory(clerical=True),
            "administrator": UserFactory(administrator=True),
            "council": UserFactory(council_member=True),
        }

    def dossier(self, state: str, **fields: object) -> object:
        return DossierFactory(
            **{state: True}, plan=self.plan, officer=self.people["officer"], **fields
        )

    def appraised(self, *states: str, **fields: object) -> object:
        dossier = self.dossier(fields.pop("at", "appraised"), persons=0)
        for state in states:
            NominationFactory(dossier=dossier, state=state)
        return dossier

    def resumed(self) -> object:
        dossier = self.appraised(N.SUSPENDED, N.AWARDED)
        line = dossier.nominations.get(state=N.SUSPENDED)
        return resume_line(line, by=self.people["officer"], note="Đã xác minh xong.")

    def decision(self, state: str = "", **fields: object) -> object:
        marks = {state: True} if state else {}
        dossier = self.appraised()
        return DecisionFactory(dossier=dossier, officer=self.people["officer"], **marks, **fields)

    def plan_in(self, state: str, **fields: object) -> object:
        return AwardPlanFactory(state=state, campaign__organiser=self.ward, **fields)

    def amendment(self, state: str) -> object:
        return PlanAmendmentFactory(plan=self.plan, state=state)

    def to_number(self) -> object:
        number_book_services.choose_policy(
            "QĐ", 2023, SeriesPolicy.SHARED, by=self.people["clerical"]
        )
        return approve(self.decision("submitted"))

    def supplement(self, *, is_ready: bool) -> object:
        dossier = self.dossier("need_more")
        if is_ready:
            row = dossier.supplement
            row.ready_at, row.ready_by = clock.now(), self.people["clerk"]
            row.save()
        return dossier


# case: (how it is made, {who: (step, its button, where)}). A step may be of another workflow's map.
WORK = {
    ("dossier", D.DRAFT, DossierAction.HAND_OVER): (
        lambda town: town.dossier("draft"),
        {"clerk": ("Soạn tiếp", "Chuyển thủ trưởng", BELOW)},
    ),
    ("dossier", D.AWAITING_HEAD, DossierAction.CONFIRM): (
        lambda town: town.dossier("awaiting_head"),
        {"head": ("Xác nhận và nộp", "Xem và xác nhận", TOP)},
    ),
    ("dossier", D.FILED, DossierAction.RECEIVE): (
        lambda town: town.dossier("filed"),
        dict.fromkeys(("officer", "colleague", "chief"), ("Tiếp nhận", "Tiếp nhận", TOP)),
    ),
    ("dossier", D.RECEIVED, DossierAction.ASSIGN): (
        lambda town: town.dossier("received"),
        {"chief": ("Phân công thẩm định", "Giao thẩm định", "phan-cong")},
    ),
    ("dossier", D.APPRAISING, DossierAction.FINISH): (
        lambda town: town.dossier("appraising"),
        {"officer": ("Thẩm định tiếp", "Kết luận thẩm định", TOP)},
    ),
    ("dossier", D.NEED_MORE, DossierAction.ANSWER): (
        lambda town: town.supplement(is_ready=True),
        {"head": ("Xem và gửi bổ sung", "Xem và gửi bổ sung", TOP)},
    ),
    ("dossier", D.NEED_MORE, "supplement"): (
        lambda town: town.supplement(is_ready=False),
        {"clerk": ("Bổ sung hồ sơ", "Bổ sung xong", BELOW)},
    ),
    ("dossier", D.CONCLUDED, DossierAction.DELIVER): (
        lambda town: town.appraised(N.AWARDED, at="concluded"),
        {"officer": ("Trả kết quả", "Trả kết quả", TOP)},
    ),
    # Lines: judged with their dossier, or after they were taken up again.
    ("line", N.PROPOSED, NominationAction.RECOMMEND): (
        lambda town: town.resumed(),
        {"officer": ("Cho ý kiến trường hợp xét tiếp", "Không đề nghị", "danh-sach")},
    ),
    ("line", N.NOT_RECOMMENDED, NominationAction.DECLINE): (
        lambda town: town.appraised(N.NOT_RECOMMENDED, N.AWARDED),
        {
            "chief": (
                "Kết thúc trường hợp không đề nghị",
                "Kết thúc 1 trường hợp không đề nghị",
                TOP,
            )
        },
    ),
    ("line", N.DECLINED, "announce"): (
        lambda town: town.appraised(N.DECLINED, at="delivered"),
        {"chief": ("Ra thông báo", "Ra thông báo", TOP)},
    ),
    ("line", N.RECOMMENDED, "compose"): (
        lambda town: town.appraised(N.RECOMMENDED),
        dict.fromkeys(("officer", "colleague", "chief"), ("Soạn quyết định", "Lập dự thảo", BELOW)),
    ),
    ("decision", Q.DRAFTED, DecisionAction.SUBMIT): (
        lambda town: town.decision(),
        {
            "chief": ("Trình Chủ tịch", "Trình Chủ tịch", TOP),
            "officer": ("Soạn tiếp", "Sửa lời văn", TOP),
        },
    ),
    ("decision", Q.RETURNED, DecisionAction.SUBMIT): (
        lambda town: town.decision("returned"),
        {
            "chief": ("Sửa, trình lại", "Trình Chủ tịch", TOP),
            "officer": ("Sửa, trình lại", "Sửa lời văn", TOP),
        },
    ),
    ("decision", Q.SUBMITTED, DecisionAction.APPROVE): (
        lambda town: town.decision("submitted"),
        {"chairman": ("Xem và ký", "Ký ban hành", BELOW)},
    ),
    ("decision", Q.APPROVED, DecisionAction.ENTER_NUMBER): (
        lambda town: town.to_number(),
        {"clerical": ("Vào số, ban hành", "Vào số", BELOW)},
    ),
    ("plan", P.DRAFT, PlanAction.HAND_OVER): (
        lambda town: town.plan_in("draft"),
        {"clerk": ("Soạn kế hoạch", "Chuyển thủ trưởng", TOP)},
    ),
    ("plan", P.AWAITING_HEAD, PlanAction.CONFIRM): (
        lambda town: town.plan_in("awaiting_head"),
        {"head": ("Xác nhận và gửi", "Xác nhận và gửi", TOP)},
    ),
    ("plan", P.SUBMITTED, PlanAction.APPRAISE): (
        lambda town: town.plan_in("submitted"),
        dict.fromkeys(
            ("officer", "colleague", "chief"),
            ("Thẩm định kế hoạch", "Kết luận, trình Chủ tịch", "tham-dinh"),
        ),
    ),
    ("plan", P.APPRAISED, PlanAction.APPROVE): (
        lambda town: town.plan_in("appraised"),
        {"chairman": ("Duyệt kế hoạch", "Duyệt kế hoạch", TOP)},
    ),
    ("plan", P.APPROVED, PlanAction.CLOSE): (
        lambda town: town.plan_in("approved", review_year=2022),
        dict.fromkeys(
            ("officer", "colleague", "chief"), ("Kết thúc kế hoạch", "Kết thúc kế hoạch", TOP)
        ),
    ),
    ("amendment", M.DRAFT, AmendmentAction.HAND_OVER): (
        lambda town: town.amendment(M.DRAFT),
        {"clerk": ("Soạn điều chỉnh", "Chuyển thủ trưởng", TOP)},
    ),
    ("amendment", M.AWAITING_HEAD, AmendmentAction.CONFIRM): (
        lambda town: town.amendment(M.AWAITING_HEAD),
        {"head": ("Xác nhận và gửi", "Xác nhận và gửi", TOP)},
    ),
    ("amendment", M.SUBMITTED, AmendmentAction.APPRAISE): (
        lambda town: town.amendment(M.SUBMITTED),
        dict.fromkeys(
            ("officer", "colleague", "chief"), ("Thẩm định điều chỉnh", "Kết luận thẩm định", TOP)
        ),
    ),
    ("amendment", M.APPRAISED, AmendmentAction.APPROVE): (
        lambda town: town.amendment(M.APPRAISED),
        {"chairman": ("Duyệt điều chỉnh", "Duyệt điều chỉnh", TOP)},
    ),
}

BACK = "goes back or ends the road early: chosen, never waited for"
ASIDE: dict[str, dict[str, str]] = {
    "dossier": dict.fromkeys(
        ["take_back", "send_back", "recall", "refuse", "withdraw", "ask_more", "reopen"], BACK
    )
    | {
        "apologise": "a promise moved, no work that waits",
        "reassign": "the head's own wish; what needs another officer waits as «assign»",
    },
    "line": {
        "not_recommend": "the other word of the same sheet",
        "resume": "waits for an inspection outside: told under the table, with a queue of its own",
        **dict.fromkeys(["reconsider", "remove", "suspend"], BACK),
    },
    "decision": dict.fromkeys(["recall", "send_back", "discard", "void"], BACK),
    "plan": {
        "record": "plans of earlier years, from a list of their own",
        **dict.fromkeys(
            ["take_back", "send_back", "ask_back", "refuse", "return_plan", "cancel"], BACK
        ),
    },
    "amendment": dict.fromkeys(
        ["take_back", "send_back", "ask_back", "refuse", "return_plan", "withdraw"], BACK
    ),
}
# States in which nobody goes on by a step of this row.
FINAL, BY_OTHER = "final", "moves with another row"
NOBODY = {
    "dossier": {
        D.APPRAISED: BY_OTHER,  # its lines: N.RECOMMENDED, N.NOT_RECOMMENDED
        D.DELIVERED: FINAL,
        D.REFUSED: FINAL,
        D.WITHDRAWN: FINAL,
        D.STOPPED: FINAL,
    },
    "line": {
        N.WITH_CHAIRMAN: BY_OTHER,  # Q.SUBMITTED
        N.DECIDED: BY_OTHER,  # Q.APPROVED
        N.AWARDED: FINAL,
        N.REMOVED: FINAL,
        N.REVOKED: FINAL,
        N.AWARDED_ABOVE: FINAL,
        N.SUSPENDED: "an inspection outside",
        N.FORWARDED: "the province",
    },
    "decision": {Q.ISSUED: FINAL, Q.DISCARDED: FINAL, Q.DECLINED: FINAL},
    "plan": {P.CLOSED: FINAL, P.REFUSED: FINAL, P.CANCELLED: FINAL},
    "amendment": {M.APPROVED: FINAL, M.REFUSED: FINAL, M.WITHDRAWN: FINAL},
}
MAPS = {
    "dossier": (DOSSIER_FLOW, D, DossierAction),
    "line": (NOMINATION_FLOW, N, NominationAction),
    "decision": (DECISION_FLOW, Q, DecisionAction),
    "plan": (PLAN_FLOW, P, PlanAction),
    "amendment": (AMENDMENT_FLOW, M, AmendmentAction),
}


def named(part: object) -> str:
    return "-".join(map(str, part)) if isinstance(part, tuple) else ""


@pytest.mark.parametrize("name", MAPS)
def test_every_state_and_every_step_of_a_person_is_thought_of(name):
    flow, states, actions = MAPS[name]
    here = [(state, action) for of, state, action in WORK if of == name]
    worked = {state for state, _ in here}
    assert worked | set(NOBODY[name]) == set(states)
    assert not worked & set(NOBODY[name])
    by_people = {action for action, arrow in flow.arrows.items() if arrow.right}
    walked = {action for _, action in here if isinstance(action, actions)}
    assert walked | set(ASIDE[name]) == by_people


@pytest.mark.parametrize("case", WORK, ids=named)
def test_whoever_goes_on_finds_it_at_home_and_its_button_on_the_page(case, client_of):
    make, whose = WORK[case]
    town = Town()
    make(town)
    desks = {who: Desk(person, clock.today()) for who, person in town.people.items()}
    found = {who: [task for task, _ in desk.lines(desk.chosen)] for who, desk in desks.items()}
    assert {who: [task.step for task in tasks] for who, tasks in found.items() if tasks} == {
        who: [step] for who, (step, _, _) in whose.items()
    }
    for who, (step, button, place) in whose.items():
        [task] = found[who]
        doors = {door.url_name: door.count for door in frame_of(town.people[who]).doors}
        assert doors[HOME] == 1
        assert sum(n or 0 for name, n in doors.items() if name != HOME) == 1
        if list(whose.values()).index((step, button, place)) != list(whose).index(who):
            continue  # the page says the same to a colleague
        page = client_of(town.people[who]).get(task.url).text
        assert button in within(page, task.url, place), (who, step, button)


def within(page: str, url: str, place: str) -> str:
    """The part of the page in which the button is looked for; links of the home page lead there."""
    words = " ".join(re.sub(r"<!--.*?-->", "", page).split())
    if place == TOP:
        return words.partition('class="page__actions"')[2].partition('class="split"')[0]
    if place:
        assert url.endswith(f"#{place}")
        return words.partition(f'id="{place}"')[2]
    return words


@pytest.mark.parametrize(
    ("case", "slug", "words"),
    [
        (
            ("line", N.NOT_RECOMMENDED, NominationAction.DECLINE),
            queue_queries.TO_CLOSE,
            "Chờ trưởng phòng kết thúc 1 trường hợp không đề nghị",
        ),
        (
            ("line", N.DECLINED, "announce"),
            TO_ANNOUNCE,
            "Chờ trưởng phòng ra thông báo về 1 trường hợp",
        ),
    ],
    ids=named,
)
def test_the_officer_sees_what_the_head_has_to_end(case, slug, words, client_of):
    town = Town()
    dossier = WORK[case][0](town)
    officer, chief = (client_of(town.people[who]) for who in ("officer", "chief"))
    home = officer.get("/")
    assert [told.count for told in home.context["desk"].elsewhere] == [1]
    assert words.rpartition(" ")[0].removesuffix(" 1 trường").lower()[:20] in home.text.lower()
    assert words in officer.get(dossier.get_absolute_url()).text
    for browser in (officer, chief):
        queue = browser.get(f"/tham-dinh/{slug}/")
        assert dossier.ref in queue.text
        counts = {tab.slug: tab.count for tab in queue.context["tabs"]}
        assert counts[slug] == 1


def test_an_issued_decision_says_what_its_dossiers_still_wait_for(client_of):
    town = Town()
    dossier = town.appraised(N.NOT_RECOMMENDED)
    decision = DecisionFactory(dossier=dossier, issued=True)
    page = client_of(town.people["officer"]).get(decision.get_absolute_url())
    assert page.context["left_over"] == [
        (
            queue_queries.TO_CLOSE,
            "Chờ kết thúc trường hợp không đề nghị",
            dossier.ref,
            town.ward.short_name,
        )
    ]
    assert "Việc còn lại sau quyết định này:" in page.text
    assert client_of(town.people["clerk"]).get(decision.get_absolute_url()).status_code == 200


def test_a_paused_line_and_a_forwarded_one_are_told_under_the_table(client_of):
    town = Town()
    dossier = town.appraised(N.SUSPENDED, N.AWARDED)
    told = Desk(town.people["officer"], clock.today()).elsewhere
    assert [(one.count, one.url) for one in told] == [(1, "/tham-dinh/tam-dung/")]
    page = client_of(town.people["officer"]).get(told[0].url)
    assert dossier.ref in page.text


def test_an_officer_who_may_not_go_on_is_replaced_by_the_head():
    town = Town()
    town.dossier("appraising")
    officer = town.people["officer"]
    officer.is_active = False
    officer.save()
    [(task, _)] = Desk(town.people["chief"], clock.today()).lines(
        Desk(town.people["chief"], clock.today()).chosen
    )
    assert task.step == "Phân công thẩm định"


def test_what_came_back_says_so_and_why(client_of):
    town = Town()
    row = town.supplement(is_ready=False)
    assert row.supplement.until == date(2023, 11, 27)
    clerk = Desk(town.people["clerk"], clock.today())
    [(task, day)] = clerk.lines(clerk.chosen)
    assert (task.step, day.day, day.left) == ("Bổ sung hồ sơ", "27/11", "còn 5 ngày")
    returned = town.decision("returned")
    desk = Desk(town.people["officer"], clock.today())
    notes = [task.note for task, _ in desk.lines(desk.chosen)]
    assert "Quyết định · Chủ tịch trả lại: «Xem lại mức thưởng.»" in notes
    assert returned.reason in desk.lines(desk.chosen)[0][0].title
