"""Writing the register; what other apps write there is named here."""

from honourees.services.account import answer_namesake, link_account, unlink_account
from honourees.services.award import end_awards, enter_awards
from honourees.services.honouree import find_or_enter


__all__ = [
    "answer_namesake",
    "end_awards",
    "enter_awards",
    "find_or_enter",
    "link_account",
    "unlink_account",
]
