"""Vietnamese text: one form of every letter, one order of the alphabet, one way to search.

`fold` and `sort_key` have twins in PostgreSQL, `vn_fold` and `vn_sort_key` (migration 0001): for
the same text they return the same, whatever the cluster's locale. Change both or neither.
"""

import re
import unicodedata
from functools import lru_cache

from nganam_awards.core import wingdings


# Đ as old converters wrote it: Eth and African D look the same and are other letters.
_ETH = str.maketrans("ÐðƉɖ", "ĐđĐđ")
# What an Eastern keyboard writes in one wide sign: «Ａ», «㎡».
_WIDE = {0xFF01 + place: 0x21 + place for place in range(94)} | str.maketrans(
    {
        "㎡": "m²",
        "㎥": "m³",
        "㎞": "km",
        "㎏": "kg",
        "㎝": "cm",
        "㎜": "mm",
        "℃": "°C",
        "\u3000": " ",
    }
)
_MEANT = _ETH | wingdings.UNICODE | _WIDE
_PLAIN = wingdings.UNICODE | _WIDE
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n{3,}")
# No letter of any office carries more marks; thousands of them cost minutes to put in order.
_MARKED = re.compile("([\u0300-\u036f]{4})[\u0300-\u036f]+")
_UNSEEN = ("Cc", "Cf", "Cs")  # control, zero-width and bidirectional marks, half characters
# Letters and marks by their class, and yet nothing to see: fillers, joiners, variation selectors.
_UNSEEN_LETTERS = dict.fromkeys(
    [
        *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0),
        *(*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)),
    ]
)
# Copied from a web page, the mark of no width may be all that is left of a space.
_LOST_SPACE = re.compile("(?<=[^\\W\\d_])[\u200b-\u200d\u2060\ufeff]+(?=[^\\W\\d_])")

# Letters and signs that `clean_line` leaves as they are, whatever stands beside them: most lines
# hold nothing else, and are known to be clean at one look.
_PLAIN_LETTERS = "".join(
    sorted(
        {"đ", "Đ"}
        | {
            letter
            for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
            for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
            for letter in unicodedata.normalize("NFC", vowel + tone)
        }
    )
)
_CLEAN = re.compile(f"[!-~{_PLAIN_LETTERS}]++(?: [!-~{_PLAIN_LETTERS}]++)*+")

_MARKS = "".join(map(chr, range(0x300, 0x370)))
_UPPER, _LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
_FOLDED = str.maketrans(_UPPER + "ĐđÐðƉɖ", _LOWER + "dddddd", _MARKS)

# A letter taken apart (NFD): what makes another letter of it (B breve, C circumflex, H horn, D đ)
# and its tone (V huyền, W hỏi, X ngã, Y sắc, Z nặng). Capitals are free: all text is small by then.
_TAKEN_APART = str.maketrans(
    _UPPER + "ĐđÐðƉɖ" + "\u0306\u0302\u031b" + "\u0300\u0309\u0303\u0301\u0323",
    _LOWER + "DDDDDD" + "BCH" + "VWXYZ",
    "".join(sorted(set(_MARKS) - set("\u0306\u0302\u031b\u0300\u0309\u0303\u0301\u0323"))),
)
_RANKS = str.maketrans("BCHVWXYZ", "12312345")
_LONGEST_SYLLABLE = 10  # «nghiêng» taken apart, with its tone; longer words are seldom the same
_LONGEST_NAME = 60
LARGEST_KEY = 2**63 - 1  # what a bigint of PostgreSQL holds


def nfc(text: str) -> str:
    """The one stored form of text: every accented letter a single character (law 10)."""
    return unicodedata.normalize("NFC", text)


def plain_signs(text: str) -> str:
    """Words of before as they are cleaned now: NFC, and no sign that Word alone can draw."""
    return nfc(text.translate(_PLAIN))


