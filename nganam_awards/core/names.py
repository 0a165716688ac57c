"""Names of people: how the office orders, tidies and recognises them."""

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

from nganam_awards.core.syllable import is_bare_syllable
from nganam_awards.core.text import clean_line, fold, nfc, sort_key


_LAST_WORD_FIRST = re.compile(r"^(.*) +([^ ]+) *\Z", re.DOTALL)
_SALUTATIONS = {"ông": "Ông", "bà": "Bà"}
_BOTH = re.compile(r"^ông *[/(-] *bà *\)?[.:]? +", re.IGNORECASE)
_ONE = re.compile(r"^(ông|bà)[.:]? +", re.IGNORECASE)
# After «Ông», these are middle names: Ông Thị Lan is a woman of the Ông family.
_MIDDLE_NAMES = ("thị", "văn")
_PART = re.compile(r"[^\W\d_]+")
# One sign for what keyboards write in many: H’Hen, H`Hen; Kim‑Anh, Kim‐Anh.
_SIGNS = str.maketrans({**dict.fromkeys("’‘`´ʼʻʹ′＇", "'"), **dict.fromkeys("‐‑‒–—−", "-")})
_BEFORE, _BEHIND = "-–•+ ", " .;,"  # of the list it stood in, not of the name
_LETTER = r"(?:[^\W\d_][\u0300-\u036f]*)"
_WORD = rf"{_LETTER}+(?:['.-] ?{_LETTER}+)*[.']?"
_PERSON = re.compile(rf"{_WORD}(?:(?: | - (?=\S)){_WORD})+")
_SHORT_HYPHEN = re.compile(r"^\S{1,2} - ")  # «Y - Blim», not «Ninh - Huế»
_ALIAS = re.compile(r" \(([^()]+)\)")
_LONGEST_NAME = 60
_MOST_WORDS = 8
_COMRADE = re.compile(r"^(?:đ/c|đồng chí)[.:]? +", re.IGNORECASE)
_SHORT_ADDRESS = re.compile(r"^([ÔB])[.:] *(?=\S+ \S)")
_RANK = re.compile(
    r"^(?:(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)|(?:thượng|trung|hạ) (?:sĩ|sỹ)"
    r"|binh (?:nhất|nhì)|hòa thượng|hoà thượng|thượng tọa|thượng toạ|đại đức|ni sư|sư cô|linh mục"
    r"|mục sư|bác sĩ|bác sỹ|dược sĩ|y sĩ|kỹ sư|luật sư|tiến sĩ|thạc sĩ|cử nhân|(?:phó )?giáo sư"
    r"|(?:phó )?(?:chủ tịch|bí thư|hiệu trưởng|giám đốc|trưởng (?:khóm|ấp|ban|phòng))"
    r"|cô giáo|thầy giáo|nghệ nhân"
    r"|(?:(?:GS|PGS|TSKH|TS|ThS|Th\.S|BS|BSCKI|BSCKII|DS|KS|CN|LS)\b[.,]? *)+)[.:]? *(?=\S)",
    re.IGNORECASE,
)
_KIN = re.compile(r"^(anh|chị|cô|chú|bác|em|thầy|cụ|mẹ)[.:]? +", re.IGNORECASE)
# Family names of the town, of Kinh, Khmer and Hoa people: after «Anh» they tell a form of address.
_FAMILY_NAME = re.compile(
    r"(?:nguyễn|trần|lê|phạm|huỳnh|hoàng|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đinh|trương|lâm"
    r"|mai|cao|châu|quách|tô|thạch|sơn|kim|danh|lương|thái|tạ|từ|la|liêu|trịnh|đào|đoàn|hà|hứa"
    r"|kiên|lưu|mã|ong|phùng|phú|tiêu|tăng|triệu|văn) \S",
    re.IGNORECASE,
)
_TWO = re.compile(r" *(?:[,;/&+]| và (?:(?:ông|bà) )?) *", re.IGNORECASE)
_NUMBER = re.compile(r"^\d+ *[.)\]-]* *| *\d+$")
_TONES_OF_CONSONANTS = re.compile(
    r"([aeiouy][\u0302\u0306\u031b]*)([^\Waeiouy\d_]{1,2})"
    r"([\u0300\u0301\u0303\u0309\u0323])",
    re.IGNORECASE,
)


