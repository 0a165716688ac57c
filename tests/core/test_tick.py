"""Ticked keys that travel from page to page, and what a press asks for."""

import pytest
from django.http import QueryDict

from nganam_awards.core import tick
from nganam_awards.core.pages import NumberedPage, numbered_page


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("", []),
        ("line=3&line=1", [3, 1]),
        ("line=3&giu=7-8", [3, 7, 8]),
        ("line=3&giu=3", [3]),
        ("giu=7--x-8-%0A9&line=-1", [7, 8]),
        ("giu=", []),
    ],
)
def test_boxes_and_the_field_are_one_choice(sent, keys):
    assert tick.ticked(QueryDict(sent), "line") == keys
    assert tick.ticked(QueryDict(f"giu={tick.kept(keys)}"), "line") == keys


@pytest.mark.parametrize(
    ("sent", "page", "many"),
    [
        ("", "", None),
        ("trang=3&tick=count", "3", None),
        ("trang=3&tick=page-5", "5", None),
        ("trang=3&tick=page-het", "het", None),
        ("trang=het&tick=find", "1", None),
        ("trang=3&ten=sơn&ten-truoc=ba&tick=find", "1", None),
        ("trang=3&ten=ba&ten-truoc=ba&tick=find", "3", None),
        ("trang=2&tick=all", "2", (True, "")),
        ("trang=2&tick=none-12", "2", (False, "12")),
        ("tick=allowed", "", None),
    ],
)
def test_a_press_says_where_it_leads_and_whom_it_ticks(sent, page, many):
    assert tick.page_asked(QueryDict(sent)) == page
    assert tick.ticks_all(QueryDict(sent)) == many


@pytest.mark.parametrize(
    ("asked", "at", "first", "last", "is_whole"),
    [
        ("", None, 1, 10, False),
        ("2", None, 11, 20, False),
        ("99", None, 21, 25, False),
        ("-1", None, 1, 10, False),
        ("het", None, 1, 25, True),
        ("", 24, 21, 25, False),
        ("1", 10, 11, 20, False),
    ],
)
def test_a_bounded_list_shows_the_page_asked_for_or_all(asked, at, first, last, is_whole):
    page = numbered_page(asked, range(1, 26), 10, at=at)
    assert (page.first, page.last, page.is_whole) == (first, last, is_whole)
    assert list(page) == list(range(first, last + 1))
    assert page.is_part is not is_whole


@pytest.mark.parametrize(
    ("asked", "at", "first", "last"),
    [
        ("het", None, 1, 500),
        ("het-3", None, 1001, 1200),
        ("het-9", None, 1001, 1200),
        ("het", 700, 501, 1000),
        ("3", None, 101, 150),
    ],
)
def test_a_list_too_long_for_one_page_has_wide_pages(asked, at, first, last):
    page = numbered_page(asked, range(1, 1201), at=at)
    assert (page.first, page.last, page.is_whole) == (first, last, False)
    assert list(numbered_page(page.asked, range(1, 1201))) == list(page)


def test_a_short_list_has_one_page_whatever_is_asked():
    page = numbered_page("het", [1, 2], 10)
    assert not page.is_whole
    assert not page.is_part
    assert NumberedPage([], 1, 10).total == 0
