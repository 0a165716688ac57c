"""What a typed line must be: offices' own spellings pass, nonsense is asked again."""

import pytest
from django.core.exceptions import ValidationError

from nganam_awards.core.forms import PersonField, SourceField, SymbolField, TitleField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("412/QĐ-UBND", "412/QĐ-UBND"),
        ("1234/2023/QĐ-UBND", "1234/2023/QĐ-UBND"),
        ("07-QĐ/TU", "07-QĐ/TU"),
        ("15/QĐ-CTN", "15/QĐ-CTN"),
        ("102/BC-PNV", "102/BC-PNV"),
        ("45/TTr-PGDĐT", "45/TTr-PGDĐT"),
        ("12/UBND-NV", "12/UBND-NV"),
        ("08/TTr-THCS.P1", "08/TTr-THCS.P1"),
        ("25a/TTr-MN Hoa Sen", "25a/TTr-MN Hoa Sen"),
        ("1/QĐ", "1/QĐ"),
        (" Số 31 / QĐ – UBND ", "31/QĐ-UBND"),
        ("số: 05/NQ-HĐND", "05/NQ-HĐND"),
    ],
)
def test_a_number_and_symbol_is_kept_as_the_paper_has_it(typed, kept):
    assert SymbolField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["asdf@@@", "412", "QĐ-UBND", "/QĐ-UBND", "412/", "412/@@", "412//QĐ", "412/2023", "...."],
)
def test_what_is_no_number_and_symbol_is_asked_with_an_example(typed):
    with pytest.raises(ValidationError, match=r"ví dụ 15/TTr-UBND\."):
        SymbolField(example="15/TTr-UBND").clean(typed)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (TitleField(), "Dạy tốt, học tốt"),
        (TitleField(), "«Xanh – sạch – đẹp» 2023"),
        (TitleField(), "UBND Phường 1"),
        (PersonField(), "Dương Quốc Thái"),
        (PersonField(), "Ông Sơn Thạch"),
        (PersonField(), "Y - Blim Niê"),
        (SourceField(), "Nghị định số mấy: 73/2024/NĐ-CP"),
        (SourceField(), "Luật Thi đua, khen thưởng"),
        (SourceField(), "Thông báo 9441/TB-BNV\nQuyết định 1635/QĐ-UBND, Điều 5"),
    ],
)
def test_what_offices_write_passes(field, typed):
    assert field.clean(typed) == typed


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (TitleField(), "x"),
        (TitleField(), "12345"),
        (TitleField(), "Phong trào @@@"),
        (TitleField(), "- ! -"),
        (PersonField(), "Lan"),
        (PersonField(), "Nguyễn Văn 4"),
        (PersonField(), "asdf@@@"),
        (SourceField(), "asdf@@@"),
        (SourceField(), "theo ý kiến"),
        (SourceField(), "Quyết định 12\nabc"),
    ],
)
def test_nonsense_is_asked_again(field, typed):
    with pytest.raises(ValidationError, match=r"^\['(Ghi|Bỏ|«)"):
        field.clean(typed)
