"""Jobs nobody presses a button for: counting places over again, emptying the bin."""

from collections import Counter
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count

from campaigns.models import Quota
from campaigns.quotas import COUNTERS
from dossiers.models import Attachment, Dossier, Nomination
from dossiers.workflow import COUNTER_OF
from nganam_awards.core import clock
from nganam_awards.core.commit import after_commit


class Difference(NamedTuple):
    """One counter of a quota row that does not say what its lines say."""

    quota: Quota
    counter: str
    stored: int
    counted: int

    def __str__(self) -> str:
        return (
            f"{self.quota.plan_id} · {self.quota.label} · {self.counter}: "
            f"sổ ghi {self.stored}, đếm lại {self.counted}"
        )


def recount_quotas() -> list[Difference]:
    """Compare every counter with the lines that hold it; nothing is changed (0 expected)."""
    held: dict[int, Counter] = {}
    rows = Nomination.objects.exclude(quota=None).order_by().values_list("quota_id", "state")
    for quota_id, state, lines in rows.annotate(lines=Count("pk")):
        if counter := COUNTER_OF.get(state):
            held.setdefault(quota_id, Counter())[counter] += lines
    return [
        Difference(quota, counter, getattr(quota, counter), counted)
        for quota in Quota.objects.select_related("award_type", "unit").order_by("pk")
        for counter in COUNTERS
        if (counted := held.get(quota.pk, Counter())[counter]) != getattr(quota, counter)
    ]


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
        dossier.delete()
        storage = Attachment._meta.get_field("file").storage
        for name in papers:
            after_commit(storage.delete, name)
    return True
