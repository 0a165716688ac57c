"""Head and foot of a paper: whose it is, its symbol and place, who signs it (NĐ 30/2020)."""

from collections.abc import Iterable
from typing import NamedTuple


class Letterhead(NamedTuple):
    """Whose papers these are, line by line; `issued_by` is its name inside a sentence."""

    parent: list[str]
    name: list[str]
    symbol: str
    place: str
    issued_by: str

    def head(self, kind: str, series: str) -> dict:
        """What stands above the words: «TỜ TRÌNH» of the series «TTr»; "" has no number."""
        return {
            "issuer": {"parent": self.parent, "name": self.name},
            "symbol_letters": self.letters(series),
            "place": self.place,
            "kind": kind,
            "issued_by": self.issued_by,
        }

    def letters(self, series: str) -> str:
        """What follows the number: «/TTr-UBND»."""
        return f"/{series}-{self.symbol}" if series else ""


def signature(titles: Iterable[str], name: str) -> dict:
    """Who signs; the name stays open where nobody is known yet."""
    return {"titles": list(titles), "name": name}


def add_issuer(words: dict) -> None:
    """A step of `Versions`: papers once named their issuer in the lines of the head alone."""
    words.setdefault("issued_by", " ".join(words["issuer"]["name"]))
