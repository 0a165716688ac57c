"""Where the register stands in the side menu, and which lists of titles wait for whom."""

from collections.abc import Collection

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from honourees.enums import RegistrationAction
from honourees.models import RegistrationEvent, TitleRegistration
from honourees.rules import award as award_rules, registration as registration_rules
from honourees.rules.merge import can_merge
from nganam_awards.core.context import MenuPart, NavItem
from nganam_awards.core.money import grouped
from nganam_awards.core.registry import navigation, work_lanes
from nganam_awards.core.work import Lane, WorkItem, WorkKind
from units import rules
from units.models import User


KIND = WorkKind("dang-ky", "Đăng ký thi đua", "clipboard-list")
_LIST = "honourees:registration_list"


def pairs_door(user: User) -> list[NavItem]:
    """The officers' door to records that may be one."""
    if not can_merge(user):
        return []
    label, part = "Bản ghi trùng", MenuPart.MEMORY
    return [NavItem(label, "honourees:resemblances", "user-check", order=62, part=part)]


def doors(user: User) -> list[NavItem]:
    """The register and registration for who reads them; the administrator's door to accounts."""
    found = []
    if award_rules.can_read(user):
        label, memory = "Sổ khen thưởng", MenuPart.MEMORY
        found.append(NavItem(label, "honourees:list", "award", order=50, part=memory))
    if registration_rules.has_room(user):
        found.append(NavItem("Đăng ký thi đua", _LIST, "clipboard-list", order=42, short="Đăng ký"))
    if rules.can_manage_units(user):
        label, keeping = "Tài khoản và sổ", MenuPart.KEEPING
        where = "honourees:account_list"
        found.append(NavItem(label, where, "user-check", order=83, part=keeping))
    return found


def lanes(user: User) -> list[Lane]:
    """Lists that the head confirms (never who handed them over); those that came back."""
    found, lists = [], TitleRegistration.objects
    if confirmed_here := rules.units_with(user, "confirm_dossiers"):
        rows = lists.awaiting_head().filter(unit__in=confirmed_here).exclude(handed_by=user.pk)
        found.append(Lane(KIND, "Xác nhận đăng ký", rows, read, _LIST))
    if written_here := rules.units_with(user, "file_dossiers"):
        rows = lists.filter(unit__in=written_here).filter(_came_back())
        found.append(Lane(KIND, "Sửa, chuyển lại", rows, read, _LIST))
    return found


def read(keys: Collection[int]) -> dict[int, WorkItem]:
    """Lists as the table of work names them."""
    rows = TitleRegistration.objects.filter(pk__in=keys).for_list()
    return {
        row.pk: WorkItem(
            row,
            f"Đăng ký thi đua năm {row.merit_year}",
            f"{grouped(row.title_count)} dòng",
            row.unit.short_name,
        )
        for row in rows
    }


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(doors)
    navigation.add(pairs_door)
    work_lanes.add(lanes, order=35)


def _came_back() -> Q:
    """The newest thing that was done with it: the head gave it back."""
    events = RegistrationEvent.objects.filter(registration=OuterRef("pk")).order_by("-pk")
    back = [RegistrationAction.SEND_BACK, RegistrationAction.REOPEN]
    newest = Coalesce(Subquery(events.values("action")[:1]), Value(""))
    return Q(In(newest, back), handed_at=None, confirmed_at=None)
