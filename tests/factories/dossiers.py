"""Dossiers in every state, each with the events that led there; lines and papers on them."""

import hashlib
from datetime import date, datetime, time

import factory
import pgtrigger
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from factory.django import DjangoModelFactory

from campaigns.queries import quota as quota_queries
from dossiers.enums import DossierState, NominationState
from dossiers.models import (
    Attachment,
    Dossier,
    DossierEvent,
    Nomination,
    NominationEvent,
    Supplement,
)
from dossiers.queries.edition import frozen
from dossiers.transitions.nominee import move_places
from dossiers.workflow import DOSSIER_FLOW, DossierAction, NominationAction
from honourees.models import Award, Honouree
from honourees.models.honouree import Gender
from law.enums import Category, DossierPart, HonoureeKind
from nganam_awards.core import clock
from nganam_awards.core.clock import OFFICE_ZONE
from tests.factories.campaigns import AwardPlanFactory, town_certificate
from tests.factories.files import TINY_PDF
from tests.factories.units import UnitFactory, UserFactory


D, A = DossierAction, NominationAction
_FILED = [D.HAND_OVER, D.CONFIRM]
_APPRAISED = [*_FILED, D.RECEIVE, D.ASSIGN, D.FINISH]
WAYS = {
    DossierState.DRAFT: [],
    DossierState.AWAITING_HEAD: [D.HAND_OVER],
    DossierState.FILED: _FILED,
    DossierState.RECEIVED: [*_FILED, D.RECEIVE],
    DossierState.APPRAISING: [*_FILED, D.RECEIVE, D.ASSIGN],
    DossierState.APPRAISED: _APPRAISED,
    DossierState.CONCLUDED: [*_APPRAISED, D.CONCLUDE],
    DossierState.DELIVERED: [*_APPRAISED, D.CONCLUDE, D.DELIVER],
    DossierState.REFUSED: [*_FILED, D.REFUSE],
    DossierState.WITHDRAWN: [*_FILED, D.WITHDRAW],
    DossierState.NEED_MORE: [*_FILED, D.RECEIVE, D.ASSIGN, D.ASK_MORE],
    DossierState.STOPPED: [*_FILED, D.RECEIVE, D.ASSIGN, D.ASK_MORE, D.STOP],
}
LINE_WAYS = {
    NominationState.PROPOSED: [],
    NominationState.RECOMMENDED: [A.RECOMMEND],
    NominationState.NOT_RECOMMENDED: [A.NOT_RECOMMEND],
    NominationState.WITH_CHAIRMAN: [A.RECOMMEND, A.SUBMIT],
    NominationState.DECIDED: [A.RECOMMEND, A.SUBMIT, A.APPROVE],
    NominationState.AWARDED: [A.RECOMMEND, A.SUBMIT, A.APPROVE, A.ISSUE],
    NominationState.DECLINED: [A.NOT_RECOMMEND, A.DECLINE],
    NominationState.REMOVED: [A.REMOVE],
    NominationState.SUSPENDED: [A.SUSPEND],
    NominationState.REVOKED: [A.RECOMMEND, A.SUBMIT, A.APPROVE, A.ISSUE, A.REVOKE],
    NominationState.FORWARDED: [A.RECOMMEND, A.SUBMIT, A.FORWARD],
    NominationState.AWARDED_ABOVE: [A.RECOMMEND, A.SUBMIT, A.FORWARD, A.AWARD_ABOVE],
}


class InOneTransaction(DjangoModelFactory):
    """Events and states are compared at commit; so each row and its way are one transaction."""

    class Meta:
        abstract = True

    @classmethod
    def create(cls, **fields: object):
        """With everything it needs."""
        with transaction.atomic():
            return super().create(**fields)


