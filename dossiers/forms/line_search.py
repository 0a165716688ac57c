"""What of a draft's list its clerk looks at: words, a chip, a page; from a GET or with a POST."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from dossiers.models import Nomination
from nganam_awards.core.text import clean_line, search_terms, whole_number


TO_LOOK_AT, WELL = "can-xem", "dat"
CHIPS = {"": "Tất cả", TO_LOOK_AT: "Cần xem", WELL: "Đạt"}
_LONGEST = 100


class LineSearch:
    """The words and the chip, and which lines they leave."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.words = clean_line(given.get("q", ""))[:_LONGEST]
        chip = given.get("xem", "")
        self.chip = chip if chip in CHIPS else ""
        self.page = whole_number(given.get("page", "")) or 1

    def address(self, **more: object) -> str:
        """The query of an address that looks at the same lines; empty: at all of them."""
        asked = {"q": self.words, "xem": self.chip, **more}
        told = urlencode({name: value for name, value in asked.items() if value})
        return f"?{told}" if told else ""

    def with_words(self, lines: Iterable[Nomination]) -> list[Nomination]:
        """Lines of which every typed word begins some word; accents are not needed."""
        terms = search_terms(self.words)
        if not terms:
            return list(lines)
        return [line for line in lines if _has(line, terms)]

    def of_chip(
        self, lines: Iterable[Nomination], marked: Mapping[int, object], chip: str
    ) -> list[Nomination]:
        """Of these, what the chip shows."""
        if not chip:
            return list(lines)
        return [line for line in lines if (line.pk in marked) == (chip == TO_LOOK_AT)]


def _has(line: Nomination, terms: list[str]) -> bool:
    text = f"{line.full_name} {line.position} {line.working_unit} {line.award_type.name}"
    words = f" {' '.join(search_terms(text))}"
    return all(f" {term}" in words for term in terms)
