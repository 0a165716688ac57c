"""What changed in a dossier since one person last looked: marks are per person.

The mark comes from the access log. A sitting is one look: while somebody reads on, page after
page, the changes stay; an hour's pause ends it. In the first sitting of all, what counts is what
came after the first page.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import BigIntegerField, DateTimeField, QuerySet

from dossiers.enums import NominationState
from dossiers.models import (
    Dossier,
    DossierEvent,
    DossierMessage,
    InternalComment,
    NominationEvent,
)
from dossiers.queries.diff import ORDER
from dossiers.queries.supplement import AWARD, GONE, changes_between, snapshot, words_then
from dossiers.workflow import DossierAction, NominationAction
from nganam_awards.core import clock
from nganam_awards.core.models import Reading
from nganam_awards.core.query_text import Blank, Prepared, PreparedRows
from nganam_awards.documents.diff import Change
from units.models import User


PAUSE = timedelta(hours=1)
PAGES_A_SITTING = 1000  # that are looked back on
_TOLD = {
    NominationAction.REMOVE: GONE,
    NominationAction.SUSPEND: "Tạm dừng xét",
    NominationAction.RESUME: "Được xét tiếp",
}
_SAID = (
    NominationAction.RECOMMEND,
    NominationAction.NOT_RECOMMEND,
    NominationAction.RECONSIDER,
)
_LIST = "Danh sách"


class Look(NamedTuple):
    """Since when, what reads otherwise, and the same in a few words."""

    since: datetime
    changes: list[Change]
    told: list[str]


def since_last_look(
    dossier: Dossier,
    user: User,
    events: Sequence[DossierEvent],
    said: Iterable[tuple[str, Sequence[DossierMessage | InternalComment]]] = (),
) -> Look | None:
    """None for whoever looks for the first time; a look without changes has no words.

    `events`, `said`: what the page has read of the dossier anyway.
    """
    since = mark_of(dossier, user)
    if since is None:
        return None
    was_recalled = any(step.action == DossierAction.RECALL for step in events)
    changes = [
        *_sent_anew(dossier, since, was_recalled=was_recalled),
        *_moved(dossier, user, since),
    ]
    return Look(since, changes, [*_in_words(changes), *_said(said, user, since)])


def mark_of(dossier: Dossier, user: User) -> datetime | None:
    """The end of this person's last sitting but the one of now."""
    later = clock.now()
    moment = None
    for (moment,) in _READINGS.answer(dossier.pk, user.pk):
        if later - moment > PAUSE:
            return moment
        later = moment
    return moment


def _sent_anew(dossier: Dossier, since: datetime, *, was_recalled: bool) -> list[Change]:
    """What the unit sent after that moment, beside what this person had read.

    What he had read is the oldest kept version that ended later. Of a supplement alone the
    changes were told when it was sent.
    """
    editions = dossier.editions.filter(ended_at__gt=since) if was_recalled else ()
    kept = [(row.ended_at, row.words) for row in editions]
    asked = getattr(dossier, "supplement", None)
    is_answered = asked is not None and asked.answered_at and asked.answered_at > since
    if is_answered and not kept:
        return [Change(**change) for change in asked.changes]
    if is_answered:
        kept.append((asked.answered_at, words_then(asked)))
    if not kept:
        return []
    _, words = min(kept, key=lambda version: version[0])
    return changes_between(words, snapshot(dossier), without=_gone_by(dossier, since))


def _gone_by(dossier: Dossier, since: datetime) -> list[int]:
    gone = NominationEvent.objects.filter(
        nomination__dossier=dossier, action=NominationAction.REMOVE, happened_at__lte=since
    )
    return list(gone.values_list("nomination_id", flat=True))


def _moved(dossier: Dossier, user: User, since: datetime) -> Iterator[Change]:
    """Lines that were taken off, suspended or taken up, and words that somebody else said."""
    newest: dict[int, NominationEvent] = {}
    for step in _STEPS.answer(dossier.pk, since, user.pk):
        newest[step.nomination_id] = step
    for step in newest.values():
        now = _TOLD.get(step.action) or NominationState(step.target).label
        before = (
            "Có trong danh sách" if step.action in _TOLD else NominationState(step.source).label
        )
        yield Change(step.nomination.full_name, _LIST, before, now)


def _readings(dossier: Blank, user: Blank) -> QuerySet:
    rows = Reading.objects.filter(subject=Dossier._meta.label_lower, subject_id=dossier, user=user)
    return rows.order_by("-happened_at").values_list("happened_at")[:PAGES_A_SITTING]


def _steps(dossier: Blank, since: Blank, user: Blank) -> QuerySet[NominationEvent]:
    rows = NominationEvent.objects.filter(nomination__dossier=dossier, happened_at__gt=since)
    rows = rows.filter(action__in=[*_TOLD, *_SAID]).exclude(by=user)
    return rows.select_related("nomination").order_by("pk")


_READINGS = Prepared(_readings, BigIntegerField(), BigIntegerField())
_STEPS = PreparedRows(_steps, BigIntegerField(), DateTimeField(), BigIntegerField())


def _in_words(changes: list[Change]) -> Iterator[str]:
    """«thêm 2 người · 1 người đổi hình thức»: what a reader decides by whether to look closer."""
    by_row = [change for change in changes if change.what == _LIST]
    added = sum(not change.old for change in by_row)
    gone = sum(change.new == GONE for change in by_row)
    others = len(by_row) - added - gone
    named = [c for c in changes if c.what != _LIST and c.where not in {"Giấy tờ", "Hồ sơ"}]
    of_award = {c.where for c in named if c.what == AWARD}
    moved = {c.where for c in named if c.what == ORDER}
    mended = {c.where for c in named if c.what not in {AWARD, ORDER, "Văn bản"}}
    for count, words in (
        (added, "thêm {} trường hợp"),
        (gone, "rút {} trường hợp"),
        (len(of_award), "{} trường hợp đổi hình thức"),
        (len(mended), "{} trường hợp sửa thông tin"),
        (len(moved), "{} trường hợp đổi thứ tự"),
        (others, "{} trường hợp có ý kiến hoặc tạm dừng"),
    ):
        if count:
            yield words.format(count)
    for change in changes:
        if change.where == "Giấy tờ":
            yield f"{change.what}: {_of_file(change)}"
        elif change.where == "Hồ sơ" or change.what == "Văn bản":
            yield f"{change.where if change.what == 'Văn bản' else change.what}: bản mới"


def _of_file(change: Change) -> str:
    if not change.old:
        return "thêm tệp"
    if not change.new:
        return "bỏ tệp"
    return "tệp tải lại, không đổi" if change.new.endswith("không đổi") else "bản mới"


def _said(
    said: Iterable[tuple[str, Sequence[DossierMessage | InternalComment]]],
    user: User,
    since: datetime,
) -> Iterator[str]:
    for words, rows in said:
        if count := sum(row.written_at > since and row.by_id != user.pk for row in rows):
            yield f"{count} {words} mới"
