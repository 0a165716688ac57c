"""What a typed line must be to mean anything: one rule each, with the sentence that is told."""

import re

from django.core.exceptions import ValidationError

from nganam_awards.core.names import plausible_name, tidy_name
from nganam_awards.core.text import clean_line


FEWEST_LETTERS = 2
_LETTERS = re.compile(r"[^\W\d_]")
_SAID_BEFORE = re.compile(r"^số\b[ :]*", re.IGNORECASE)
_AROUND_SIGNS = re.compile(r" *([/–-]) *")
# «412/QĐ-UBND», «1234/2023/QĐ-UBND», «07-QĐ/TU», «12/UBND-NV», «25a/TTr-MN Hoa Sen»; NĐ 30/2020.
_SYMBOL = re.compile(
    r"\d{1,6}[a-zđ]?(?:/(?:19|20)\d{2})?[/-][^\W\d_]\w*(?:[-/.& ]\w+)*\.?", re.IGNORECASE
)
_DOCUMENT = re.compile(
    r"\d|\b(?:luật|hiến pháp|nghị|thông|quyết|công|kế hoạch|hướng dẫn|chỉ thị|điều|văn bản"
    r"|nđ|qđ|tt|tb|cv|nq)\b",
    re.IGNORECASE,
)
_NEVER_WRITTEN = re.compile(r"[@#$^*~<>{}|\\=]")
HOW_OF_A_SYMBOL = "Ghi số, dấu gạch chéo rồi chữ viết tắt, ví dụ"


def tidy_symbol(typed: str) -> str:
    """A number and symbol (số, ký hiệu) without «Số» before it and spaces around its signs."""
    line = _SAID_BEFORE.sub("", clean_line(typed))
    return _AROUND_SIGNS.sub(r"\1", line).replace("–", "-")


def is_symbol(text: str) -> bool:
    """Whether this is the number and symbol of a paper as NĐ 30/2020 and party offices write it."""
    return _SYMBOL.fullmatch(text) is not None


def a_person(typed: str) -> None:
    """The name of one person, with or without «Ông», «Bà»."""
    if not plausible_name(tidy_name(typed).name):
        raise ValidationError(
            "Ghi đủ họ và tên một người, ví dụ Trần Thị Lan; không ghi chữ số, dấu lạ."
        )


def a_title(typed: str) -> None:
    """A name of something: words, and none of the signs that no paper writes."""
    if len(_LETTERS.findall(typed)) < FEWEST_LETTERS or not typed[:1].strip("-–.,;:/\\_*"):
        raise ValidationError("Ghi bằng chữ, ít nhất hai chữ cái.")
    if sign := _NEVER_WRITTEN.search(typed):
        raise ValidationError(f"Bỏ dấu «{sign[0]}»: tên này in trên văn bản.")


def a_document(typed: str) -> None:
    """A source: which document, by its kind, number or article."""
    for line in filter(None, map(clean_line, typed.splitlines())):
        is_odd = _NEVER_WRITTEN.search(line) or not _DOCUMENT.search(line)
        if is_odd or len(_LETTERS.findall(line)) < FEWEST_LETTERS:
            raise ValidationError(
                f"«{line[:60]}» chưa cho biết văn bản nào. Ghi loại văn bản, số và ngày, ví dụ "
                "Quyết định 1635/QĐ-UBND ngày 02/6/2023."
            )


def means_something(text: str) -> bool:
    """Whether a text has words or a figure in it: not only signs, not one lone letter."""
    return any(char.isdigit() for char in text) or len(_LETTERS.findall(text)) >= FEWEST_LETTERS
