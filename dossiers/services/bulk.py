"""The dry run of a bulk: exactly what will happen, sealed, and the run that a word begins.

The facts are what the page showed; the confirmation carries them, signed. Each dossier is compared
with its own facts again under its lock, so one that changed is refused alone.
"""

import uuid
from collections.abc import Collection
from typing import NamedTuple

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import OuterRef, Subquery

from dossiers.models import BulkItem, BulkRun, Dossier, DossierEvent
from dossiers.queries import edition as edition_queries
from dossiers.rules import bulk as bulk_rules
from dossiers.rules.bulk import AT_MOST, Bulk, Fate
from nganam_awards.core.long_text import require_short
from nganam_awards.core.money import grouped
from nganam_awards.core.refusals import Refused
from units.models import User


SALT = "dossiers.bulk"
FORGOTTEN_AFTER = 24 * 3600  # seconds; another day is another dry run anyway


class Tried(NamedTuple):
    """What the dry run shows of one dossier."""

    dossier: Dossier
    fate: Fate


class DryRun(NamedTuple):
    """What will happen with which dossiers, in this order, and what is left alone, and why."""

    done: list[Tried]
    left: list[Tried]
    sealed: str


def dossiers_of(by: User, keys: Collection[int]) -> list[Dossier]:
    """The dossiers with what a dry run asks of them, what is due first on top."""
    newest = DossierEvent.objects.filter(dossier=OuterRef("pk")).order_by("-pk").values("pk")
    rows = Dossier.objects.visible_to(by).filter(pk__in=keys)
    rows = rows.select_related("unit__cluster", "officer", "supplement", "plan__campaign").annotate(
        newest=Subquery(newest[:1])
    )
    found = list(rows.order_by("due_on", "filed_at", "pk"))
    edition_queries.read_titles_as_sent(found)
    return found


def check_number(count: int) -> None:
    """Raise Refused for none and for more than may go at once."""
    if not count:
        raise Refused("Chưa chọn hồ sơ nào. Đánh dấu ô ở đầu dòng rồi chọn việc cần làm.")
    if count > AT_MOST:
        raise Refused(
            f"Anh/chị chọn {grouped(count)} hồ sơ; mỗi lần làm được nhiều nhất "
            f"{grouped(AT_MOST)}. Lọc bớt hoặc làm {grouped(AT_MOST)} hồ sơ trước, rồi làm tiếp "
            "phần còn lại."
        )


def dry_run(bulk: Bulk) -> DryRun:
    """What each dossier's fate is; nothing is written."""
    if not bulk_rules.can_act(bulk.by, bulk.act):
        raise PermissionDenied
    tried = [Tried(*pair) for pair in zip(bulk.dossiers, bulk.fates(), strict=True)]
    done = [one for one in tried if not one.fate.is_left]
    shown = {
        "key": uuid.uuid4().hex,
        "act": str(bulk.act),
        "by": bulk.by.pk,
        "note": bulk.note.strip(),
        "items": [
            {
                "dossier": one.dossier.pk,
                "event": one.dossier.newest,
                "state": one.dossier.state,
                **one.fate.facts,
            }
            for one in done
        ],
    }
    sealed = signing.dumps(shown, salt=SALT, compress=True)
    return DryRun(done, [one for one in tried if one.fate.is_left], sealed)


def begin(sealed: str, *, by: User) -> BulkRun:
    """The word is said: every item waits for a worker. The same page twice is one run."""
    try:
        shown = signing.loads(sealed, salt=SALT, max_age=FORGOTTEN_AFTER)
    except signing.BadSignature as broken:
        raise Refused("Trang xem trước đã cũ. Chọn lại hồ sơ và xem trước lại.") from broken
    if shown["by"] != by.pk or not bulk_rules.can_act(by, shown["act"]):
        raise PermissionDenied
    check_number(len(shown["items"]))
    require_short(shown["note"])
    with transaction.atomic():
        run, is_new = BulkRun.objects.get_or_create(
            key=uuid.UUID(shown["key"]),
            defaults={"act": shown["act"], "by": by, "note": shown["note"]},
        )
        if is_new:
            BulkItem.objects.bulk_create(
                BulkItem(run=run, dossier_id=item["dossier"], place=place, shown=item)
                for place, item in enumerate(shown["items"], start=1)
            )
    return run


def left_behind() -> list[int]:
    """Runs that no worker finished yet."""
    return list(BulkRun.objects.left_behind().values_list("pk", flat=True))
