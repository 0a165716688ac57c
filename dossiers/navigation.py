"""Where dossiers stand in the side menu, and what of them waits on the home page."""

from django.db.models import F
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet
from dossiers.queries import queue as queue_queries
from dossiers.queries.timeline import Deadlines
from dossiers.rules import dossier as dossier_rules
from nganam_awards.core.context import HomeList, HomeTask, NavItem
from nganam_awards.core.pages import capped_count
from nganam_awards.core.registry import home_cards, navigation
from units.models import User
from units.queries.grant import holds_somewhere


SHOWN = 8  # tasks of one kind on the home page


def doors(user: User) -> list[NavItem]:
    """The unit's own dossiers; what was filed and the queues for Phòng Nội vụ."""
    is_of_unit = holds_somewhere(user, "file_dossiers", "confirm_dossiers")
    has_queues = queue_queries.works_on_queues(user)
    items = []
    is_staff = dossier_rules.can_view_filed(user)
    if is_of_unit:
        waiting = queue_queries.desk_of_unit(user)
        label = "Hồ sơ" if is_staff else "Hồ sơ của đơn vị"
        items.append(NavItem(label, "dossiers:list", "files", waiting, order=20, short="Hồ sơ"))
    elif is_staff:
        items.append(NavItem("Hồ sơ", "dossiers:list", "files", order=20))
    if has_queues:
        work = queue_queries.next_work(user)
        items.append(
            NavItem("Thẩm định", "dossiers:appraisal_queue", "clipboard-check", work, order=25)
        )
    return items


def to_confirm(user: User) -> HomeList | None:
    """The head: what waits for «Xác nhận và nộp»."""
    if not holds_somewhere(user, "confirm_dossiers"):
        return None
    rows = queue_queries.rows_of(queue_queries.AT_HEAD, user).for_list()
    return _card("Chờ anh/chị xác nhận và nộp", rows, more=reverse("dossiers:list"), order=10)


def drafts(user: User) -> HomeList | None:
    """The clerk: what Phòng Nội vụ waits for, then drafts to finish."""
    if not queue_queries.files_for_some_unit(user):
        return None
    rows = queue_queries.desk_of_clerk(user).for_list()
    rows = rows.order_by(F("supplement__until").asc(nulls_last=True), "-pk")
    return _card("Hồ sơ đang soạn, đang bổ sung", rows, more=reverse("dossiers:list"), order=20)


def mine(user: User) -> HomeList | None:
    """The officer: what was given to them, oldest due first."""
    if not user.has_perm("dossiers.appraise_any"):
        return None
    return _queue(user, queue_queries.MINE, "Anh/chị đang thẩm định", order=10)


def to_receive(user: User) -> HomeList | None:
    """Phòng Nội vụ: what was filed and has no receipt yet."""
    if not user.has_perm("dossiers.receive"):
        return None
    return _queue(user, queue_queries.TO_RECEIVE, "Chờ tiếp nhận", order=20)


def to_assign(user: User) -> HomeList | None:
    """The head of Phòng Nội vụ: what nobody appraises yet."""
    if not user.has_perm("dossiers.assign"):
        return None
    return _queue(user, queue_queries.TO_ASSIGN, "Chờ phân công thẩm định", order=15)


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(doors)
    for card in (to_confirm, drafts, mine, to_receive, to_assign):
        home_cards.add(card)


def _queue(user: User, slug: str, title: str, *, order: int) -> HomeList | None:
    rows = queue_queries.rows_of(slug, user).for_list_in_queue()
    return _card(title, rows, more=reverse("dossiers:queue", args=[slug]), order=order)


def _card(title: str, rows: DossierQuerySet, *, more: str, order: int) -> HomeList | None:
    found = list(rows[: SHOWN + 1])
    if not found:
        return None
    deadlines = Deadlines()
    total = capped_count(rows) if len(found) > SHOWN else len(found)
    tasks = [_task(row, deadlines) for row in found[:SHOWN]]
    return HomeList(title, tasks, total=total, more_url=more, order=order)


def _task(dossier: Dossier, deadlines: Deadlines) -> HomeTask:
    deadline = deadlines.of(dossier)
    return HomeTask(
        label=dossier.title,
        url=dossier.get_absolute_url(),
        note=f"{dossier.unit.short_name} · {dossier.ref}",
        due_on=dossier.due_on if deadline else None,
        tone=dossier.state_tone,
        state_label=dossier.get_state_display(),
    )
