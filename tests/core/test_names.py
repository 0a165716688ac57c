import pytest
from hypothesis import given

from nganam_awards.core.names import (
    fault_of,
    given_name,
    name_sort_key,
    plausible_name,
    proper_body,
    proper_name,
    tidy_name,
)
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
        ("H’Hen Niê", "H'Hen Niê", ""),
        ("Hʼ Hen Niê", "H' Hen Niê", ""),
        ("Hoàng Thị Kim\u2011Anh", "Hoàng Thị Kim-Anh", ""),
        ("Ô. Lê Văn Mười Ba", "Lê Văn Mười Ba", "Ông"),
        ("B. Lê Thị Mười Bốn", "Lê Thị Mười Bốn", "Bà"),
        ("Đ/c Nguyễn Văn Bé", "Nguyễn Văn Bé", ""),
        ("- Trần Văn Số;", "Trần Văn Số", ""),
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
    "name",
    [
        "Lý Thị Dung",
        "Kim Út",
        "H'Lan Niê",
        "Y-Bhê Niê",
        "Nguyễn Văn A.",
        "Đặng Thùy Dung",
        "K' Brễu",
        "Y - Blim Niê",
        "Y- Blim Niê",
        "O'Neil Trần",
        "Nguyễn Văn Út (Út Mười)",
        "Ka Să Ha Thuyên Krajan Plin Mơ Lơm Bon",
    ],
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
        "Tôn Nữ Thị Ninh - Huế",
        "Nguyễn Thị Hoa (vợ ông Tám)",
        "13/06/1993",
    ],
)
def test_people_have_no_such_names(name):
    assert not plausible_name(name)


@pytest.mark.parametrize(
    ("name", "told", "meant"),
    [
        ("Đại úy Nguyễn Văn Bé", "«Đại úy» không thuộc họ và tên", "Nguyễn Văn Bé"),
        ("TS.BS Nguyễn Văn Bé", "ghi ở «Chức vụ»", "Nguyễn Văn Bé"),
        ("Hòa thượng Thạch Huôl", "«Hòa thượng»", "Thạch Huôl"),
        ("Anh Lê Văn Mười", "cách xưng hô", "Lê Văn Mười"),
        ("Lý Văn Sáu, Trần Thị Bảy", "là 2 người", ""),
        ("Lê Văn Chồng và bà Trần Thị Vợ", "là 2 người", ""),
        ("Lê Thị Ngọc Hân 2", "có chữ số", "Lê Thị Ngọc Hân"),
        ("1. Trần Văn Số", "có chữ số", "Trần Văn Số"),
        ("Phạm Thị Lan*", "có dấu «*»", "Phạm Thị Lan"),
        ("Nguyễn Thị Hoa (vợ ông Tám)", "trong ngoặc", "Nguyễn Thị Hoa"),
    ],
)
def test_what_is_no_part_of_a_name_is_told_with_the_name_that_is_meant(name, told, meant):
    fault = fault_of(name)
    assert told in fault.told
    assert fault.meant == meant


@pytest.mark.parametrize("name", ["Anh Thơ", "Cô Hoa Sen", "Bác Ái", "Em Út", "Tá Văn Bé"])
def test_names_are_not_taken_for_ranks_or_addresses(name):
    assert fault_of(name) is None


@given(vietnamese.names)
def test_a_proper_name_stays_as_it_is(name):
    assert proper_name(proper_name(name)) == proper_name(name)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Trần thị bé ba", "Trần Thị Bé Ba"),
        ("NGUYỄN văn A", "Nguyễn Văn A"),
        ("ĐOÀN VĂN đỦ", "Đoàn Văn Đủ"),
        ("Trâǹ Văn Dở", "Trần Văn Dở"),
        ("Mary-jane Trần", "Mary-Jane Trần"),
        ("McDonald Nguyễn", "McDonald Nguyễn"),
    ],
)
def test_capitals_of_a_person_are_offered(typed, meant):
    assert proper_name(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("HỘI PHỤ NỮ khóm 5", "Hội Phụ nữ khóm 5"),
        ("TRƯỜNG TIỂU HỌC PHƯỜNG 1", "Trường Tiểu học Phường 1"),
        ("BAN NHÂN DÂN KHÓM 5", "Ban nhân dân khóm 5"),
        ("LONG BÌNH", "Long Bình"),
        ("tổ tự quản số 3", "Tổ tự quản số 3"),
        ("UBND xã Long Bình", "UBND xã Long Bình"),
        ("Trường THCS Phường 1", "Trường THCS Phường 1"),
        ("Đội CA phường 2", "Đội CA phường 2"),
    ],
)
def test_capitals_of_a_body_are_offered(typed, meant):
    assert proper_body(typed) == meant
