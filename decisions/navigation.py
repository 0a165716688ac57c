"""Where decisions stand in the side menu, and what of them waits for whom."""

from collections.abc import Callable, Collection, Iterable, Mapping

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.text import Truncator

from campaigns.papers import announcement as plan_announcement
from decisions import papers, rules
from decisions.enums import DecisionKind, DecisionState
from decisions.models import Decision, DecisionEvent, DecisionLine, ResultAnnouncement
from decisions.queries import lineup as lineup_queries, offer as offer_queries
from decisions.queries.award_set import fill_awards
from decisions.services import announcement as announcement_services
from decisions.workflow import FLOW, DecisionAction as A
from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from dossiers.navigation import KIND as DOSSIER, read as read_dossiers
from dossiers.queries import queue as queue_queries
from dossiers.queries.own_line import holding_own
from dossiers.rules import dossier as dossier_rules
from dossiers.workflow import FINISHED_STATES
from law.rules import can_keep_book
from nganam_awards.core.address import address
from nganam_awards.core.context import MenuPart, NavItem
from nganam_awards.core.money import grouped
from nganam_awards.core.query_text import Blank, PreparedRows
from nganam_awards.core.registry import (
    dossier_papers,
    dossier_queues,
    dossier_steps,
    navigation,
    work_elsewhere,
    work_lanes,
)
from nganam_awards.core.steps import LastStep
from nganam_awards.core.word_list import keys_as_rows
from nganam_awards.core.work import Elsewhere, Lane, WorkItem, WorkKind
from nganam_awards.documents.enums import MAX_TRIES, DocumentState
from nganam_awards.documents.models import Document
from units.models import User
from units.queries.grant import holds_somewhere


KIND = WorkKind("quyet-dinh", "Quyết định", "gavel")
OTHER = WorkKind("khac", "Khác", "file-text")
TO_ANNOUNCE = announcement_services.TO_ANNOUNCE
_LIST = "decisions:list"
# Papers whose rendering Phòng Nội vụ starts again where the machine has given up.
_ISSUED_PAPERS = (papers.PAPER, papers.FORWARD, papers.RESULT_ANNOUNCEMENT, plan_announcement.PAPER)


def items(user: User) -> list[NavItem]:
    """The door for whoever signs, writes, numbers or files."""
    if rules.can_read_book(user):
        return [
            NavItem("Quyết định", _LIST, "gavel", order=50),
            NavItem("Sổ văn bản", "decisions:book", "book", order=55, part=MenuPart.MEMORY),
        ]
    if holds_somewhere(user, "file_dossiers", "confirm_dossiers"):
        return [NavItem("Quyết định", _LIST, "gavel", order=50)]
    return []


def lanes(user: User) -> list[Lane]:
    """What waits for whoever signs, enters numbers, submits, composes."""
    found = []
    if rules.can_sign(user):
        found.append(_lane(user, A.APPROVE, Q(state=DecisionState.SUBMITTED), _page_of("sign")))
    if can_keep_book(user):
        page = _page_of("enter_number")
        found.append(_lane(user, A.ENTER_NUMBER, Q(state=DecisionState.APPROVED), page))
    if rules.can_compose(user):
        found += _lanes_of_home_affairs(user)
    if rules.can_submit(user):
        rows = Dossier.objects.visible_to(user).filter(_to_announce()).exclude(holding_own(user))
        door = "dossiers:appraisal_queue"
        found.append(Lane(DOSSIER, "Ra thông báo", rows, read_dossiers, door))
    return found


