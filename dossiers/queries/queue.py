"""Queues (hàng chờ): what waits for whom. Menu, home page and queue pages count the same rows."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from dossiers.enums import DossierState, NominationState
from dossiers.models import Dossier, DossierEvent, Nomination, NominationEvent
from dossiers.models.dossier import CLOCK_RUNS, DossierQuerySet
from dossiers.queries import limit as limit_queries, office as office_queries
from dossiers.queries.absence import desks_of
from dossiers.queries.own_line import holding_own
from dossiers.workflow import BACK_TO_JUDGE, FINISHED_STATES, DossierAction
from honourees.models import AccountRecord
from honourees.queries.account import same_records
from nganam_awards.core import clock
from nganam_awards.core.registry import dossier_queues
from nganam_awards.core.work import by_another
from units.models import UnitUserPermission, User
from units.queries.grant import holds_somewhere
from units.queries.holder import Holds
from units.rules import units_with


TO_RECEIVE, TO_ASSIGN, MINE = "cho-tiep-nhan", "cho-phan-cong", "toi-tham-dinh"
APPRAISED, LATE, THIS_WEEK = "da-tham-dinh", "qua-han", "tuan-nay"
TO_CLOSE, TO_DELIVER, PAUSED = "cho-ket-thuc", "cho-tra-ket-qua", "tam-dung"
AT_CLERK, AT_HEAD = "dang-soan", "cho-xac-nhan"
TO_SUPPLEMENT, TO_ANSWER, WAITING = "can-bo-sung", "cho-gui-bo-sung", "cho-bo-sung"
LABELS = {
    TO_RECEIVE: "Chờ tiếp nhận",
    TO_ASSIGN: "Chờ phân công",
    MINE: "Tôi thẩm định",
    THIS_WEEK: "Đến hạn tuần này",
    LATE: "Quá hạn",
    APPRAISED: "Đã thẩm định",
    TO_CLOSE: "Chờ kết thúc trường hợp không đề nghị",
    TO_DELIVER: "Chờ trả kết quả",
    WAITING: "Chờ bổ sung",
    PAUSED: "Tạm dừng xét",
}
LEFT_ALONE = (DossierState.FILED, DossierState.RECEIVED, DossierState.APPRAISING)
NEVER = Q(pk__in=())
RARE = {PAUSED}  # a tab of its own only while there is something in it


def files_for_some_unit(user: User) -> bool:
    """A unit's clerk."""
    return holds_somewhere(user, "file_dossiers")


def rows_of(slug: str, user: User) -> DossierQuerySet:
    """The dossiers of one queue."""
    rows, of_unit = Dossier.objects.visible_to(user), _of_unit(user)
    if slug in of_unit:
        return rows.filter(of_unit[slug])
    return rows.filter(_of_town(user)[slug]).exclude(holding_own(user))


def labels() -> dict[str, str]:
    """The queues of Phòng Nội vụ in the order of their tabs, with those that other apps know of."""
    found = {}
    for slug, label in LABELS.items():
        found[slug] = label
        if slug == TO_CLOSE:
            found |= {other: its for other, its, _ in _from_elsewhere()}
    return found


def steps_for(user: User) -> dict[str, Q]:
    """Which dossiers of the town this very person may bring forward, by the step before them.

    Who assigns also closes what was not recommended; where the list names everybody who assigns,
    whoever receives does both.
    """
    steps = {}
    if user.has_perm("dossiers.receive"):
        steps[DossierAction.RECEIVE] = Q(state=DossierState.FILED)
    if user.has_perm("dossiers.assign") or user.has_perm("dossiers.receive"):
        free = Q() if user.has_perm("dossiers.assign") else _no_assigner_is_free(user)
        unheld = Q(state=DossierState.RECEIVED) | _needs_another_officer(user)
        steps[DossierAction.ASSIGN] = unheld & free
        steps[TO_CLOSE] = _to_close() & free
    if user.has_perm("dossiers.appraise_any"):
        mine = Q(officer__in=desks_of(user))
        steps[DossierAction.FINISH] = Q(state=DossierState.APPRAISING) & mine
        steps[MINE] = _resumed() & mine
        steps[DossierAction.DELIVER] = Q(state=DossierState.CONCLUDED) & mine
    return steps


def _from_elsewhere() -> list[tuple[str, str, Q]]:
    return [ask() for ask in dossier_queues]


def _of_unit(user: User) -> dict[str, Q]:
    filed_by = Q(unit__in=units_with(user, "file_dossiers"))
    headed_by = Q(unit__in=units_with(user, "confirm_dossiers"))
    asked = Q(state=DossierState.NEED_MORE, supplement__until__gte=clock.today())
    handed = DossierEvent.objects.filter(dossier=OuterRef("pk"), action=DossierAction.HAND_OVER)
    return {
        AT_CLERK: Q(state=DossierState.DRAFT) & filed_by,
        TO_SUPPLEMENT: asked & Q(supplement__ready_at=None) & filed_by,
        AT_HEAD: Q(state=DossierState.AWAITING_HEAD) & headed_by & by_another(handed, user),
        TO_ANSWER: asked & Q(supplement__ready_at__isnull=False) & headed_by,
    }


