"""The page of one honouree: the ladder, what lacks, all records together."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.models import Nomination
from dossiers.queries import evidence_reader
from dossiers.rules.eligibility.catalogue import examine_line
from law.enums import Category, Penalty, ProvisionKey
from law.models import AwardType
from law.queries.provision import Law
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.honourees import AwardFactory, HonoureeFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher():
    record = HonoureeFactory(full_name="Lý Sà Rinh", birth_year=1985)
    for year in (2018, 2021, 2022):
        AwardFactory(honouree=record, code="CSTDCS", merit_year=year)
        AwardFactory(honouree=record, code="LDTT", merit_year=year)
    return record


@pytest.fixture
def officer(client_of):
    return client_of(UserFactory(officer=True))


def page(browser, record, **params):
    answer = browser.get(record.get_absolute_url(), params)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_the_ladder_says_how_far_and_what_lacks(officer, teacher):
    text = page(officer, teacher)
    assert "Lên Chiến sĩ thi đua cấp tỉnh" in text
    assert "Đã có <b>2/3 lần Chiến sĩ thi đua cơ sở liên tục</b> (2021, 2022)" in text
    assert "Còn thiếu năm 2023 và sáng kiến ảnh hưởng trong phạm vi tỉnh" in text
    assert "không tính: năm 2019 không có nên không liên tục" in text
    assert "Chiến sĩ thi đua cơ sở 2023" in text


def test_a_revoked_award_leaves_the_ladder(officer, teacher):
    teacher.awards.filter(award_type__code="CSTDCS", merit_year=2022).update(
        revoked_symbol="9/QĐ-UBND", revoked_on=date(2023, 3, 1)
    )
    text = page(officer, teacher)
    assert "2/3" not in text


def test_a_dossier_under_way_is_named_with_its_page(officer, teacher):
    dossier = DossierFactory(filed=True, persons=1)
    line = dossier.nominations.get()
    cstdcs = AwardType.objects.get(code="CSTDCS")
    Nomination.objects.filter(pk=line.pk).update(
        honouree=teacher,
        award_type=cstdcs,
        initiative="12/QĐ-UBND",
        initiative_kind="initiative",
        penalty="reprimand",
        penalty_on=date(2016, 5, 4),
    )
    text = page(officer, teacher)
    assert f'<a href="{dossier.get_absolute_url()}">{dossier.ref}</a> đang xét' in text
    assert "hồ sơ ghi «12/QĐ-UBND»" in text
    assert "Khiển trách, 04/05/2016" in text


def test_a_merged_record_is_read_with_its_main_one_and_leads_there(officer, teacher):
    other = HonoureeFactory(full_name="Lý Sa Rin", unit=teacher.unit)
    AwardFactory(honouree=other, code="LDTT", merit_year=2017)
    other.main = teacher
    other.save()
    answer = officer.get(f"/so-khen-thuong/{other.pk}/")
    assert answer.status_code == 302
    assert answer.url == teacher.get_absolute_url()
    assert "7, từ 2017" in page(officer, teacher)


def test_tabs_narrow_and_the_rest_is_a_click_away(officer, teacher):
    for year in range(2005, 2016):
        AwardFactory(honouree=teacher, code="GK", merit_year=year)
    text = page(officer, teacher)
    assert "Xem 5 lần còn lại, 2005–2009" in text
    assert "Giấy khen" not in page(officer, teacher, loai="title").partition("Tóm tắt")[0]
    assert "lần còn lại" not in page(officer, teacher, het=1)


@pytest.mark.parametrize(("kind", "code"), [("collective", "TTLDTT"), ("household", "GK")])
def test_collectives_and_households_have_a_page(officer, kind, code):
    record = HonoureeFactory(kind=kind, full_name="Khóm 5")
    AwardFactory(honouree=record, code=code)
    text = page(officer, record)
    assert "Kỷ luật" not in text
    assert "1, từ 2022" in text


def test_an_honouree_without_awards_is_no_mistake(officer):
    assert "Chưa có lần khen nào" in page(officer, HonoureeFactory())


def test_a_unit_reads_what_was_given_while_they_were_there(client_of, teacher):
    before = UnitFactory()
    AwardFactory(honouree=teacher, code="GK", merit_year=2015, unit_then=before)
    text = page(client_of(UserFactory(clerk=True, unit=before)), teacher)
    assert "1, từ 2015" in text
    assert "Chiến sĩ thi đua cơ sở" not in text


def tells(record, on, penalty=Penalty.REPRIMAND, **dossier):
    """A dossier of another unit that tells a penalty of this honouree."""
    line = DossierFactory(persons=1, **({"filed": True} | dossier)).nominations.get()
    Nomination.objects.filter(pk=line.pk).update(honouree=record, penalty=penalty, penalty_on=on)
    return line


RESTARTED = "trước khi bị kỷ luật ngày 10/05/2021, thời gian tính lại từ đó"


def examined(record, year):
    """What an examination says of the years that the next title needs."""
    dossier = DossierFactory(received=True, category=Category.MERIT, persons=0, merit_year=year)
    NominationFactory(dossier=dossier, full_name=record.full_name)
    line = dossier.nominations.select_related("award_type").get()
    line.award_type = AwardType.objects.get(code="CSTDT")
    line.honouree = record
    facts = evidence_reader.read_line(dossier, line)
    law = Law(date(year, 12, 31), date(year, 12, 31))
    return " ".join(
        one.text for one in examine_line(facts, law) if one.key == ProvisionKey.NEEDED_AWARD
    )


@pytest.mark.parametrize(
    ("penalty_on", "counts", "why"),
    [
        (date(2021, 5, 10), "1/3", RESTARTED),
        (date(2022, 3, 1), "0/3", "trước khi bị kỷ luật ngày 01/03/2022"),
        (date(2023, 2, 1), "0/3", "trước khi bị kỷ luật ngày 01/02/2023"),
        (date(2017, 2, 1), "2/3", "năm 2019 không có nên không liên tục"),
        (None, "2/3", "năm 2019 không có nên không liên tục"),
    ],
)
def test_after_a_penalty_page_and_examination_count_alike(
    officer, teacher, penalty_on, counts, why
):
    tells(teacher, penalty_on)
    text, said = page(officer, teacher), examined(teacher, 2023)
    if counts != "0/3":
        assert f"Đã có <b>{counts} lần Chiến sĩ thi đua cơ sở liên tục" in text
    assert f"{counts} lần Chiến sĩ thi đua cơ sở" in said
    assert why in text
    assert why in said


@pytest.mark.parametrize("state", [{"filed": False}, {"withdrawn": True, "filed": False}])
def test_what_is_not_filed_or_was_withdrawn_begins_nothing_anew(officer, teacher, state):
    tells(teacher, date(2021, 5, 10), **state)
    assert RESTARTED not in page(officer, teacher)
    assert RESTARTED not in examined(teacher, 2023)


def test_the_unit_reads_why_its_person_begins_anew_whoever_told_it(client_of, teacher):
    line = tells(teacher, date(2021, 5, 10))
    text = page(client_of(UserFactory(clerk=True, unit=teacher.unit)), teacher)
    assert RESTARTED in text
    assert "ngày 10/05/2021, hồ sơ của đơn vị khác ghi" in text
    assert "Khiển trách" not in text, "how heavy it was stays with who told it"
    assert line.dossier.ref not in text


def test_a_unit_of_before_reads_its_awards_and_no_ladder(client_of, teacher):
    before = UnitFactory()
    teacher.awards.update(unit_then=before)
    tells(teacher, date(2021, 5, 10))
    text = page(client_of(UserFactory(clerk=True, unit=before)), teacher)
    assert "Chiến sĩ thi đua cơ sở" in text
    assert "Lên Chiến sĩ thi đua" not in text
    assert "10/05/2021" not in text


@pytest.mark.usefixtures("bare_menu")
def test_the_page_costs_the_same_however_much_was_received(officer, teacher):
    page(officer, teacher)  # the law is read once a process
    costs = []
    for years in (range(2010, 2011), range(1990, 2008)):
        for year in years:
            AwardFactory(honouree=teacher, code="LDTT", merit_year=year)
        with CaptureQueriesContext(connection) as asked:
            page(officer, teacher, het=1)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 25
