"""A paper read beside the form in which its words are changed: frozen words, each sentence named.

Letters, breaks and tables are the printer's and stand in the page pictures; here one reads, and
sees at once which sentence is worded otherwise.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from nganam_awards.documents import registry
from nganam_awards.documents.models import Document


_ENDS = " .;:,/"
TABLE = "Bảng danh sách: xem trong bản in."


class LeafPart(NamedTuple):
    """Some words of a line; a sentence that may be reworded carries its key."""

    text: str
    key: str = ""
    is_changed: bool = False


class LeafLine(NamedTuple):
    """One paragraph: its parts, and how it stands on the paper where that is told apart."""

    parts: list[LeafPart]
    style: str = ""


class Leaf(NamedTuple):
    """The paper as it is read in place."""

    issuer: list[str]
    kind: str
    lines: list[LeafLine]
    recipients: list[LeafLine]  # all in one style
    signature: list[str]
    values: str


def leaf_of(
    document: Document,
    said: Mapping[str, str],
    changed: Collection[str],
    values: Mapping[str, Mapping[str, str]],
) -> Leaf:
    """The words of a paper; `said` is {key: the sentence as printed}.

    `values` are {key: {place: what stands in it}}, with which the page shows what is being typed.
    """
    words = registry.words_of(document)
    sentences = [
        (key, line)
        for key, text in said.items()
        for line in (one.strip(_ENDS) for one in text.splitlines())
        if line
    ]

    def line(text: str, style: str = "") -> LeafLine:
        return LeafLine(list(_parted(text, sentences, changed)), style)

    return Leaf(
        issuer=[*words["issuer"]["parent"], *words["issuer"]["name"]],
        kind=words["kind"],
        lines=[line(text, style) for style, text in _body(words)],
        recipients=[line(f"- {one}") for one in words["recipients"]],
        signature=[*words["signature"]["titles"], words["signature"]["name"]],
        values=json.dumps(values, ensure_ascii=False),
    )


def _body(words: Mapping) -> Iterator[tuple[str, str]]:
    """Everything between title and signature, in the order in which it is printed."""
    yield "about", words["about"].replace("\n", " ")
    for one in words.get("addressees", ()):
        yield "addressee", f"Kính gửi: {one}"
    for ground in words.get("grounds", ()):
        yield "ground", ground
    for number, article in enumerate(words.get("articles", ()), start=1):
        yield "text", f"Điều {number}. {article['text']}"
        for point in article["points"]:
            yield "text", point
    for paragraph in words.get("paragraphs", ()):
        yield "text", paragraph
    for block in words.get("blocks", ()):
        if block["style"] == "table":
            yield "note", TABLE
        else:
            yield block["style"], block["text"]
    if words.get("annexes"):
        yield "note", TABLE


def _parted(
    text: str, sentences: Iterable[tuple[str, str]], changed: Collection[str]
) -> Iterator[LeafPart]:
    """The line cut around the longest sentence that stands in it."""
    found = max(
        ((key, one) for key, one in sentences if one in text),
        key=lambda pair: len(pair[1]),
        default=None,
    )
    if found is None:
        yield LeafPart(text)
        return
    key, sentence = found
    before, _, after = text.partition(sentence)
    for part in (LeafPart(before), LeafPart(sentence, key, key in changed), LeafPart(after)):
        if part.text:
            yield part
