"""Who may: pure questions about people and units."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import DateField, Model, QuerySet, Value

from nganam_awards.core import clock
from nganam_awards.core.registry import seat_titles
from nganam_awards.core.sentence import About
from units.enums import UnitKind
from units.models import (
    DatedGrant,
    FormerName,
    StandIn,
    Unit,
    UnitSuccession,
    UnitUserPermission,
    User,
    grant_model_of,
)
from units.offices import HOME_AFFAIRS_OFFICES, NEVER_BOTH, OFFICES
from units.queries.grant import rights_on_units


CLERK_RIGHT = "file_dossiers"
HEAD_RIGHT = "confirm_dossiers"
APPRAISE_RIGHT = "appraise"
GRANTABLE = {
    CLERK_RIGHT: "Lập hồ sơ",
    HEAD_RIGHT: "Xác nhận, nộp hồ sơ",
    APPRAISE_RIGHT: "Thẩm định hồ sơ",
}

_ORDER = list(GRANTABLE)

# Four eyes: whoever prepares a unit's papers does not confirm them.
FOUR_EYES = {CLERK_RIGHT: HEAD_RIGHT, HEAD_RIGHT: CLERK_RIGHT}


def can_view_unit(user: User, unit: Unit) -> bool:
    """Twin of `Unit.objects.visible_to`: colleagues see every unit."""
    return user.is_authenticated and user.is_active


def can_view_person(user: User, person: User) -> bool:
    """Twin of `User.objects.visible_to`: the administrator, and the person."""
    return can_view_unit(user, person.unit) and (can_manage_units(user) or user.pk == person.pk)


def can_manage_units(user: User) -> bool:
    """May open the administrator's pages: units, people, rights."""
    return user.has_perm("units.manage_units")


def is_of_unit(user: User, unit: Unit) -> bool:
    """Clerk or head of the unit."""
    return user.has_perm("units.file_dossiers", unit) or can_staff(user, unit)


def can_staff(user: User, unit: Unit) -> bool:
    """The head (thủ trưởng), who confirms the dossiers of a unit, says who of it writes them."""
    return user.has_perm("units.confirm_dossiers", unit)


def may_grant(by: User, person: User, right: str, place: Model) -> bool:
    """The administrator any right; a head the clerk's right alone, in the unit, to its people."""
    if can_manage_units(by):
        return True
    return (
        right == CLERK_RIGHT
        and isinstance(place, Unit)
        and person.unit_id == place.pk
        and can_staff(by, place)
    )


def may_end_grant(by: User, row: DatedGrant) -> bool:
    """Who may give a right may end it; a clerk who has moved away is still the head's to end."""
    place = row.content_object
    if can_manage_units(by):
        return True
    is_clerks = row.permission.codename == CLERK_RIGHT and isinstance(place, Unit)
    return is_clerks and can_staff(by, place)


def units_with(user: User, *codenames: str) -> list[int]:
    """Ids of units on which the person holds one of the rights today.

    Of an ended body the people of its successor hold what they hold on their own. Read once a
    person with all grants: as a subquery it cost every page more to write than to answer.

    `Dossier.objects.filter(unit__in=units_with(user, "file_dossiers"))`.
    """
    asked = {f"units.{codename.rpartition('.')[2]}" for codename in codenames}
    return sorted(unit for unit, held in rights_on_units(user).items() if held & asked)


def acting_for(unit: Unit, day: date) -> list[int]:
    """Ids of the bodies whose people act for this one: itself, after its end its successors."""
    if not unit.has_ended(day):
        return [unit.pk]
    return list(unit.successions.filter(starts_on__lte=day).values_list("new_id", flat=True))


def holders_of(unit: Unit, codename: str, day: date | None = None) -> QuerySet[User]:
    """Active people who hold the right on the unit that day, for notices and choices."""
    day = day or clock.today()
    grants = UnitUserPermission.objects.in_force(day).filter(
        content_object__in=acting_for(unit, day), permission__codename=codename.rpartition(".")[2]
    )
    return User.objects.filter(is_active=True, pk__in=grants.order_by().values("user_id"))


