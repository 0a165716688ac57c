"""Who a nominee is in the register: a record that stands there, or a new one."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from honourees.models import Honouree
from honourees.queries.match import Candidate
from nganam_awards.core.text import clean_line
from units.models import Unit


def find_or_enter(candidates: Iterable[Candidate], *, unit: Unit) -> list[Honouree]:
    """The records of exactly these names, years of birth and unit, new ones where there are none.

    Of a record that was merged the one that stands for it. Nothing is merged by itself; who is
    said to be new gets a record of their own. Two queries and one insert, however many candidates.
    """
    candidates = [Candidate(one.kind, clean_line(one.full_name), *one[2:]) for one in candidates]
    with transaction.atomic():
        # One at a time per unit, so that two dossiers cannot enter the same person twice.
        Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
        names = {candidate.full_name for candidate in candidates if not candidate.is_new}
        known = {
            (False, row.kind, row.full_name, row.birth_year): row.main or row
            for row in _named(names, unit)
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


def _named(names: Iterable[str], unit: Unit) -> QuerySet[Honouree]:
    rows = Honouree.objects.filter(unit=unit, full_name__in=names)
    return rows.select_related("main").order_by("-pk")
