"""Two names of collectives or places: shortened, with or without the body above, or two bodies."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from honourees.queries.person_name import NameLikeness, is_near
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
    (r"\btncs( hcm)?\b", "thanh nien cong san ho chi minh"),
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
    (r"\bvh ?& ?tt\b|\bvhtt\b", "van hoa thong tin"),
    (r"\bqldt\b", "quan ly do thi"),
    (r"\btram yt\b|\btyt\b", "tram y te"),
    (r"\btrung tam yt\b|\bttyt\b", "trung tam y te"),
    (r"\bvp\b", "van phong"),
    (r"\bhtx\b", "hop tac xa"),
    (r"\bclb\b", "cau lac bo"),
    (r"\bctd\b", "chu thap do"),
    (r"\bca\b(?= (?:phuong|xa|thi))", "cong an"),
    (r"\bhdtd\b", "hoi dong thi dua"),
    (r"\bap\b", "khom"),  # an ấp is a khóm from the day its commune is a ward
)
_EXPAND = tuple((re.compile(short), whole) for short, whole in _SHORT)
# Said or left out without another meaning.
_EMPTY = frozenset(("va", "cua", "so", "cac", "tai", "thuoc", "truong"))
_ALONE = re.compile(r"\bthi xa\b|\bviet nam\b|\btap the\b")
_WORD = re.compile(r"[a-z]+|\d+")
_SPLIT = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_NAMES_OF_BODIES = """
    uy ban nhan dan hoi dong mat tran to quoc dang bo chi doan nien cong san ho minh lien
    hiep phu nu nong cuu chien chu thap do nguoi cao tuoi khuyen hoc tieu trung co mam non
    mau giao pho thong tram y te an quan su huy chap hanh phong van tam duc dao tao tai
    chinh ke hoach kinh noi vu tu phap khom phuong xa chuyen mon tac hop cau lac hoa giai
    mot cua phan can vien chuc lao thuong nguyen moi ly thi doi nhom bao ve
"""
_OF_BODIES = frozenset(_NAMES_OF_BODIES.split())
_FIGURE = re.compile(r"\d+|[a-d]|[ivx]+")
_PLACE = re.compile(r"\b(?:phuong|xa|khom|tieu hoc|trung hoc co so|mam non|mau giao)\b.*")
_OWN = re.compile(r"^uy ban nhan dan ")
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
    best = NameLikeness(-_MOST, "")
    for a in _variants(words_of(one), above[1], renamed):
        for b in _variants(words_of(other), above[0], renamed):
            best = max(best, _compare(a, b), key=lambda found: found.bits)
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
    text = _SPLIT.sub(" ", _ALONE.sub(" ", text))
    return tuple(word for word in _WORD.findall(text) if word not in _EMPTY)


def _variants(
    words: tuple[str, ...], above: frozenset[str], renamed: frozenset[tuple[str, str]]
) -> set[tuple[str, ...]]:
    """The name as it stands, without the body above it, and with that body's other name."""
    found = {words}
    for phrase in _phrases(above):
        if rest := _without(words, phrase):
            found.add(rest)
    for before, now in renamed:
        old, new = _place(words_of(before)), _place(words_of(now))
        for this, that in ((old, new), (new, old)):
            if (at := _found(words, this)) is not None and this != that:
                found.add((*words[:at], *that, *words[at + len(this) :]))
    return found


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
    mine, theirs = _lacking(a, b)
    shared = (Counter(a) & Counter(b)).elements()
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
    bits = 6 + _told_by(shared)
    if left:
        told = "Tên khác nhau ở chữ " + ", ".join(f"«{word}»" for word in sorted(left)[:3]) + "."
    elif slips:
        told = "Tên chỉ khác một chữ viết sai." if len(slips) == 1 else "Tên khác vài chữ viết sai."
    else:
        told = "Tên như nhau khi viết đầy đủ."
    return NameLikeness(bits - min(cost, _MOST), told, is_doubtful=bool(left))


def _told_by(words: Iterable[str]) -> float:
    generic = figures = proper = 0.0
    for word in words:
        if _FIGURE.fullmatch(word):
            figures = 3.0
        elif word in _OF_BODIES:
            generic += 1.0
        else:
            proper += 5.0
    return min(generic, 4.0) + figures + min(proper, 10.0)
