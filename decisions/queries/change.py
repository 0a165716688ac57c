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
    altered: list[str]
    words: list[str]
    money: str

    @property
    def is_same(self) -> bool:
        """Nothing was changed."""
        return not (self.added or self.removed or self.altered or self.words or self.money)


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
    before, after = _rows(old), _rows(new)
    was, now = event.facts.get("total_vnd", 0), decision.total_vnd
    return Changes(
        event.note,
        [name for name in after if name not in before],
        [name for name in before if name not in after],
        [name for name in after if name in before and after[name] != before[name]],
        [told for part, told in PARTS.items() if old.get(part) != new.get(part)],
        "" if was == now else f"{grouped(was)} → {grouped(now)} đồng",
    )


def _rows(context: dict) -> dict[str, list[tuple]]:
    """Everybody on the lists with post, award and money; up to three stand in the articles."""
    rows: dict[str, list[tuple]] = {}
    for annex in context.get("annexes", []):
        for section in annex["sections"]:
            for row in section["rows"]:
                told = (section["title"], row["detail"], row["prize"])
                rows.setdefault(row["name"], []).append(told)
    if not rows and context.get("articles"):
        rows = {point: [] for point in context["articles"][0]["points"]}
    return {name: sorted(told, key=str) for name, told in rows.items()}
