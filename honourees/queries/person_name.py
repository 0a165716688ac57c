"""Two names of people word by word: one name in two spellings, or two names.

Nothing here knows births or units. What a difference costs depends on what it is: a tone mark
left out is a slip, another given name is another person.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import permutations, takewhile
from typing import NamedTuple

from honourees.queries import rarity
from honourees.queries.keystrokes import meant
from nganam_awards.core.names import fault_of, tidy_name
from nganam_awards.core.syllable import is_bare_syllable
from nganam_awards.core.text import clean_line, fold, nfc


# «Hộ», «Hộ nghèo», «Gia đình», «Hộ GĐ», «Gia đình ông, bà» before a head; «Ho Van Tam» is somebody
# of the Hồ family.
_HOUSEHOLD = re.compile(
    r"^(?:(?:hộ|ho\b(?! (?:van|thi|văn|thị)\b))(?: cận| can)?(?: nghèo| ngheo)?\b[.:]? *)?"
    r"(?:(?:gia đình|gia dinh|gđ|gd)\b[.:]? *)?(?:(?:ông|ong),? (?:và )?(?:bà|ba)[.:]? +)?",
    re.IGNORECASE,
)
# Where the rest has its accents or not: after «Ong», «Ba» they would be middle names.
_BARE_ADDRESS = re.compile(r"^(ong|ba)[.:]? +(?!(?:thi|van|thị|văn)\b)(?=\S+ \S)", re.IGNORECASE)
# Where they live, written behind the name: «…, Khóm 5», «… (ấp Tân Hòa)», «… - Phường 1».
_LIVES = re.compile(
    r"(?: *[,;(]| +[-–—]) *(?:ở |tại |ngụ )?"
    r"((?:khóm|ấp|tổ|phường|xã|khom|ap|to|phuong|xa)\b(?! (?:trưởng|phó|đội)\b)[^()]*"
    r"|[kp]\.? ?\d[^()]*)\)?$",
    re.IGNORECASE,
)
_TAG = re.compile(r" +\((?i:([a-d]|lớn|nhỏ|lon|nho|[1-9]))\)$| +([A-D])$")
_BRACKETS = re.compile(r" *\([^()]*\)?")
_DOT = re.compile(r"\.(?=\S)")
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_ASKING, _TUMBLING = "\u0309", "\u0303"  # hỏi and ngã sound alike in the South
# Written as spoken in the South; what is equal after this may be one word.
_SPOKEN = (
    (re.compile(r"^(?:gi(?=[aeouy])|d|v|r)"), "z"),
    (re.compile(r"^(?:x|s)"), "s"),
    (re.compile(r"^(?:tr|ch)"), "c"),
    (re.compile(r"^(?:hu|u|qu)(?=[aeoy])"), "w"),
    (re.compile(r"y"), "i"),
    (re.compile(r"(?:ng|nh|n|l)$"), "n"),  # Khmer «Thươl», heard as «Thương»
    (re.compile(r"(?:ch|c|t)$"), "t"),
    (re.compile(r"^(?:k|c)(?=[aeiou])"), "k"),
)
# Family names that are one name in two parts of the country.
_SISTERS = {frozenset(("hoàng", "huỳnh")), frozenset(("võ", "vũ")), frozenset(("châu", "chu"))}
# Given names that the South writes one way or the other.
_DOUBLETS = {
    frozenset(pair)
    for pair in (("nhật", "nhựt"), ("nhân", "nhơn"), ("sinh", "sanh"), ("tính", "tánh"))
}
_BARE = "Họ tên gần giống, một bên viết không dấu."
_LONGEST_SHORT = 2
_MOST_TURNED = 5


class NameLikeness(NamedTuple):
    """What two spellings tell, in bits, and in words."""

    bits: float
    told: str
    # Two given names that everybody knows: however alike the rest, a person decides.
    is_doubtful: bool = False
    # The letters of the given name differ by one: it takes a birth to say that it is a slip.
    is_loose: bool = False

    def less(self, bits: float, told: str) -> "NameLikeness":
        """Not quite as alike, and why."""
        return NameLikeness(self.bits - bits, told, self.is_doubtful, self.is_loose)


class _Name(NamedTuple):
    words: tuple[str, ...]
    tag: str
    is_bare: bool
    keyed: tuple[str, ...] = ()  # words that hold the keys of marks: «Nguyeenx»


class _Slip(NamedTuple):
    cost: float
    told: str = ""
    is_doubtful: bool = False
    is_lettered: bool = False


_MIDDLE_TELLS = {"thị": "Bà", "văn": "Ông"}
_MIDDLE_TELLS_BARE = {"thi": "Bà", "van": "Ông"}
_NONE = _Slip(0)
_APART = 16.0
_OTHER_GIVEN = 6.0


@lru_cache(maxsize=20_000)
def head_of(name: str) -> tuple[str, str]:
    """The person a household stands under, and «Ông» or «Bà» where it was said."""
    first, _, rest = clean_line(name).partition(" ")
    bare = _HOUSEHOLD.sub("", _from_address(f"{_as_meant(first)} {rest}")).strip()
    tidy = tidy_name(_LIVES.sub("", bare))
    if not tidy.salutation and (said := _BARE_ADDRESS.match(tidy.name)):
        address = "Ông" if said[1].lower() == "ong" else "Bà"
        return tidy_name(tidy.name[said.end() :]).name, address
    return tidy.name, tidy.salutation


def _from_address(line: str) -> str:
    """«bà Lưu Thị Én» of «Hộ gia đình chính sách bà Lưu Thị Én»: small words say which kind."""
    words = line.split()
    if not words or words[0].lower() not in ("hộ", "gia"):
        return line
    small = takewhile(lambda at: words[at].islower(), range(1, len(words) - 2))
    at = next((at for at in small if words[at].strip(".:,") in ("ông", "bà")), 0)
    return " ".join(words[at:])


def gender_in(name: str) -> str:
    """«Bà» of a name with «Thị» behind the family name, «Ông» of one with «Văn»; or nothing."""
    found = _read(name)
    if len(found.words) <= len(("family", "given")):
        return ""
    word = found.words[1]
    return _MIDDLE_TELLS.get(word, _MIDDLE_TELLS_BARE.get(word, "") if found.is_bare else "")


@lru_cache(maxsize=20_000)
def home_in(name: str) -> str:
    """«Khóm 5» of «Hộ ông Quách Văn Mừng, Khóm 5»; nothing where none is said."""
    said = _LIVES.search(clean_line(name))
    return said[1].strip() if said else ""


def _as_meant(word: str) -> str:
    """«Hooj» as «hộ»; what stands as it should keeps its capitals."""
    low = nfc(word).lower()
    return word if (found := meant(low)) == low else found


def bare_name(name: str) -> str:
    """The name alone, folded: no address, no rank, no alias, no letter that tells namesakes."""
    return fold(" ".join(_read(name).words))


def compare(one: str, other: str) -> NameLikeness:
    """How alike two names of people are; the same whichever comes first."""
    a, b = sorted((_read(one), _read(other)))
    if a.is_bare != b.is_bare:
        found = _compare(_bared(a), _bared(b))
        told = _BARE if found.bits > 0 else found.told
        found = found.less(2, told)
    else:
        found = _keyed(_compare(a, b), {*a.keyed} ^ {*b.keyed})
    return _tagged(found, a.tag, b.tag)


def _keyed(found: NameLikeness, slips: set[str]) -> NameLikeness:
    """Marks that stand as keys on one side are a slip, however alike what was meant is."""
    if not slips or found.bits <= 0:
        return found
    told = f"Họ tên gần giống, «{min(slips).capitalize()}» còn phím gõ dấu."
    return found.less(1, told)


def _bared(name: _Name) -> _Name:
    """Without accents, as the other list writes all of the name."""
    return _Name(tuple(map(fold, name.words)), name.tag, is_bare=True)


def _compare(a: _Name, b: _Name) -> NameLikeness:
    best = min(
        (_line_up(turned, b.words, is_turned) for turned, is_turned in _turns(a.words, b.words)),
        key=lambda found: -found.bits,
    )
    one, other = list(map(fold, a.words)), list(map(fold, b.words))
    if one != other and "".join(one) == "".join(other):
        whole = _by_letters(a.words, b.words)
        best = max(best, whole, key=lambda found: found.bits)
    return best


@lru_cache(maxsize=20_000)
def _read(name: str) -> _Name:
    name = tidy_name(name).name
    tag = ""
    if (said := _TAG.search(name)) and (said[1] or len(name.split()) > len("ABC")):
        tag, name = fold(said[1] or said[2]), name[: said.start()]
    name = _BRACKETS.sub("", _LIVES.sub("", name)).strip()
    if (fault := fault_of(name)) and fault.meant:
        name = fault.meant
    parts = _DOT.sub(". ", name).replace("-", " ").split()
    typed = tuple(filter(None, (nfc(part).lower().strip(".,'") for part in parts))) or ("",)
    words = tuple(map(meant, typed))
    keyed = tuple(word for word, found in zip(typed, words, strict=True) if word != found)
    letters = "".join(words)
    return _Name(words, tag, fold(letters) == letters, keyed)


def _turns(words: tuple[str, ...], others: tuple[str, ...]) -> list[tuple[tuple[str, ...], bool]]:
    """The words as they stand; and where the same words stand in another order, in that one."""
    turns = [(words, False)]
    letters, wanted = list(map(fold, words)), list(map(fold, others))
    if letters != wanted and sorted(letters) == sorted(wanted) and len(words) <= _MOST_TURNED:
        for turned in permutations(words):
            if list(map(fold, turned)) == wanted:
                turns.append((turned, True))
                break
    return turns


def _tagged(found: NameLikeness, one: str, other: str) -> NameLikeness:
    if one == other:
        return found
    if one and other:
        told = f"Tên có chữ phân biệt khác nhau: «{one.upper()}» và «{other.upper()}»."
        return NameLikeness(found.bits - 12, told, is_doubtful=True)
    said = "Một bên có thêm chữ phân biệt sau tên."
    return found.less(1.5, said if found.bits > 0 else found.told)


def _bits(word: str, at: int, last: int) -> float:
    if at == last:
        return rarity.given_bits(word)
    return rarity.family_bits(word) if at == 0 else rarity.middle_bits(word)


def _by_letters(words: tuple[str, ...], others: tuple[str, ...]) -> NameLikeness:
    """Spaces stand elsewhere: letter by letter, as one long word."""
    whole = max(words, others, key=len)
    bits = sum(_bits(word, at, len(whole) - 1) for at, word in enumerate(whole))
    one, other = "".join(words), "".join(others)
    slips = sum(a != b for a, b in zip(_marks(one), _marks(other), strict=False))
    cost = 1.5 + (1.5 * slips if _marks_only(one) and _marks_only(other) else 1.0)
    return NameLikeness(bits - cost, "Họ tên cùng chữ, chỉ khác dấu cách.")


def _marks(word: str) -> list[str]:
    apart = unicodedata.normalize("NFD", word)
    return sorted(sign for sign in apart if unicodedata.combining(sign))


def _marks_only(word: str) -> bool:
    return bool(_marks(word))


def _line_up(words: tuple[str, ...], others: tuple[str, ...], is_turned: bool) -> NameLikeness:
    """Family name with family name, given name with given name, middle names as they fit best."""
    family = _slip(words[0], others[0], "family")
    given = _slip(words[-1], others[-1], "given")
    if min(len(words), len(others)) == 1:
        family = _NONE if len(words) == len(others) else _Slip(6)
    middle, bits, missing = _middles(words[1:-1], others[1:-1])
    if family.cost < _APART / 2:
        bits += _shared(rarity.family_bits, words[0], others[0])
    slips = [slip for slip in (family, *middle, given) if slip.cost]
    bits -= sum(slip.cost for slip in slips) + 3.5 * missing + 2 * is_turned
    if not given.is_doubtful:
        bits += _shared(rarity.given_bits, words[-1], others[-1])
    elif given.cost >= _OTHER_GIVEN:  # a family shares the rest of its names
        bits = min(bits, -given.cost)
    return NameLikeness(
        bits,
        _told(slips, missing, is_turned, words == others, is_alike=bits > 0),
        is_doubtful=any(slip.is_doubtful for slip in slips),
        is_loose=given.is_lettered,
    )


def _shared(bits: Callable[[str], float], one: str, other: str) -> float:
    """What agreeing in a word tells; a shortened word tells less."""
    if _is_short(one) or _is_short(other):
        return 1.5
    return min(bits(one), bits(other))


def _middles(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[list[_Slip], float, int]:
    """The middle names that belong together, in their order; what they tell; how many lack."""
    if len(words) > len(others):
        words, others = others, words
    slips, bits, here = [], 0.0, 0
    for place, word in enumerate(words):
        room = range(here, len(others) - (len(words) - place) + 1)
        at = min(room, key=lambda i: (_slip(word, others[i], "middle").cost, i))
        slip = _slip(word, others[at], "middle")
        slips.append(slip)
        if slip.cost < _APART / 2:
            bits += _shared(rarity.middle_bits, word, others[at])
        here = at + 1
    return slips, bits, len(others) - len(words)


def _told(
    slips: list[_Slip], missing: int, is_turned: bool, is_same: bool, *, is_alike: bool
) -> str:
    if is_turned:
        return "Họ tên cùng các chữ, khác thứ tự."
    said = [slip.told for slip in slips if slip.told]
    if missing:
        said.append("một bên thiếu chữ đệm" if missing == 1 else "một bên thiếu vài chữ đệm")
    if said:
        how = "Họ tên gần giống" if is_alike else "Họ tên khác nhau"
        return f"{how}: {'; '.join(said)}."
    return "Họ tên viết như nhau." if is_same else ""


@lru_cache(maxsize=50_000)
def _slip(one: str, other: str, role: str) -> _Slip:
    """What stands between two words, by the role they have in a name."""
    if one > other:
        one, other = other, one
    tones, bases = zip(_split(one), _split(other), strict=True)
    if bases[0] == bases[1] and tones[0] == tones[1]:
        return _NONE
    if short := _shortened(one, other):
        return short
    pair = f"«{one.capitalize()}» và «{other.capitalize()}»"
    if role == "family" and frozenset((one, other)) in _SISTERS:
        return _Slip(1.5, f"{pair} là một họ")
    if role != "family" and frozenset((one, other)) in _DOUBLETS:
        return _Slip(2.5, f"{pair} là một tên")
    if fold(one) == fold(other):
        return _marked(one, other, role, pair, tones)
    return _lettered(one, other, role, pair, is_toned_alike=tones[0] == tones[1])


def _marked(one: str, other: str, role: str, pair: str, tones: tuple) -> _Slip:
    """The letters agree and the marks do not."""
    told = f"{pair} chỉ khác dấu"
    is_sound = set(tones) == {_ASKING, _TUMBLING}
    if is_sound or not _are_names(one, other, role):
        both = all(fold(word) != word for word in (one, other))
        return _Slip(1.5 if is_sound else 2.5 if both else 1.5, told)
    return _Slip(4, told, is_doubtful=True) if role == "given" else _Slip(3, told)


def _lettered(one: str, other: str, role: str, pair: str, *, is_toned_alike: bool) -> _Slip:
    """The letters do not agree: spoken alike, mistyped, or another word."""
    a, b = fold(one), fold(other)
    is_close = is_near(a, b) and min(len(a), len(b)) > _LONGEST_SHORT
    is_spoken = _spoken(a) == _spoken(b)
    if not (is_close or is_spoken):
        away = {"given": _APART, "family": 14, "middle": 8}[role]
        return _Slip(away, pair, is_doubtful=True)
    told = f"{pair} gần như một chữ"
    if _are_names(one, other, role):
        cost = {"given": 4 if is_toned_alike else 7, "family": 8, "middle": 5}[role]
        return _Slip(cost, told, is_doubtful=role == "given")
    are_words = not is_spoken and is_bare_syllable(a) and is_bare_syllable(b)
    return _Slip(5 if are_words else 2.5, told, is_lettered=not is_spoken)


def _are_names(one: str, other: str, role: str) -> bool:
    is_name = rarity.is_family if role == "family" else rarity.is_known
    return is_name(one) and is_name(other)


@lru_cache(maxsize=20_000)
def _split(word: str) -> tuple[str, str]:
    """The tone of a syllable, and the syllable without it."""
    apart = unicodedata.normalize("NFD", word)
    tone = "".join(sign for sign in apart if sign in _TONES)
    return tone, nfc("".join(sign for sign in apart if sign not in _TONES))


def _is_short(word: str) -> bool:
    """«Ng», «T»: letters that stand for a word."""
    letters = fold(word)
    return len(letters) <= _LONGEST_SHORT and not any(sign in "aeiouy" for sign in letters)


def _shortened(one: str, other: str) -> _Slip | None:
    short, whole = sorted((fold(one), fold(other)), key=len)
    if _is_short(short) and whole.startswith(short):
        return _Slip(0.5, f"«{short.capitalize()}.» viết tắt")
    return None


def _spoken(letters: str) -> str:
    for spelling, sound in _SPOKEN:
        letters = spelling.sub(sound, letters)
    return letters


def is_near(a: str, b: str) -> bool:
    """One letter more, less or other, or two neighbours that changed places."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    x, y = a[start:], b[start:]
    if len(x) == len(y):
        return x[1:] == y[1:] or (x[:2] == y[:2][::-1] and x[2:] == y[2:])
    return x[1:] == y if len(x) > len(y) else y[1:] == x
