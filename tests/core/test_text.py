import unicodedata

import pytest
from hypothesis import given, strategies as st

from nganam_awards.core import text as text_module
from nganam_awards.core.text import (
    LARGEST_KEY,
    clean_line,
    clean_text,
    fold,
    nfc,
    same_word,
    search_terms,
    sort_key,
    whole_number,
)
from tests.core import vietnamese


def test_text_is_stored_in_one_form():
    assert nfc(unicodedata.normalize("NFD", "Ngã Năm")) == "Ngã Năm"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  Lê  Thị  Thuý ", "Lê Thị Thuý"),
        ("Số\nTT", "Số TT"),
        ("Trần\u00a0Văn\u200bAn", "Trần Văn An"),
        ("Nguyễn\u200bVăn\u200b\u200bHai", "Nguyễn Văn Hai"),
        ("Lê\ufeffThị Ba", "Lê Thị Ba"),
        ("Nguy\u200bễn Ha\u00adi\u2060", "Nguyễn Hai"),
        ("Lê\u3164 Văn\ufe0f Tám\u2800", "Lê Văn Tám"),
        ("\ufeffÐặng Văn Ðạt\u200e", "Đặng Văn Đạt"),
        ("a\u200b\u0301", "á"),
        (
            "\uf0b7 Một\uf020\uf0fc Hai \uf0d8 Ba \uf0a7 Bốn \uf02d Năm",
            "• Một ✓ Hai ➢ Ba ▪ Bốn - Năm",
        ),
        ("\uf076\uf0e0", "❖→"),
        ("1.200 ㎡ \uff21\uff11", "1.200 m² A1"),
        ("\u202eNguyễn\x00 An", "Nguyễn An"),
        ("", ""),
        (" \u200b ", ""),
    ],
)
def test_a_line_is_cleaned_as_its_writer_meant_it(typed, meant):
    assert clean_line(typed) == meant


def test_paragraphs_keep_one_blank_line_between_them():
    assert clean_text("\r\n Dòng một \r\n\r\n\r\n\r\nDòng  hai\rDòng ba\u2028 \n") == (
        "Dòng một\n\nDòng hai\nDòng ba"
    )


@given(vietnamese.texts | st.text())
def test_what_is_known_to_be_clean_at_one_look_would_be_left_as_it_is(text):
    assert clean_line(text) == text_module._cleaned(text)
    for letter in text_module._PLAIN_LETTERS:
        assert text_module._cleaned(f"{text}{letter}") == clean_line(f"{text}{letter}")


@given(vietnamese.texts | st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thùy Dung", "dang thuy dung"),
        ("ỦY BAN NHÂN DÂN THỊ XÃ NGÃ NĂM", "uy ban nhan dan thi xa nga nam"),
        ("Ưu tú – Ở Ấp Ðông", "uu tu – o ap dong"),
        ("Müller 45/TTr", "muller 45/ttr"),
    ],
)
def test_search_text_has_no_accents_and_no_capitals(text, folded):
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(st.sampled_from(vietnamese.LETTERS))
def test_every_letter_folds_to_one_plain_letter(letter):
    assert len(fold(letter)) == 1
    assert fold(letter).isascii()


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_a_search_is_folded_words_each_once():
    assert search_terms("Nguyễn  An, an (Ph) 45/TTr_UBND") == [
        "nguyen",
        "an",
        "ph",
        "45",
        "ttr",
        "ubnd",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoà", "hòa"), ("Thuý", "THÚY"), ("khoẻ mạnh", "khỏe mạnh"), ("Lê  Hoà", "Lê Hòa ")],
)
def test_where_the_tone_mark_stands_makes_no_other_word(one, other):
    assert same_word(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("hoa", "hòa"), ("hoà", "hoá"), ("quý", "quí"), ("dân", "đan"), ("tư", "tu")]
)
def test_other_letters_and_other_tones_are_other_words(one, other):
    assert not same_word(one, other)


def test_the_alphabet_stands_in_its_order():
    alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
    assert vietnamese.rise(map(sort_key, alphabet))
    assert vietnamese.rise(map(sort_key, "aàảãáạ"))


@pytest.mark.parametrize(
    "in_order",
    [
        ["Hoa", "Hoa Lan", "Hòa", "Hóa", "Hoan", "Hoàn", "Hô"],
        ["Ấp 1", "Ấp 2", "Ấp 10", "Ấp Mới"],
        ["An", "Ăn", "Ân", "Ba"],
        ["Dân", "Dần", "Đan"],
        ["Khóm 3", "Phường 1", "Phường 1 – Tổ 2", "Phường 2"],
        ["007", "2009", "1000000", "12345678"],
    ],
)
def test_lists_stand_in_vietnamese_order(in_order):
    assert vietnamese.rise(map(sort_key, in_order))


@given(st.sampled_from(vietnamese.ALPHABET), st.sampled_from(vietnamese.ALPHABET))
def test_letters_weigh_more_than_tones_and_case(one, other):
    def place(letter):
        return vietnamese.ALPHABET.index(letter)

    assert (sort_key(one + "\u0323") < sort_key(other.upper())) == (place(one) < place(other))


@given(vietnamese.texts)
def test_the_key_orders_alike_under_every_collation(text):
    assert sort_key(text).isascii()
    assert sort_key(text) == "".join(filter(str.isalnum, sort_key(text))).lower()
    assert (
        sort_key(text)
        == sort_key(unicodedata.normalize("NFD", text))
        == sort_key(f" {text.lower()}.")
    )


@pytest.mark.parametrize(
    "typed",
    ["", " 1", "1 ", "-1", "+1", "1.0", "1_000", "x", "²", "٣", "１", "0x1", "9" * 19, "9" * 5000],
)
def test_what_is_no_number_is_none(typed):
    assert whole_number(typed) is None


@given(st.integers(0, LARGEST_KEY))
def test_every_key_of_the_database_is_read(number):
    assert whole_number(str(number)) == number
    assert whole_number(str(number), most=9999) == (number if number <= 9999 else None)
    assert whole_number(str(LARGEST_KEY + 1 + number)) is None
