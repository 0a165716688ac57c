"""What is typed of a nominee means: a value, or a sentence that says what to write instead.

Forms and lists from Excel read with the same functions, so that they take and refuse the same.
"""

import re
from collections.abc import Callable
from datetime import date

from dossiers.enums import NomineeGroup
from honourees.models.honouree import Gender
from law.enums import Evidence, HonoureeKind, LeaveKind, Penalty, Rating, Scope
from nganam_awards.core.day import typed_day
from nganam_awards.core.long_text import LONGEST_STORY
from nganam_awards.core.sheets.cells import Cell, day_cell, integer_cell, text_cell
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
_STUDY = r".*\b(di hoc|hoc tap|boi duong|dao tao)\b.*"
_LEAVES = (
    (re.compile(r".*\b(thai san|nghi sinh|sinh con)\b.*"), LeaveKind.MATERNITY),
    (re.compile(rf"{_STUDY}\bduoi (1|mot) nam\b.*"), LeaveKind.STUDY_SHORT),
    (re.compile(rf"{_STUDY}\btu (1|mot) nam\b.*"), LeaveKind.STUDY_LONG),
    (re.compile(r".*\bbi thuong\b.*"), LeaveKind.BRAVE_HURT),
    (re.compile(r"(nghi )?(om|benh|om dau|dieu tri benh)( .*)?"), LeaveKind.SICK),
    (re.compile(r".*\bkhong (huong )?luong\b.*"), LeaveKind.UNPAID),
    (re.compile(r"(nghi )?(ly do )?khac"), LeaveKind.OTHER),
)
_BY = r"(bi )?(ky luat )?(bang )?(hinh thuc )?"
_PENALTIES = (
    (re.compile(rf"{_BY}khien trach"), Penalty.REPRIMAND),
    (re.compile(rf"{_BY}canh cao"), Penalty.WARNING),
    (re.compile(rf"{_BY}(ha bac|ha) luong"), Penalty.PAY_CUT),
    (re.compile(rf"{_BY}giang chuc"), Penalty.DEMOTION),
    (re.compile(rf"{_BY}cach chuc"), Penalty.REMOVAL),
    (re.compile(rf"{_BY}(buoc thoi viec|sa thai)"), Penalty.DISMISSAL),
)
_SCOPES = (
    (re.compile(r"(pham vi )?(cap )?(co so|don vi|xa|phuong|huyen|thi xa)"), Scope.BASE),
    (re.compile(r"(pham vi )?(cap |trong |toan )?tinh"), Scope.PROVINCE),
    (
        re.compile(r"(pham vi )?(cap |trong )?(toan quoc|ca nuoc|quoc gia|bo|nha nuoc)"),
        Scope.NATION,
    ),
)
_PROOFS = (
    (re.compile(r"sang kien( .*)?"), Evidence.INITIATIVE),
    (re.compile(r"(de tai|cong trinh)( .*)?"), Evidence.RESEARCH),
)
# «Không», «chưa», a dash: a column of its own says that there is nothing to say.
_NOTHING = re.compile(r"(khong|chua)?( co| bi)?( nghi| ky luat)?|0")
_COUNTED = re.compile(r"[0-9]{5}")  # a day as Excel counts it
_FIRST_YEAR = 1945
_DAYS = re.compile(r"(\d+)\s*ngày", re.IGNORECASE)
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


def _one_of(
    pairs: tuple[tuple[re.Pattern, str], ...], what: str, *, nothing: bool = False
) -> Reader:
    """One of several answers by the words that lists have for it; refused with all of them."""
    offered = ", ".join(str(value.label).lower() for _, value in pairs)

    def read(cell: Cell) -> str:
        text = one_line(cell)
        said = plain_words(text)
        if nothing and _NOTHING.fullmatch(said):
            return ""
        found = next((value for words, value in pairs if words.fullmatch(said)), None)
        if found is None:
            raise ValueError(f"«{text}» không phải {what}; ghi một trong: {offered}.")
        return found

    return read


leave_kind = _one_of(_LEAVES, "lý do nghỉ", nothing=True)
penalty = _one_of(_PENALTIES, "hình thức kỷ luật", nothing=True)
scope = _one_of(_SCOPES, "phạm vi ảnh hưởng")
proof = _one_of(_PROOFS, "sáng kiến hay đề tài")


def leave_days(cell: Cell) -> int:
    """«180» or «180 ngày»."""
    found = _DAYS.fullmatch(one_line(cell))
    return between(0, 366)(found[1] if found else cell)


def maternity(cell: Cell) -> int | None:
    """The days of a column «Nghỉ thai sản»; None: it says that there were none."""
    return None if _NOTHING.fullmatch(plain_words(one_line(cell))) else leave_days(cell) or None


def day(cell: Cell) -> date:
    """A whole day as people and Excel write it; a month or a year alone is asked for the day."""
    text = one_line(cell)
    is_counted = isinstance(cell, date) or _COUNTED.fullmatch(text)
    found = day_cell(cell) if is_counted else typed_day(text)
    if found.year < _FIRST_YEAR:
        raise ValueError(f"năm {found.year} xa quá; kiểm tra lại năm của ngày này.")
    return found


def group(cell: Cell) -> str:
    """Leaders and managers, those who do the work themselves (trực tiếp), forces, small bodies."""
    text = one_line(cell)
    words = plain_words(text)
    if re.search(r"\btap the nho\b", words):
        return NomineeGroup.SMALL
    if re.search(r"\b(vu trang|dan quan|cong an|bo doi|bao ve)\b", words):
        return NomineeGroup.FORCES
    if re.search(r"\b(lanh dao|quan ly)\b", words):
        return NomineeGroup.LEADER
    if re.search(r"\b(truc tiep|lao dong|nhan vien|cong nhan|nong dan)\b", words):
        return NomineeGroup.DIRECT
    raise ValueError(
        f"«{text}» không rõ; ghi lãnh đạo, trực tiếp, lực lượng vũ trang hoặc tập thể nhỏ."
    )
