"""How alike two records are: held against pairs that were written from rules before it."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, strategies as st

from honourees.queries.likeness import ASKED, PROPOSED, Portrait, contradicts, score
from nganam_awards.core.text import fold
from tests.honourees.corpus import CLERK_PAIRS, corpus, portrait


CORPUS = corpus()
CLERKS = corpus(CLERK_PAIRS)
SAME = [pair for pair in CORPUS if pair.same]


def of(text, kind="person"):
    return portrait(text, kind)


def measured(least, pairs=CORPUS):
    """Recall and precision, where a pair of at least so many points is said to be one."""
    said = [pair for pair in pairs if score(pair.one, pair.other).points >= least]
    right = sum(pair.same for pair in said)
    return right / sum(pair.same for pair in pairs), right / len(said)


def say(name, figures, pairs):
    recall, precision = figures
    print(  # noqa: T201 - both figures are to be read
        f"{name}: recall {recall:.1%}, precision {precision:.1%} of {len(pairs)} pairs"
    )


def test_the_corpus_is_large_and_has_both_sides():
    assert len(CORPUS) >= 300
    assert len(CORPUS) - len(SAME) >= 100


def test_pairs_are_found_again_and_others_are_left_alone():
    """Recall 95 %, precision 90 % at least of what a person is asked; proposals are never wrong."""
    asked, proposed = measured(ASKED), measured(PROPOSED)
    say("asked", asked, CORPUS)
    say("proposed", proposed, CORPUS)
    assert asked[0] >= 0.95
    assert asked[1] >= 0.90
    assert proposed[0] >= 0.80
    assert proposed[1] >= 0.98


@pytest.mark.parametrize("kind", ["person", "household", "collective"])
def test_lists_as_clerks_write_them_are_read_as_well(kind):
    """The second set, each kind of honouree for itself: a good figure of one hides no bad one."""
    pairs = [pair for pair in CLERKS if pair.one.kind == kind]
    asked, proposed = measured(ASKED, pairs), measured(PROPOSED, pairs)
    say(f"{kind}s asked", asked, pairs)
    say(f"{kind}s proposed", proposed, pairs)
    assert asked[0] >= 0.95
    assert asked[1] >= 0.90
    assert proposed[1] >= 0.98


# Sixteen hundred tests of a microsecond each took the suite half a minute.
def test_no_pair_has_a_side():
    sided = [
        pair.told
        for pair in CORPUS + CLERKS
        if score(pair.one, pair.other) != score(pair.other, pair.one)
    ]
    assert sided == []


def test_every_pair_that_is_asked_says_why():
    mute = []
    for pair in CORPUS + CLERKS:
        found = score(pair.one, pair.other)
        is_told = all(said.endswith(".") for said in found.reasons + found.doubts)
        if not is_told or (found.is_asked and not found.reasons):
            mute.append(pair.told)
    assert mute == []


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "Lý Sà Rinh ; 02/09/1985 ; Phòng Tư pháp",
            "Lý Sa Rinh ; 02/09/1985 ; Phòng Tư pháp",
            "Họ tên gần giống: «Sa» và «Sà» chỉ khác dấu.",
        ),
        (
            "Lý Sà Rinh ; 02/09/1985 ; Phòng Tư pháp",
            "Ly Sa Rinh ; 1985 ; Phòng Tư pháp",
            "Cùng năm sinh 1985.",
        ),
        (
            "Võ Minh Tâm ; 04/05/1985 ; Thanh tra",
            "Võ Minh Tâm ; 05/04/1985 ; Thanh tra",
            "Ngày và tháng sinh đổi chỗ: 05/04/1985 và 04/05/1985.",
        ),
        (
            "Võ Minh Tâm ; ; Thanh tra ; a=GK 2021 5/QĐ-UBND",
            "Võ Minh Tâm ; 1985 ; Thanh tra ; a=GK 2021 5/QĐ-UBND",
            "Một lần khen được ghi ở cả hai: quyết định 5/QĐ-UBND.",
        ),
        (
            "Nguyeenx Minh Tâm ; 1985 ; Phòng Tư pháp",
            "Nguyễn Minh Tâm ; 1985 ; Phòng Tư pháp",
            "Họ tên gần giống, «Nguyeenx» còn phím gõ dấu.",
        ),
        (
            "Võ Minh Tâm ; 14/05/1985 ; Thanh tra",
            "Võ Minh Tâm ; 29/05/1985 ; Thanh tra",
            "Ngày sinh chỉ khác ngày, tháng hoặc năm: 14/05/1985 và 29/05/1985.",
        ),
        (
            "Lý Thị Kim Sơn ; 1985 ; Thanh tra",
            "Lý Kim Sơn ; 1985 ; Thanh tra ; g=Ông",
            "Một bên là ông, một bên là bà.",
        ),
        (
            "Võ Minh Tâm ; 1985 ; Phòng Tư pháp",
            "Võ Minh Tâm ; 1985 ; Thanh tra ; was=Phòng Tư pháp",
            "Đơn vị trước đây của bên này là đơn vị của bên kia.",
        ),
    ],
)
def test_reasons_are_sentences_of_facts(one, other, told):
    found = score(of(one), of(other))
    assert told in found.reasons + found.doubts


def test_the_same_title_of_one_year_by_two_decisions_is_said_against():
    found = score(
        of("Võ Minh Tâm ; 1985 ; Thanh tra ; a=LĐTT 2021 5/QĐ-UBND"),
        of("Võ Minh Tâm ; 1985 ; Thanh tra ; a=LĐTT 2021 9/QĐ-UBND"),
    )
    assert "Cùng danh hiệu của năm 2021 mà do hai quyết định." in found.doubts
    assert not found.is_proposed


def test_one_name_is_no_man_beside_a_woman():
    woman, unsaid = (
        of("Trần Văn Mỹ ; 1985 ; Thanh tra ; g=Bà"),
        of("Trần Văn Mỹ ; 1985 ; Thanh tra"),
    )
    assert score(woman, unsaid).is_proposed


def test_what_one_body_became_is_proposed_and_what_several_became_is_asked():
    one = "Đảng ủy Phường 1 ; ; UBND Phường 1 ; was=UBND phường Ngã Năm"
    other = "Đảng ủy phường Ngã Năm ; ; UBND phường Ngã Năm ; was=UBND Phường 1"
    assert score(of(one, "collective"), of(other, "collective")).is_proposed
    merged = score(of(one, "collective"), of(f"{other} + UBND Phường 2", "collective"))
    assert merged.is_asked
    assert not merged.is_proposed


def test_a_person_is_no_household():
    one, other = (
        of("Trần Văn Bảy ; ; UBND Phường 2"),
        of("Trần Văn Bảy ; ; UBND Phường 2", "household"),
    )
    assert score(one, other).points == 0


FAMILY = st.sampled_from(["Nguyễn", "Trần", "Lý", "Thạch", "Quách", "Huỳnh"])
MIDDLE = st.sampled_from(["Thị", "Văn", "Sà", "Hoàng", "Thị Ngọc", "Minh"])
GIVEN = st.sampled_from(["Hòa", "Thúy", "Rinh", "Toàn", "Đức", "Khỏe", "Lan", "Quý", "Yến", "Thoa"])
NAMES = st.builds(lambda *words: " ".join(words), FAMILY, MIDDLE, GIVEN)
DAYS = st.dates(date(1940, 1, 1), date(2005, 12, 31))
UNITS = st.sampled_from(["UBND Phường 1", "UBND xã Tân Long", "Phòng Giáo dục và Đào tạo"])
PEOPLE = st.builds(
    lambda name, day, unit, is_exact: Portrait(
        "person", name, unit, "", day.year, day if is_exact else None
    ),
    NAMES,
    DAYS,
    UNITS,
    st.booleans(),
)


@given(PEOPLE, PEOPLE)
def test_likeness_has_no_side(one, other):
    assert score(one, other) == score(other, one)


@given(PEOPLE, PEOPLE)
def test_births_that_contradict_are_never_proposed(one, other):
    for twin in (other, other._replace(full_name=one.full_name, unit=one.unit)):
        found = score(one, twin)
        assert not (contradicts(one, twin) and found.is_proposed)


@given(st.text(max_size=30), st.text(max_size=30), DAYS)
def test_any_text_is_scored_without_a_side(one, other, day):
    a, b = (Portrait("person", name, "x", "", day.year, day) for name in (one, other))
    assert score(a, b) == score(b, a)
    for kind in ("household", "collective"):
        c, d = (side._replace(kind=kind, birth_year=None, birth_date=None) for side in (a, b))
        assert score(c, d) == score(d, c)


@given(PEOPLE, PEOPLE)
def test_where_the_tone_stands_and_how_marks_are_kept_changes_nothing(one, other):
    def moved(name):
        return name.replace("òa", "oà").replace("úy", "uý").replace("ỏe", "oẻ")

    decomposed = unicodedata.normalize("NFD", moved(one.full_name))
    assert score(one._replace(full_name=decomposed), other).points == score(one, other).points


@given(PEOPLE)
def test_a_name_without_accents_born_the_same_day_is_asked(one):
    plain = one._replace(full_name=fold(one.full_name).title())
    assert score(one, plain).is_asked or one.birth_date is None
