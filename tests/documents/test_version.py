"""Frozen words say which version wrote them; what an earlier one wrote is upgraded on reading."""

import copy

import pytest

from nganam_awards.documents import registry
from nganam_awards.documents.version import Versions


def _second(words):
    words.setdefault("note", "")


def _third(words):
    for row in words["rows"]:
        row["order"] = words["note"]


KIND = Versions((_second, _third))


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ({"rows": [{}]}, {"rows": [{"order": ""}], "note": ""}),
        ({"rows": [{}], "note": "a"}, {"rows": [{"order": "a"}], "note": "a"}),
        ({"rows": [{}], "note": "a", "version": 2}, {"rows": [{"order": "a"}], "note": "a"}),
        ({"rows": [{}], "note": "a", "version": 3}, {"rows": [{}], "note": "a"}),
        ({"rows": [{}], "version": 4}, {"rows": [{}]}),  # by a later release that was taken back
    ],
)
def test_each_version_takes_only_the_steps_that_came_after_it(stored, read):
    before = copy.deepcopy(stored)
    assert KIND.read(stored) == read
    assert stored == before  # what is stored stays as it was written


def test_words_of_today_come_back_as_they_were_written():
    words = {"rows": [], "note": ""}
    assert KIND.stamped(words) == {**words, "version": 3}
    assert KIND.read(KIND.stamped(words)) == words


def test_a_paper_is_kept_with_the_version_of_its_kind(ordered):
    document = ordered()
    assert document.context["version"] == 1
    assert set(document.context) - set(registry.words_of(document)) == {"version", "verification"}
