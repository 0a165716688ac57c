"""The words of a decision change on Nội vụ's desk; every change leaves its row."""

from collections.abc import Mapping
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from decisions import services, wording
from decisions.enums import EditedPart
from decisions.models import Decision, DecisionEdit, Fund
from units.models import User


class Words(TypedDict, total=False):
    """What may be changed; what is left out stays as it is."""

    reason: str
    fund: Fund | None
    fund_line: str
    line_order: str
    letter_number: str
    letter_on: date | None
    recipients: list[str]
    wording: Mapping[str, str]


def edit(
    decision: Decision, *, by: User, fingerprint: str = "", **words: Unpack[Words]
) -> Decision:
    """Sửa lời văn, số tờ trình; a new draft paper follows. `fingerprint`: what the page showed.

    Only sentences and recipients that differ from the usual ones are kept with the decision.
    """
    with transaction.atomic():
        locked = services.locked_draft(decision, by)
        services.stop_on(_blockers(locked, words.get("wording", {})))
        before = _told(locked)
        kept = dict(words)
        if "wording" in kept:
            kept["wording"] = wording.changed(locked, kept["wording"])
        if kept.get("recipients") == wording.USUAL_RECIPIENTS:
            kept["recipients"] = []
        if all(getattr(locked, name) == value for name, value in kept.items()):
            return locked
        services.check_unchanged(locked, fingerprint)
        for name, value in kept.items():
            setattr(locked, name, value)
        services.order_draft(locked)
        _log(locked, before, by)
    return locked


def _blockers(decision: Decision, typed: Mapping[str, str]) -> list[str]:
    return [
        f"{wording.LABELS[name]}: {words}"
        for name in wording.LABELS
        for words in wording.blockers(decision, name, typed.get(name, ""))
    ]


def _log(decision: Decision, before: dict[str, str], by: User) -> None:
    after = _told(decision)
    DecisionEdit.objects.bulk_create(
        DecisionEdit(decision=decision, part=part, before=before[part], after=after[part], by=by)
        for part in EditedPart.values
        if before[part] != after[part]
    )


def _told(decision: Decision) -> dict[str, str]:
    """Each part as a person reads it."""
    on = decision.letter_on
    return {
        EditedPart.REASON: decision.reason,
        EditedPart.FUND: str(decision.fund or ""),
        EditedPart.FUND_LINE: decision.fund_line,
        EditedPart.LINE_ORDER: decision.get_line_order_display(),
        **{name: wording.sentence(decision, name) for name in wording.LABELS},
        EditedPart.GROUNDS: "\n".join(wording.extra_grounds(decision)),
        EditedPart.RECIPIENTS: "\n".join(wording.recipients(decision)),
        EditedPart.LETTER_NUMBER: decision.letter_number,
        EditedPart.LETTER_ON: f"{on:%d/%m/%Y}" if on else "",
    }
