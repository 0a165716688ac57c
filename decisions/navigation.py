"""Where decisions stand in the side menu and on the home page, and what waits there."""

from collections.abc import Iterable
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse

from campaigns.models import AwardPlan
from decisions import rules
from decisions.enums import DecisionState
from decisions.models import Decision, ResultAnnouncement
from decisions.models.decision import fill_awards, waiting_states
from decisions.queries import lineup as lineup_queries, offer as offer_queries
from dossiers.models import Dossier, Nomination
from dossiers.workflow import FINISHED_STATES
from nganam_awards.core.context import HomeList, HomeTask, MenuPart, NavItem
from nganam_awards.core.money import grouped
from nganam_awards.core.registry import dossier_papers, home_cards, navigation
from units.models import User
from units.queries.grant import holds_somewhere


SHOWN = 5
# state: (title on the home page, order). Whoever has the next word in the state sees the list.
CARDS = {
    DecisionState.SUBMITTED: ("Quyết định chờ ký", 10),
    DecisionState.RETURNED: ("Quyết định Chủ tịch trả lại", 15),
    DecisionState.APPROVED: ("Quyết định chờ vào số", 12),
    DecisionState.DRAFTED: ("Dự thảo quyết định đang soạn", 45),
}


def items(user: User) -> list[NavItem]:
    """The door for whoever signs, writes, numbers or files; with what waits for them."""
    if rules.can_read_book(user):
        waiting = Decision.objects.waiting_for(user)
        return [
            NavItem("Quyết định", "decisions:list", "gavel", waiting, order=50),
            NavItem("Sổ văn bản", "decisions:book", "book", order=55, part=MenuPart.MEMORY),
        ]
    if holds_somewhere(user, "file_dossiers", "confirm_dossiers"):
        return [NavItem("Quyết định", "decisions:list", "gavel", order=50)]
    return []


def card(state: DecisionState, user: User) -> HomeList | None:
    """Decisions in this state on which the person has the next word; the oldest first."""
    if state not in waiting_states(user):
        return None
    rows = Decision.objects.waiting_for(user).filter(state=state).with_names()
    found = fill_awards(rows[: SHOWN + 1])
    if not found:
        return None
    title, order = CARDS[state]
    counted = lineup_queries.counted_in(found)
    signs = rules.can_sign(user)
    return HomeList(
        title,
        [
            HomeTask(
                label=f"{decision.act} cho {counted[decision.pk]}",
                url=reverse("decisions:sign", args=[decision.pk])
                if signs
                else decision.get_absolute_url(),
                note=f"{grouped(decision.total_vnd)} đồng · {decision.reason}",
                tone=decision.state_tone,
                state_label=decision.get_state_display(),
            )
            for decision in found[:SHOWN]
        ],
        total=rows.count() if len(found) > SHOWN else len(found),
        more_url=f"{reverse('decisions:list')}?state={state.value}",
        order=order,
    )


def free_card(user: User) -> HomeList | None:
    """Recommended nominations that no decision holds yet."""
    if not rules.can_compose(user):
        return None
    rows = _free(user)
    groups = offer_queries.groups(rows)
    if not groups:
        return None
    plans = _plan_names(groups)
    return HomeList(
        "Chờ đưa vào quyết định",
        [
            HomeTask(
                label=plans.get(group.plan_id, f"Thành tích năm {group.merit_year}"),
                url=f"{reverse('decisions:compose')}?nhom={group.key}",
                note=f"{group.count} trường hợp được Phòng Nội vụ đề nghị khen thưởng",
                tone="info",
                state_label="Chưa soạn quyết định",
            )
            for group in groups[:SHOWN]
        ],
        total=len(groups),
        more_url=reverse("decisions:compose"),
        order=40,
    )


def papers_of(user: User, dossier: Dossier) -> list[tuple[str, str, object]]:
    """Decisions and announcements about this dossier: label, address, and what carries the state.

    Whoever sees the dossier reads its announcements.
    """
    rows = Decision.objects.of_dossier(dossier)
    if not rows.query.is_empty():
        rows = rows.visible_to(user).for_detail().order_by("pk")
    announcements: Iterable[ResultAnnouncement] = []
    if dossier.state in FINISHED_STATES:
        announcements = ResultAnnouncement.objects.filter(dossier=dossier).select_related(
            "document"
        )
    return [
        *(_paper(decision) for decision in fill_awards(rows)),
        *(_announcement(announcement) for announcement in announcements),
    ]


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(items)
    for state, (_, order) in CARDS.items():
        home_cards.add(partial(card, state), order=order)
    home_cards.add(free_card, order=40)
    dossier_papers.add(papers_of)


def _free(user: User) -> QuerySet[Nomination]:
    return offer_queries.available().filter(pk__in=Nomination.objects.visible_to(user))


def _plan_names(groups: list[offer_queries.LineUpGroup]) -> dict[int, str]:
    ids = {group.plan_id for group in groups if group.plan_id}
    rows = AwardPlan.objects.filter(pk__in=ids).select_related("campaign")
    return {plan.pk: str(plan) for plan in rows}


def _announcement(announcement: ResultAnnouncement) -> tuple[str, str, object]:
    document = announcement.document
    label = f"Thông báo số {document.symbol} về trường hợp không được khen thưởng"
    return label, document.get_absolute_url(), document


def _paper(decision: Decision) -> tuple[str, str, object]:
    if decision.document is None:
        return f"Dự thảo: {decision.act}", decision.get_absolute_url(), decision
    label = f"{decision.title} ngày {decision.issued_on:%d/%m/%Y}"
    return label, decision.document.get_absolute_url(), decision.document
