"""Two moments of plain JSON: which parts, fields, rows and paragraphs read otherwise."""

import pytest
from hypothesis import given, strategies as st

from nganam_awards.documents import diff
from nganam_awards.documents.diff import ADDED, DROPPED, KEPT, Change


ROWS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from([1, 2]), max_size=4)
TEXTS = st.lists(st.sampled_from(["Một.", "Hai.", "Ba."]), max_size=4).map("\n".join)


def test_parts_are_told_in_the_order_asked_and_an_absent_one_is_a_part():
    before, now = {"about": "a", "place": "x", "note": "n"}, {"about": "b", "place": "x"}
    assert diff.parts(before, now, ("note", "place", "about")) == ["note", "about"]


@given(ROWS, ROWS)
def test_rows_that_came_went_and_changed_lead_from_one_side_to_the_other(before, now):
    found = diff.rows(before, now)
    after = {key: value for key, value in before.items() if key not in found.dropped}
    after |= {key: now[key] for key in (*found.changed, *found.added)}
    assert after == now
    assert all(before[key] != now[key] for key in found.changed)
    assert not set(found.added) & set(before)


@pytest.mark.parametrize("empty", [None, "", [], ...], ids=["null", "no text", "no rows", "absent"])
def test_a_field_that_is_not_filled_in_is_an_empty_side(empty):
    before = {} if empty is ... else {"post": empty}
    told = list(diff.fields("Ông An", {"post": "Chức vụ"}, before, {"post": "Trưởng khóm"}))
    assert told == [Change("Ông An", "Chức vụ", "", "Trưởng khóm")]
    assert list(diff.fields("Ông An", {"post": "Chức vụ"}, before, {"post": ""})) == []


def test_a_field_is_spoken_as_its_app_says_it():
    spoken = {"votes": lambda value: "/".join(map(str, value))}
    before, now = {"votes": [6, 7]}, {"votes": [7, 7]}
    told = diff.fields("Ông An", {"votes": "Phiếu"}, before, now, lambda key, v: spoken[key](v))
    assert list(told) == [Change("Ông An", "Phiếu", "6/7", "7/7")]


@given(TEXTS, TEXTS)
def test_paragraphs_hold_the_new_text_and_what_it_drops(old, new):
    found = diff.paragraphs(old, new)
    assert [p.text for p in found if p.status != DROPPED] == new.split("\n") * bool(new)
    assert [p.text for p in found if p.status != ADDED] == old.split("\n") * bool(old)
    assert (old == new) == all(p.status == KEPT for p in found)
