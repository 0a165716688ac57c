"""How NĐ 30/2020/NĐ-CP writes numbers, days and lists on a paper (phụ lục I, mục II and V).

The same words serve whoever composes a paper's context and the templates that print it.
"""

import re
from datetime import date, datetime

from nganam_awards.core import clock, money


MONTHS_WITH_ZERO = 2  # tháng 01, 02; from 3 to 9 no zero
_ENDINGS = " .;/"
_JOINT = "\ue000"  # stands for a space that is no place to break; nobody types it
SUBJECT_LINES, _SUBJECT_LETTERS = 3, 62
_TALL = 8  # lines of a cell
_BREATHLESS = 90  # as bad as a line nine letters too short
_LINKING = frozenset(
    ["cho", "có", "của", "do", "đạt", "được", "giai", "năm", "tại", "theo", "trong", "và"]
)
# «Phường 4», «số 412/QĐ-UBND»: a number on the line of its word.
_NUMBERED = re.compile(
    r"\b(?:ngày|tháng|năm|số|điều|khoản|phường|khóm|ấp|tổ|lần|đợt)\s\d[^\s,;]{0,30}(?![^\s,;])",
    re.IGNORECASE,
)
# What a title does not tear: a day, a count with its noun, names of bodies, words of two syllables.
_WHOLE = re.compile(
    r"ngày \S+ tháng \S+ năm \d+|\d+ (?:tập thể|cá nhân|hộ gia đình)"
    r"|(?:Chủ tịch )?Ủy ban nhân dân(?: thị xã| tỉnh)?|Hội đồng nhân dân|thị xã Ngã Năm"
    r"|Phòng Nội vụ|Thủ tướng Chính phủ|Chủ tịch|Giấy khen|Bằng khen|tập thể|cá nhân|hộ gia đình"
    r"|thành tích|xuất sắc|phong trào|thi đua|khen thưởng|nông thôn mới|đô thị|văn minh"
)


def paper_date(day: date | str) -> str:
    """«ngày 05 tháng 01 năm 2023»: a leading zero for days under 10 and for months 1 and 2."""
    if isinstance(day, str):
        day = date.fromisoformat(day)
    month = f"{day.month:02d}" if day.month <= MONTHS_WITH_ZERO else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def paper_symbol(symbol: str) -> str:
    """«07/QĐ-UBND»: numbers under 10 have a leading zero."""
    number, slash, letters = symbol.partition("/")
    return f"{number.zfill(2)}{slash}{letters}" if number.isdigit() else symbol


def paper_count(count: int) -> str:
    """«03» (collectives): a leading zero under 10, so that nobody can put a digit before it."""
    return f"{count:02d}"


def roman(number: int) -> str:
    """«IV»: parts of a list, annexes where there are several."""
    figures = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, figure in figures:
        count, number = divmod(number, value)
        written += figure * count
    return written


def paper_money(vnd: int | None) -> str:
    """«1.080.000»; a dash where an award carries no money."""
    return "–" if vnd is None else money.grouped(vnd)


def office_year(moment: datetime) -> int:
    """The year on the office's calendar."""
    return clock.day_of(moment).year


def ended(sentence: str, sign: str) -> str:
    """The sentence with this sign at its end, whatever it was typed with; «:» opens a list."""
    bare = sentence.rstrip(_ENDINGS)
    return bare if bare.endswith(":") else f"{bare}{sign}"


def shown(columns: dict[str, str]) -> int:
    """How many columns of a list carry a heading; STT stands before them."""
    return sum(bool(heading) for heading in columns.values())


def balanced(text: str, longest: int) -> list[str]:
    """A title in as few lines as fit, even ones that end where a reader breathes.

    The writer's own breaks count; «năm» is not parted from «2023», nor «số» from «412/QĐ-UBND».
    """
    if not text or "\n" in text:
        return text.splitlines()
    whole = _WHOLE.sub(_joined, text)
    for words in (_NUMBERED.sub(_joined, at).split() for at in (whole, text)):
        for lines in range(-(-len(text) // longest), len(words) + 1):
            if found := _cheapest(words, lines, len(text) / lines, longest):
                return [line.replace(_JOINT, " ") for line in found]
    return [text]


def is_tall(cells: list[str] | str, letters: int) -> bool:
    """Whether a row takes a quarter of a page or more, some `letters` standing on a line.

    It may go on overleaf: kept together it would leave the page before it half empty.
    """
    texts = [cells] if isinstance(cells, str) else cells
    return any(
        sum(-(-len(line) // letters) for line in text.splitlines()) > _TALL for text in texts
    )


def subject_lines(text: str) -> list[str]:
    """The abstract (trích yếu) as it stands under the title of a paper."""
    return balanced(text, _SUBJECT_LETTERS)


def subject(*choices: str) -> str:
    """The first that tells it in three lines; where none does, the last and shortest."""
    fitting = (one for one in choices if len(subject_lines(one)) <= SUBJECT_LINES)
    return next(fitting, choices[-1])


def subject_blockers(text: str, called: str = "Trích yếu") -> list[str]:
    """Why an abstract that somebody worded is none: it is longer than a glance."""
    lines = len(subject_lines(text))
    if lines <= SUBJECT_LINES:
        return []
    told = f"{called} in ra dài {lines} dòng, nhiều nhất {SUBJECT_LINES} dòng: rút gọn câu"
    return [f"{told}, hoặc để trống để ghi câu thường dùng."]


def _joined(found: re.Match) -> str:
    return found[0].replace(" ", _JOINT)


def pieces(text: str) -> list[tuple[str, bool]]:
    """The text in order, cut into what may break over two lines and what may not («Phường 4»)."""
    cut, end = [], 0
    for found in _NUMBERED.finditer(text):
        cut += [(text[end : found.start()], False), (found[0], True)]
        end = found.end()
    return [*cut, (text[end:], False)]


def _cheapest(words: list[str], lines: int, aim: float, longest: int) -> list[str] | None:
    """The best of all ways to break the words into so many lines; None where there is no way."""
    best: dict[int, tuple[float, list[str]]] = {0: (0, [])}  # by words used so far
    for _ in range(lines):
        longer: dict[int, tuple[float, list[str]]] = {}
        for start, (cost, done) in best.items():
            for end in range(start + 1, len(words) + 1):
                line = " ".join(words[start:end])
                if len(line) > longest:
                    break
                total = cost + (len(line) - aim) ** 2 + _breath(words, end)
                if end not in longer or total < longer[end][0]:
                    longer[end] = (total, [*done, line])
        best = longer
    return best[len(words)][1] if len(words) in best else None


def _breath(words: list[str], end: int) -> int:
    """What a break before this word costs: nothing after a comma or before a linking word."""
    is_good = end == len(words) or words[end - 1].endswith(",") or words[end] in _LINKING
    return 0 if is_good else _BREATHLESS
