"""Keys of Telex and VNI that stayed in a name are read as the marks they stand for."""

import pytest
from hypothesis import given, strategies as st

from honourees.queries.keystrokes import meant
from nganam_awards.core.syllable import is_bare_syllable
from nganam_awards.core.text import fold, same_word


LETTERS = st.text("abcdeghiklmnopqrstuvxyđâêôơưàếọfjwz0123456789-'", max_size=9)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("nguyeenx", "nguyễn"),
        ("nguyeexn", "nguyễn"),
        ("nguyeễn", "nguyễn"),
        ("ngu7o7i", "ngươi"),
        ("huye62n", "huyền"),
        ("huowngf", "hường"),
        ("quawng", "quăng"),
        ("uaw", "ưa"),
        ("leê", "lê"),
        ("ddeejp", "đệp"),
        ("d9at5", "đạt"),
        ("thij", "thị"),
        ("van8", "văn"),
    ],
)
def test_keys_are_read_as_marks(typed, word):
    assert same_word(meant(typed), word)


@pytest.mark.parametrize(
    "word", ["thươl", "phonl", "saveth", "sarươne", "hoàng", "boong", "h'hen", "tragn", "tàii", ""]
)
def test_what_no_keyboard_explains_stands_as_it_is(word):
    assert meant(word) == word


@given(LETTERS)
def test_what_was_meant_is_a_syllable_and_means_itself(word):
    found = meant(word)
    assert found == word or is_bare_syllable(fold(found))
    assert meant(found) == found
