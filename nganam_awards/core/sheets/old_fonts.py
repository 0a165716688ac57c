"""Vietnamese from before Unicode: text typed for TCVN3 (.VnTime) or VNI (VNI-Times) fonts.

Such text is stored as Western letters that only those fonts draw as Vietnamese. It is recognised
here and turned into Unicode; whether it may be is for the person to say who brought it.
"""

import re
from collections.abc import Iterable
from enum import StrEnum


class OldFont(StrEnum):
    """An encoding from before Unicode (bảng mã cũ)."""

    TCVN3 = "TCVN3"
    VNI = "VNI"


_TCVN3 = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
_PLAIN = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_FROM_TCVN3 = dict(zip(_TCVN3, _PLAIN, strict=True))
# Letters of TCVN3 that neither Vietnamese in Unicode nor VNI writes.
_ONLY_TCVN3 = set("µ¸¶·¹¨»¾¼½©®ª«¬\u00ad§£¤¥¦Æ×Þßþç¢")

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
# Real Vietnamese writes «hoà», «hoá», «hoã» so; no other pair of VNI occurs in it.
_TELLING = "|".join(re.escape(pair) for pair in _PAIRS if pair not in {"oà", "oá", "oã"})
_VNI_SIGN = re.compile(f"{_TELLING}|[ñöæîåäëüïûø]", re.IGNORECASE)
_ENOUGH = 2  # cells; one odd letter proves nothing


def font_of(texts: Iterable[str]) -> OldFont | None:
    """For which old font the texts were typed; None: for none that is known."""
    tcvn3 = vni = 0
    for text in texts:
        tcvn3 += looks_like(text, OldFont.TCVN3)
        vni += looks_like(text, OldFont.VNI)
    if max(tcvn3, vni) < _ENOUGH:
        return None
    return OldFont.TCVN3 if tcvn3 >= vni else OldFont.VNI


def looks_like(text: str, font: OldFont) -> bool:
    """Whether one text holds letters that only this font draws as Vietnamese."""
    has_tcvn3 = bool(_ONLY_TCVN3 & set(text))
    return has_tcvn3 if font == OldFont.TCVN3 else not has_tcvn3 and bool(_VNI_SIGN.search(text))


def to_unicode(text: str, font: OldFont) -> str:
    """The text as its font drew it; capitals of TCVN3 are drawn by another font and stay small."""
    if font == OldFont.TCVN3:
        return "".join(_FROM_TCVN3.get(letter, letter) for letter in text)
    return _VNI_PIECE.sub(_vni_letter, text)


def _vni_letter(found: re.Match) -> str:
    piece = found[0]
    letter = _VNI[piece.lower()]
    return letter.upper() if piece[0].isupper() else letter