_BODY = re.compile(
    r"(?:trường|trạm|phường|xã|khóm|ấp|khu|ban|phòng|hội|công an|công ty|đảng|chi|đoàn|mặt trận"
    r"|ủy ban|uỷ ban|ubnd|văn phòng|tổ|khối|cụm|danh sách|kèm|đơn vị|tập thể|cá nhân|hộ"
    r"|trung tâm|bệnh viện"
    r"|nhóm|đội|câu lạc bộ|lực lượng|quân sự|hợp tác xã|chùa|nhân dân|cán bộ|công chức|viên chức"
    r"|thcs|thpt|mầm non|tiểu học|mẫu giáo|thị xã|liên đoàn|công đoàn|quỹ|dòng|mục|phần|bảng)\b",
    re.IGNORECASE,
)
_MOST_WORDS_OF_A_PERSON = 5
_TWO_LINES = 2


class TidyName(NamedTuple):
    """A name as a decision prints it, and the form of address that stood before it."""

    name: str
    salutation: str


def given_name(full_name: str) -> str:
    """The given name (tên): the last word, by which people are called and lists are ordered."""
    *_, last = full_name.split() or [""]
    return last


def name_sort_key(full_name: str) -> str:
    """Order of a list of people: given name, then family name, then middle names.

    Twin of SQL `vn_name_key`.
    """
    return sort_key(_LAST_WORD_FIRST.sub(r"\2 \1", full_name))


def tidy_name(raw: str) -> TidyName:
    """A name typed any way, as the paper needs it: no «Ông», «Bà», no all-CAPITALS.

    «Ông/Bà» in front says nothing about the person, so its salutation is empty.
    """
    line = clean_line(raw).translate(_SIGNS).lstrip(_BEFORE).rstrip(_BEHIND)
    line = _COMRADE.sub("", line)
    line = _SHORT_ADDRESS.sub(lambda said: "Ông " if said[1] == "Ô" else "Bà ", line)
    if both := _BOTH.match(line):
        return TidyName(_titled(line[both.end() :]), "")
    salutation = ""
    if (one := _ONE.match(line)) and not _is_family_name(line[one.end() :]):
        salutation = _SALUTATIONS[one[1].lower()]
        line = line[one.end() :]
    return TidyName(_titled(line), salutation)


def plausible_name(name: str) -> bool:
    """Whether this can be a person's name: two words of letters or more, no figures.

    An alias may stand in brackets behind; more than eight words are a name of capitals only.
    """
    bare = _ALIAS.sub("", name) if _is_alias(name) else name
    words = bare.split()
    is_long = len(words) > _MOST_WORDS and not all(word[0].isupper() for word in words)
    if len(name) > _LONGEST_NAME or is_long or (" - " in bare and not _SHORT_HYPHEN.search(bare)):
        return False
    return _PERSON.fullmatch(bare) is not None


def begins_like_a_person(text: str) -> bool:
    """Whether a text begins with a family name of the town, and speaks of no body: a guess."""
    return bool(_FAMILY_NAME.match(text)) and not begins_like_a_body(text) and plausible_name(text)


def begins_like_a_body(text: str) -> bool:
    """Whether a text begins as names of bodies and places do: «Trường», «Khóm», «Ban»."""
    return _BODY.match(text) is not None


def several_names(lines: list[str]) -> bool:
    """Whether lines of one cell are more than one name broken in two: people, or a name and an
    office."""
    whole = [line for line in map(clean_line, lines) if len(line.split()) > 1]
    if len(whole) < len(lines) or len(whole) < _TWO_LINES or not begins_like_a_person(whole[0]):
        return False
    rest = whole[1:]
    return any(begins_like_a_person(one) or _RANK.match(f"{one} x") for one in rest)


def may_be_a_person(text: str) -> bool:
    """Whether a text can be the name of somebody, whatever the family: a guess, to be asked."""
    words = text.split()
    are_names = all(word[:1].isupper() for word in words) or text.islower()
    is_short = len(words) <= _MOST_WORDS_OF_A_PERSON
    return plausible_name(text) and is_short and are_names and not begins_like_a_body(text)


class NameFault(NamedTuple):
    """What in a cell is no part of a name: a sentence, and the name that may be meant."""

    told: str
    meant: str = ""


def fault_of(name: str) -> NameFault | None:
    """Why this does not stand as the name of one person; None where nothing is to be said."""
    if said := _RANK.match(name):
        rest = name[said.end() :]
        told = f"«{said[0].strip()}» không thuộc họ và tên; ghi ở «Chức vụ», chỉ giữ lại tên."
        return NameFault(told, rest if plausible_name(rest) else "")
    if (said := _KIN.match(name)) and _FAMILY_NAME.match(name[said.end() :]):
        told = f"«{said[1]}» là cách xưng hô; họ và tên không ghi kèm."
        return NameFault(told, name[said.end() :])
    return _several(name) or _odd(name)


def _several(name: str) -> NameFault | None:
    if len(parts := [part for part in _TWO.split(name) if len(part.split()) > 1]) > 1:
        return NameFault(f"«{name}» là {len(parts)} người; tách mỗi người một dòng.")
    if " và " in name:
        return NameFault(f"«{name}» là hơn một người; tách mỗi người một dòng.")
    return None