def holders_of_all(units: Iterable[Unit], codename: str) -> dict[int, list[User]]:
    """{unit: `holders_of` it today}, of many units in two queries."""
    units, day = list(units), clock.today()
    ended = [unit.pk for unit in units if unit.has_ended(day)]
    heirs = UnitSuccession.objects.filter(old__in=ended, starts_on__lte=day)
    acting: dict[int, set[int]] = {
        unit.pk: set() if unit.pk in ended else {unit.pk} for unit in units
    }
    for old, new in heirs.values_list("old", "new"):
        acting[old].add(new)
    grants = UnitUserPermission.objects.in_force(day).filter(
        content_object__in=set().union(*acting.values()),
        permission__codename=codename,
        user__is_active=True,
    )
    held: dict[int, list[User]] = {}
    for row in grants.select_related("user").order_by("pk"):
        held.setdefault(row.content_object_id, []).append(row.user)
    return {pk: [one for unit in some for one in held.get(unit, ())] for pk, some in acting.items()}


def offices_of(user: User) -> list[str]:
    """Who the person is, in the office's words: «Cán bộ lập hồ sơ, UBND Phường 1»."""
    if not (user.is_authenticated and user.is_active):
        return []
    return [*offices_of_all([user])[user.pk], *seats_of(user)]


def seats_of(user: User) -> list[str]:
    """As what the person sits in bodies of the town today: «Ủy viên Hội đồng …»."""
    return [said for ask in seat_titles if (said := ask(user))]


def offices_of_all(people: Iterable[User]) -> dict[int, list[str]]:
    """The same for a page of people, in two queries."""
    people = list(people)
    said, held = town_offices_of_all(people), unit_offices_of_all(people)
    # The head of Phòng Nội vụ holds the town office and the unit's right, and is named once.
    return {pk: list(dict.fromkeys(words + held[pk])) for pk, words in said.items()}


def unit_offices_of_all(people: Iterable[User]) -> dict[int, list[str]]:
    """What they are in units, by the grants in force today; one query."""
    said: dict[int, list[str]] = {person.pk: [] for person in people}
    grants = UnitUserPermission.objects.in_force(clock.today()).filter(user_id__in=said)
    rows = grants.select_related("content_object", "permission")
    for row in sorted(rows, key=lambda g: (_ORDER.index(g.permission.codename), g.pk)):
        said[row.user_id].append(spoken_grant(row.permission.codename, row.content_object))
    return said


def town_offices_of_all(people: Iterable[User]) -> dict[int, list[str]]:
    """Their offices in the town alone, which are said first; one query."""
    said: dict[int, list[str]] = {person.pk: [] for person in people}
    seats = User.groups.through.objects.filter(user_id__in=said, group__name__in=OFFICES)
    named = StandIn.objects.in_force(clock.today()).filter(person__in=said).order_by()
    none = Value(None, output_field=DateField())
    rows = seats.order_by().values_list("user_id", "group__name", none)
    rows = list(rows.union(named.values_list("person_id", "office__name", "ends_on")))
    held = {(pk, name) for pk, name, ends_on in rows if ends_on is None}
    until = {(pk, name): ends_on for pk, name, ends_on in rows if ends_on is not None}
    for name, office in OFFICES.items():
        for pk, words in said.items():
            if (pk, name) in held:
                words.append(office.spoken)
            elif (pk, name) in until:
                words.append(f"{office.spoken} (thay đến hết {until[pk, name]:%d/%m/%Y})")
    return said


def first_office_of(user: User) -> str:
    """The one beside the name on every page: of the town, else of a unit, else a seat."""
    if not (user.is_authenticated and user.is_active):
        return ""
    offices = town_offices_of_all([user])[user.pk] or unit_offices_of_all([user])[user.pk]
    return next(iter(offices or seats_of(user)), "")


def spoken_grant(codename: str, unit: Unit) -> str:
    """A right on a unit as the office it stands for."""
    match codename:
        case "file_dossiers":
            return f"Cán bộ lập hồ sơ, {unit.short_name}"
        case "confirm_dossiers":
            return unit.head_office
    return f"Thẩm định hồ sơ của {unit.short_name}"


