"""Two names of collectives or places: shortened, with or without the body above, or two bodies."""

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from honourees.queries.person_name import NameLikeness, is_near
from nganam_awards.core.syllable import is_bare_syllable
from nganam_awards.core.text import clean_line, fold


# What stands for what in lists of the town; whole words, folded, in this order.
_SHORT = (
    (r"\bp\.? ?(?=\d)", "phuong "),
    (r"\bk\.? ?(?=\d)", "khom "),
    (r"\bx\. ?", "xa "),
    (r"\btx\b\.? ?", "thi xa "),
    (r"\bub ?mttq\b( viet nam| vn)?", "uy ban mat tran to quoc"),
    (r"\bmttq\b( viet nam| vn)?", "mat tran to quoc"),
    (r"\bubnd\b", "uy ban nhan dan"),
    (r"\bhdnd\b", "hoi dong nhan dan"),
    (r"\b(?:ban )?chqs\b", "ban chi huy quan su"),
    (r"\bbch quan su\b", "ban chi huy quan su"),
    (r"\bbch\b", "ban chap hanh"),
    (r"\bbnd\b", "ban nhan dan"),
    (r"\bban ctmt\b|\bbctmt\b", "ban cong tac mat tran"),
    (r"\b(?:hoi )?(?:lhpn|hlhpn)\b", "hoi lien hiep phu nu"),
    (r"\b(?:hoi )?(?:ccb|hccb)\b", "hoi cuu chien binh"),
    (r"\b(?:hoi )?hnd\b|\bhoi nd\b", "hoi nong dan"),
    (r"\b(?:hoi )?(?:ctd|hctd)\b", "hoi chu thap do"),
    (r"\b(?:hoi )?(?:nct|hnct)\b", "hoi nguoi cao tuoi"),
    (r"\bldld\b", "lien doan lao dong"),
    (r"\btncs\b(?: hcm| ho chi minh)?", "thanh nien cong san ho chi minh"),
    (r"\bcdcs\b", "cong doan co so"),
    (r"\bcong doan cs\b", "cong doan co so"),
    (r"\btruong tieu hoc\b|\btruong th\b(?!\w)|\bth\b", "tieu hoc"),
    (r"\btruong trung hoc co so\b|\b(?:truong )?thcs\b", "trung hoc co so"),
    (r"\btruong trung hoc pho thong\b|\b(?:truong )?thpt\b", "trung hoc pho thong"),
    (r"\btruong (?:mam non|mn)\b|\bmn\b", "mam non"),
    (r"\btruong (?:mau giao|mg)\b|\bmg\b", "mau giao"),
    (r"\bgd ?& ?dt\b|\bgd ?- ?dt\b|\bgddt\b", "giao duc dao tao"),
    (r"\bld ?- ?tb ?(?:&|va|-) ?xh\b|\bldtb ?& ?xh\b|\bldtbxh\b", "lao dong thuong binh xa hoi"),
    (r"\btc ?- ?kh\b|\btckh\b", "tai chinh ke hoach"),
    (r"\btn ?& ?mt\b|\btnmt\b", "tai nguyen moi truong"),
    (r"(?<=\bphong )(?:vh ?[&-] ?tt|vhtt)\b", "van hoa thong tin"),
    (r"\bqldt\b", "quan ly do thi"),
    (r"\btram yt\b|\btyt\b", "tram y te"),
    (r"\btrung tam yt\b|\bttyt\b", "trung tam y te"),
    (r"\bvp\b", "van phong"),
    (r"\bhtx\b", "hop tac xa"),
    (r"\bclb\b", "cau lac bo"),
    (r"\bctd\b", "chu thap do"),
    (r"\bca\b(?= (?:phuong|xa|thi))", "cong an"),
    (r"\bhdtd\b", "hoi dong thi dua"),
    # Who lives there is the place; a school's team is one of its subject or grade.
    (r"^(?:tap the )?(?:can bo|nhan dan)(?:,| va| &| -)* (?:nhan dan|can bo) (?=khom|ap)", ""),
    (r"\bto chuyen mon\b(?= (?!truong|tieu|mam|mau|trung|th\b|mn\b|mg\b|thcs|phong)\w)", "to"),
    (r"\bap\b", "khom"),  # an ấp is a khóm from the day its commune is a ward
)
_EXPAND = tuple((re.compile(short), whole) for short, whole in _SHORT)
# Said or left out without another meaning.
_EMPTY = frozenset(("va", "cua", "so", "cac", "tai", "thuoc"))
# «Trường» of a school, not of a market or of nature.
_ALONE = re.compile(
    r"\bthi xa(?: nga nam)?\b|\btinh soc trang\b|\bviet nam\b|\btap the\b"
    r"|(?<!\bthi )(?<!\bmoi )\btruong\b"
)
_WORD = re.compile(r"[a-z]+|\d+")
_SPLIT = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_NAMES_OF_BODIES = """
    uy ban nhan dan hoi dong mat tran to quoc dang bo chi doan nien cong san ho minh lien
    hiep phu nu nong cuu chien chu thap do nguoi cao tuoi khuyen hoc tieu trung co mam non
    mau giao pho thong tram y te an quan su huy chap hanh phong van tam duc dao tao tai
    chinh ke hoach kinh noi vu tu phap khom phuong xa chuyen mon tac hop cau lac hoa giai
    mot cua phan can vien chuc lao thuong nguyen moi ly thi doi nhom bao ve truong
"""
_OF_BODIES = frozenset(_NAMES_OF_BODIES.split())
# «Phường I» is Phường 1; a letter alone is one where a number belongs.
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_NUMBERED = frozenset(("phuong", "khom", "khoi", "to", "so", "cum"))
_FIGURE = re.compile(r"\d+|[a-d]|[ivx]+")
_PLACE = re.compile(r"\b(?:phuong|xa|khom|tieu hoc|trung hoc co so|mam non|mau giao)\b.*")
_OWN = re.compile(r"^uy ban nhan dan ")
_SHORTENED = 1.0
_SHORTEST = len("kt")
_SLIP, _WORD_LACKS, _FIGURE_LACKS, _MOST = 2.0, 7.0, 20.0, 28.0


