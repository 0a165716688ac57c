"""Vietnamese from before Unicode: text typed for TCVN3 (.VnTime) or VNI (VNI-Times) fonts.

Such text is stored as Western letters that only those fonts draw as Vietnamese. It is recognised
here and turned into Unicode; whether it may be is for the person to say who brought it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from nganam_awards.core.syllable import is_syllable


class OldFont(StrEnum):
    """An encoding from before Unicode (bảng mã cũ)."""

    TCVN3 = "TCVN3"
    VNI = "VNI"


_TCVN3 = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
_PLAIN = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_FROM_TCVN3 = dict(zip(_TCVN3, _PLAIN, strict=True))

_MARKS = {
    "a": dict(zip("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ", strict=True)),
    "e": dict(zip("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ", strict=True)),
    "o": dict(zip("ùøûõïâáàåãä", "óòỏõọôốồổỗộ", strict=True)),
    "u": dict(zip("ùøûõï", "úùủũụ", strict=True)),
    "y": dict(zip("ùøûõ", "ýỳỷỹ", strict=True)),
    "ô": dict(zip("ùøûõï", "ớờởỡợ", strict=True)),
    "ö": dict(zip("ùøûõï", "ứừửữự", strict=True)),
}
_ALONE = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))
_PAIRS = {base + mark: letter for base, marks in _MARKS.items() for mark, letter in marks.items()}
_VNI = {**_PAIRS, **_ALONE}
_VNI_PIECE = re.compile(
    "|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)), re.IGNORECASE
)
# Signs of today's texts that old fonts draw as letters: they prove nothing at the edge of a word.
_SIGNS = "«»§®©¹²³¼½¾×÷µ¶·¸¡¢£¤¥¦¨ª¬\u00ad"
_BREAK = re.compile('[\\s.,;:!?()\\[\\]{}/"“”‘’…–—•_+*=%\\ue000-\\uf8ff-]+')
_FIGURE = re.compile("[0-9]")
_LATIN_1 = 255  # old fonts write with the letters up to it; no word of theirs holds another
_ENOUGH = 2  # different words; one odd word proves nothing


class Proof(NamedTuple):
    """What the words of a text prove of how it was typed."""

    for_font: Mapping[OldFont, frozenset[str]]  # words that are none as they stand, and are so
    against: Mapping[OldFont, frozenset[str]]  # words as they stand that would be none so

    def says(self, font: OldFont) -> bool:
        """Whether the texts were typed for it: one odd word proves nothing."""
        words = len(self.for_font[font])
        return words >= _ENOUGH and words > len(self.against[font])


@lru_cache(maxsize=20_000)
def _judged(word: str) -> dict[OldFont, bool]:
    """{font: whether it makes a word of this, or unmakes one}, of those that prove something."""
    bare = word.strip(_SIGNS).replace("\u00ad", "")
    if any(ord(letter) > _LATIN_1 for letter in bare):
        return dict.fromkeys(OldFont, False)
    is_word, proved = is_syllable(bare), {}
    for font in OldFont:
        turned = to_unicode(word, font)
        if turned != word and is_syllable(turned) != is_word:
            proved[font] = not is_word
    return proved


def proof(texts: Iterable[str]) -> Proof:
    """What the texts prove, all together; each different word counts once."""
    words = {
        word
        for text in texts
        if not text.isascii()
        for word in _BREAK.split(text)
        if len(word) > 1 and not word.isascii() and not _FIGURE.search(word)
    }
    found: dict[tuple[OldFont, bool], set[str]] = defaultdict(set)
    for word in words:
        for proof in _judged(word).items():
            found[proof].add(word)
    return Proof(
        {font: frozenset(found[font, True]) for font in OldFont},
        {font: frozenset(found[font, False]) for font in OldFont},
    )


def font_of(texts: Iterable[str]) -> OldFont | None:
    """For which old font the texts were typed; None: for none that is known."""
    proved = proof(texts)
    font = max(OldFont, key=lambda one: len(proved.for_font[one]) - len(proved.against[one]))
    return font if proved.says(font) else None


def to_unicode(text: str, font: OldFont) -> str:
    """The text as its font drew it; TCVN3 draws capitals with another font, so what stands among
    capitals alone is one."""
    if font == OldFont.TCVN3:
        turned = "".join(_FROM_TCVN3.get(letter, letter) for letter in text)
        plain = re.sub("[^A-Za-z]", "", text)
        return turned.upper() if len(plain) > 1 and plain.isupper() else turned
    return _VNI_PIECE.sub(_vni_letter, text)


def _vni_letter(found: re.Match) -> str:
    piece = found[0]
    letter = _VNI[piece.lower()]
    return letter.upper() if piece[0].isupper() else letter