class DossierFactory(InOneTransaction):
    """A dossier of a ward under its approved plan of 2023.

    `DossierFactory(appraising=True, officer=officer, persons=2, collectives=1, papers=True)`. Lines
    hold their places in the plan's counters as soon as the dossier is filed. `by` took every step.
    """

    class Meta:
        model = Dossier

    ref = factory.Sequence(lambda n: f"HS-2023-{90_000 + n}")
    plan = factory.SubFactory(AwardPlanFactory, approved=True)
    unit = factory.SelfAttribute("plan.campaign.organiser")
    merit_year = factory.SelfAttribute("plan.review_year")
    title = "Khen thưởng tổng kết phong trào chung sức xây dựng nông thôn mới năm 2023"
    created_by = factory.SubFactory(UserFactory, clerk=True, unit=factory.SelfAttribute("..unit"))
    officer = None
    state = DossierState.DRAFT
    by = None
    persons = 1
    collectives = 0
    papers = False
    draft = awaiting_head = filed = received = appraising = appraised = False
    concluded = delivered = refused = withdrawn = need_more = stopped = False

    class Params:
        draft = factory.Trait(state=DossierState.DRAFT)
        awaiting_head = factory.Trait(state=DossierState.AWAITING_HEAD)
        filed = factory.Trait(state=DossierState.FILED)
        received = factory.Trait(state=DossierState.RECEIVED)
        appraising = factory.Trait(state=DossierState.APPRAISING)
        appraised = factory.Trait(state=DossierState.APPRAISED)
        concluded = factory.Trait(state=DossierState.CONCLUDED)
        delivered = factory.Trait(state=DossierState.DELIVERED)
        refused = factory.Trait(state=DossierState.REFUSED)
        withdrawn = factory.Trait(state=DossierState.WITHDRAWN)
        need_more = factory.Trait(state=DossierState.NEED_MORE)
        stopped = factory.Trait(state=DossierState.STOPPED)
        # For the work of 2023 and under no plan; nobody is on its list yet.
        merit = factory.Trait(
            plan=None,
            persons=0,
            category=Category.MERIT,
            merit_year=2023,
            unit=factory.SubFactory(UnitFactory),
        )

    @classmethod
    def _create(
        cls,
        model_class: type[Dossier],
        *args: object,
        state: str,
        by: object,
        officer: object,
        persons: int,
        collectives: int,
        papers: bool,
        **fields: object,
    ) -> Dossier:
        dossier = model_class.objects.create(**fields)
        for kind, count in (
            (HonoureeKind.COLLECTIVE, collectives),
            (HonoureeKind.PERSON, persons),
        ):
            for _ in range(count):
                NominationFactory(dossier=dossier, honouree_kind=kind)
        if papers:
            for part in (
                DossierPart.SUBMISSION_LETTER,
                DossierPart.ACHIEVEMENT_REPORT,
                DossierPart.MINUTES,
            ):
                AttachmentFactory(dossier=dossier, part=part)
        if DossierAction.ASSIGN in WAYS[state] and officer is None:
            officer = UserFactory(officer=True)
        _walk(dossier, state, by, officer)
        return dossier


class NominationFactory(InOneTransaction):
    """A line: `collective=True`, `household=True`, `recommended=True`, `state=…`.

    A line in a filed dossier holds its place; in a draft it holds none.
    """

    class Meta:
        model = Nomination

    dossier = factory.SubFactory(DossierFactory, persons=0)
    award_type = factory.LazyFunction(town_certificate)
    honouree_kind = HonoureeKind.PERSON
    full_name = factory.Sequence(
        lambda n: f"{_NAMES[n % len(_NAMES)]} {_GIVEN[n // len(_NAMES) % 26]}"
    )
    gender = factory.LazyAttribute(
        lambda o: "" if o.honouree_kind == HonoureeKind.COLLECTIVE else Gender.MALE
    )
    birth_date = None
    birth_year = factory.LazyAttribute(
        lambda o: 1975 if o.honouree_kind == HonoureeKind.PERSON else None
    )
    position = "Trưởng khóm"
    working_unit = factory.LazyAttribute(lambda o: o.dossier.unit.short_name)
    achievement = "Vận động nhân dân hiến 1.200 m² đất làm lộ giao thông khóm 3."
    order = factory.Sequence(lambda n: n + 1)
    state = NominationState.PROPOSED
    by = None
    road = None
    collective = household = recommended = awarded = False
    not_recommended = with_chairman = declined = removed = False

    class Params:
        collective = factory.Trait(
            honouree_kind=HonoureeKind.COLLECTIVE,
            full_name=factory.Sequence(lambda n: f"Nhân dân và cán bộ Khóm {n + 1}"),
            position="",
        )
        household = factory.Trait(honouree_kind=HonoureeKind.HOUSEHOLD, position="")
        recommended = factory.Trait(state=NominationState.RECOMMENDED)
        awarded = factory.Trait(state=NominationState.AWARDED)
        not_recommended = factory.Trait(state=NominationState.NOT_RECOMMENDED)
        with_chairman = factory.Trait(state=NominationState.WITH_CHAIRMAN)
        declined = factory.Trait(state=NominationState.DECLINED)
        removed = factory.Trait(state=NominationState.REMOVED)

    @classmethod
    def create_batch(cls, size: int, **fields: object) -> list[Nomination]:
        """Lines of one batch go their way together, as the portal's own steps take them."""
        road: list[tuple[Nomination, str, object]] = []
        with transaction.atomic():
            lines = super().create_batch(size, road=road, **fields)
            _go(road)
        return lines

    @classmethod
    def _create(
        cls,
        model_class: type[Nomination],
        *args: object,
        state: str,
        by: object,
        road: list[tuple[Nomination, str, object]] | None,
        **fields: object,
    ) -> Nomination:
        line = model_class.objects.create(**fields)
        if road is None:
            _go([(line, state, by)])
        else:
            road.append((line, state, by))
        return line