def clean_line(text: str) -> str:
    """One line as a clerk meant it: NFC, single spaces, nothing invisible, Đ a real Đ, • a •."""
    return text if not text or _CLEAN.fullmatch(text) else _cleaned(text)


def _cleaned(text: str) -> str:
    text = _MARKED.sub(r"\1", text.translate(_MEANT))
    text = _LOST_SPACE.sub(_space_before_capital, text)
    spaced = " ".join(text.translate(_UNSEEN_LETTERS).split())
    seen = "".join(char for char in spaced if unicodedata.category(char) not in _UNSEEN)
    return nfc(" ".join(seen.split()))


def _space_before_capital(mark: re.Match[str]) -> str:
    text, here = mark.string, mark.end()
    return " " if text[mark.start() - 1].islower() and text[here].isupper() else ""


def clean_text(text: str) -> str:
    """Several lines as a clerk meant them: each one clean, paragraphs one blank line apart."""
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    return _BLANK_LINES.sub("\n\n", "\n".join(map(clean_line, lines))).strip("\n")


def whole_number(text: str, most: int = LARGEST_KEY) -> int | None:
    """A number from 0 that came with an address or a form; None where it is none, or too large."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most))):
        return None
    number = int(text)
    return number if number <= most else None


def fold(text: str) -> str:
    """What search compares: small letters, no accents, đ as d. Twin of SQL `vn_fold`."""
    return _name_fold(text) if len(text) <= _LONGEST_NAME else _fold_of(text)


def _fold_of(text: str) -> str:
    return nfc(unicodedata.normalize("NFD", text).translate(_FOLDED))


_name_fold = lru_cache(maxsize=8192)(_fold_of)  # a list of 5,000 asks each name eight times


def search_terms(text: str) -> list[str]:
    """The folded words of what somebody typed into a search box, each once, in their order."""
    return list(dict.fromkeys(re.findall(r"[^\W_]+", fold(text))))


def plain_words(text: str) -> str:
    """Words alone, in their order, as titles and answers of lists are compared."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def same_word(one: str, other: str) -> bool:
    """Whether two spellings differ only in case or where the tone mark stands (hoà, hòa)."""
    return _tone_last(clean_line(one)) == _tone_last(clean_line(other))


def sort_key(text: str) -> str:
    """Order of the Vietnamese alphabet, word by word: letters first, then the tone of the word.

    a ă â b c d đ e ê … ; ngang, huyền, hỏi, ngã, sắc, nặng; numbers by value («khóm 2» before
    «khóm 10»). The key is digits and small letters only, so every collation orders it alike. Twin
    of SQL `vn_sort_key`.
    """
    words = re.findall(r"[a-z0-9BCDHV-Z]+", _taken_apart(text))
    return "00".join(
        _word_key(word) if len(word) <= _LONGEST_SYLLABLE else _key_of(word) for word in words
    )


def _key_of(word: str) -> str:
    key = _tones_moved(word).replace("D", "dB")
    key = re.sub(r"([0-9]+)", r"00000\1", key)
    key = re.sub(r"0{0,5}([0-9]{6,})", r"\1", key)
    key = re.sub(r"([0-9])", r"1\1", key)
    key = re.sub(r"([a-z])(?![BCH])", r"\g<1>0", key)
    key = re.sub(r"([V-Z])", r"0\1", key)
    return key.translate(_RANKS)


_word_key = lru_cache(maxsize=8192)(_key_of)  # Vietnamese has some seven thousand syllables


def _taken_apart(text: str) -> str:
    return unicodedata.normalize("NFD", text).translate(_TAKEN_APART)


def _tones_moved(text: str) -> str:
    """Each word's tone behind its last letter, wherever the writer put the mark."""
    return re.sub(r"([V-Z])([a-z0-9BCDH]*)", r"\2\1", text)


def _tone_last(text: str) -> str:
    return _tones_moved(_taken_apart(text))
