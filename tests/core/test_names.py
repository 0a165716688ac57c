import pytest
from hypothesis import given

from nganam_awards.core.names import given_name, name_sort_key, plausible_name, tidy_name
from tests.core import vietnamese


def test_people_are_called_by_the_last_word():
    assert given_name("Nguyễn Thị Kim Phượng") == "Phượng"
    assert given_name("Út ") == "Út"
    assert given_name("  ") == ""


def test_a_list_of_people_goes_by_given_then_family_then_middle_name():
    in_order = [
        "Đỗ An",
        "Lê An",
        "Lê Thị An",
        "Lê Văn An",
        "Trần Ánh",
        "Bùi Ân",
        "Danh Bình",
        "Lê Hoà",
        "Lê Văn Hòa",
        "Sơn Hóa",
        "Út",
        "Kim Yến",
    ]
    assert vietnamese.rise(map(name_sort_key, in_order))


@given(vietnamese.names, vietnamese.names)
def test_the_given_name_decides_before_the_family_name(one, other):
    given_one, given_other = (name_sort_key(given_name(name)) for name in (one, other))
    if given_one < given_other:
        assert name_sort_key(one) < name_sort_key(other)


@pytest.mark.parametrize(
    ("typed", "name", "salutation"),
    [
        ("BÙI THANH VINH", "Bùi Thanh Vinh", ""),
        ("đặng thị oanh", "Đặng Thị Oanh", ""),
        ("  Lê  Thị  Thuý ", "Lê Thị Thuý", ""),
        ("Bà Quách Thùy Hòa", "Quách Thùy Hòa", "Bà"),
        ("Ông Lý Trung Hùng", "Lý Trung Hùng", "Ông"),
        ("ÔNG: LÝ TRUNG HÙNG", "Lý Trung Hùng", "Ông"),
        ("Ông/Bà: Trần Văn An", "Trần Văn An", ""),
        ("Ông (Bà) Trần Văn An", "Trần Văn An", ""),
        ("Ông Thị Lan", "Ông Thị Lan", ""),
        ("Ông Văn Tấn", "Ông Văn Tấn", ""),
        ("Ông Tấn", "Ông Tấn", ""),
        ("H'LAN NIÊ", "H'Lan Niê", ""),
        ("Y-BHÊ NIÊ", "Y-Bhê Niê", ""),
        ("Nguyễn Văn A", "Nguyễn Văn A", ""),
        ("McDonald Nguyễn", "McDonald Nguyễn", ""),
        ("Bàng Văn Bích", "Bàng Văn Bích", ""),
        ("", "", ""),
    ],
)
def test_a_name_is_tidied_for_the_paper(typed, name, salutation):
    assert tidy_name(typed) == (name, salutation)


@given(vietnamese.names)
def test_a_tidy_name_stays_as_it_is(name):
    tidy = tidy_name(name).name
    if not tidy.lower().startswith(("ông", "bà")):
        assert tidy_name(tidy).name == tidy


@pytest.mark.parametrize(
    "name", ["Lý Thị Dung", "Kim Út", "H'Lan Niê", "Y-Bhê Niê", "Nguyễn Văn A.", "Đặng Thùy Dung"]
)
def test_people_have_such_names(name):
    assert plausible_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Dung",
        "Tổ 3",
        "Nguyễn  Văn A",
        "Ban Công tác Mặt trận khóm 5",
        "Lê Văn An; Lê Văn Bình",
        "Hội Liên hiệp Phụ nữ và nhân dân khóm Một",
        "Nguyễn " + "A" * 60,
        "'Lan Niê",
        "13/06/1993",
    ],
)
def test_people_have_no_such_names(name):
    assert not plausible_name(name)