class AttachmentFactory(DjangoModelFactory):
    """A paper of one real page: `AttachmentFactory(dossier=dossier, part="minutes")`."""

    class Meta:
        model = Attachment

    dossier = factory.SubFactory(DossierFactory)
    part = DossierPart.MINUTES
    name = "Biên bản họp xét.pdf"
    content = TINY_PDF
    file = factory.LazyAttribute(lambda o: ContentFile(o.content, name="a.pdf"))
    content_type = "application/pdf"
    size = factory.LazyAttribute(lambda o: len(o.content))
    sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.content).hexdigest())
    page_count = 1
    uploaded_by = factory.SelfAttribute("dossier.created_by")

    @classmethod
    def _create(cls, model_class: type[Attachment], *args: object, **fields: object) -> Attachment:
        del fields["content"]
        return model_class.objects.create(**fields)


def _walk(dossier: Dossier, state: str, by: object, officer: object) -> None:
    """Take the way to the state as the triggers demand it: each event before its state."""
    for action in WAYS[state]:
        moment = clock.now()
        target = DOSSIER_FLOW.arrows[action].target
        DossierEvent.objects.create(
            dossier=dossier,
            action=action,
            source=dossier.state,
            target=target,
            by=by,
            happened_at=moment,
        )
        if action == D.CONFIRM:
            _settle(dossier, list(dossier.nominations.on_list()))
            dossier.filed_at = moment
        elif action == D.RECEIVE:
            dossier.one_stop_code = f"{moment:%y%m%d}-{dossier.pk:06d}"
            dossier.received_at = moment
            dossier.due_on = date(2023, 12, 4)
        elif action == D.ASSIGN:
            dossier.officer = officer
        elif action == D.ASK_MORE:
            Supplement.objects.create(
                dossier=dossier,
                words="Bổ sung biên bản họp xét có đủ chữ ký.",
                until=date(2023, 11, 27),
                asked_by=officer,
                asked_at=moment,
                came_from=dossier.state,
                before=frozen(dossier),
            )
        elif action in {D.REFUSE, D.WITHDRAW, D.STOP}:
            _walk_lines(list(dossier.nominations.on_list()), NominationState.REMOVED, by)
        dossier.state = target
        dossier.save()


def _go(road: list[tuple[Nomination, str, object]]) -> None:
    """New lines of a filed dossier take their places; then each goes to its state."""
    of_dossiers: dict[Dossier, list[Nomination]] = {}
    to_states: dict[tuple[str, object], list[Nomination]] = {}
    for line, state, by in road:
        of_dossiers.setdefault(line.dossier, []).append(line)
        to_states.setdefault((state, by), []).append(line)
    for dossier, lines in of_dossiers.items():
        if dossier.state not in {DossierState.DRAFT, DossierState.AWAITING_HEAD}:
            _settle(dossier, lines)
    for (state, by), lines in to_states.items():
        _walk_lines(lines, state, by)