class _Bag(NamedTuple):
    words: tuple[str, ...]


class PlaceLikeness(NamedTuple):
    """Whether two places are one (True), two (False), or cannot be told apart (None)."""

    is_same: bool | None
    is_proper: bool = False


def compare(
    one: str,
    other: str,
    *,
    above: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset()),
    renamed: frozenset[tuple[str, str]] = frozenset(),
) -> NameLikeness:
    """How alike two names of collectives are.

    `above`: bodies and places each stands under, which its name may leave out. `renamed`: pairs
    of names of the same body above, of before and of now.
    """
    a, b = words_of(one), words_of(other)
    as_said = _variants(a, above[1]), _variants(b, above[0])
    tried = [_compare(*pair) for pair in product(*as_said)]
    # One side in the other's name of the body above: two renamed wards would both be the new one.
    for name, is_merged in _renamed(a, renamed):
        tried += [_of_body(_compare(name, said), is_merged) for said in as_said[1]]
    for name, is_merged in _renamed(b, renamed):
        tried += [_of_body(_compare(said, name), is_merged) for said in as_said[0]]
    best = max(tried, key=lambda found: (found.bits, not found.is_doubtful, found.told))
    if best.bits > 0 and clean_line(one) == clean_line(other):
        return NameLikeness(best.bits, "Tên viết như nhau.", best.is_doubtful)
    return best


def compare_places(one: str, other: str) -> PlaceLikeness:
    """Whether «TH Phường 1» and «Trường Tiểu học Phường 1» are one place."""
    a, b = words_of(one), words_of(other)
    if not (a and b):
        return PlaceLikeness(None)
    found = _compare(a, b)
    lacking = _lacking(a, b)
    is_part = not (lacking[0] and lacking[1])
    proper = any(word not in _OF_BODIES and not _FIGURE.fullmatch(word) for word in a)
    is_school = bool(set(a) & {"hoc", "non", "tram", "mau"})
    if found.bits > 0 and (is_part or not any(lacking)):
        return PlaceLikeness(True, is_proper=proper or is_school)
    if is_part and not any(_FIGURE.fullmatch(w) for side in lacking for w in side):
        return PlaceLikeness(None)
    if is_part and min(len(a), len(b)) > 1:
        return PlaceLikeness(True, is_proper=proper)
    return PlaceLikeness(False)


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a body's name as they are compared: folded, written out, nothing empty."""
    text = fold(clean_line(name).replace("–", "-").replace("—", "-"))
    for short, whole in _EXPAND:
        text = short.sub(whole, text)
    words = _WORD.findall(_SPLIT.sub(" ", _ALONE.sub(" ", text)))
    told = [
        _ROMAN.get(word, word) if before in _NUMBERED else word
        for before, word in pairwise(["", *words])
    ]
    return tuple(word for word in told if word not in _EMPTY)


def _variants(words: tuple[str, ...], above: frozenset[str]) -> set[tuple[str, ...]]:
    """The name as it stands, and without the body above it."""
    found = {words}
    for phrase in _phrases(above):
        if rest := _without(words, phrase):
            found.add(rest)
    return found


