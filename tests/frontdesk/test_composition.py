"""The year of awards on screen and in Excel: figures of the register, to whom may read them."""

import io
from datetime import date

import pytest
import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from honourees.enums import AwardOrigin
from honourees.models import Award, Honouree
from tests import kept
from tests.factories.campaigns import chairman, town_certificate
from tests.factories.decisions import DecisionFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db
URL = "/co-cau/"


def awarded(unit, count, year, **fields):
    by = UserFactory(officer=True)
    for number in range(count):
        person = Honouree.objects.create(
            kind="person",
            full_name=f"Sơn Thị Út {unit.pk} {number}",
            unit=unit,
            gender="female",
            birth_year=1980,
        )
        Award.objects.create(
            honouree=person,
            award_type=town_certificate(),
            merit_year=year,
            decision_symbol="1/QĐ-UBND",
            decided_on=date(year, 12, 1),
            origin=AwardOrigin.PAST,
            source="Danh sách năm cũ",
            entered_by=by,
            entered_at="2023-11-20T08:00:00+07:00",
            unit_then=unit,
            **fields,
        )


def test_the_town_and_its_units_stand_beside_the_year_before(client_of):
    ward = UnitFactory()
    awarded(ward, 4, 2022)
    decision = DecisionFactory(persons=3, collectives=1, issued=True)
    unit = decision.lines.first().nomination.dossier.unit
    for person in (UserFactory(officer=True), UserFactory(home_affairs_head=True), chairman()):
        page = client_of(person).get(f"{URL}?nam={decision.merit_year}")
        assert page.status_code == 200
        assert "1 tập thể, 3 cá nhân" in page.text
        assert "4/4 (100 %)" in page.text
        assert unit.short_name in page.text
        assert ward.short_name in page.text


def test_a_unit_reads_its_own_alone(client_of):
    ward, other = UnitFactory(), UnitFactory()
    awarded(ward, 2, 2022)
    awarded(other, 5, 2022)
    page = client_of(UserFactory(clerk=True, unit=ward)).get(f"{URL}?nam=2022")
    assert "2 cá nhân" in page.text
    assert "5 cá nhân" not in page.text
    assert "7 cá nhân" not in page.text
    assert client_of(UserFactory()).get(URL).status_code == 404


@pytest.mark.parametrize("asked", ["", "0", "1999", "2999", "abc", "2013"])
def test_nonsense_asks_for_this_year(client_of, asked):
    page = client_of(UserFactory(officer=True)).get(f"{URL}?nam={asked}")
    assert "Cơ cấu khen thưởng năm 2023" in page.text


def test_excel_tells_the_same_figures(client_of):
    ward, other = UnitFactory(), UnitFactory()
    awarded(ward, 3, 2022)
    awarded(other, 2, 2021)
    answer = client_of(UserFactory(officer=True)).get("/tai-excel/co-cau/?nam=2022")
    content = io.BytesIO(b"".join(answer.streaming_content))
    rows = python_calamine.CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python()
    head = next(row for row in rows if row[0] == "Đơn vị")
    told = {row[0]: dict(zip(head, row, strict=True)) for row in rows[rows.index(head) + 1 :]}
    assert told[ward.name]["Cá nhân 2022"] == told[ward.name]["Nữ 2022"] == 3
    assert told[ward.name]["Cá nhân 2021"] == 0
    assert told[other.name]["Cá nhân 2021"] == 2
    assert client_of(UserFactory()).get("/tai-excel/co-cau/").status_code == 404


def test_it_costs_the_same_for_one_unit_and_for_many(client_of):
    client = client_of(UserFactory(officer=True))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{URL}?nam=2022")
        return len(queries)

    def cost():
        kept.forget()
        asked()
        return min(asked() for _ in range(3))  # Redis slow for a moment is a miss

    awarded(UnitFactory(), 1, 2022)
    one = cost()
    for _ in range(4):
        awarded(UnitFactory(), 2, 2022)
    assert cost() == one <= 15
