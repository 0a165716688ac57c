"""Golden cases of the difference that is read: rows that came, went, moved; files by bytes."""

import pytest

from dossiers.queries.diff import Filed, Placed, Told, of_files, of_places, of_rows


def rows(*names):
    return [Placed(name, name, "person") for name in names]


def moved(before, now):
    return [(change.where, change.old, change.new) for change in of_places(before, now)]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("ABCDE", "ABCDE", []),
        ("ABCDE", "BCDEA", [("A", "số 1", "số 5")]),
        ("ABCDE", "EABCD", [("E", "số 5", "số 1")]),
        ("ABCDE", "ACBDE", [("C", "số 3", "số 2")]),
        ("ABCDE", "ABXCDE", []),  # who came moved nobody
        ("ABCDE", "ACDE", []),  # nor did who went
        ("ABCDE", "XCABE", [("C", "số 3", "số 2")]),
        ("", "ABC", []),
    ],
)
def test_the_fewest_rows_that_explain_a_new_order_were_moved(before, now, expected):
    assert moved(rows(*before), rows(*now)) == expected


def test_places_are_counted_within_their_kind():
    before = [Placed("k", "Khóm 3", "collective"), *rows("A", "B")]
    now = [Placed("k", "Khóm 3", "collective"), *rows("B", "A")]
    assert moved(before, now) == [("B", "số 2", "số 1")]


def test_a_renamed_row_stays_the_same_row():
    before = {"1": Told("Trần Thị Hoà", {"Họ và tên": "Trần Thị Hoà"})}
    now = {"1": Told("Trần Thị Hòa", {"Họ và tên": "Trần Thị Hòa"})}
    [change] = of_rows(before, now, gone="Đã rút")
    assert (change.what, change.old, change.new) == ("Họ và tên", "Trần Thị Hoà", "Trần Thị Hòa")


def test_rows_that_came_and_went_are_told_by_name():
    found = of_rows({"1": Told("A", {})}, {"2": Told("B", {})}, gone="Đã rút")
    assert [(change.where, change.old, change.new) for change in found] == [
        ("A", "Có trong danh sách", "Đã rút"),
        ("B", "", "Mới thêm"),
    ]


def file(name, content, pages=None):
    return Filed("Biên bản họp xét", name, content, pages)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ({"1": file("a.pdf", "x")}, {"1": file("a.pdf", "x")}, []),
        (
            {"1": file("a.pdf", "x", 2)},
            {"2": file("b.pdf", "x", 2)},
            [("a.pdf · 2 trang", "b.pdf · 2 trang, nội dung không đổi")],
        ),
        (
            {"1": file("a.pdf", "x", 2)},
            {"2": file("a.pdf", "y", 3)},
            [("a.pdf · 2 trang", "a.pdf · 3 trang")],
        ),
        ({}, {"1": file("a.pdf", "x")}, [("", "a.pdf")]),
        ({"1": file("a.pdf", "x")}, {}, [("a.pdf", "")]),
        (
            {"1": file("a.pdf", "x"), "2": file("b.pdf", "y")},
            {"3": file("c.pdf", "y")},
            [("b.pdf", "c.pdf, nội dung không đổi"), ("a.pdf", "")],
        ),
        # of an old snapshot nobody knows the bytes
        ({"1": file("a.pdf", "")}, {"2": file("b.pdf", "x")}, [("a.pdf", "b.pdf")]),
    ],
)
def test_files_are_compared_by_their_bytes_and_pages(before, now, expected):
    assert [(change.old, change.new) for change in of_files(before, now)] == expected