def _renamed(
    words: tuple[str, ...], renamed: frozenset[tuple[str, str]]
) -> set[tuple[tuple[str, ...], bool]]:
    """The name with the other name of the body above it; whether that body came of several."""
    found, came_of = set(), Counter(now for before, now in renamed if before != now)
    for before, now in renamed:
        old, new = _place(words_of(before)), _place(words_of(now))
        for this, that in ((old, new), (new, old)):
            if (at := _found(words, this)) is not None and this != that:
                name = (*words[:at], *that, *words[at + len(this) :])
                found.add((name, max(came_of[before], came_of[now]) > 1))
    return found


def _of_body(found: NameLikeness, is_merged: bool) -> NameLikeness:
    """What several bodies became goes on with each of them, or with none: a person decides."""
    return NameLikeness(found.bits, found.told, found.is_doubtful or is_merged)


@lru_cache(maxsize=5_000)
def _phrases(above: frozenset[str]) -> frozenset[tuple[str, ...]]:
    found = set()
    for name in above:
        words = words_of(name)
        found |= {words, _place(words)}
    return frozenset(phrase for phrase in found if phrase)


def _place(words: tuple[str, ...]) -> tuple[str, ...]:
    """«phuong 1» of «uy ban nhan dan phuong 1»."""
    return tuple(_OWN.sub("", " ".join(words)).split())


def _found(words: tuple[str, ...], phrase: tuple[str, ...]) -> int | None:
    size = len(phrase)
    starts = range(len(words) - size + 1)
    return next((at for at in starts if size and words[at : at + size] == phrase), None)


def _without(words: tuple[str, ...], phrase: tuple[str, ...]) -> tuple[str, ...]:
    at = _found(words, phrase)
    return () if at is None else (*words[:at], *words[at + len(phrase) :])


def _lacking(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[list[str], list[str]]:
    mine, theirs = Counter(a), Counter(b)
    return sorted((mine - theirs).elements()), sorted((theirs - mine).elements())


@lru_cache(maxsize=50_000)
def _compare(a: tuple[str, ...], b: tuple[str, ...]) -> NameLikeness:
    """Word by word, whatever their order; a figure that differs is another body."""
    if not a or not b:
        return NameLikeness(-_MOST, "")
    said = len(a) + len(b)
    a, b = _spelled_out(a, b), _spelled_out(b, a)
    is_shortened = len(a) + len(b) > said
    mine, theirs = _lacking(a, b)
    shared = list((Counter(a) & Counter(b)).elements())
    slips = []
    for word in list(mine):
        if _FIGURE.fullmatch(word):
            continue
        near = next((o for o in theirs if is_near(word, o) and not _FIGURE.fullmatch(o)), None)
        if near and not (word in _OF_BODIES and near in _OF_BODIES):
            slips.append((word, near))
            mine.remove(word)
            theirs.remove(near)
    left = mine + theirs
    cost = _SLIP * len(slips) + sum(
        _FIGURE_LACKS if _FIGURE.fullmatch(word) else _WORD_LACKS for word in left
    )
    cost += _SHORTENED * is_shortened
    bits = 6 + _told_by(shared)
    if left:
        told = "Tên khác nhau ở chữ " + ", ".join(f"«{word}»" for word in sorted(left)[:3]) + "."
    elif slips:
        told = "Tên chỉ khác một chữ viết sai." if len(slips) == 1 else "Tên khác vài chữ viết sai."
    else:
        told = "Tên như nhau khi viết đầy đủ."
    return NameLikeness(bits - min(cost, _MOST), told, is_doubtful=bool(left))


def _spelled_out(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """«Tổ KHTN» beside «Tổ Khoa học tự nhiên»: first letters of words that stand there in a row."""
    found: list[str] = []
    free = Counter(others) - Counter(words)
    for word in words:
        run = () if word in others or _FIGURE.fullmatch(word) else _run_of(word, others, free)
        free -= Counter(run)
        found += run or (word,)
    return tuple(found)


def _run_of(word: str, others: tuple[str, ...], free: Counter[str]) -> tuple[str, ...]:
    size = len(word)
    if size < _SHORTEST or is_bare_syllable(word):
        return ()
    runs = (others[at : at + size] for at in range(len(others) - size + 1))
    fit = (run for run in runs if "".join(part[0] for part in run) == word)
    return next((run for run in fit if Counter(run) <= free), ())


def _told_by(words: list[str]) -> float:
    generic = figures = proper = 0.0
    for word in words:
        if _FIGURE.fullmatch(word):
            figures = 3.0
        elif word in _OF_BODIES:
            generic += 1.0
        else:
            proper += 5.0
    if figures and "phuong" in words:  # a ward is told by its number as a commune by its name
        proper += 5.0
    return min(generic, 4.0) + figures + min(proper, 10.0)