def grant_blockers(
    person: User, right: str, place: Model, starts_on: date, ends_on: date | None
) -> list[str]:
    """Why the right cannot be given for this time."""
    if not person.is_active:
        return [
            About(
                f"Tài khoản của {person.full_name} đang khóa. Mở khóa trước khi giao quyền.",
                "person",
            )
        ]
    if blockers := day_blockers(starts_on, ends_on):
        return blockers
    if isinstance(place, Unit) and not place.exists_on(starts_on):
        return [About(f"{place.name} không hoạt động vào ngày {starts_on:%d/%m/%Y}.", "starts_on")]
    held = grant_model_of(type(place)).objects.overlapping(starts_on, ends_on)
    held = held.filter(user_id=person.pk, content_object=place).select_related("permission")
    blockers = []
    for row in held:
        codename = row.permission.codename
        if codename == right:
            blockers.append(
                About(
                    f"{person.full_name} đã có quyền này {span(row)}. Kết thúc quyền cũ trước.",
                    "right",
                )
            )
        elif codename == FOUR_EYES.get(right):
            blockers.append(
                About(
                    f"{person.full_name} đang có quyền «{GRANTABLE[codename]}» {span(row)}. "
                    "Người lập hồ sơ không được đồng thời là người xác nhận của cùng một đơn vị.",
                    "right",
                )
            )
    return blockers


def day_blockers(starts_on: date, ends_on: date | None) -> list[str]:
    """Why a right cannot count between these days."""
    if ends_on is not None and ends_on < starts_on:
        return [About("Ngày kết thúc không được trước ngày bắt đầu.", "starts_on", "ends_on")]
    return []


def ending_blockers(unit: Unit, last_day: date, successors: list[Unit]) -> list[str]:
    """Why the body cannot end on this day with these going on."""
    if unit.is_home_affairs or unit.kind == UnitKind.CLUSTER:
        return [f"{unit.name} không ngừng hoạt động ở trang này."]
    if unit.successions.exists():
        return [f"{unit.name} đã ghi ngừng hoạt động và đơn vị kế thừa; không ghi lại được."]
    if unit.valid_from and last_day < unit.valid_from:
        begun = f"{unit.name} thành lập ngày {unit.valid_from:%d/%m/%Y}"
        return [About(f"{begun}; ngày cuối cùng hoạt động không được trước đó.", "last_day")]
    return _absent(unit, last_day, successors)


def succession_blockers(unit: Unit, new: Unit) -> list[str]:
    """Why one more body cannot go on with the work of one that has its last day."""
    if unit.valid_to is None:
        return [f"{unit.name} chưa ghi ngày cuối cùng hoạt động."]
    return _absent(unit, unit.valid_to, [new])


def _absent(unit: Unit, last_day: date, successors: list[Unit]) -> list[str]:
    """A successor is there on the first day without the body, and is another one."""
    next_day = last_day + timedelta(days=1)
    return [
        f"{new.name} không hoạt động ngày {next_day:%d/%m/%Y} nên không kế thừa được."
        for new in successors
        if new.pk == unit.pk or not new.exists_on(next_day)
    ]


def renaming_blockers(unit: Unit, name: str, from_day: date, former: list[FormerName]) -> list[str]:
    """Why the body cannot go on under this name from this day."""
    if unit.kind == UnitKind.CLUSTER:
        return [f"{unit.name} mang tên của cụm, khối; đổi tên ở trang của cụm, khối."]
    if name == unit.name:
        return [About("Tên mới phải khác tên đang dùng.", "name")]
    if from_day > clock.today():
        told = "Ghi đổi tên khi đã đến ngày: từ nay đến hôm đó văn bản vẫn mang tên đang dùng."
        return [About(told, "from_day")]
    if unit.valid_from and from_day <= unit.valid_from:
        begun = f"{unit.name} thành lập ngày {unit.valid_from:%d/%m/%Y}"
        return [About(f"{begun}; ngày đổi tên phải sau ngày đó.", "from_day")]
    if unit.valid_to and from_day > unit.valid_to:
        ended = f"{unit.name} hoạt động đến hết ngày {unit.valid_to:%d/%m/%Y}"
        return [About(f"{ended}; sau ngày đó không đổi tên nữa.", "from_day")]
    last = max((row.until for row in former), default=None)
    if last and from_day <= last + timedelta(days=1):
        begun = f"Tên đang dùng có từ {last + timedelta(days=1):%d/%m/%Y}"
        return [About(f"{begun}; ngày đổi tên tiếp theo phải sau ngày đó.", "from_day")]
    return []


