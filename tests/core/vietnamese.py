"""Letters for tests: the whole Vietnamese alphabet, as keyboards and old converters write it."""

import unicodedata
from itertools import pairwise

from hypothesis import strategies as st


ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang … nặng, in their order
VOWELS = "aăâeêioôơuưy"

LETTERS = [
    unicodedata.normalize(form, case(letter + tone))
    for letter in ALPHABET + "fjwz"
    for tone in (TONES if letter in VOWELS else TONES[:1])
    for case in (str.lower, str.upper)
    for form in ("NFC", "NFD")
]
STRAY = [*" -'/.,()0123456789", "Ð", "ð", "ü", "ñ", "ç", "\u00a0", "\t", "\n", *TONES[1:]]

words = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=7).map("".join)
names = st.lists(words, min_size=1, max_size=5).map(" ".join)
texts = st.lists(st.sampled_from(LETTERS + STRAY), max_size=40).map("".join)


def rise(keys) -> bool:
    """Whether each key is really greater than the one before it."""
    return all(low < high for low, high in pairwise(keys))