def _odd(name: str) -> NameFault | None:
    if plausible_name(name):
        return None
    if any(char.isdigit() for char in name) and plausible_name(rest := _NUMBER.sub("", name)):
        told = f"«{name}» có chữ số; họ và tên một người không có chữ số."
        return NameFault(told, rest)
    if "(" in name and not _is_alias(name):
        rest = re.sub(r" *\([^()]*\)?", "", name)
        told = "phần trong ngoặc không phải tên gọi khác; chuyển sang cột khác."
        return NameFault(told, rest if plausible_name(rest) else "")
    if sign := re.search(r"[^\w\s'.()\u0300-\u036f-]", name):
        rest = name.replace(sign[0], "").strip()
        told = f"«{name}» có dấu «{sign[0]}»; bỏ dấu này, chỉ ghi họ và tên."
        return NameFault(told, rest if plausible_name(rest) else "")
    return None


def proper_name(name: str) -> str:
    """The name of a person with the capitals that papers write, to be offered: «Trần Thị Bé Ba».

    A tone that slipped behind its syllable goes back on the vowel: «Trâǹ» is «Trần».
    """
    apart = unicodedata.normalize("NFD", name)
    whole = nfc(_TONES_OF_CONSONANTS.sub(r"\1\3\2", apart))
    return re.sub(rf"{_LETTER}+", lambda part: _capital(part[0]), whole)


# Words of bodies as NĐ 30/2020 (annex II) writes them, whatever stands before and after.
_OF_BODIES = (
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
    "Mặt trận Tổ quốc",
    "Đảng ủy",
    "Chi bộ",
    "Công đoàn",
    "Hội Liên hiệp Phụ nữ",
    "Hội Phụ nữ",
    "Hội Nông dân",
    "Hội Cựu chiến binh",
    "Hội Chữ thập đỏ",
    "Hội Người cao tuổi",
    "Hội Khuyến học",
    "Đoàn Thanh niên",
    "Đoàn xã",
    "Đoàn phường",
    "Trường Tiểu học",
    "Trường Mầm non",
    "Trường Mẫu giáo",
    "Trường Trung học cơ sở",
    "Trường Trung học phổ thông",
    "Trạm Y tế",
    "Ban nhân dân",
    "Ban Công tác Mặt trận",
    "Công an",
    "Ban Chỉ huy Quân sự",
    "Văn phòng",
    "Chi hội",
    "Chi đoàn",
    "Tổ",
    "khóm",
    "ấp",
    "xã",
    "thị xã",
    "tập thể",
    "cán bộ",
    "công chức",
    "viên chức",
    "và",
    "nhân dân",
)


def proper_body(name: str) -> str:
    """The name of a collective with fewer capitals, to be offered: «Hội Phụ nữ khóm 5».

    Shortened names (UBND, THCS) stay; so does what nobody shouted.
    """
    words = name.split(" ")
    loud = [_is_shouted(word) for word in words]
    accented = any(
        is_loud and fold(word) != word.lower().replace("đ", "d")
        for word, is_loud in zip(words, loud, strict=True)
    )
    pairs = any(one and other for one, other in pairwise(loud))
    if accented or pairs:
        words = [
            _capital(word) if is_loud else word for word, is_loud in zip(words, loud, strict=True)
        ]
        name = " ".join(words)
        for said in _OF_BODIES:
            name = re.sub(rf"(?<!\w){re.escape(said)}(?!\w)", said, name, flags=re.IGNORECASE)
    return f"{name[:1].upper()}{name[1:]}"


def _is_shouted(word: str) -> bool:
    bare = word.strip('“”"(),.;:-')
    return len(bare) > 1 and bare.isupper() and is_bare_syllable(fold(bare))


def _capital(part: str) -> str:
    rest = part[1:]
    return part[0].upper() + (rest.lower() if rest.isupper() else rest)


def _is_alias(name: str) -> bool:
    """«(Út Mười)» behind a name; «(vợ ông Tám)» is a remark."""
    said = _ALIAS.findall(name)
    return (
        len(said) == 1 and name.endswith(")") and all(word[0].isupper() for word in said[0].split())
    )


def _is_family_name(rest: str) -> bool:
    words = rest.lower().split()
    return len(words) < 2 or words[0] in _MIDDLE_NAMES


def _titled(name: str) -> str:
    """Mixed case was somebody's intent and stays; all of one case was a habit of the keyboard."""
    if name not in (name.upper(), name.lower()):
        return name
    return _PART.sub(lambda part: part[0][0].upper() + part[0][1:].lower(), name)
