"""The verification code (mã tra cứu): stands beside a paper's QR and opens its page."""

import re
import secrets

from django.utils.crypto import salted_hmac


# Read aloud over a telephone or typed from a photocopy: none of 0 O D Q, 1 I L, 2 Z, 5 S, 8 B, U V.
ALPHABET = "34679ACEFGHJKMNPRTWXY"
GROUPS, GROUP_LENGTH = 3, 4
PATTERN = "-".join([f"[{ALPHABET}]{{{GROUP_LENGTH}}}"] * GROUPS)


def new_code() -> str:
    """A code nobody can guess: 21¹² ≈ 7 × 10¹⁵ of them."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS)
    )


def code_of(*facts: str) -> str:
    """The one code of a paper that is found again by what it is about; as hard to guess."""
    number = int(salted_hmac("nganam_awards.documents.codes", "\0".join(facts)).hexdigest(), 16)
    letters = ""
    for _ in range(GROUPS * GROUP_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    return "-".join(
        letters[start : start + GROUP_LENGTH] for start in range(0, len(letters), GROUP_LENGTH)
    )


def normalised(typed: str) -> str | None:
    """The code as stored, from whatever a reader typed; None where it cannot be one."""
    letters = re.sub(r"[\s\-–—.]+", "", typed).upper()
    grouped = "-".join(
        letters[start : start + GROUP_LENGTH] for start in range(0, len(letters), GROUP_LENGTH)
    )
    return grouped if re.fullmatch(PATTERN, grouped) else None


class CodeConverter:
    """A verification code inside an address."""

    regex = PATTERN

    def to_python(self, value: str) -> str:
        """The address already carries the stored form."""
        return value

    def to_url(self, value: str) -> str:
        """The stored form is the address's form."""
        return value