def can_name_stand_in(user: User) -> bool:
    """The Chairman, where nobody of Phòng Nội vụ is left."""
    return user.has_perm("units.name_stand_in")


def stand_in_blockers(person: User, office: str, starts_on: date, ends_on: date) -> list[str]:
    """Why the person cannot hold the office for these days."""
    blockers = [About(str(words), "person") for words in office_blockers(person, office)]
    blockers += day_blockers(starts_on, ends_on)
    if ends_on < clock.today():
        blockers.append(About("Ngày cuối không được trước hôm nay.", "ends_on"))
    if blockers:
        return blockers
    rows = StandIn.objects.overlapping(starts_on, ends_on).filter(
        person=person, office__name=office
    )
    return [
        About(f"{person.full_name} đã được cử thay {span(row)}.", "starts_on") for row in rows[:1]
    ]


def office_blockers(person: User, office: str) -> list[str]:
    """Why the person cannot be put in the town office."""
    if not person.is_active:
        return [f"Tài khoản của {person.full_name} đang khóa. Mở khóa trước khi giao chức vụ."]
    held = set(person.groups.values_list("name", flat=True))
    if office in held:
        return [About(f"{person.full_name} đã giữ chức vụ này.", "office")]
    return [
        f"{person.full_name} đang là {OFFICES[other].spoken}. Người trình và người duyệt "
        "phải là hai người."
        for pair in NEVER_BOTH
        for other in held
        if office in pair and other in pair
    ]


def span(row: DatedGrant | StandIn) -> str:
    """From when to when a grant counts, in words."""
    until = f"đến hết {row.ends_on:%d/%m/%Y}" if row.ends_on else "không thời hạn"
    return f"từ {row.starts_on:%d/%m/%Y} {until}"


class ToldGrant(NamedTuple):
    """A right on a unit as a row of a page: what, since when, and whether it counts today."""

    row: DatedGrant
    right: str
    spoken: str
    span: str
    word: str
    tone: str
    is_open: bool


def told_grant(row: DatedGrant, day: date) -> ToldGrant:
    """One right in words; every page of units and people says it like this."""
    if row.counts_on(day):
        word, tone = "Đang hiệu lực", "ok"
    elif row.starts_on > day:
        word, tone = "Chưa đến ngày", "wait"
    else:
        word, tone = "Đã hết", "quiet"
    spoken = spoken_grant(row.permission.codename, row.content_object)
    right = GRANTABLE[row.permission.codename]
    return ToldGrant(row, right, spoken, span(row), word, tone, tone != "quiet")


class LeftBehind(NamedTuple):
    """What a person still holds where they sit no more."""

    grants: list[ToldGrant]
    offices: list[str]


def left_behind(person: User) -> LeftBehind:
    """Clerk's and head's rights on other units; the desk of Phòng Nội vụ, from another seat."""
    if person.unit_id is None:
        return LeftBehind([], [])
    day = clock.today()
    rows = UnitUserPermission.objects.overlapping(day, None).filter(
        user=person, permission__codename__in=FOUR_EYES
    )
    rows = rows.exclude(content_object__in=[person.unit_id])
    grants = [told for told in told_grants(rows, day) if told.is_open]
    if person.unit.is_home_affairs:
        return LeftBehind(grants, [])
    held = person.groups.filter(name__in=HOME_AFFAIRS_OFFICES).order_by("pk")
    return LeftBehind(grants, list(held.values_list("name", flat=True)))


def told_grants(rows: QuerySet, day: date) -> list[ToldGrant]:
    """Rights that count first, then those to come, then those that ended."""
    told = [
        told_grant(row, day) for row in rows.select_related("user", "permission", "content_object")
    ]
    order = {"ok": 0, "wait": 1, "quiet": 2}
    return sorted(told, key=lambda t: (order[t.tone], -t.row.starts_on.toordinal(), t.row.pk))
