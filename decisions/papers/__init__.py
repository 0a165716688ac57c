"""The papers of this app: which there are, who may read them, and what writes their words."""

from collections.abc import Callable

from decisions.enums import DecisionKind
from decisions.models import Decision
from decisions.papers.decision import INLINE_NAMES, about, about_blockers, context, data_of
from decisions.papers.kinds import (
    EXTRACT,
    FORWARD,
    LETTER,
    PAPER,
    RESULT_ANNOUNCEMENT,
    VERSIONS,
)
from decisions.papers.letters import FORWARD_SERIES, forward_context, letter_context
from decisions.papers.readers import may_read, origin
from decisions.papers.results import (
    ANNOUNCEMENT_SERIES,
    extract_context,
    result_announcement_context,
)
from law.services.number_book import DECISION_KIND
from nganam_awards.core.registry import document_readers
from nganam_awards.documents import registry


__all__ = [
    "ANNOUNCEMENT_SERIES",
    "EXTRACT",
    "INLINE_NAMES",
    "LETTER",
    "RESULT_ANNOUNCEMENT",
    "SERIES",
    "about",
    "about_blockers",
    "context",
    "data_of",
    "extract_context",
    "forward_context",
    "kind_of",
    "letter_context",
    "register",
    "result_announcement_context",
    "words_of",
]
SERIES = {DecisionKind.AWARD: DECISION_KIND, DecisionKind.FORWARD: FORWARD_SERIES}


def register() -> None:
    """Called once when the apps are loaded."""
    for key, template, label in (
        (PAPER, "documents/decision.html", "Quyết định khen thưởng"),
        (FORWARD, "documents/letter.html", "Tờ trình của Ủy ban nhân dân thị xã"),
        (LETTER, "documents/letter.html", "Tờ trình của Phòng Nội vụ"),
        (RESULT_ANNOUNCEMENT, "documents/letter.html", "Thông báo kết quả xét khen thưởng"),
        (EXTRACT, "documents/extract.html", "Trích sao quyết định"),
    ):
        registry.register(
            registry.PaperKind(key, template, label, registry.symbol_filename, origin, VERSIONS)
        )
    document_readers.add(may_read)


def kind_of(decision: Decision) -> str:
    """Which paper a decision is printed as."""
    return FORWARD if decision.kind == DecisionKind.FORWARD else PAPER


def words_of(decision: Decision) -> Callable[..., dict]:
    """What writes the words of its paper."""
    return forward_context if decision.kind == DecisionKind.FORWARD else context
