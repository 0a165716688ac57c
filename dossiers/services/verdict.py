"""Verdicts (ý kiến thẩm định): what an officer may say of the lines, and what stands against it."""

from collections.abc import Collection, Iterable
from copy import copy
from hashlib import sha256
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.utils.text import capfirst

from dossiers.enums import DossierState, NominationState
from dossiers.models import Dossier, Nomination, NominationEvent
from dossiers.rules import dossier as dossier_rules, takeover as takeover_rules
from dossiers.rules.eligibility.finding import Finding
from dossiers.rules.line_note import LineNote
from dossiers.workflow import FINISHED_STATES, NOMINATION_ARROWS, NominationAction
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused, Stale
from units.models import User


# {line: (action, reason)}; without an action: a reason whose choice is missing
Verdicts = dict[int, tuple[str, str]]

ORDER = (
    NominationAction.RECOMMEND,
    NominationAction.NOT_RECOMMEND,
    NominationAction.RECONSIDER,
)


class Wanting(NamedTuple):
    """What one word lacks: said anywhere, and beside its field, where name and finding stand."""

    text: str
    ask: str


class Unexplained(Refused):
    """Words that want a reason, reasons that want a word: by the line whose field lacks it."""

    def __init__(self, at: dict[int, Wanting]) -> None:
        super().__init__(*(one.text for one in at.values()))
        self.at = at


class Rest(NamedTuple):
    """Lines without a word: those that «Đề nghị tất cả còn lại» takes, and those it leaves."""

    taken: list[Nomination]
    held: list[Nomination]

    @property
    def mark(self) -> str:
        """Equal marks are the same people."""
        pks = ",".join(str(line.pk) for line in sorted(self.taken, key=lambda line: line.pk))
        return sha256(pks.encode()).hexdigest()[:24]

    def without(self, judged: Iterable[int]) -> "Rest":
        """What is left of both when these have their word."""
        pks = set(judged)
        return Rest(
            [line for line in self.taken if line.pk not in pks],
            [line for line in self.held if line.pk not in pks],
        )


def rest_of(
    dossier: Dossier,
    lines: Iterable[Nomination],
    notes: dict[int, list[LineNote]],
    asking: Collection[int] | None = None,
) -> Rest:
    """Nobody is taken whom a finding names, or who is recommended with a reason only.

    `asking`: the latter, where they are known already.
    """
    waiting = [line for line in lines if line.state == NominationState.PROPOSED]
    if dossier.state != DossierState.APPRAISING:
        return Rest([], waiting)
    if asking is None:
        asking = takeover_rules.asking_reason(waiting, clock.today())
    held = {line.pk for line in waiting if line.pk in asking or notes.get(line.pk)}
    return Rest(
        [line for line in waiting if line.pk not in held],
        [line for line in waiting if line.pk in held],
    )


_AGAIN = "Các ý kiến khác chưa ghi; xem lại rồi bấm «Lưu ý kiến» lần nữa."


def check(
    dossier: Dossier,
    lines: dict[int, Nomination],
    verdicts: Verdicts,
    *,
    by: User,
    seen: int | None,
    failed: dict[int, list[Finding]] | None = None,
) -> None:
    """Raise what stands against these words on these locked lines; otherwise nothing.

    `failed`: findings of the lines that somebody wants to recommend.
    """
    _check_desk(dossier, [lines[pk] for pk in verdicts if pk in lines], by)
    _check_list(dossier, lines, verdicts)
    if seen is not None:
        _check_freshness(lines, verdicts, seen)
    missing = {
        pk: Wanting(f"{lines[pk].full_name}: {asked}.", f"{capfirst(asked)}.")
        for pk, word in verdicts.items()
        if (asked := _lacking(*word))
    }
    missing |= _in_spite(lines, verdicts, failed)
    missing |= _ended(lines, verdicts)  # of an ended body this says what to do
    if missing:
        raise Unexplained(missing)


def _lacking(wanted: str, reason: str) -> str:
    if not wanted:
        return "chọn «Đề nghị» hoặc «Không đề nghị» cho lý do vừa ghi"
    if wanted == NominationAction.NOT_RECOMMEND and not reason.strip():
        return "ghi lý do không đề nghị để đơn vị được biết"
    return ""


