"""Verdicts on all lines that nothing speaks against: one act for the whole dossier, and back."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, prefetch_related_objects

from dossiers.enums import DossierState, NominationState
from dossiers.models import Dossier, Nomination, NominationEvent
from dossiers.rules import line_note as line_note_rules
from dossiers.services import verdict as verdict_services
from dossiers.transitions import nominee as nominee_transitions
from dossiers.workflow import NominationAction
from nganam_awards.core import workflow
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from units.models import User


class RestOutcome(NamedTuple):
    """What «Đề nghị tất cả còn lại» did; its events lie after `since` up to `until`."""

    typed: list[Nomination]
    taken: list[Nomination]
    held: list[Nomination]
    since: int
    until: int


def recommend_rest(
    dossier: Dossier,
    verdicts: verdict_services.Verdicts,
    *,
    by: User,
    mark: str,
    seen: int | None = None,
) -> RestOutcome:
    """Recommends every line without a word and without a finding; what is typed is kept with it.

    `mark` is of the people whom the page counted. Findings are asked anew under the lock: where
    they or the list changed meanwhile nobody is recommended.
    """
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        lines = nominee_transitions.locked_lines(locked)
        verdict_services.check(locked, {}, {}, by=by, seen=None)
        prefetch_related_objects(lines, "award_type")
        notes = line_note_rules.of_lines(locked, lines)
        rest = verdict_services.rest_of(locked, lines, notes)
        if rest.mark != mark:
            raise Stale(_moved_on(rest))
        typed = nominee_transitions.give_verdicts(dossier, verdicts, by=by, seen=seen)
        left = rest.without(verdicts)
        if not left.taken and not typed:
            raise AlreadyDone("Không còn trường hợp nào để đề nghị cùng lúc.")
        since = _newest_event(locked)
        taken = nominee_transitions.move_lines(
            left.taken,
            NominationAction.RECOMMEND,
            by=by,
            reasons={line.pk: "" for line in left.taken},
        )
        return RestOutcome(typed, taken, left.held, since, _newest_event(locked))


def take_back_rest(
    dossier: Dossier, *, by: User, since: int, until: int
) -> tuple[list[Nomination], int]:
    """Takes that act back: its lines have no word again. Also how many had another word since."""
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        if locked.state != DossierState.APPRAISING:
            raise Refused("Hồ sơ đã kết luận thẩm định nên không lấy lại ý kiến được.")
        lines = nominee_transitions.locked_lines(locked)
        acts = NominationEvent.objects.filter(nomination__dossier=locked, pk__gt=since, by=by)
        mine = acts.filter(pk__lte=until, action=NominationAction.RECOMMEND)
        taken = set(mine.values_list("nomination_id", flat=True))
        moved_on = set(
            NominationEvent.objects.filter(nomination__in=taken, pk__gt=until).values_list(
                "nomination_id", flat=True
            )
        )
        back = [
            line
            for line in lines
            if line.pk in taken - moved_on and line.state == NominationState.RECOMMENDED
        ]
        if not back:
            raise AlreadyDone("Không còn ý kiến nào để lấy lại.")
        moved = nominee_transitions.move_lines(
            back,
            NominationAction.RECONSIDER,
            by=by,
            reasons={line.pk: "" for line in back},
        )
        return moved, len(taken) - len(moved)


def _moved_on(rest: verdict_services.Rest) -> str:
    return (
        "Danh sách hoặc kết quả kiểm tra vừa thay đổi sau khi anh/chị mở trang: nay còn "
        f"{len(rest.taken)} trường hợp không có gì phải xem, giữ lại {len(rest.held)}. "
        "Chưa ghi gì; xem lại rồi bấm lần nữa."
    )


def _newest_event(dossier: Dossier) -> int:
    events = NominationEvent.objects.filter(nomination__dossier=dossier)
    return events.aggregate(newest=Max("pk"))["newest"] or 0
