"""Codes, numbers and days as they stand on paper."""

from datetime import date

import pytest

from nganam_awards.documents import codes, typography


def test_a_code_has_three_groups_of_letters_that_cannot_be_taken_for_one_another():
    made = {codes.new_code() for _ in range(200)}

    assert len(made) == 200
    assert all(codes.normalised(code) == code for code in made)
    assert not set("".join(made)) & set("0ODQ1IL2Z5S8BUV")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("7khm-h3xc-9rta", "7KHM-H3XC-9RTA"),
        (" 7KHM H3XC 9RTA ", "7KHM-H3XC-9RTA"),
        ("7KHM–H3XC—9RTA", "7KHM-H3XC-9RTA"),
        ("7KHMH3XC9RTA", "7KHM-H3XC-9RTA"),
        ("7KHM-H3XC-9RT", None),
        ("7KHM-H3XC-9RT0", None),
        ("", None),
    ],
)
def test_a_code_is_read_however_it_was_typed(typed, stored):
    assert codes.normalised(typed) == stored


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2023, 1, 5), "ngày 05 tháng 01 năm 2023"),
        (date(2023, 2, 28), "ngày 28 tháng 02 năm 2023"),
        (date(2023, 3, 5), "ngày 05 tháng 3 năm 2023"),
        (date(2023, 12, 15), "ngày 15 tháng 12 năm 2023"),
        ("2024-09-02", "ngày 02 tháng 9 năm 2024"),
    ],
)
def test_days_under_ten_and_the_first_two_months_have_a_leading_zero(day, written):
    assert typography.paper_date(day) == written


@pytest.mark.parametrize(
    ("symbol", "written"),
    [
        ("7/QĐ-UBND", "07/QĐ-UBND"),
        ("07/QĐ-UBND", "07/QĐ-UBND"),
        ("412/QĐ-UBND", "412/QĐ-UBND"),
        ("15a/QĐ-UBND", "15a/QĐ-UBND"),
    ],
)
def test_numbers_under_ten_have_a_leading_zero(symbol, written):
    assert typography.paper_symbol(symbol) == written


def test_counts_and_money_are_written_as_the_office_writes_them():
    assert [typography.paper_count(n) for n in (3, 9, 10, 115)] == ["03", "09", "10", "115"]
    assert typography.paper_money(1_080_000) == "1.080.000"
    assert typography.paper_money(None) == "–"


@pytest.mark.parametrize(
    ("typed", "sign", "printed"),
    [
        ("Như Điều 3", ";", "Như Điều 3;"),
        ("Như Điều 3;", ".", "Như Điều 3."),
        ("kể từ ngày ký./.", "./.", "kể từ ngày ký./."),
        ("kể từ ngày ký", "./.", "kể từ ngày ký./."),
        ("gồm các ông, bà có tên sau:", ".", "gồm các ông, bà có tên sau:"),
    ],
)
def test_a_sentence_ends_as_its_place_demands(typed, sign, printed):
    assert typography.ended(typed, sign) == printed


def test_a_title_breaks_where_a_reader_breathes():
    about = (
        "Về việc tặng Giấy khen cho 03 tập thể, 02 cá nhân có thành tích xuất sắc "
        "trong phong trào “Chung sức xây dựng nông thôn mới, đô thị văn minh” năm 2023"
    )

    lines = typography.balanced(about, 62)

    assert " ".join(lines) == about
    assert len(lines) == 3
    assert lines[0] == "Về việc tặng Giấy khen cho 03 tập thể, 02 cá nhân"
    assert lines[-1].endswith("năm 2023")


def test_a_short_title_stays_on_one_line_and_the_writers_breaks_count():
    assert typography.balanced("Về việc tặng Giấy khen", 62) == ["Về việc tặng Giấy khen"]
    assert typography.balanced("Một\nHai ba bốn", 62) == ["Một", "Hai ba bốn"]


def test_a_day_is_not_torn_from_its_number():
    attached = "Kèm theo Quyết định số 412/QĐ-UBND ngày 15 tháng 12 năm 2023 của Chủ tịch"

    for longest in range(24, 70):
        lines = typography.balanced(attached, longest)
        assert not any(line.endswith(("ngày", "tháng", "năm", "số")) for line in lines)
        assert max(map(len, lines)) <= longest


def test_a_title_tears_no_day_no_count_and_no_name_of_a_body():
    attached = "Kèm theo Tờ trình số 112/TTr-PNV ngày 20 tháng 11 năm 2023 của Phòng Nội vụ thị xã"
    assert typography.balanced(attached, 74)[0].endswith(("năm 2023", "PNV"))
    about = (
        "Về việc đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho 01 tập thể, "
        "02 cá nhân có thành tích xuất sắc trong phong trào thi đua"
    )
    lines = typography.balanced(about, 62)
    assert " ".join(lines) == about
    for whole in ("Chủ tịch Ủy ban nhân dân tỉnh", "01 tập thể", "02 cá nhân", "phong trào"):
        assert any(whole in line for line in lines)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Trưởng khóm 3, Phường 1", ["khóm 3", "Phường 1"]),
        ("Tờ trình số 96/TTr-PNV ngày 12", ["số 96/TTr-PNV", "ngày 12"]),
        ("Ông Út & bà <b>Bảy</b>", []),
    ],
)
def test_a_number_stays_with_its_word_and_nothing_is_lost(text, kept):
    cut = typography.pieces(text)
    assert "".join(piece for piece, _ in cut) == text
    assert [piece for piece, is_kept in cut if is_kept] == kept


def test_a_word_longer_than_the_line_is_still_printed():
    assert typography.balanced("a" * 80, 62) == ["a" * 80]
