"""Who reads that a changed calendar moved the promised day."""

from collections.abc import Callable

from dossiers.models import Dossier, DueChange, Recalculation
from nganam_awards.core.address import address
from nganam_awards.notices import outbox
from nganam_awards.notices.outbox import Message
from units.models import User
from units.rules import CLERK_RIGHT, HEAD_RIGHT, holders_of_all


NAMED_DAYS = 5  # dossiers whose moved day one message names


def tell_of_recalculation(recalculation: Recalculation) -> None:
    """Whoever holds a dossier, and its unit, reads that its day moved, why, and to which day."""
    rows = recalculation.due_changes.select_related("dossier__unit", "dossier__officer")
    changes = list(rows.order_by("pk"))
    told: dict[User, list[DueChange]] = {}
    holders = _holders_of(changes)
    for change in changes:
        for person in holders(change.dossier):
            told.setdefault(person, []).append(change)
    messages = [
        Message(
            person,
            f"Lịch làm việc thay đổi ({recalculation.words}) nên hạn trả được tính lại: "
            f"{_moved_days(moved)}.",
            moved[0].dossier.get_absolute_url() if len(moved) == 1 else address("dossiers:list"),
            "Hạn trả hồ sơ thay đổi theo lịch làm việc",
        )
        for person, moved in told.items()
        if person.pk != recalculation.by_id
    ]
    key = f"dossiers.recalculation:{recalculation.pk}"
    outbox.post(messages, key, recalculation.happened_at)


def _holders_of(changes: list[DueChange]) -> Callable[[Dossier], set[User]]:
    """Officer, else whoever assigns, and the people of the unit; all asked in a few questions."""
    units = {change.dossier.unit_id: change.dossier.unit for change in changes}.values()
    inside = [holders_of_all(units, right) for right in (CLERK_RIGHT, HEAD_RIGHT)]
    assigners = set(User.objects.holding("dossiers.assign"))

    def holders(dossier: Dossier) -> set[User]:
        desk = {dossier.officer} if dossier.officer else assigners
        return desk.union(*(held[dossier.unit_id] for held in inside))

    return holders


def _moved_days(changes: list[DueChange]) -> str:
    """«HS-2023-00012 từ 23/11/2023 sang 24/11/2023»; a few are named, the rest counted."""
    told = [
        f"{change.dossier.ref} từ {change.old_due_on:%d/%m/%Y} sang {change.new_due_on:%d/%m/%Y}"
        for change in changes[:NAMED_DAYS]
    ]
    if len(changes) > NAMED_DAYS:
        told.append(f"và {len(changes) - NAMED_DAYS} hồ sơ khác")
    return "; ".join(told)
