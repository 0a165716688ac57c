"""One ballot a member and case. A secret one leaves nothing that leads back to the member."""

from collections.abc import Mapping

import structlog
from django.core.exceptions import PermissionDenied
from django.db import transaction

from council.enums import BallotChoice
from council.models import Ballot, CaseLine, CouncilCase, Tally, Voter
from council.queries.count import Roll, voted_in
from council.rules import ballot as ballot_rules, session as session_rules
from nganam_awards.core import memo, workflow
from nganam_awards.core.commit import after_commit
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.sentence import About
from nganam_awards.core.text import clean_text
from units.models import User


log = structlog.get_logger(__name__)
PLACE_OF = {choice.value: place for place, choice in enumerate(BallotChoice)}


def cast(
    case: CouncilCase, choices: Mapping[int, str], *, by: User, seen: int | None = None
) -> None:
    """Casts the member's ballot on every line where he has a vote; it is never changed.

    Refused for a line without a choice, Stale where the case moved on or lost a line since the page
    was opened, AlreadyDone for a second ballot. A secret case gets one rewritten row, and nothing
    else is written with it: no event, no time, no row of its own.
    """
    with transaction.atomic():
        locked = _open_case(case, by, seen)
        if by.pk in voted_in(locked):
            raise AlreadyDone("Anh/chị đã bỏ phiếu vụ việc này. Phiếu đã bỏ không sửa được.")
        roll = Roll(locked)
        _check(roll.lines_of(by.pk), choices)
        if locked.is_secret:
            _drop_in(locked, choices, by)
        else:
            Ballot.objects.create(case=locked, person=by, choices=_kept(choices), recorded_by=by)
        after_commit(_told, locked.pk, by.pk)


def record_written(
    case: CouncilCase, voter: Voter, choices: Mapping[int, str], *, words: str, by: User
) -> Ballot:
    """Writes down the signed opinion of a member who could not come; never in a secret vote."""
    with transaction.atomic():
        locked = workflow.lock(CouncilCase, case.pk)
        if not session_rules.can_keep(by):
            raise PermissionDenied
        if blockers := ballot_rules.written_blockers(locked):
            raise Refused(*blockers)
        person = voter.member.person
        if voter.is_present:
            raise Refused(f"{person.full_name} có mặt tại phiên họp nên tự bỏ phiếu.")
        if person.pk in voted_in(locked):
            raise AlreadyDone(f"Đã có phiếu của {person.full_name} trong vụ việc này.")
        _check(Roll(locked).lines_of(person.pk), choices)
        ballot = Ballot.objects.create(
            case=locked,
            person=person,
            choices=_kept(choices),
            words=clean_text(words),
            recorded_by=by,
        )
        after_commit(_told, locked.pk, person.pk)
    return ballot


def _open_case(case: CouncilCase, by: User, seen: int | None) -> CouncilCase:
    locked = workflow.lock(CouncilCase, case.pk)
    if seen is not None and workflow.seen_mark(locked) != seen:
        raise Stale(
            "Vụ việc đã thay đổi sau khi anh/chị mở phiếu; phiếu chưa được ghi. "
            "Xem lại nội dung bên dưới rồi bỏ phiếu nếu vụ việc còn mở."
        )
    if blockers := ballot_rules.cast_blockers(by, locked):
        raise Refused(*blockers)
    return locked


def _check(lines: list[CaseLine], choices: Mapping[int, str]) -> None:
    """Exactly the lines that stand before the Council now, each with one choice."""
    standing = {line.pk for line in lines}
    if gone := set(choices) - standing:
        raise Stale(
            f"{len(gone)} trường hợp không còn trong vụ việc hoặc không thuộc phiếu này; phiếu "
            "chưa được ghi. Xem lại danh sách hiện nay rồi bỏ phiếu."
        )
    missing = [line for line in lines if choices.get(line.pk) not in PLACE_OF]
    if missing:
        raise Refused(
            *(
                About(f"Chọn ý kiến về {line.nomination.full_name}.", f"choice-{line.pk}")
                for line in missing
            )
        )


def _drop_in(case: CouncilCase, choices: Mapping[int, str], by: User) -> None:
    tally = Tally.objects.get(case=case.pk)
    for pk, choice in choices.items():
        tally.counts.setdefault(str(pk), [0, 0, 0])[PLACE_OF[choice]] += 1
    tally.voted = sorted([*tally.voted, by.pk])
    tally.save(update_fields=["voted", "counts"])


def _kept(choices: Mapping[int, str]) -> dict[str, str]:
    return {str(pk): choice for pk, choice in choices.items()}


def _told(case: int, person: int) -> None:
    """Who has voted is known to everybody on the session's page; how, to nobody."""
    memo.forget([person])
    log.info("ballot_cast", case=case, person=person)
