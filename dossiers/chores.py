"""Jobs nobody presses a button for: counting places over again, emptying the bin."""

from collections import Counter
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count

from campaigns import caps, law
from campaigns.caps import CapMove
from campaigns.models import Quota
from campaigns.quotas import COUNTERS
from dossiers.models import Attachment, Dossier, Nomination
from dossiers.models.dossier import UNIT_STATES
from dossiers.workflow import COUNTER_OF
from nganam_awards.core import clock
from nganam_awards.core.commit import after_commit
from nganam_awards.documents import services as documents
from units.models import Unit


class Difference(NamedTuple):
    """One counter of a quota or cap row that does not say what its lines say."""

    place: str
    counter: str
    stored: int
    counted: int

    def __str__(self) -> str:
        return f"{self.place} · {self.counter}: sổ ghi {self.stored}, đếm lại {self.counted}"


def recount_quotas() -> list[Difference]:
    """Compare every counter with the lines that hold it; nothing is changed (0 expected)."""
    return [*_of_quotas(), *_of_caps()]


def _of_quotas() -> list[Difference]:
    held: dict[int, Counter] = {}
    rows = Nomination.objects.exclude(quota=None).order_by().values_list("quota_id", "state")
    for quota_id, state, lines in rows.annotate(lines=Count("pk")):
        if counter := COUNTER_OF.get(state):
            held.setdefault(quota_id, Counter())[counter] += lines
    return [
        Difference(f"{quota.plan} · {quota.label}", counter, getattr(quota, counter), counted)
        for quota in Quota.objects.select_related("award_type", "unit", "plan__campaign").order_by(
            "pk"
        )
        for counter in COUNTERS
        if (counted := held.get(quota.pk, Counter())[counter]) != getattr(quota, counter)
    ]


def _of_caps() -> list[Difference]:
    """Every cap from the lines of its titles, over the base of today's rule."""
    rows = (
        Nomination.objects.filter(award_type__in=law.ratio_award_ids())
        .exclude(dossier__state__in=UNIT_STATES)
        .order_by()
        .values_list("award_type_id", "dossier__merit_year", "dossier__unit_id", "state")
    )
    units = Unit.objects.in_bulk(set(rows.values_list("dossier__unit_id", flat=True)))
    counted = caps.counted(
        (CapMove(award, year, units[unit], None, COUNTER_OF.get(state)), lines)
        for award, year, unit, state, lines in rows.annotate(lines=Count("pk"))
    )
    return [Difference(*difference) for difference in caps.differences(counted)]


def empty_trash() -> int:
    """Drafts whose days in the bin are over go for good, with lines, papers and files; how many."""
    gone = Dossier.objects.gone_by(clock.today()).order_by("pk")
    return sum(_delete_for_good(pk) for pk in list(gone.values_list("pk", flat=True)))


def _delete_for_good(pk: int) -> bool:
    with transaction.atomic():
        # Asked again under the lock: a clerk may have brought it back, another run deleted it.
        rows = Dossier.objects.gone_by(clock.today()).filter(pk=pk)
        dossier = rows.select_for_update(of=("self",), skip_locked=True).first()
        if dossier is None:
            return False
        papers = list(dossier.attachments.values_list("file", flat=True))
        written = [paper.document for paper in dossier.written.select_related("document")]
        dossier.delete()
        for document in written:
            documents.discard(document)
        storage = Attachment._meta.get_field("file").storage
        for name in papers:
            after_commit(storage.delete, name)
    return True
