"""Khác gì so với bản Chủ tịch đã trả lại: read off the two frozen drafts, then and now."""

from collections.abc import Sequence
from typing import NamedTuple

from decisions.models import Decision, DecisionEvent
from decisions.workflow import DecisionAction
from nganam_awards.core.money import grouped
from nganam_awards.documents.models import Document


PARTS = {
    "about": "trích yếu",
    "grounds": "căn cứ",
    "articles": "nội dung các điều",
    "recipients": "nơi nhận",
}


class Changes(NamedTuple):
    """What became of the draft since his last return."""

    note: str
    added: list[str]
    removed: list[str]
    words: list[str]
    money: str

    @property
    def is_same(self) -> bool:
        """Nothing was changed."""
        return not (self.added or self.removed or self.words or self.money)


def since_return(decision: Decision, events: Sequence[DecisionEvent]) -> Changes | None:
    """None where he never returned it, or the draft of then was not kept. `events`: its own."""
    returns = [event for event in events if event.action == DecisionAction.SEND_BACK]
    event = returns[-1] if returns else None
    if event is None or decision.draft_id is None:
        return None
    then = Document.objects.filter(pk=event.facts.get("draft")).first()
    if then is None:
        return None
    old, new = then.context, decision.draft.context
    before, after = _names(old), _names(new)
    was, now = event.facts.get("total_vnd", 0), decision.total_vnd
    return Changes(
        event.note,
        [name for name in after if name not in before],
        [name for name in before if name not in after],
        [told for part, told in PARTS.items() if old.get(part) != new.get(part)],
        "" if was == now else f"{grouped(was)} → {grouped(now)} đồng",
    )


def _names(context: dict) -> list[str]:
    """Everybody on the lists; up to three stand in the articles themselves."""
    rows = [
        row["name"]
        for annex in context.get("annexes", [])
        for section in annex["sections"]
        for row in section["rows"]
    ]
    if rows or not context.get("articles"):
        return rows
    return list(context["articles"][0]["points"])
