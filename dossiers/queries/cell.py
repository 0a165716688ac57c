"""What is typed of a nominee means: a value, or a sentence that says what to write instead.

Forms and lists from Excel read with the same functions, so that they take and refuse the same.
"""

import re
from collections.abc import Callable
from datetime import date

from dossiers.enums import NomineeGroup
from honourees.models.honouree import Gender
from law.enums import HonoureeKind, Rating
from nganam_awards.core.long_text import LONGEST_STORY
from nganam_awards.core.sheets.cells import Cell, integer_cell, text_cell
from nganam_awards.core.text import clean_line, clean_text, fold, plain_words


Reader = Callable[[Cell], object]

_GENDERS = {"nam": Gender.MALE, "ong": Gender.MALE, "nu": Gender.FEMALE, "ba": Gender.FEMALE}
# Words and the codes that other systems write, without spaces and signs.
_KINDS = {
    **dict.fromkeys(("canhan", "cn"), HonoureeKind.PERSON),
    **dict.fromkeys(("tapthe", "tt", "donvi"), HonoureeKind.COLLECTIVE),
    **dict.fromkeys(("ho", "hogiadinh", "hgd", "giadinh", "hodan"), HonoureeKind.HOUSEHOLD),
}
_RATINGS = (
    (re.compile(r"(hoan thanh )?xuat sac.*|htxsnv|xs"), Rating.EXCELLENT),
    (re.compile(r"(hoan thanh )?tot.*|httnv"), Rating.GOOD),
    (re.compile(r"khong hoan thanh.*|khtnv"), Rating.FAILED),
    (re.compile(r"hoan thanh( nhiem vu)?|htnv"), Rating.COMPLETED),
)
# Also as Wingdings draws them: «ü» and «þ» are ticks there.
_TICKS = {*"xv√✓✔☑✗✘☒+*1üþýû", "có", "\uf0fc", "\uf0fe", "x.", "[x]", "(x)"}
_VOTES = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})\b.*")


def one_line(cell: Cell) -> str:
    """A cell as a form would hold it: one clean line."""
    return clean_line(cell) if isinstance(cell, str) else text_cell(cell)


def line_of(longest: int) -> Callable[[Cell], str]:
    """One line of at most so many letters, counted as they are stored."""

    def read(cell: Cell) -> str:
        text = one_line(cell)
        if len(text) > longest:
            raise ValueError(_too_long(len(text), longest))
        return text

    return read


def story(cell: Cell) -> str:
    """Text with its lines, and with an end."""
    if isinstance(cell, str) and len(cell) > 4 * LONGEST_STORY:  # not worth tidying up
        raise ValueError(_too_long(len(cell), LONGEST_STORY))
    text = clean_text(cell) if isinstance(cell, str) else text_cell(cell)
    if len(text) > LONGEST_STORY:
        raise ValueError(_too_long(len(text), LONGEST_STORY))
    return text


def _too_long(length: int, longest: int) -> str:
    return f"dài {length} ký tự; rút gọn còn tối đa {longest}."


def gender(cell: Cell) -> str:
    """«Nam», «Nữ», «Ông» or «Bà»."""
    text = one_line(cell)
    if (found := _GENDERS.get(fold(text))) is None:
        raise ValueError(f"«{text}» không phải giới tính; ghi Nam hoặc Nữ.")
    return found


def tick(cell: Cell) -> bool:
    """Whether a cell is ticked and says nothing else: «x», «✓», «v»."""
    return one_line(cell).lower() in _TICKS


def names_kind(text: str) -> bool:
    """Whether the words are those of a kind of honouree, or a code for it."""
    return plain_words(text).replace(" ", "") in _KINDS


def kind(cell: Cell) -> str:
    """Person, collective or household (cá nhân, tập thể, hộ)."""
    text = one_line(cell)
    if (found := _KINDS.get(plain_words(text).replace(" ", ""))) is None:
        raise ValueError(f"«{text}» không rõ; ghi cá nhân, tập thể hoặc hộ.")
    return found


def votes(cell: Cell) -> tuple[int, int]:
    """«13/15», with or without its percentage."""
    text = one_line(cell)
    is_day = isinstance(cell, date)
    if is_day or (found := _VOTES.fullmatch(text)) is None:
        raise ValueError(
            f"Excel đã đổi số phiếu thành ngày {text}; ghi lại như 12/15."
            if is_day
            else f"«{text}» không phải số phiếu; ghi như 13/15."
        )
    return between(0, 9999)(found[1]), between(1, 9999)(found[2])


def between(least: int, most: int) -> Callable[[Cell], int]:
    """A whole number within bounds."""

    def read(cell: Cell) -> int:
        try:
            number = integer_cell(cell)
        except ValueError:
            text = one_line(cell)
            message = f"«{text}» không phải số nguyên; ghi từ {least} đến {most}."
            raise ValueError(message) from None
        if not least <= number <= most:
            raise ValueError(f"{number} không hợp lý; ghi từ {least} đến {most}.")
        return number

    return read


def rating(cell: Cell) -> str:
    """The year's rating (xếp loại), «hoàn thành xuất sắc» to «không hoàn thành»."""
    text = one_line(cell)
    found = next((value for words, value in _RATINGS if words.fullmatch(plain_words(text))), None)
    if found is None:
        raise ValueError(
            f"«{text}» không phải mức xếp loại; ghi hoàn thành xuất sắc, hoàn thành tốt, "
            "hoàn thành hoặc không hoàn thành nhiệm vụ."
        )
    return found


def group(cell: Cell) -> str:
    """Leaders and managers, or those who do the work themselves (trực tiếp)."""
    text = one_line(cell)
    words = plain_words(text)
    if re.search(r"\b(lanh dao|quan ly)\b", words):
        return NomineeGroup.LEADER
    if re.search(r"\b(truc tiep|lao dong|nhan vien|cong nhan|nong dan)\b", words):
        return NomineeGroup.DIRECT
    raise ValueError(f"«{text}» không rõ; ghi lãnh đạo hoặc trực tiếp.")
