"""What provisions are given of a dossier, read with a constant number of questions."""

from datetime import date

import pytest

from dossiers.enums import NominationState
from dossiers.models import CollectiveMember, Nomination, Overruling
from dossiers.queries import evidence_reader
from honourees.models import Award, Honouree
from honourees.queries.record import merged_with
from law.enums import Category, HonoureeKind, Penalty, ProvisionKey
from law.models import AwardType
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


def award_type(code):
    return AwardType.objects.get(code=code)


def yearly(**fields):
    return DossierFactory(
        received=True,
        category=Category.MERIT,
        persons=0,
        **fields,
    )


def read(dossier):
    lines = list(dossier.nominations.select_related("award_type").order_by("pk"))
    return evidence_reader.read(dossier, lines)


def record_of(line, **fields):
    return Honouree.objects.create(
        kind=line.honouree_kind,
        full_name=line.full_name,
        birth_year=line.birth_year,
        unit=line.dossier.unit,
        **fields,
    )


def give(honouree, code, year, **fields):
    return Award.objects.create(
        honouree=honouree,
        award_type=award_type(code),
        merit_year=year,
        decision_symbol=f"{year}/QĐ-UBND",
        decided_on=date(year, 12, 20),
        **fields,
    )


@pytest.fixture
def dossier():
    return yearly()


@pytest.fixture
def line(dossier):
    return NominationFactory(dossier=dossier, award_type=award_type("LDTT"))


def test_a_line_of_a_merged_record_holds_what_main_and_siblings_hold(dossier, line):
    main, merged, sibling, stranger = (record_of(line) for _ in range(4))
    Honouree.objects.filter(pk__in=[merged.pk, sibling.pk]).update(main=main)
    for year, record in enumerate((main, merged, sibling, stranger), start=2018):
        give(record, "LDTT", year)
    for named in (merged, sibling, main):
        line.honouree = named
        line.save()
        [told] = read(dossier).lines
        assert [award.merit_year for award in told.held] == [2018, 2019, 2020]
    everybody = {merged.pk: main.pk, sibling.pk: main.pk}
    for named in (main, merged, sibling):
        assert merged_with([named.pk]) == everybody
    assert merged_with([stranger.pk]) == merged_with([]) == {}


def test_awards_of_both_records_count_and_a_revoked_one_does_not(dossier, line):
    main = record_of(line)
    other = Honouree.objects.create(
        kind="person", full_name="Tên viết khác", unit=dossier.unit, main=main
    )
    line.honouree = main
    line.save()
    give(main, "LDTT", 2021)
    give(other, "CSTDCS", 2022, revoked_on=None)
    give(main, "CSTDCS", 2020, revoked_on=date(2021, 3, 1), revoked_symbol="9/QĐ-UBND")
    [found] = read(dossier).lines
    assert [(one.code, one.merit_year) for one in found.held] == [("LDTT", 2021), ("CSTDCS", 2022)]


def test_a_line_of_the_second_record_reads_those_of_the_first(dossier, line):
    main = Honouree.objects.create(kind="person", full_name="Bản chính", unit=dossier.unit)
    line.honouree = record_of(line, main=main)
    line.save()
    give(main, "CSTDCS", 2022)
    assert [one.merit_year for one in read(dossier).lines[0].held] == [2022]


def test_before_filing_the_record_of_exactly_this_name_and_unit_counts():
    draft = DossierFactory(draft=True, category=Category.MERIT, persons=0)
    line = NominationFactory(dossier=draft, award_type=award_type("LDTT"))
    give(record_of(line), "LDTT", 2022)
    assert [one.merit_year for one in read(draft).lines[0].held] == [2022]


def test_a_namesake_elsewhere_is_told_apart(dossier, line):
    elsewhere = Honouree.objects.create(
        kind="person",
        full_name=line.full_name,
        birth_year=line.birth_year,
        unit=DossierFactory().unit,
    )
    give(elsewhere, "LDTT", dossier.merit_year)
    [found] = read(dossier).lines
    assert found.held == ()
    assert [one.code for one in found.namesakes] == ["LDTT"]


