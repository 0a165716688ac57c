"""What is asked of kept words: beginnings, but whole where nothing longer begins so."""

from itertools import product

import pytest

from nganam_awards.core.search import prefix_query
from nganam_awards.core.syllable import is_bare_syllable, is_whole_syllable


INITIALS = "b c ch d g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x"
RIMES = """
a ai an ang anh e en eng enh i ia ich ien ieng inh iu o oa oan oang oi on ong u ua uan uang un ung
uoi uon uong uu uy uya uyen uyet uynh y yen yeu
"""


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Nguyễn' An!", "nguyen & an:*"),
        ("trương công giang", "truong & cong & giang:*"),
        ("viet", "viet:*"),  # VietGAP
        ("Trần Văn Thi", "tran:* & van:* & thi:*"),  # Trang, Vàng, Thịnh
        ("truon", "truon:*"),
        ("Robert H'Bia", "robert:* & h:* & bia:*"),
        ("ng ngh qu gi", "ng:* & ngh:* & qu:* & gi:*"),
        (" …:*&|! ", ""),
    ],
)
def test_a_syllable_that_nothing_begins_with_is_asked_whole(typed, asked):
    assert prefix_query(typed) == asked


def test_no_syllable_begins_with_a_whole_one():
    syllables = {
        initial + rime for initial, rime in product(["", *INITIALS.split()], RIMES.split())
    }
    syllables = sorted(filter(is_bare_syllable, syllables))
    begun = {one[:end] for one in syllables for end in range(len(one))}
    whole = [one for one in syllables if is_whole_syllable(one)]
    assert len(whole) > 300
    assert begun.isdisjoint(whole)
