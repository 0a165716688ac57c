"""Bodies that ended while their dossiers were under way: who goes on, who is gone."""

from collections.abc import Iterable
from datetime import date

from django.db.models import DateField, QuerySet

from dossiers.models import Dossier, Nomination, Takeover
from law.enums import HonoureeKind
from law.figures import EndedCollective, RuleKey
from law.queries.provision import Law
from nganam_awards.core.query_text import Blank, PreparedRows
from nganam_awards.core.refusals import Refused
from nganam_awards.core.text import fold
from units.models import Unit


def successors(unit: Unit, day: date) -> list[Unit]:
    """Who goes on with the work of an ended body on the day."""
    rows = unit.successions.filter(starts_on__lte=day).select_related("new")
    return [row.new for row in rows if not row.new.has_ended(day)]


def takeover_of(dossier: Dossier, day: date) -> Takeover | None:
    """The one that counts on the day: by a successor that has not ended itself."""
    rows = dossier.takeovers.filter(old=dossier.unit_id).select_related("new", "by")
    return next((row for row in rows.order_by("-pk") if not row.new.has_ended(day)), None)


def ended_bodies(day: date) -> dict[str, Unit]:
    """Bodies that ended before the day, by each of their names, folded: one question."""
    gone: dict[str, Unit] = {}
    for unit in _ENDED.answer(day):
        gone |= {fold(unit.name): unit, fold(unit.short_name): unit}
    return gone


def _ended(day: Blank) -> QuerySet[Unit]:
    return Unit.objects.filter(valid_to__lt=day)


_ENDED = PreparedRows(_ended, DateField())


def ended_collectives(
    lines: Iterable[Nomination], day: date, gone: dict[str, Unit] | None = None
) -> dict[int, Unit]:
    """Of these lines the collectives that are themselves bodies which ended before the day.

    One question whatever the lines are, so that a page costs the same for any list; none where
    `gone` (`ended_bodies`) was asked for many lists together.
    """
    named = {
        line.pk: fold(line.full_name).strip()
        for line in lines
        if line.honouree_kind == HonoureeKind.COLLECTIVE
    }
    gone = ended_bodies(day) if gone is None else gone
    return {pk: gone[name] for pk, name in named.items() if name in gone}


def is_refused_when_ended(law: Law) -> bool:
    """Does the law of the day refuse a collective that ended, whoever goes on?"""
    try:
        return law.on_decision.figure(RuleKey.ENDED_COLLECTIVE).read == EndedCollective.REFUSED
    except Refused:  # a catalogue of before says nothing of it: the officer decides
        return False
