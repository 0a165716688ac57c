"""What a unit's paper is put together from: sentences, headings, tables (`unit_paper.html`)."""

from nganam_awards.documents import annex
from nganam_awards.documents.typography import ended


DOTS = "……………………………………………………"  # to be filled in by hand


def paragraphs(words: str) -> list[dict]:
    """Each line that was typed is a paragraph."""
    return [line(row) if row == DOTS else text(row) for row in words.splitlines() if row.strip()]


def text(words: str, sign: str = ".") -> dict:
    """A sentence with its closing sign."""
    return line(ended(words, sign))


def line(words: str) -> dict:
    """As it stands, without a sign at its end."""
    return {"style": "text", "text": words, "table": None}


def closed(texts: list[str], sign: str, last: str) -> list[str]:
    """Each with the sign between, the last with its own."""
    return [ended(one, last if n == len(texts) else sign) for n, one in enumerate(texts, start=1)]


def heading(words: str) -> dict:
    """A part of the paper."""
    return {"style": "heading", "text": words, "table": None}


def table(columns: list[str], rows: list[list[str]], last: str = "") -> dict:
    """Rows shorter than the heading leave their last cells empty, to be filled in by hand."""
    filled = [[*row, *[""] * (len(columns) - len(row))] for row in rows]
    drawn = {
        "columns": columns,
        "widths": [*[""] * (len(columns) - 1), last],
        "sections": annex.plain(filled),
    }
    return {"style": "table", "text": "", "table": drawn}


def capital(words: str) -> str:
    """As a sentence begins."""
    return f"{words[:1].upper()}{words[1:]}"


def label(words: str) -> dict:
    """What the paragraphs below it tell."""
    return {"style": "label", "text": f"{words}:", "table": None}