def _settle(dossier: Dossier, lines: list[Nomination]) -> None:
    """What filing does: the register's record, the place, and the counter."""
    places = quota_queries.rows_by_place(dossier.plan) if dossier.plan_id else {}
    for line in lines:
        line.quota = quota_queries.row_for(
            places, line.award_type_id, line.honouree_kind, dossier.unit_id
        )
        line.honouree = Honouree.objects.create(
            kind=line.honouree_kind,
            full_name=line.full_name,
            gender=line.gender,
            birth_year=line.birth_year,
            unit=dossier.unit,
        )
        line.save()
    move_places((line, None, line.counter) for line in lines)


def _walk_lines(lines: list[Nomination], state: str, by: object) -> None:
    for action in LINE_WAYS[state]:
        before = {line.pk: line.counter for line in lines}
        target = Nomination.FLOW.arrows[action].target
        NominationEvent.objects.bulk_create(
            NominationEvent(
                nomination=line,
                action=action,
                source=line.state,
                target=target,
                by=by,
                happened_at=datetime.combine(clock.today(), time(9), tzinfo=OFFICE_ZONE),
            )
            for line in lines
        )
        for line in lines:
            if action == A.NOT_RECOMMEND:
                line.verdict_reason = "Đã được khen cho cùng thành tích trong năm."
            elif action == A.ISSUE:
                line.award = _award_of(line)
            line.state = target
            line.save()
        move_places((line, before[line.pk], line.counter) for line in lines)


def _award_of(line: Nomination) -> Award:
    return Award.objects.create(
        honouree=line.honouree,
        award_type=line.award_type,
        merit_year=line.dossier.merit_year,
        achievement=line.achievement,
        decision_symbol="412/QĐ-UBND",
        decided_on=clock.today(),
        prize_vnd=540_000,
        category=line.dossier.category,
        unit_then=line.dossier.unit,
        working_unit=line.working_unit,
    )


_NAMES = [
    "Nguyễn Văn",
    "Trần Thị Kim",
    "Lê Hoàng",
    "Phạm Minh",
    "Huỳnh Thị Ngọc",
    "Võ Quốc",
    "Đặng Thanh",
    "Danh Thị Cẩm",
]
_GIVEN = [
    "An",
    "Bình",
    "Châu",
    "Diễm",
    "Dũng",
    "Đạt",
    "Đức",
    "Giang",
    "Hà",
    "Hải",
    "Hòa",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Ngọc",
    "Phúc",
    "Quân",
    "Sang",
    "Tâm",
    "Thảo",
    "Yến",
]


def decline_afterwards(lines: QuerySet) -> None:
    """Lines that an issued decision holds, declined: suspended, resumed and not recommended."""
    steps = [f"dossiers.Nomination:{name}" for name in ("legal_step", "state_follows_event")]
    with pgtrigger.ignore(*steps):
        lines.update(state=NominationState.DECLINED, verdict_reason="Chưa đủ.", award=None)


def received_at_once(count: int, *, plan: object, by: object) -> list[Dossier]:
    """Received dossiers without lines, in a dozen statements however many they are."""
    with transaction.atomic():
        rows = Dossier.objects.bulk_create(
            Dossier(
                ref=f"HS-2023-{n:05d}",
                plan=plan,
                unit=plan.campaign.organiser,
                merit_year=plan.review_year,
                title=f"Khen thưởng đợt {n}",
                created_by=by,
            )
            for n in range(10_001, 10_001 + count)
        )
        moment, here = clock.now(), Dossier.objects.filter(pk__in=[row.pk for row in rows])
        code = Concat(Value("231120-"), Cast("pk", CharField()), output_field=CharField())
        told = {
            D.CONFIRM: {"filed_at": moment},
            D.RECEIVE: {
                "received_at": moment,
                "due_on": date(2023, 12, 4),
                "one_stop_code": code,
            },
        }
        source = str(DossierState.DRAFT)
        for action in WAYS[DossierState.RECEIVED]:
            target = str(DOSSIER_FLOW.arrows[action].target)
            DossierEvent.objects.bulk_create(
                DossierEvent(dossier=row, action=action, source=source, target=target, by=None)
                for row in rows
            )
            here.update(state=target, **told.get(action, {}))
            source = target
    return list(here.order_by("pk"))