def _ended(lines: dict[int, Nomination], verdicts: Verdicts) -> dict[int, Wanting]:
    """Collectives of a body that ended are recommended with a reason, or not at all."""
    asked = []
    for pk, (wanted, reason) in verdicts.items():
        if wanted == NominationAction.RECOMMEND and changes(lines[pk], wanted, reason):
            line = copy(lines[pk])
            line.verdict_reason = reason.strip()
            asked.append(line)
    told = takeover_rules.unexplained(asked, clock.today())
    return {
        pk: Wanting(text, text.removeprefix(f"{lines[pk].full_name}: "))
        for pk, text in told.items()
    }


def recommended(lines: dict[int, Nomination], verdicts: Verdicts) -> list[Nomination]:
    """Lines that these words recommend and that were not before, or not with this reason."""
    return [
        lines[pk]
        for pk, (wanted, reason) in verdicts.items()
        if wanted == NominationAction.RECOMMEND
        and pk in lines
        and (changes(lines[pk], wanted, reason) or _is_another_reason(lines[pk], reason))
    ]


def _is_another_reason(line: Nomination, reason: str) -> bool:
    """What turned against a recommended line may be answered while it stays recommended."""
    return bool(reason.strip()) and reason.strip() != line.verdict_reason


def _in_spite(
    lines: dict[int, Nomination],
    verdicts: Verdicts,
    failed: dict[int, list[Finding]] | None,
) -> dict[int, Wanting]:
    """What failed is recommended with a reason, where the provision lets an officer; else never."""
    missing = {}
    for line in recommended(lines, verdicts) if failed else ():
        rows = failed.get(line.pk, ())
        final = next((one for one in rows if not one.can_overrule), None)
        if final is not None:
            missing[line.pk] = _wanting(line, final, _FINAL)
        elif rows and not verdicts[line.pk][1].strip():
            missing[line.pk] = _wanting(line, rows[0], _IN_SPITE)
    return missing


_FINAL = "Có quy định không cho vẫn đề nghị; chọn «Không đề nghị» hoặc yêu cầu đơn vị bổ sung."
_IN_SPITE = "Ghi lý do vẫn đề nghị, hoặc chọn «Không đề nghị»."


def _wanting(line: Nomination, one: Finding, ask: str) -> Wanting:
    return Wanting(f"{line.full_name}: {one.text} ({one.citation}) {ask}", ask)


def changes(line: Nomination, action: str, reason: str) -> bool:
    """Does the word differ from what stands? Another reason is another word."""
    if line.state != NOMINATION_ARROWS[action].target:
        return True
    return action == NominationAction.NOT_RECOMMEND and line.verdict_reason != reason


def _check_desk(dossier: Dossier, judged: list[Nomination], by: User) -> None:
    is_finished = dossier.state in FINISHED_STATES
    resumed = is_finished and {line.state for line in judged} == {NominationState.PROPOSED}
    if dossier.state != DossierState.APPRAISING and not resumed:
        raise Stale(
            f"Hồ sơ đang ở trạng thái «{dossier.get_state_display()}» nên chưa ghi được ý kiến. "
            "Xem tiến trình để biết việc gì vừa xảy ra."
        )
    if not dossier_rules.is_in_charge(by, dossier):
        raise PermissionDenied


def _check_list(dossier: Dossier, lines: dict[int, Nomination], verdicts: Verdicts) -> None:
    missing = verdicts.keys() - lines.keys()
    if not missing:
        return
    gone = list(dossier.nominations.filter(pk__in=missing).order_by("order", "pk"))
    if len(gone) < len(missing):
        raise PermissionDenied  # lines of another dossier: no page of ours sends them
    raise Stale(*(f"{line.full_name} vừa được đơn vị rút khỏi danh sách." for line in gone), _AGAIN)


def _check_freshness(lines: dict[int, Nomination], verdicts: Verdicts, seen: int) -> None:
    events = NominationEvent.objects.filter(nomination__in=list(lines), pk__gt=seen)
    newer = set(events.values_list("nomination_id", flat=True))
    clashing = [
        lines[pk]
        for pk, (wanted, _) in verdicts.items()
        if pk in newer and lines[pk].state != _state_after(wanted)
    ]
    if clashing:
        raise Stale(
            *(
                f"{line.full_name} vừa được ghi «{line.get_state_display()}» ở cửa sổ khác."
                for line in clashing
            ),
            _AGAIN,
        )


def _state_after(wanted: str) -> str:
    """A reason without a choice was typed for a line that had no word yet."""
    return NOMINATION_ARROWS[wanted].target if wanted else NominationState.PROPOSED
