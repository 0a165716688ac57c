"""Both officers hear that one name stands in their two dossiers: once, and without the name."""

from dossiers.models import Absence, Dossier, DossierEvent
from dossiers.queries import absence as absence_queries, namesake as namesake_queries
from dossiers.workflow import DossierAction
from nganam_awards.core import clock
from nganam_awards.notices import outbox
from nganam_awards.notices.outbox import Message


# When a list comes to the office, and when it comes to an officer.
TOLD_AT = {
    DossierAction.CONFIRM,
    DossierAction.ANSWER,
    DossierAction.RECEIVE,
    DossierAction.ASSIGN,
    DossierAction.REASSIGN,
}


def tell(event: DossierEvent) -> None:
    """Inside the transaction that ticks the step off; a second delivery tells nobody again."""
    if event.action not in TOLD_AT:
        return
    dossier = event.dossier
    if dossier.is_in_unit:  # recalled since
        return
    away = absence_queries.away_on(clock.today())
    for other, count in namesake_queries.sharing_names(dossier):
        messages = [
            *_messages(dossier, other, count, away),
            *_messages(other, dossier, count, away),
        ]
        low, high = sorted((dossier.pk, other.pk))
        if messages:
            outbox.post(messages, f"dossiers.namesake:{low}-{high}", event.happened_at)


def _messages(
    dossier: Dossier, other: Dossier, count: int, away: dict[int, Absence]
) -> list[Message]:
    """To whoever appraises the first."""
    text = (
        f"Hồ sơ {dossier.ref} của {dossier.unit.short_name} và hồ sơ {other.ref} của "
        f"{other.unit.short_name} có {count} trường hợp cùng tên, cùng năm {dossier.merit_year}. "
        "Anh/chị xem có phải một người, một tập thể được đề nghị hai nơi không."
    )
    subject = f"{dossier.ref}, {other.ref}: có tên trùng nhau"
    return [
        Message(person, text, dossier.get_absolute_url(), subject)
        for person in absence_queries.officers_of(dossier, away)
    ]
