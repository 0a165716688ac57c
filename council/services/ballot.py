"""One ballot a member and case. A secret one leaves nothing that leads back to the member."""

from collections.abc import Mapping

import structlog
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.views.decorators.debug import sensitive_variables

from council.enums import BallotChoice
from council.models import Ballot, CouncilCase, Tally, Voter
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
LOST = "Xem lại danh sách bên dưới, các lựa chọn khác còn nguyên, rồi gửi lại."


@sensitive_variables()
def cast(
    case: CouncilCase, choices: Mapping[int, str], *, by: User, seen: int | None = None
) -> None:
    """Casts the member's ballot on every line where he has a vote; it is never changed.

    Refused for a line without a choice, Stale where the case moved on or lost a line since the page
    was opened, AlreadyDone for a second ballot. A secret case gets one rewritten row, and nothing
    else is written with it: no event, no time, no row of its own.
    """
    with transaction.atomic():
        locked = workflow.lock(CouncilCase, case.pk)
        if by.pk in voted_in(locked):
            raise AlreadyDone(
                "Anh/chị đã bỏ phiếu vụ việc này từ trước. Phiếu đã bỏ không sửa được, "
                "lần gửi này không tính thêm."
            )
        if blockers := ballot_rules.cast_blockers(by, locked):
            raise Refused(*blockers)
        _stop_if_moved(locked, seen)
        _check(Roll(locked), by, choices)
        if locked.is_secret:
            _drop_in(locked, choices, by)
        else:
            Ballot.objects.create(case=locked, person=by, choices=_kept(choices), recorded_by=by)
        after_commit(_told, locked.pk, by.pk)


def record_written(
    case: CouncilCase,
    voter: Voter,
    choices: Mapping[int, str],
    *,
    words: str,
    by: User,
    seen: int | None = None,
) -> Ballot:
    """Writes down the signed opinion of a member who could not come; never in a secret vote."""
    with transaction.atomic():
        locked = workflow.lock(CouncilCase, case.pk)
        if not session_rules.can_keep(by):
            raise PermissionDenied
        person, said = voter.member.person, clean_text(words)
        _stop_if_written(locked, person, _kept(choices), said, by)
        if blockers := ballot_rules.written_blockers(locked, voter):
            raise Refused(*blockers)
        _stop_if_moved(locked, seen)
        _check(Roll(locked), person, choices)
        ballot = Ballot.objects.create(
            case=locked, person=person, choices=_kept(choices), words=said, recorded_by=by
        )
        after_commit(_told, locked.pk, person.pk)
    return ballot


def shred() -> None:
    """Once a box is closed its table is written anew: earlier versions of its row are gone.

    Call after the commit that closed it. A backup that reads the table goes first; then the server
    cleans up by itself, later.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")
        try:
            cursor.execute("VACUUM (FULL) council_tally")
        finally:
            cursor.execute("RESET lock_timeout")


def _stop_if_moved(case: CouncilCase, seen: int | None) -> None:
    if seen is not None and workflow.seen_mark(case) != seen:
        raise Stale(f"Vụ việc đã thay đổi sau khi anh/chị mở trang nên chưa ghi gì. {LOST}")


def _stop_if_written(
    case: CouncilCase, person: User, choices: dict[str, str], words: str, by: User
) -> None:
    """The same click twice is one; another paper of the same member is refused."""
    if case.is_secret:
        return
    there = case.ballots.filter(person=person.pk).select_related("recorded_by").first()
    if there is None:
        return
    told = f"Đã có phiếu của {person.full_name} trong vụ việc này"
    if (there.recorded_by_id, there.choices, there.words) == (by.pk, choices, words):
        raise AlreadyDone(f"{told}.")
    how = f"do {there.recorded_by.full_name} ghi" if there.is_written else "do thành viên tự bỏ"
    raise Refused(f"{told}, {how} từ trước; mỗi người một phiếu nên lần này không ghi.")


@sensitive_variables()
def _check(roll: Roll, voter: User, choices: Mapping[int, str]) -> None:
    """Exactly the lines that stand before the Council now, each with one choice."""
    mine = roll.lines_of(voter.pk)
    barred = {line.pk: line for line in roll.lines if line not in mine}
    if wrong := [barred[pk].nomination.full_name for pk in choices if pk in barred]:
        raise Refused(f"Dòng {', '.join(wrong)} không thuộc phiếu này nên chưa ghi gì. {LOST}")
    if gone := set(choices) - {line.pk for line in mine}:
        raise Stale(
            f"{len(gone)} trường hợp không còn trong vụ việc nên phiếu chưa được ghi. {LOST}"
        )
    missing = [line for line in mine if choices.get(line.pk) not in PLACE_OF]
    if missing:
        raise Refused(
            *(
                About(f"Chọn ý kiến về {line.nomination.full_name}.", f"choice-{line.pk}")
                for line in missing
            )
        )


@sensitive_variables()
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