def elsewhere(user: User) -> list[Elsewhere]:
    """What the head of Phòng Nội vụ, or the province, has to say first."""
    if not rules.can_compose(user):
        return []
    rows = Decision.objects.visible_to(user)
    asked = DecisionLine.objects.filter(
        decision=OuterRef("pk"), nomination__state=NominationState.FORWARDED
    )
    issued = Q(state=DecisionState.ISSUED, kind=DecisionKind.FORWARD)
    listed = address(_LIST)
    found = [
        Elsewhere(
            "tờ trình chờ cấp trên trả lời",
            rows.filter(issued, Exists(asked)),
            f"{listed}?state={DecisionState.ISSUED.value}",
        )
    ]
    if rules.can_submit(user):
        return found
    drafts = rows.filter(state=DecisionState.DRAFTED).exclude(composed_by=user.pk)
    return [
        Elsewhere(
            "hồ sơ chờ trưởng phòng ra thông báo không khen thưởng",
            queue_queries.rows_of(TO_ANNOUNCE, user),
            address("dossiers:queue", TO_ANNOUNCE),
        ),
        Elsewhere(
            "dự thảo quyết định của người khác chờ trưởng phòng trình",
            drafts,
            f"{listed}?state={DecisionState.DRAFTED.value}",
        ),
        *found,
    ]


def read(keys: Collection[int]) -> dict[int, WorkItem]:
    """Decisions as the table of work names them."""
    found = fill_awards(_NAMED.answer(list(keys)))
    counted = lineup_queries.counted_in(found)
    return {row.pk: _item(row, counted[row.pk]) for row in found}


def _named(keys: Blank) -> QuerySet[Decision]:
    said = DecisionEvent.objects.filter(decision=OuterRef("pk")).order_by("-pk").values("note")
    rows = Decision.objects.filter(pk__in=keys_as_rows(keys))
    rows = rows.select_related("plan__campaign__organiser", "entry")
    return rows.annotate(said=Subquery(said[:1]))


_NAMED = PreparedRows(_named, ArrayField(BigIntegerField()))


def read_groups(sizes: Mapping[int, int]) -> dict[int, WorkItem]:
    """Recommended lines that may share one decision, each group by its first line."""
    return {
        named.first: WorkItem(
            named.group,
            named.title,
            f"Quyết định · {named.group.count} trường hợp đã được đề nghị khen thưởng",
            named.organiser,
        )
        for named in offer_queries.named_groups(sizes)
    }


def read_papers(keys: Collection[int]) -> dict[int, WorkItem]:
    """Papers that the machine could not render."""
    rows = Document.objects.filter(pk__in=keys)
    return {row.pk: WorkItem(row, row.title, f"Văn bản · {row.failure}") for row in rows}


def announcement_queue() -> tuple[str, str, Q]:
    """A queue of Phòng Nội vụ: whom to tell that there is no award."""
    return TO_ANNOUNCE, "Chờ ra thông báo", _to_announce()


def steps_of(user: User, dossier: Dossier) -> list[LastStep]:
    """On the dossier's page: the notice of no award, for whoever issues it or waits for it."""
    if dossier.state not in FINISHED_STATES or not dossier_rules.can_see_appraisal(user, dossier):
        return []
    if not rules.can_compose(user):  # the signer's own word is said
        return []
    names = announcement_services.untold().filter(dossier=dossier).vietnamese_order()
    told = list(names.values_list("full_name", flat=True))
    if not told:
        return []
    if not rules.can_submit(user):
        words = f"Chờ trưởng phòng ra thông báo về {len(told)} trường hợp không được khen thưởng."
        return [LastStep("ra-thong-bao", words)]
    return [
        LastStep(
            "ra-thong-bao",
            "Ra thông báo",
            address("decisions:announcement_issue", dossier.ref),
            "Ra thông báo không khen thưởng?",
            f"Đơn vị nhận thông báo có số về {len(told)} trường hợp, kèm lý do: "
            f"{Truncator(', '.join(told)).chars(300)}. Ra rồi không sửa được.",
            "send",
        )
    ]


