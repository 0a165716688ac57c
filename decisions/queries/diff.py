"""What of a draft reads otherwise: than the rows say now, or than when the Chairman returned it."""

from collections.abc import Sequence
from typing import NamedTuple

from decisions.models import Decision, DecisionEvent
from decisions.workflow import DecisionAction
from nganam_awards.core.money import grouped
from nganam_awards.documents import diff
from nganam_awards.documents.models import Document
from nganam_awards.documents.registry import words_of


# From the head of the paper to its foot; articles and names are told by name.
PARTS = {
    "issuer": "cơ quan ban hành",
    "authority": "thẩm quyền ban hành",
    "about": "trích yếu",
    "grounds": "căn cứ",
    "paragraphs": "nội dung tờ trình",
    "articles": "",
    "annexes": "",
    "recipients": "nơi nhận",
    "signature": "người ký",
}
WORDS_SINCE_RETURN = {
    "about": "trích yếu",
    "grounds": "căn cứ",
    "articles": "nội dung các điều",
    "recipients": "nơi nhận",
}
NAMED_AT_MOST = 3


def changed_parts(printed: dict, now: dict) -> list[str]:
    """What a printed draft no longer says as the rows do, in the words of the page."""
    told = []
    for part in diff.parts(printed, now, PARTS):
        if part == "articles":
            told += _articles(printed.get(part) or [], now.get(part) or [])
        elif part == "annexes":
            told.append(f"danh sách kèm theo{_names(printed, now)}")
        else:
            told.append(PARTS[part])
    return told


class SinceReturn(NamedTuple):
    """What became of the draft since his last return."""

    note: str
    added: list[str]
    removed: list[str]
    altered: list[str]
    words: list[str]
    money: str

    @property
    def is_same(self) -> bool:
        return not (self.added or self.removed or self.altered or self.words or self.money)


def since_return(decision: Decision, events: Sequence[DecisionEvent]) -> SinceReturn | None:
    """None where he never returned it, or the draft of then was not kept. `events`: its own."""
    returns = [event for event in events if event.action == DecisionAction.SEND_BACK]
    event = returns[-1] if returns else None
    if event is None or decision.draft_id is None:
        return None
    then = Document.objects.filter(pk=event.facts.get("draft")).first()
    if then is None:
        return None
    old, new = words_of(then), words_of(decision.draft)
    names = diff.rows(_rows(old) or _points(old), _rows(new) or _points(new))
    was, now = event.facts.get("total_vnd", 0), decision.total_vnd
    return SinceReturn(
        event.note,
        names.added,
        names.dropped,
        names.changed,
        [WORDS_SINCE_RETURN[part] for part in diff.parts(old, new, WORDS_SINCE_RETURN)],
        "" if was == now else f"{grouped(was)} → {grouped(now)} đồng",
    )


def _articles(before: list[dict], now: list[dict]) -> list[str]:
    numbers = range(max(len(before), len(now)))
    return [f"Điều {n + 1}" for n in numbers if before[n : n + 1] != now[n : n + 1]]


def _names(before: dict, now: dict) -> str:
    """« (thêm ông Trần Văn Út; bớt bà Lê Thị Đào)»: who came, who went, whose line is another."""
    found = diff.rows(_rows(before), _rows(now))
    said = [
        f"{verb} {_listed(names)}"
        for verb, names in (
            ("thêm", found.added),
            ("bớt", found.dropped),
            ("sửa dòng", found.changed),
        )
        if names
    ]
    return f" ({'; '.join(said)})" if said else ""


def _rows(context: dict) -> dict[str, list[tuple]]:
    """Each name on the lists with what its lines say, wherever in the list they stand."""
    found: dict[str, list[tuple]] = {}
    for annex in context.get("annexes") or []:
        for section in annex["sections"]:
            for row in section["rows"]:
                said = (section["title"], row["detail"], row["prize"], row["note"])
                found.setdefault(row["name"], []).append(said)
    return {name: sorted(said, key=str) for name, said in found.items()}


def _points(context: dict) -> dict[str, list[tuple]]:
    """Up to three names stand in the first article."""
    articles = context.get("articles") or [{"points": []}]
    return {point: [] for point in articles[0]["points"]}


def _listed(names: list[str]) -> str:
    more = len(names) - NAMED_AT_MOST
    listed = ", ".join(names[:NAMED_AT_MOST])
    return f"{listed} và {more} trường hợp khác" if more > 0 else listed
