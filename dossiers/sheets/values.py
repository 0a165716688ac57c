"""What the cells of a nominee list mean: a value, or a sentence that says what to write instead."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime

from dossiers.enums import NomineeGroup, Rating
from dossiers.sheets.heading import plain
from honourees.models.honouree import Gender
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core.sheets.cells import Cell, integer_cell, text_cell
from nganam_awards.core.text import clean_text, fold


GENDERS = {"nam": Gender.MALE, "ong": Gender.MALE, "nu": Gender.FEMALE, "ba": Gender.FEMALE}
KINDS = {
    "ca nhan": HonoureeKind.PERSON,
    "tap the": HonoureeKind.COLLECTIVE,
    "ho": HonoureeKind.HOUSEHOLD,
    "ho gia dinh": HonoureeKind.HOUSEHOLD,
}
_RATINGS = (
    (re.compile(r"(hoan thanh )?xuat sac.*|htxsnv|xs"), Rating.EXCELLENT),
    (re.compile(r"(hoan thanh )?tot.*|httnv"), Rating.GOOD),
    (re.compile(r"khong hoan thanh.*|khtnv"), Rating.FAILED),
    (re.compile(r"hoan thanh( nhiem vu)?|htnv"), Rating.COMPLETED),
)
_VOTES = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})\b.*")
_LONGEST_AWARD_WORDS = 200


def fits(longest: int) -> Callable[[Cell], str]:
    """Text of at most so many letters."""

    def parse(cell: Cell) -> str:
        text = text_cell(cell)
        if len(text) > longest:
            raise ValueError(f"dài {len(text)} ký tự; rút gọn còn tối đa {longest}.")
        return text

    return parse


def story(cell: Cell) -> str:
    """Text with its lines."""
    return clean_text(text_cell(cell))


def gender(cell: Cell) -> str:
    """Nam, Nữ, Ông, Bà."""
    text = text_cell(cell)
    if (found := GENDERS.get(fold(text))) is None:
        raise ValueError(f"«{text}» không phải giới tính; ghi Nam hoặc Nữ.")
    return found


def kind(cell: Cell) -> str:
    """Cá nhân, tập thể, hộ."""
    text = text_cell(cell)
    if (found := KINDS.get(fold(text))) is None:
        raise ValueError(f"«{text}» không rõ; ghi cá nhân, tập thể hoặc hộ.")
    return found


def votes(cell: Cell) -> tuple[int, int]:
    """«13/15», with or without its percentage."""
    text = text_cell(cell)
    found = None if isinstance(cell, datetime | date) else _VOTES.fullmatch(text)
    if found is None and isinstance(cell, datetime | date):
        message = f"Excel đã đổi số phiếu thành ngày {text}; ghi lại như 12/15."
        raise ValueError(message)
    if found is None:
        raise ValueError(f"«{text}» không phải số phiếu; ghi như 13/15.")
    agreed, total = int(found[1]), int(found[2])
    if not total or agreed > total:
        raise ValueError(f"{agreed} phiếu đồng ý trên {total} phiếu; kiểm tra lại.")
    return agreed, total


def between(least: int, most: int) -> Callable[[Cell], int]:
    """A whole number within bounds."""

    def parse(cell: Cell) -> int:
        number = integer_cell(cell)
        if not least <= number <= most:
            raise ValueError(f"{number} không hợp lý; ghi từ {least} đến {most}.")
        return number

    return parse


def rating(cell: Cell) -> str:
    """Hoàn thành xuất sắc, tốt, hoàn thành, không hoàn thành."""
    text = text_cell(cell)
    found = next((value for words, value in _RATINGS if words.fullmatch(plain(text))), None)
    if found is None:
        raise ValueError(
            f"«{text}» không phải mức xếp loại; ghi hoàn thành xuất sắc, hoàn thành tốt, "
            "hoàn thành hoặc không hoàn thành nhiệm vụ."
        )
    return found


def group(cell: Cell) -> str:
    """Lãnh đạo, quản lý; hoặc người trực tiếp làm."""
    words = plain(text_cell(cell))
    if re.search(r"\b(lanh dao|quan ly)\b", words):
        return NomineeGroup.LEADER
    if re.search(r"\b(truc tiep|lao dong|nhan vien|cong nhan|nong dan)\b", words):
        return NomineeGroup.DIRECT
    raise ValueError(f"«{text_cell(cell)}» không rõ; ghi lãnh đạo hoặc trực tiếp.")


class Awards:
    """The awards a dossier may ask, by the words in which lists name them."""

    def __init__(self, types: Iterable[AwardType]) -> None:
        self.types = list(types)
        self._exact = {
            plain(word): award
            for award in self.types
            for word in (award.name, award.full_name, award.code)
            if word
        }
        named = {fold(w): a for a in self.types for w in (a.name, a.full_name) if w}
        self._within = sorted(named.items(), key=lambda pair: -len(pair[0]))

    @property
    def names(self) -> frozenset[str]:
        """Folded, to be looked for in sections."""
        return frozenset(name for name, _ in self._within)

    @property
    def offered(self) -> str:
        """All of them, to be told."""
        return ", ".join(award.name for award in self.types)

    def found_in(self, text: str) -> AwardType | None:
        """The award that a text speaks of; the longest name where one holds another."""
        if exact := self._exact.get(plain(text)):
            return exact
        words = fold(text)
        return next((award for name, award in self._within if name in words), None)

    def parse(self, cell: Cell) -> AwardType:
        """The award of a cell."""
        text = text_cell(cell)
        if len(text) > _LONGEST_AWARD_WORDS or (found := self.found_in(text)) is None:
            raise ValueError(f"«{text[:80]}» không có trong hồ sơ này; chọn: {self.offered}.")
        return found
