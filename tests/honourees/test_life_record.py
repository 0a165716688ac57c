"""The page of one honouree: the ladder, what lacks, all records together."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.models import Nomination
from law.models import AwardType
from tests.factories.dossiers import DossierFactory
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
