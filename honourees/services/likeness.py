"""What the worker finds: pairs of records that may be one, kept until a person decides."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from honourees.models import Honouree, Resemblance, Survey
from honourees.queries import resemblance as resemblance_queries
from honourees.queries.likeness import score
from honourees.queries.resemblance import Kin
from nganam_awards.core import clock


AT_ONCE = 300
# So many records a run: one after another until the register is seen, then round again at night.
NEW_A_RUN = 3_000
AGAIN_A_NIGHT = 20_000


def look(records: Collection[Honouree], kin: Kin | None = None) -> int:
    """Lay these beside those they may be, write what is found; how many pairs a person is asked."""
    kin = kin or Kin.read()
    pairs = resemblance_queries.pairs_of(records, kin)
    ids = {pk for pair in pairs for pk in pair}
    portraits = resemblance_queries.portraits_of(ids, kin)
    found, now = [], clock.now()
    for one, other in sorted(pairs):
        if one not in portraits or other not in portraits:
            continue
        likeness = score(portraits[one], portraits[other])
        if likeness.is_asked:
            said = list(likeness.reasons), list(likeness.doubts)
            found.append(
                Resemblance(
                    one_id=one,
                    other_id=other,
                    points=likeness.points,
                    reasons=said[0],
                    doubts=said[1],
                    found_at=now,
                )
            )
    _write(records, found)
    return len(found)


def _write(records: Collection[Honouree], found: list[Resemblance]) -> None:
    """What was found takes the place of what was known of these records."""
    pks = [row.pk for row in records]
    with transaction.atomic():
        known = Resemblance.objects.filter(Q(one__in=pks) | Q(other__in=pks))
        here = {(row.one_id, row.other_id) for row in found}
        gone = [
            pk
            for pk, one, other in known.values_list("pk", "one", "other")
            if (one, other) not in here
        ]
        Resemblance.objects.filter(pk__in=gone).delete()
        Resemblance.objects.bulk_create(
            found,
            update_conflicts=True,
            unique_fields=["one", "other"],
            update_fields=["points", "reasons", "doubts", "found_at"],
        )


def look_at_new(most: int = NEW_A_RUN) -> int:
    """Records nobody has looked at yet, whether a decision or a list brought them."""
    return _go_on("newest", most)


def look_again(most: int = AGAIN_A_NIGHT) -> int:
    """A part of the register anew, from where the last night stopped: awards and units change."""
    done = _go_on("reached", most)
    if done < most:
        Survey.objects.filter(pk=1).update(reached=0)
    return done


def _go_on(pointer: str, most: int) -> int:
    """From the pointer on, so many at most; who comes while another is at it does nothing."""
    done, kin = 0, None
    Survey.objects.get_or_create(pk=1)
    while done < most:
        with transaction.atomic():
            survey = Survey.objects.select_for_update(skip_locked=True).filter(pk=1).first()
            if survey is None:
                break
            rows = Honouree.objects.filter(pk__gt=getattr(survey, pointer)).order_by("pk")
            records = list(rows[: min(AT_ONCE, most - done)])
            if not records:
                break
            kin = kin or Kin.read()
            look(records, kin)
            setattr(survey, pointer, records[-1].pk)
            survey.save(update_fields=[pointer])
        done += len(records)
    return done
