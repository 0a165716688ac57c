"""What the town's letter says is not awarded (R10–R12): its words, and phrases that sound like it.

Why an award is asked cannot be read by a program. A phrase found here is a hint for Phòng Nội vụ,
who confirms or clears it; nothing is ever refused by a hint alone. Pure functions over text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from campaigns.enums import Exclusion


LONGEST_PHRASE = 300

# Điểm 1 of the letter, word for word.
LETTER = (
    "Không khen thưởng và đề nghị Chủ tịch Ủy ban nhân dân thị xã khen thưởng đối với việc triển "
    "khai thực hiện Luật, Pháp lệnh, Nghị định hoặc khen thưởng phục vụ hội nghị, hội thảo, diễn "
    "đàn và các chương trình, kế hoạch phối hợp."
)


class Declaration(NamedTuple):
    """One statement of the organiser: its field, the question in plain words, what «yes» means."""

    field: str
    exclusion: Exclusion
    question: str
    instead: str


DECLARATIONS = (
    Declaration(
        "serves_law",
        Exclusion.LAW,
        "Đề nghị khen vì đã triển khai, thi hành một Luật, Pháp lệnh hoặc Nghị định?",
        "Việc thi hành luật là nhiệm vụ thường xuyên: ghi nhận thành tích đó khi xét khen thưởng "
        "công trạng cuối năm.",
    ),
    Declaration(
        "serves_conference",
        Exclusion.CONFERENCE,
        "Đề nghị khen để phục vụ một hội nghị, hội thảo hoặc diễn đàn?",
        "Người có công tổ chức được đơn vị biểu dương tại chỗ; cổng chỉ nhận kế hoạch của phong "
        "trào thi đua có tiêu chí riêng.",
    ),
    Declaration(
        "serves_joint_programme",
        Exclusion.JOINT_PROGRAMME,
        "Đề nghị khen vì một chương trình, kế hoạch phối hợp giữa các cơ quan?",
        "Mỗi cơ quan xét khen người của mình trong phong trào thi đua hoặc khen thưởng công trạng "
        "cuối năm của cơ quan đó.",
    ),
)


class Passage(NamedTuple):
    """A text of a plan and where it stands, in the words of the page."""

    place: str
    text: str
    is_name: bool = False


@dataclass(frozen=True)
class Find:
    """One occurrence: what stands before it, the very words, what follows."""

    place: str
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Hint:
    """A phrase that sounds like an exclusion, with every place where it stands."""

    exclusion: Exclusion
    phrase: str
    finds: tuple[Find, ...]


# The phrases --------------------------------------------------------------------------------------

# Words between two parts of a phrase stay inside one clause.
_GAP = r"[^.;:,\n]"
# A norm, and not «pháp luật», «kỷ luật», «quy luật», «Hội Luật gia», «luật sư».
_NORM = (
    r"(?:(?<!pháp )(?<!kỷ )(?<!kỉ )(?<!quy )(?<!qui )(?<!hội )\b(?:bộ )?luật\b(?! (?:gia|sư|chơi))"
    r"|\bpháp lệnh\b|\bnghị định\b)"
)
# The law by which awards are given at all is cited in every plan.
_OF_EMULATION = r"(?! thi đua)(?! (?:số )?(?:91/2017|98/2023|65/2014|152/2025))"
# What is done «theo Luật …» is done by the book; it is not the purpose. Keeping a law is for all.
_BY_THE_BOOK = r"(?:(?!\b(?:theo|căn cứ|quy định tại|chấp hành|phong trào)\b)[^.;:,\n])"
_MEETING = r"(?:hội nghị|hội thảo|diễn đàn|tọa đàm|toạ đàm)"
# A meeting that reviews a movement is an approved occasion (domain §3.2, note), and the meetings of
# grass-roots democracy belong to daily work.
_OUTSIDE_MEETING = (
    r"(?:hội thảo|diễn đàn|tọa đàm|toạ đàm|hội nghị(?! (?:sơ kết|tổng kết|biểu dương|tuyên dương"
    r"|tôn vinh|điển hình|nhân dân|cán bộ|công chức|viên chức|người lao động)\b))"
)
_AGREED = r"(?:phối hợp|liên tịch|liên ngành)"
_PROGRAMME = (
    r"(?:chương trình|kế hoạch|quy chế|qui chế|nghị quyết|thỏa thuận|thoả thuận|văn bản|đề án)"
)
# Between two bodies; not the middle of a year, nor the school and the parents.
_BETWEEN = r"giữa\b(?! (?:năm|kỳ|nhiệm kỳ|tháng|quý|mùa|nhà trường|gia đình)\b)"

_PHRASES: dict[Exclusion, tuple[str, ...]] = {
    Exclusion.LAW: (
        (
            r"\b(?:triển khai|thi hành|thực hiện|thực thi|quán triệt|áp dụng|phổ biến|tuyên truyền)"
            rf"\b{_BY_THE_BOOK}{{0,50}}?{_NORM}{_OF_EMULATION}"
        ),
        rf"\b(?:sơ kết|tổng kết)\b{_BY_THE_BOOK}{{0,50}}?{_NORM}",
        rf"\bđưa {_GAP}{{0,20}}?{_NORM}{_GAP}{{1,80}}?\bvào (?:cuộc sống|thực tiễn|đời sống)",
        rf"\b(?:dự thảo|dự án) {_NORM}",
        rf"\d+ năm\b (?:ngày )?(?:ban hành |công bố |có hiệu lực )?{_GAP}{{0,15}}?{_NORM}",
    ),
    Exclusion.CONFERENCE: (
        rf"\b(?:phục vụ|hậu cần|đón tiếp|đăng cai|lễ tân)\b{_GAP}{{0,50}}?\b{_MEETING}\b",
        (
            rf"\b(?:thành công|kết quả|bảo vệ|an ninh|an toàn|trật tự)\b{_GAP}{{0,25}}?"
            rf"\b{_OUTSIDE_MEETING}\b"
        ),
        (
            rf"\b(?:khen|tặng|biểu dương|thành tích|đóng góp|công lao)\b{_GAP}{{0,90}}?"
            rf"\b{_OUTSIDE_MEETING}\b"
        ),
        (
            rf"\b(?:chào mừng|hưởng ứng|nhân dịp|nhân|tham luận)\b{_GAP}{{0,30}}?"
            rf"\b{_OUTSIDE_MEETING}\b"
        ),
    ),
    Exclusion.JOINT_PROGRAMME: (
        (
            rf"\b{_PROGRAMME}(?: (?:số \S+|ký kết|hành động|công tác|hoạt động|truyền thông))?"
            rf" {_AGREED}\b"
        ),
        rf"\b{_PROGRAMME}, (?:kế hoạch|chương trình|quy chế) {_AGREED}\b",
        rf"\b(?:sơ kết|tổng kết)\b(?:(?!\b(?:phong trào|và)\b){_GAP}){{0,60}}?\b{_AGREED}\b",
        rf"\b{_PROGRAMME}\b{_GAP}{{0,60}}? {_BETWEEN}",
        rf"\b(?:ký kết|{_AGREED})\b{_GAP}{{0,50}}? {_BETWEEN}",
        rf"\bphối hợp theo {_PROGRAMME}\b",
        r"\bliên tịch\b",
    ),
}
# A campaign that is called after a law or a meeting says so in its name alone.
_IN_NAMES: dict[Exclusion, tuple[str, ...]] = {
    Exclusion.LAW: (rf"(?<!chấp hành ){_NORM}{_OF_EMULATION}",),
    Exclusion.CONFERENCE: (rf"\b{_OUTSIDE_MEETING}\b",),
    Exclusion.JOINT_PROGRAMME: (rf"\b(?:công tác )?{_AGREED}\b",),
}


def _compiled(phrases: dict[Exclusion, tuple[str, ...]]) -> dict[Exclusion, list[re.Pattern]]:
    return {
        exclusion: [re.compile(pattern, re.IGNORECASE) for pattern in patterns]
        for exclusion, patterns in phrases.items()
    }


_ANYWHERE, _NAMES = _compiled(_PHRASES), _compiled(_IN_NAMES)
_CONTEXT = 60


def hints_in(passages: Iterable[Passage]) -> list[Hint]:
    """Every phrase of the passages that sounds like an exclusion; the same words are one hint."""
    found: dict[tuple[Exclusion, str], list[Find]] = {}
    for passage in passages:
        for exclusion in _PHRASES:
            for start, end in _spans(passage, exclusion):
                find = _find(passage, start, end)
                found.setdefault((exclusion, _key(find.words)), []).append(find)
    return [Hint(exclusion, phrase, tuple(finds)) for (exclusion, phrase), finds in found.items()]


def _spans(passage: Passage, exclusion: Exclusion) -> Iterator[tuple[int, int]]:
    """Where it sounds so; what overlaps is one place."""
    patterns = [*_ANYWHERE[exclusion], *(_NAMES.get(exclusion, ()) if passage.is_name else ())]
    spans = sorted(m.span() for pattern in patterns for m in pattern.finditer(passage.text))
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    yield from joined


def _find(passage: Passage, start: int, end: int) -> Find:
    text = passage.text
    left, right = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    if left:
        left = text.rfind(" ", left, start) + 1 or left
    if right < len(text):
        cut = text.rfind(" ", end, right)
        right = cut if cut > 0 else right
    before = ("… " if left else "") + text[left:start]
    after = text[end:right] + (" …" if right < len(text) else "")
    return Find(passage.place, before, text[start:end], after)


def _key(words: str) -> str:
    return " ".join(words.lower().split())[:LONGEST_PHRASE]