def _of_town(user: User) -> dict[str, Q]:
    return {
        WAITING: Q(state=DossierState.NEED_MORE),
        TO_RECEIVE: Q(state=DossierState.FILED),
        TO_ASSIGN: Q(state=DossierState.RECEIVED) | _needs_another_officer(user),
        MINE: _held_by(user),
        APPRAISED: Q(state=DossierState.APPRAISED),
        TO_CLOSE: _to_close(),
        TO_DELIVER: Q(state=DossierState.CONCLUDED),
        PAUSED: _with_line(NominationState.SUSPENDED),
        THIS_WEEK: Q(state__in=CLOCK_RUNS, due_on__range=_this_week()),
        LATE: limit_queries.late(),
    } | {slug: which for slug, _, which in _from_elsewhere()}


def _this_week() -> tuple[date, date]:
    """From today to Sunday; what was due before today is late."""
    today = clock.today()
    return today, today + timedelta(days=6 - today.weekday())


def _with_line(state: NominationState) -> Q:
    lines = Nomination.objects.filter(state=state).order_by()
    return Q(pk__in=lines.values("dossier"))


def _to_close() -> Q:
    """Appraised, with lines that were not recommended and have no last word."""
    return Q(state__in=FINISHED_STATES) & _with_line(NominationState.NOT_RECOMMENDED)


def _held_by(user: User) -> Q:
    """Apart, not «or»: else all that the officer ever held is read. Or who stands in today."""
    held = Dossier.objects.filter(officer__in=desks_of(user)).order_by().values("pk")
    return Q(pk__in=held.filter(state=DossierState.APPRAISING).union(held.filter(_resumed())))


def _resumed() -> Q:
    """Appraised, with a line that came back and is judged anew: looked for among those alone."""
    back = NominationEvent.objects.filter(action__in=BACK_TO_JUDGE).order_by()
    lines = Nomination.objects.filter(
        state=NominationState.PROPOSED, pk__in=back.values("nomination")
    )
    return Q(state__in=FINISHED_STATES) & Q(pk__in=lines.order_by().values("dossier"))


def _needs_another_officer(user: User) -> Q:
    """Twin of `dossier_rules.needs_another_officer`."""
    office = office_queries.known_to(user)
    unfit = ~Q(Holds("officer", "dossiers.appraise_any"))
    if office is not None:
        able = {pk: one for pk, one in office.items() if one.appraises}
        unfit = ~Q(officer__in=sorted(able))
        if not any(one.is_recorded or one.heads for one in able.values()):
            return Q(state=DossierState.APPRAISING) & unfit
    heads = UnitUserPermission.objects.in_force(clock.today()).filter(
        user=OuterRef("officer"),
        content_object=OuterRef("unit"),
        permission__codename="confirm_dossiers",
    )
    main = Coalesce("honouree__main", "honouree")
    own = _SAME.alias(of_one=main).filter(user=OuterRef("dossier__officer"))
    some = _naming(_SAME).alias(of_one=main)  # of everybody first: few lines, found by the record
    named = Q(pk__in=some.filter(Exists(own.filter(of_one=OuterRef("of_one")))).values("dossier"))
    return Q(state=DossierState.APPRAISING) & (unfit | named | Q(Exists(heads.order_by())))


def _no_assigner_is_free(user: User) -> Q:
    """The list names every head of Phòng Nội vụ: then whoever receives stands in.

    Looked for among the lists that name one of them at all, which are few.
    """
    office = office_queries.known_to(user) or {}
    if any(one.assigns and not one.is_recorded for one in office.values()):
        return NEVER
    heads = User.objects.filter(Holds("pk", "dossiers.assign")).order_by()
    named = _naming(_SAME.filter(user=OuterRef(OuterRef("pk")))).filter(
        dossier=OuterRef(OuterRef("pk"))
    )
    some = _naming(_SAME.filter(Holds("user", "dossiers.assign"))).values("dossier")
    return Q(pk__in=some) & ~Q(Exists(heads.filter(~Exists(named))))


_SAME = AccountRecord.objects.filter(is_same=True).order_by()


def _naming(records: QuerySet[AccountRecord]) -> QuerySet[Nomination]:
    """Lines on a list about whom these records are, or what was merged with them."""
    return Nomination.objects.on_list().filter(honouree__in=same_records(records)).order_by()


def left_alone(user: User) -> DossierQuerySet:
    """Dossiers of which the list names, or whose unit is headed by, everybody who appraises.

    Looked for among those that name one of them, or are of a unit that one of them heads.
    """
    office = office_queries.known_to(user) or {}
    if any(one.appraises and not (one.is_recorded or one.heads) for one in office.values()):
        return Dossier.objects.none()
    able = User.objects.filter(Holds("pk", "dossiers.appraise_any")).order_by()
    headed = UnitUserPermission.objects.in_force(clock.today()).filter(
        permission__codename="confirm_dossiers"
    )
    own = headed.filter(user=OuterRef("pk"), content_object=OuterRef(OuterRef("unit")))
    named = _naming(_SAME.filter(user=OuterRef(OuterRef("pk")))).filter(
        dossier=OuterRef(OuterRef("pk"))
    )
    free = able.filter(~Exists(named), ~Exists(own.order_by()))
    naming = _naming(_SAME.filter(Holds("user", "dossiers.appraise_any"))).values("dossier")
    of_heads = headed.filter(Holds("user", "dossiers.appraise_any")).order_by()
    some = Q(pk__in=naming) | Q(unit__in=of_heads.values("content_object"))
    rows = Dossier.objects.visible_to(user).filter(state__in=LEFT_ALONE)
    return rows.filter(some, ~Exists(free))
