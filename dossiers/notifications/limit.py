"""Who reads that a changed calendar moved the promised day."""

from functools import cached_property

from dossiers.models import Dossier, DueChange, Recalculation
from nganam_awards.core.address import address
from nganam_awards.notices import outbox
from nganam_awards.notices.outbox import Message
from units.models import User
from units.rules import holders_of


NAMED_DAYS = 5  # dossiers whose moved day one message names


def tell_of_recalculation(recalculation: Recalculation) -> None:
    """Whoever holds a dossier, and its unit, reads that its day moved, why, and to which day."""
    changes = recalculation.due_changes.select_related("dossier__unit", "dossier__officer")
    told: dict[User, list[DueChange]] = {}
    holders = _HoldersOf()
    for change in changes.order_by("pk"):
        for person in holders.of(change.dossier):
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


class _HoldersOf:
    """Officer, else whoever assigns, and the people of the unit: each asked once."""

    def __init__(self) -> None:
        self._units: dict[int, set[User]] = {}

    @cached_property
    def _assigners(self) -> set[User]:
        return set(User.objects.holding("dossiers.assign"))

    def of(self, dossier: Dossier) -> set[User]:
        """In no order; a person with two seats once."""
        if dossier.unit_id not in self._units:
            rights = ("file_dossiers", "confirm_dossiers")
            people = (holders_of(dossier.unit, right) for right in rights)
            self._units[dossier.unit_id] = {person for some in people for person in some}
        desk = {dossier.officer} if dossier.officer else self._assigners
        return desk | self._units[dossier.unit_id]


def _moved_days(changes: list[DueChange]) -> str:
    """«HS-2023-00012 từ 23/11/2023 sang 24/11/2023»; a few are named, the rest counted."""
    told = [
        f"{change.dossier.ref} từ {change.old_due_on:%d/%m/%Y} sang {change.new_due_on:%d/%m/%Y}"
        for change in changes[:NAMED_DAYS]
    ]
    if len(changes) > NAMED_DAYS:
        told.append(f"và {len(changes) - NAMED_DAYS} hồ sơ khác")
    return "; ".join(told)