def papers_of(user: User, dossier: Dossier) -> list[tuple[str, str, object]]:
    """Decisions and announcements about this dossier: label, address, and what carries the state.

    Whoever sees the dossier reads its announcements.
    """
    rows = Decision.objects.of_dossier(dossier)
    if not rows.query.is_empty():
        rows = rows.visible_to(user).for_papers().order_by("pk")
    announcements: Iterable[ResultAnnouncement] = []
    if dossier.state in FINISHED_STATES:
        told = ResultAnnouncement.objects.filter(dossier=dossier).select_related("document")
        announcements = told.defer("document__context")
    return [
        *(_paper(decision) for decision in fill_awards(rows)),
        *(_announcement(announcement) for announcement in announcements),
    ]


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(items)
    work_lanes.add(lanes, order=20)
    work_elsewhere.add(elsewhere, order=20)
    dossier_queues.add(announcement_queue)
    dossier_steps.add(steps_of)
    dossier_papers.add(papers_of)


def _lanes_of_home_affairs(user: User) -> list[Lane]:
    """Who submits has every draft before him; who only writes, those he began."""
    mine = Q() if rules.can_submit(user) else Q(composed_by=user.pk)
    drafted = FLOW.todo(A.SUBMIT) if rules.can_submit(user) else "Soạn tiếp"
    offered = offer_queries.available(Nomination.objects.visible_to(user))
    papers_given_up = Document.objects.filter(
        state=DocumentState.FAILED, tries__gte=MAX_TRIES, is_draft=False, kind__in=_ISSUED_PAPERS
    )
    return [
        _lane(user, A.SUBMIT, Q(state=DecisionState.RETURNED) & mine, verb="Sửa, trình lại"),
        _lane(user, A.SUBMIT, Q(state=DecisionState.DRAFTED) & mine, verb=drafted),
        Lane(
            KIND,
            "Soạn quyết định",
            offered.order_by().values(*offer_queries.GROUPED_BY, "paper_kind"),
            read_groups,
            _LIST,
            lambda: Min("dossier__due_on"),
            lambda group: f"{address('decisions:compose')}?nhom={group.key}",
            Min("pk"),
            Count("pk"),
        ),
        Lane(OTHER, "Kết xuất lại", papers_given_up, read_papers, _LIST),
    ]


def _lane(
    user: User,
    step: A,
    which: Q,
    url: Callable[[Decision], str] = Decision.get_absolute_url,
    *,
    verb: str = "",
) -> Lane:
    rows = Decision.objects.waiting_for(user).filter(which)
    return Lane(KIND, verb or FLOW.todo(step), rows, read, _LIST, _due, url)


def _due() -> Subquery:
    """The earliest promised day among its dossiers."""
    lines = DecisionLine.objects.filter(decision=OuterRef("pk")).order_by().values("decision")
    return Subquery(lines.annotate(due=Min("nomination__dossier__due_on")).values("due"))


def _page_of(name: str) -> Callable[[Decision], str]:
    return lambda decision: address(f"decisions:{name}", decision.pk)


def _to_announce() -> Q:
    return Q(pk__in=announcement_services.untold().order_by().values("dossier"))


def _item(row: Decision, counted: str) -> WorkItem:
    note = f"{row.title if row.entry_id else 'Quyết định'} · {grouped(row.total_vnd)} đồng"
    if row.state == DecisionState.RETURNED and row.said:
        note = f"Quyết định · Chủ tịch trả lại: «{Truncator(row.said).chars(80)}»"
    unit = row.plan.campaign.organiser.short_name if row.plan else ""
    return WorkItem(row, f"{row.act} cho {counted} {row.reason}", note, unit)


def _announcement(announcement: ResultAnnouncement) -> tuple[str, str, object]:
    document = announcement.document
    label = f"Thông báo số {document.symbol} về trường hợp không được khen thưởng"
    return label, document.get_absolute_url(), document


def _paper(decision: Decision) -> tuple[str, str, object]:
    if decision.document is None:
        return f"Dự thảo: {decision.act}", decision.get_absolute_url(), decision
    label = f"{decision.title} ngày {decision.issued_on:%d/%m/%Y}"
    return label, decision.document.get_absolute_url(), decision.document
