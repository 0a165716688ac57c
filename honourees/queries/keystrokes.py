"""What was meant where a keyboard left its signs: «Nguyeenx», «Nguye6n», «Leê» are Nguyễn, Lê.

Telex writes marks as letters, VNI as figures; where the program behind them was off, late or set
to the other, the signs stay in the list. Only what is no syllable becomes one: names of Khmer
people, whose letters Vietnamese does not put together so, stand as they are.
"""

import unicodedata

from nganam_awards.core.syllable import is_bare_syllable
from nganam_awards.core.text import fold, nfc


_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_TONES = dict(zip("sfrxj12345", (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT) * 2, strict=True))
_SHAPES = {"6": ("aeo", _HAT), "7": ("ou", _HORN), "8": ("a", _BREVE)}
_VOWELS = "aeiouy"


def meant(word: str) -> str:
    """A word of small letters as it was meant; itself where nothing else can be told."""
    if is_bare_syllable(fold(word)):
        return word
    tones, letters = set(), []
    for sign in unicodedata.normalize("NFD", word):
        if sign in _TONES.values():
            tones.add(sign)
        elif sign in _TONES and any(letter[0] in _VOWELS for letter in letters):
            tones.add(_TONES[sign])
        elif not _shaped(letters, sign):
            letters.append(sign)
    found = _with_tone(letters, tones)
    return found if len(tones) <= 1 and is_bare_syllable(fold(found)) else word


def _shaped(letters: list[str], sign: str) -> bool:
    """Whether the sign only changes a letter before it: a mark, or a key that stands for one."""
    last = letters[-1] if letters else ""
    if unicodedata.combining(sign):
        letters[-1:] = [last if sign in last else last + sign]
        return bool(last)
    if sign in ("d", "đ") and last in ("d", "đ"):
        letters[-1] = "đ"
        return True
    if sign in "aeo" and last in (sign, sign + _HAT):
        letters[-1] = sign + _HAT
        return True
    if sign == "9" and letters and letters[0] == "d":
        letters[0] = "đ"
        return True
    if sign == "w":
        return _hooked(letters)
    return sign in _SHAPES and _mark_last(letters, *_SHAPES[sign])


def _hooked(letters: list[str]) -> bool:
    """What «w» does: «aw» is ă, «ow» ơ, «uw» ư, and «uaw» is ưa unless a «q» began it."""
    last = next((letter for letter in reversed(letters) if letter in tuple("aou")), "")
    plain = "".join(letters)
    is_breve = last == "a" and (not plain.endswith("ua") or plain.endswith("qua"))
    return _mark_last(letters, "a", _BREVE) if is_breve else _mark_last(letters, "ou", _HORN)


def _mark_last(letters: list[str], vowels: str, mark: str) -> bool:
    """The mark on the last of these vowels; a horn on both letters of «uo»."""
    places = [at for at, letter in enumerate(letters) if letter in tuple(vowels)]
    if not places:
        return False
    at = places[-1]
    letters[at] += mark
    if mark == _HORN and at and letters[at][0] == "o" and letters[at - 1] == "u":
        letters[at - 1] += mark
    return True


def _with_tone(letters: list[str], tones: set[str]) -> str:
    vowels = [at for at, letter in enumerate(letters) if letter[0] in _VOWELS]
    marked = [at for at in vowels if len(letters[at]) > 1]
    if tones and vowels:
        at = (marked or vowels)[-1 if marked else 0]
        letters = [*letters[:at], letters[at] + min(tones), *letters[at + 1 :]]
    return nfc("".join(letters))