def test_lines_of_the_list_and_of_other_dossiers_are_open(dossier, line):
    NominationFactory(
        dossier=dossier,
        full_name=line.full_name,
        birth_year=line.birth_year,
        award_type=award_type("CSTDCS"),
    )
    other = yearly()
    NominationFactory(
        dossier=other,
        full_name=line.full_name,
        birth_year=line.birth_year,
        award_type=award_type("GK"),
    )
    asked = read(dossier).lines[0].asked
    assert [(one.code, one.is_here, one.ref) for one in asked] == [
        ("CSTDCS", True, dossier.ref),
        ("GK", False, other.ref),
    ]
    assert [one.ref for one in read(other).lines[0].asked] == [dossier.ref, dossier.ref]


def test_a_unit_does_not_read_of_other_units(dossier, line):
    draft = DossierFactory(draft=True, category=Category.MERIT, persons=0)
    NominationFactory(dossier=draft, full_name=line.full_name, award_type=award_type("LDTT"))
    assert read(draft).lines[0].asked == ()


def test_members_are_those_named_else_people_of_the_list_there(dossier):
    group = NominationFactory(
        dossier=dossier, collective=True, full_name="Tổ Văn phòng", award_type=award_type("TTLDTT")
    )
    NominationFactory(
        dossier=dossier,
        full_name="Lê Văn Tám",
        working_unit="Tổ văn phòng",
        award_type=award_type("LDTT"),
    )
    [members] = [one.members for one in read(dossier).lines if one.pk == group.pk]
    assert [(one.full_name, one.codes) for one in members.named] == [("Lê Văn Tám", ("LDTT",))]
    CollectiveMember.objects.create(
        nomination=group, full_name="Lê Văn Tám", penalty=Penalty.WARNING
    )
    CollectiveMember.objects.create(nomination=group, full_name="Trần Thị Chín")
    [members] = [one.members for one in read(dossier).lines if one.pk == group.pk]
    assert [(one.full_name, one.codes, one.penalty) for one in members.named] == [
        ("Lê Văn Tám", ("LDTT",), "warning"),
        ("Trần Thị Chín", (), ""),
    ]


def test_a_reason_in_spite_is_read_by_its_code(dossier, line):
    Overruling.objects.create(
        nomination=line,
        key=ProvisionKey.SERVICE,
        reason="Chuyển công tác.",
        told="8 tháng",
        by=UserFactory(officer=True),
    )
    assert read(dossier).lines[0].overruled == {"service": "Chuyển công tác."}


def test_one_line_reads_as_in_the_list(dossier, line):
    NominationFactory.create_batch(2, dossier=dossier)
    give(record_of(line), "LDTT", 2022)
    assert evidence_reader.read_line(dossier, line) == read(dossier).lines[0]


def test_a_line_that_is_typed_is_read_unsaved(dossier, line):
    typed = Nomination(
        dossier=dossier,
        award_type=award_type("LDTT"),
        honouree_kind=HonoureeKind.PERSON,
        full_name=line.full_name,
        birth_year=line.birth_year,
    )
    found = evidence_reader.read_line(dossier, typed)
    assert found.pk is None
    assert [one.is_here for one in found.asked] == [True]


def test_a_long_list_costs_what_a_short_one_does(dossier, line, django_assert_num_queries):
    def questions():
        lines = list(dossier.nominations.select_related("award_type"))
        with django_assert_num_queries(EXPECTED):
            evidence_reader.read(dossier, lines)

    NominationFactory(dossier=dossier, collective=True, award_type=award_type("TTLDTT"))
    read(dossier)  # the law is kept from now on
    questions()
    NominationFactory.create_batch(12, dossier=dossier, award_type=award_type("LDTT"))
    for one in dossier.nominations.filter(honouree_kind="person"):
        give(record_of(one), "LDTT", 2022)
    NominationFactory.create_batch(
        3, dossier=dossier, collective=True, award_type=award_type("TTLDTT")
    )
    questions()


EXPECTED = 15  # one of them whether what was read of the law still holds


def test_lines_taken_off_are_not_asked(dossier, line):
    NominationFactory(dossier=dossier, state=NominationState.REMOVED)
    assert [one.pk for one in read(dossier).lines] == [line.pk]
