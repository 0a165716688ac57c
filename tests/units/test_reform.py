"""The reform of 1/7/2025 from Excel: bodies end, others go on, the past stays findable."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets import imports
from nganam_awards.core.sheets.imports import Outcome
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from tests.factories.units import UnitFactory, UserFactory
from tests.second_look import mark
from units import rules
from units.forms.imports.succession import SuccessionList
from units.models import AdminAct, FormerName, Unit, UnitSuccession, User
from units.queries import lineage
from units.services import body as body_services


pytestmark = pytest.mark.django_db
LAST_DAY, AFTER = date(2025, 6, 30), date(2025, 7, 1)
WARD = {
    "UBND_P1": "Ủy ban nhân dân Phường 1",
    "UBND_P2": "Ủy ban nhân dân Phường 2",
    "UBND_XVQ": "Ủy ban nhân dân xã Vĩnh Quới",
}


@pytest.fixture
def keeper():
    return UserFactory(administrator=True)


@pytest.fixture
def town(keeper):
    body_services.load_units(by=keeper)


@pytest.fixture
def bring_in(keeper):
    """Check a list and write it as it was shown; gives its lines."""

    def run(*rows, file=None):
        kind = SuccessionList()
        titles = [column.titles[0] for column in kind.columns()]
        filled = [(*row, *[""] * (len(titles) - len(row))) for row in rows]
        content = file or write_workbook([Table("Danh sách", titles, filled)])
        read = imports.read(kind, SimpleUploadedFile("sap-xep.xlsx", content))
        shown = imports.dry_run(kind, read, by=keeper)
        return imports.write(kind, read, shown, by=keeper)

    return run


def the_reform(bring_in):
    return bring_in(file=SuccessionList().template())


def outcomes(lines):
    return {line.outcome for line in lines}


def refusals(lines):
    return " ".join(told for line in lines for told in line.told)


def test_the_template_is_the_reform_and_comes_in_whole(town, bring_in):
    lines = the_reform(bring_in)
    assert len(lines) == 8
    assert outcomes(lines) == {Outcome.CHANGE}
    made = Unit.objects.filter(valid_from=AFTER)
    assert set(made.values_list("code", flat=True)) == {"UBND_PNN", "UBND_PMQ", "UBND_XTL_MOI"}
    ward = Unit.objects.get(code="UBND_PNN")
    old = set(Unit.objects.filter(code__in=WARD))
    assert {row.old for row in ward.took_over.all()} == old
    assert {row.valid_to for row in old} == {LAST_DAY}
    row = ward.took_over.first()
    assert (row.starts_on, row.kind) == (AFTER, "merged")
    assert "1668/NQ-UBTVQH15" in row.basis
    assert set(Unit.objects.matching("phường Ngã Năm")) == {ward, *old}
    communes = Unit.objects.get(code="UBND_XTL_MOI").took_over.values_list("old__code", flat=True)
    assert set(communes) == {"UBND_XLB", "UBND_XTL"}
    assert not Unit.objects.filter(kind="local_committee").in_force(AFTER).filter(valid_from=None)


def test_the_reform_again_changes_nothing(town, bring_in):
    the_reform(bring_in)
    acts = AdminAct.objects.count()
    assert outcomes(the_reform(bring_in)) == {Outcome.SAME}
    assert AdminAct.objects.count() == acts


def test_a_dry_run_writes_nothing(town, keeper):
    kind = SuccessionList()
    read = imports.read(kind, SimpleUploadedFile("a.xlsx", kind.template()))
    shown = imports.dry_run(kind, read, by=keeper)
    assert any("Thêm Ủy ban nhân dân phường Ngã Năm" in told for told in shown[0].told)
    assert not UnitSuccession.objects.exists()
    assert not Unit.objects.filter(code="UBND_PNN").exists()


def test_people_of_the_successor_hold_their_rights_on_the_old_body_from_its_day(town, bring_in, at):
    the_reform(bring_in)
    old, new = Unit.objects.get(code="UBND_P2"), Unit.objects.get(code="UBND_PNN")
    clerk, heir = UserFactory(clerk=True, unit=old), UserFactory(clerk=True, unit=new)
    for day, one, another in ((LAST_DAY, clerk, heir), (AFTER, heir, clerk)):
        at(day)
        holder, other = User.objects.get(pk=one.pk), User.objects.get(pk=another.pk)
        assert old.pk in rules.units_with(holder, "file_dossiers")
        assert old.pk not in rules.units_with(other, "file_dossiers")


P1, P2 = "Ủy ban nhân dân Phường 1", "Ủy ban nhân dân Phường 2"
NEW = ("UBND_M", "Phường", "UBND", "Chủ tịch")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("UBND lạ", P2, "30/06/2025")], "Không có đơn vị «UBND lạ»"),
        ([(P1, "Phường lạ", "30/06/2025")], "Không có đơn vị «Phường lạ»"),
        ([(P1, "Phường lạ", "30/06/2025", "Sáp nhập", "", "P_L")], "«Loại đơn vị mới»"),
        ([(P1, "Phường lạ", "30/06/2025", "Sáp nhập", "", "UBND_P2")], "đã là của"),
        ([(P1, P2, "30/06/2025", "Sáp nhập", "", "P_L")], "mã UBND_P2. Ghi đúng mã ấy"),
        ([(P1, P1, "30/06/2025")], "không kế thừa được"),
        ([(P1, "", "30/06/2025")], "hình thức «Giải thể»"),
        ([(P1, P2, "30/06/2025", "Giải thể")], "không có đơn vị mới"),
        ([(P1, P2, "30/06/2025", "Bỏ")], "chọn một trong"),
        ([(P1, P2, "31/06/2025")], "không có ngày"),
        ([(P1, P2, "")], "«Ngày cuối cùng của đơn vị cũ»"),
        (
            [(P1, P2, "30/06/2025"), (P1, "Phường M", "30/06/2025", "Chia", "", *NEW)],
            "không ghi lại được",
        ),
        ([(P1, P2, "30/06/2025"), (P1, P2, "31/07/2025")], "không ghi lại được"),
        ([("Phòng Nội vụ", P2, "30/06/2025")], "không ngừng hoạt động ở trang này"),
    ],
)
def test_a_row_that_cannot_be_says_why(town, bring_in, rows, told):
    lines = bring_in(*rows)
    assert lines[-1].outcome == Outcome.WRONG
    assert told in refusals(lines)


def test_a_body_is_divided_by_rows(town, bring_in):
    lines = bring_in(
        (P1, "Phường M", "30/06/2025", "Chia", "NQ 1", *NEW),
        ("UBND_P1", P2, "30/06/2025", "Tách", "NQ 1"),
    )
    assert outcomes(lines) == {Outcome.CHANGE}
    went_on = UnitSuccession.objects.filter(old__code="UBND_P1")
    assert set(went_on.values_list("new__code", "kind", "basis")) == {
        ("UBND_M", "divided", "NQ 1"),
        ("UBND_P2", "divided", "NQ 1"),
    }


def test_a_body_is_dissolved_by_a_row(town, bring_in):
    row = (P1, "", "30/06/2025", "Giải thể", "NQ 2")
    assert outcomes(bring_in(row)) == {Outcome.CHANGE}
    assert Unit.objects.get(code="UBND_P1").valid_to == LAST_DAY
    assert not UnitSuccession.objects.exists()
    assert outcomes(bring_in(row)) == {Outcome.SAME}


def test_several_bodies_merge_in_one_act_or_none(keeper):
    old, new = UnitFactory.create_batch(2), UnitFactory()
    late = UnitFactory(valid_from=date(2025, 8, 1))
    with pytest.raises(Refused, match="không được trước đó"):
        body_services.end_units([*old, late], last_day=LAST_DAY, successors=[new], by=keeper)
    assert not UnitSuccession.objects.exists()
    body_services.end_units(old, last_day=LAST_DAY, successors=[new], basis="NQ 3", by=keeper)
    assert set(new.took_over.values_list("old", "basis")) == {(unit.pk, "NQ 3") for unit in old}
    with pytest.raises(PermissionDenied):
        body_services.end_units([late], last_day=AFTER, by=UserFactory(clerk=True))


# --- names that go on -----------------------------------------------------------------------


def renamed(unit, name="Phòng Nội vụ và Lao động", from_day=date(2023, 6, 1), by=None):
    return body_services.rename_unit(unit, name=name, from_day=from_day, basis="QĐ 9", by=by)


def test_a_renamed_body_is_found_and_printed_of_the_past_by_its_old_name(keeper):
    unit = UnitFactory(name="Phòng Lao động")
    renamed(unit, by=keeper)
    unit.refresh_from_db()
    assert unit.name == "Phòng Nội vụ và Lao động"
    row = FormerName.objects.get()
    assert (row.name, row.until, row.basis) == ("Phòng Lao động", date(2023, 5, 31), "QĐ 9")
    assert lineage.name_on(unit, date(2023, 5, 31)) == "Phòng Lao động"
    assert lineage.name_on(unit, date(2023, 6, 1)) == unit.name
    assert list(Unit.objects.matching("phong lao dong")) == [unit]
    assert AdminAct.objects.latest("pk").what == "Đổi tên đơn vị"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": "Phòng Lao động"}, "phải khác"),
        ({"name": "Phòng Tư pháp"}, "đã có"),
        ({"from_day": date(2024, 1, 1)}, "khi đã đến ngày"),
        ({"from_day": date(2020, 1, 1)}, "thành lập ngày 01/01/2020"),
        ({"from_day": date(2021, 1, 1)}, "Tên đang dùng có từ 01/01/2021"),
    ],
)
def test_a_name_goes_forward(change, told):
    UnitFactory(name="Phòng Tư pháp")
    unit = UnitFactory(name="Phòng Lao động", valid_from=date(2020, 1, 1))
    FormerName.objects.create(unit=unit, name="Phòng Việc làm", until=date(2020, 12, 31))
    with pytest.raises(Refused, match=f"(?i){told}"):
        renamed(unit, **change)
    assert FormerName.objects.count() == 1


def test_a_typing_mistake_was_never_a_name(keeper):
    unit = UnitFactory(name="Phòng Lao đọng")
    body_services.change_unit(unit, by=keeper, name="Phòng Lao động")
    assert not FormerName.objects.exists()
    with pytest.raises(PermissionDenied):
        renamed(unit, by=UserFactory(clerk=True))


# --- the administrator's pages --------------------------------------------------------------


def test_the_administrator_renames_a_unit_on_its_page(client_of, keeper):
    desk, unit = client_of(keeper), UnitFactory(name="Phòng Lao động", code="PLD")
    address = f"{unit.get_absolute_url()}doi-ten/"
    assert address in desk.get(unit.get_absolute_url()).text
    assert client_of(UserFactory(clerk=True)).get(address).status_code == 404
    wrong = desk.post(address, {"name": "", "from_day": "", "basis": ""})
    assert wrong.status_code == 422
    assert "Ghi tên mới của đơn vị" in wrong.text
    sent = {"name": "Phòng Nội vụ và Lao động", "from_day": "2023-06-01", "basis": "QĐ 9"}
    asked = desk.post(address, sent)
    assert "sẽ mang tên Phòng Nội vụ và Lao động từ 01/06/2023" in asked.text
    assert not FormerName.objects.exists()
    page = desk.post(address, sent | {"looked": mark(asked)}, follow=True).text
    assert "Đơn vị nay mang tên" in page
    assert "trước đây là Phòng Lao động" in page
    assert "QĐ 9" in page


def test_the_administrator_merges_units_on_one_page(client_of, keeper):
    desk, old = client_of(keeper), UnitFactory.create_batch(2)
    new = UnitFactory(name="Phường Ngã Năm")
    address = "/quan-tri/sap-nhap-don-vi/"
    assert address in desk.get("/quan-tri/don-vi/").text
    assert client_of(UserFactory(clerk=True)).get(address).status_code == 404
    keys = [unit.pk for unit in old]
    sent = {"units": keys, "successor": new.pk, "last_day": "2023-11-30", "basis": "NQ 1"}
    wrong = desk.post(address, sent | {"units": [*keys, new.pk]})
    assert wrong.status_code == 422
    assert "không đứng trong các đơn vị ngừng hoạt động" in wrong.text
    asked = desk.post(address, sent)
    assert "Nhận tiếp công việc: Phường Ngã Năm." in asked.text
    page = desk.post(address, sent | {"looked": mark(asked)}, follow=True).text
    assert "Đã ghi 2 đơn vị sáp nhập" in page
    assert "Kế thừa" in page
    assert all(unit.name in page for unit in old)
    assert "Nay là" in desk.get(old[0].get_absolute_url()).text


def test_the_history_of_a_body_is_told_from_its_beginning(django_assert_num_queries):
    unit = UnitFactory(name="Phòng Nội vụ và Lao động", valid_from=date(2015, 1, 1))
    FormerName.objects.create(unit=unit, name="Phòng Lao động", until=date(2020, 12, 31))
    old, new = UnitFactory.create_batch(2), UnitFactory()
    body_services.end_units(old, last_day=date(2022, 6, 30), successors=[unit], by=None)
    body_services.end_unit(unit, last_day=LAST_DAY, successors=[new], by=None)
    unit = Unit.objects.get(pk=unit.pk)
    with django_assert_num_queries(3):
        told = lineage.history(unit)
    assert [(chapter.on, chapter.words) for chapter in told] == [
        (date(2015, 1, 1), "Thành lập"),
        (date(2021, 1, 1), "Đổi tên; trước đây là Phòng Lao động"),
        (date(2022, 7, 1), "Kế thừa"),
        (AFTER, "Nay là"),
    ]
    assert set(told[2].units) == set(old)
    assert told[3].units == (new,)
