"""Writing the register: who a nominee is, what was awarded."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from honourees.models import Award, Honouree
from honourees.queries.match import Candidate
from nganam_awards.core.text import clean_line
from units.models import Unit


def find_or_enter(candidates: Iterable[Candidate], *, unit: Unit) -> list[Honouree]:
    """The records of exactly these names, years of birth and unit, new ones where there are none.

    Nothing is merged by itself; who is said to be new gets a record of their own. Two queries and
    one insert, however many candidates.
    """
    candidates = [Candidate(one.kind, clean_line(one.full_name), *one[2:]) for one in candidates]
    with transaction.atomic():
        # One at a time per unit, so that two dossiers cannot enter the same person twice.
        Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
        names = {candidate.full_name for candidate in candidates if not candidate.is_new}
        known = {
            (False, row.kind, row.full_name, row.birth_year): row
            for row in Honouree.objects.filter(unit=unit, full_name__in=names).order_by("-pk")
        }
        new = {c.identity: c for c in candidates if c.identity not in known}
        entered = Honouree.objects.bulk_create(
            Honouree(
                kind=c.kind,
                full_name=c.full_name,
                gender=c.gender,
                birth_year=c.birth_year,
                birth_date=c.birth_date,
                unit=unit,
            )
            for c in new.values()
        )
        known |= dict(zip(new, entered, strict=True))
    return [known[candidate.identity] for candidate in candidates]


def end_awards(award_ids: Iterable[int], *, symbol: str, on: date) -> None:
    """The awards of lines that a later decision revokes; history stays, the end is written."""
    Award.objects.filter(pk__in=list(award_ids), revoked_on=None).update(
        revoked_symbol=symbol, revoked_on=on
    )


def enter_awards(awards: list[Award]) -> list[Award]:
    """Write the awards of a decision that is being issued, in one statement."""
    return Award.objects.bulk_create(awards)
