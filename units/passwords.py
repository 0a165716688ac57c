"""What a password must be, in Vietnamese, and one-time passwords for the telephone."""

import re
import secrets
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from django.contrib.auth import password_validation as stock
from django.core.exceptions import ValidationError

from nganam_awards.core.text import fold


if TYPE_CHECKING:
    from units.models import User


class LongEnough(stock.MinimumLengthValidator):
    """Length before tricks: people remember a short sentence better than signs."""

    def get_error_message(self) -> str:
        """Said where the password is too short."""
        return f"Mật khẩu cần ít nhất {self.min_length} ký tự."

    def get_help_text(self) -> str:
        """Said beside the field."""
        return f"Ít nhất {self.min_length} ký tự; một câu ngắn dễ nhớ là tốt nhất."


SHORTEST_TOLD = 4  # letters of a name that a password may not repeat


def _letters(text: str) -> str:
    """Letters and figures alone, small, without accents: as a name is put into a password."""
    return "".join(re.findall(r"[a-z0-9]+", fold(text)))


class NotLikeTheOwner(stock.UserAttributeSimilarityValidator):
    """A name is the first thing a stranger tries: with accents or without, with figures behind."""

    def validate(self, password: str, user: "User | None" = None) -> None:
        """Neither the name in the password, nor the password in the name, nor nearly so."""
        typed = _letters(password)
        bare = typed.strip("0123456789")
        told = [user.username, user.full_name, user.email.partition("@")[0]] if user else []
        for known in filter(None, map(_letters, told)):
            is_long = len(known) >= SHORTEST_TOLD
            if (
                (is_long and known in typed)
                or (len(bare) >= SHORTEST_TOLD and bare in known)
                or SequenceMatcher(a=typed, b=known).quick_ratio() >= self.max_similarity
            ):
                raise ValidationError(self.get_error_message(), code="password_too_similar")

    def get_error_message(self) -> str:
        """Said where it repeats the name."""
        return "Mật khẩu giống tên hoặc tên đăng nhập của anh/chị."

    def get_help_text(self) -> str:
        """Said beside the field."""
        return "Không giống họ tên hay tên đăng nhập."


class NotCommon(stock.CommonPasswordValidator):
    """The second thing a stranger tries."""

    def get_error_message(self) -> str:
        """Said where it is on the list."""
        return "Mật khẩu này quá phổ biến, ai cũng đoán được."

    def get_help_text(self) -> str:
        """Said beside the field."""
        return "Không dùng mật khẩu phổ biến."


class NotOnlyDigits(stock.NumericPasswordValidator):
    """Birthdays and telephone numbers."""

    def get_error_message(self) -> str:
        """Said where there are digits alone."""
        return "Mật khẩu không được chỉ gồm chữ số."

    def get_help_text(self) -> str:
        """Said beside the field."""
        return "Không chỉ gồm chữ số."


# Short syllables without accents; the town's own fields and canals.
SYLLABLES = [
    "lua",
    "gao",
    "tom",
    "ca",
    "sen",
    "dua",
    "mia",
    "cam",
    "buoi",
    "xoai",
    "mit",
    "oi",
    "chanh",
    "ot",
    "hanh",
    "toi",
    "gung",
    "rau",
    "khoai",
    "bap",
    "kenh",
    "song",
    "cau",
    "dong",
    "vuon",
    "ao",
    "ghe",
    "xuong",
    "cho",
    "duong",
    "nha",
    "truong",
    "sach",
    "but",
    "vo",
    "trong",
    "chieng",
    "den",
    "mua",
    "nang",
    "gio",
    "may",
    "sao",
    "trang",
    "xuan",
    "ha",
    "thu",
    "dat",
    "nuoc",
    "vang",
    "tim",
    "hong",
    "cao",
    "sau",
    "rong",
    "dai",
]


def one_time_password() -> str:
    """Such as «lua-kenh-xoai-sen-4821»; the first sign-in with it asks for another."""
    words = [secrets.choice(SYLLABLES) for _ in range(4)]
    return "-".join([*words, f"{secrets.randbelow(10_000):04d}"])
