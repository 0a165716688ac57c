"""What a column means: the titles under which clerks of all offices keep the same thing."""

import re
from enum import StrEnum

from nganam_awards.core.text import fold


class Key(StrEnum):
    """What a column of a nominee list may hold."""

    NUMBER = "number"
    FAMILY_NAME = "family_name"
    FULL_NAME = "full_name"
    GENDER = "gender"
    BIRTH = "birth"
    BIRTH_MALE = "birth_male"
    BIRTH_FEMALE = "birth_female"
    POSITION = "position"
    WORKING_UNIT = "working_unit"
    KIND = "kind"
    AWARD_TYPE = "award_type"
    ACHIEVEMENT = "achievement"
    VOTES = "votes"
    VOTES_FOR = "votes_for"
    VOTES_TOTAL = "votes_total"
    RATING = "rating"
    SERVICE_MONTHS = "service_months"
    INITIATIVE = "initiative"
    GROUP = "group"
    HEADCOUNT = "headcount"
    NOTE = "note"


LABELS = {
    Key.NUMBER: "Số thứ tự",
    Key.FAMILY_NAME: "Họ và đệm",
    Key.FULL_NAME: "Họ và tên",
    Key.GENDER: "Giới tính",
    Key.BIRTH: "Ngày sinh",
    Key.BIRTH_MALE: "Năm sinh (nam)",
    Key.BIRTH_FEMALE: "Năm sinh (nữ)",
    Key.POSITION: "Chức vụ",
    Key.WORKING_UNIT: "Đơn vị công tác",
    Key.KIND: "Đối tượng",
    Key.AWARD_TYPE: "Hình thức khen thưởng",
    Key.ACHIEVEMENT: "Thành tích",
    Key.VOTES: "Số phiếu",
    Key.VOTES_FOR: "Số phiếu đồng ý",
    Key.VOTES_TOTAL: "Tổng số phiếu",
    Key.RATING: "Xếp loại trong năm",
    Key.SERVICE_MONTHS: "Số tháng công tác",
    Key.INITIATIVE: "Quyết định công nhận sáng kiến",
    Key.GROUP: "Nhóm đối tượng",
    Key.HEADCOUNT: "Số người",
    Key.NOTE: "Ghi chú, không nhập",
}
# Asked from the most telling words to the most general: the first that fits is meant.
_WORDS = (
    (Key.NUMBER, r"(so )?(tt|stt|thu tu)"),
    (Key.VOTES_TOTAL, r".*\btong (so )?(phieu|thanh vien).*"),
    (Key.VOTES_FOR, r".*\bphieu (dong y|thuan|tan thanh).*"),
    (Key.VOTES, r".*\b(phieu|ty le (dong y|dat)).*"),
    (Key.INITIATIVE, r".*\b(sang kien|de tai)\b.*"),
    (Key.RATING, r".*\b(xep loai|danh gia|muc (do )?hoan thanh|phan loai)\b.*"),
    (Key.SERVICE_MONTHS, r".*\b(so )?thang (cong tac|lam viec)\b.*|so thang"),
    (Key.GROUP, r"nhom( doi tuong)?"),
    (Key.HEADCOUNT, r"(quan so|so nguoi|so luong( nguoi)?|so thanh vien)( .*)?"),
    (Key.GENDER, r"gioi( tinh)?|nam nu|danh xung|ong ba"),
    (Key.BIRTH, r".*\b(nam|ngay|thang)( .*)? sinh\b.*|.*\bsinh (nam|ngay)\b.*|ns"),
    (Key.AWARD_TYPE, r".*\b(danh hieu|hinh thuc|de nghi khen|muc khen)\b.*"),
    (Key.ACHIEVEMENT, r".*\b(thanh tich|noi dung khen|ly do khen|viec lam)\b.*"),
    (Key.FAMILY_NAME, r"ho( va)? (dem|lot|chu dem|chu lot|ten dem)( .*)?|ho"),
    (
        Key.FULL_NAME,
        r".*\bho( va)? ten\b.*|.*\bten (tap the|ca nhan|ho|chu ho)\b.*|ten|.*\bchu ho\b.*",
    ),
    (Key.FULL_NAME, r"(ca nhan|tap the|ho gia dinh)|ten don vi"),
    (Key.POSITION, r".*\b(chuc vu|chuc danh|nghe nghiep)\b.*"),
    (Key.KIND, r"(loai )?doi tuong"),
    (
        Key.WORKING_UNIT,
        r".*\b(don vi|noi (cong tac|o|lam viec|cu tru)|dia chi|co quan|truong|phong ban)\b.*",
    ),
    (Key.NOTE, r"ghi chu.*"),
)
_PATTERNS = tuple((key, re.compile(words)) for key, words in _WORDS)
# What the column of names says of its rows.
_COLLECTIVE = re.compile(r"(ten )?(tap the|don vi)")
_HOUSEHOLD = re.compile(r".*\b(chu ho|ho gia dinh|ten ho)\b.*")


def plain(title: str) -> str:
    """A title as it is compared: small letters without accents, words alone."""
    return " ".join(re.findall(r"[^\W_]+", fold(title)))


def key_of(title: str) -> Key | None:
    """What a title means; None: nothing that a nominee list knows."""
    words = plain(title)
    return next((key for key, pattern in _PATTERNS if pattern.fullmatch(words)), None)


def kind_named_by(title: str) -> str:
    """The kind of honouree that a title of the names speaks of alone; empty: it speaks of all."""
    words = plain(title)
    if _HOUSEHOLD.fullmatch(words):
        return "household"
    return "collective" if _COLLECTIVE.fullmatch(words) else ""
