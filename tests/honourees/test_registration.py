"""Đăng ký thi đua: who writes the list, who confirms it, when it is shut, what the pages offer."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from honourees.forms.registration_list import RegistrationList
from honourees.models import RegisteredTitle, RegistrationEvent, TitleRegistration
from honourees.navigation import lanes
from honourees.queries.registration import registered
from honourees.rules import registration as rules
from honourees.services import registration as services
from law.models import AwardType, Provision
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.sheets import imports
from nganam_awards.core.sheets.imports import Outcome
from tests.factories.dossiers import DossierFactory
from tests.factories.units import GrantFactory, UnitFactory, UserFactory
from units.models import UnitSuccession, User


pytestmark = pytest.mark.django_db
YEAR = 2023


@pytest.fixture
def ward():
    return UnitFactory(code="UBND_P1", name="Ủy ban nhân dân Phường 1")


@pytest.fixture
def clerk(ward):
    return UserFactory(clerk=True, unit=ward)


@pytest.fixture
def head(ward):
    return UserFactory(head=True, unit=ward)


def title(code="LDTT"):
    return AwardType.objects.get(code=code)


def line(name="Trần Thị Ánh", born=1980, code="LDTT", kind="person"):
    return {"kind": kind, "full_name": name, "birth_year": born, "award_type": title(code)}


@pytest.fixture
def begun(ward, clerk):
    """A list with one line."""
    return services.add_title(ward, YEAR, by=clerk, **line()).registration


def fresh(row):
    return TitleRegistration.objects.select_related("unit").get(pk=row.pk)


@pytest.fixture
def handed(begun, clerk):
    return services.hand_over(begun, by=clerk)


@pytest.fixture
def confirmed(handed, head):
    return services.confirm(handed, by=head)


# --- the road -------------------------------------------------------------------------------


def test_a_list_is_typed_handed_over_and_confirmed_by_the_second_person(ward, clerk, head, begun):
    assert fresh(begun).state == "draft"
    services.hand_over(begun, by=clerk, seen=fresh(begun).version)
    assert fresh(begun).state == "awaiting_head"
    with pytest.raises(PermissionDenied):
        services.confirm(begun, by=clerk)
    services.confirm(begun, by=head, seen=fresh(begun).version)
    row = fresh(begun)
    assert (row.state, row.confirmed_by, row.handed_by) == ("confirmed", head, clerk)
    actions = row.events.order_by("pk").values_list("action", "by", "title_count")
    assert list(actions) == [("hand_over", clerk.pk, 1), ("confirm", head.pk, 1)]
    assert registered([ward.pk], YEAR, ["Trần Thị Ánh"]).is_registered(ward.pk, "Trần Thị Ánh")


@pytest.mark.parametrize("stage", ["handed", "confirmed"])
def test_what_left_the_clerk_is_not_written(request, stage, ward, clerk):
    row = request.getfixturevalue(stage)
    with pytest.raises(Refused, match="không sửa được"):
        services.add_title(ward, YEAR, by=clerk, **line("Lê Văn Tám"))
    with pytest.raises(Refused, match="không sửa được"):
        services.change_title(row.titles.get(), by=clerk, full_name="Lê Văn Tám")
    with pytest.raises(Refused, match="không sửa được"):
        services.remove_title(row.titles.get(), by=clerk)
    assert row.titles.get().full_name == "Trần Thị Ánh"


def test_the_head_sends_back_with_a_reason_and_the_clerk_takes_back(handed, clerk, head):
    with pytest.raises(Refused):
        services.send_back(handed, by=head, note=" ")
    services.send_back(handed, by=head, note="Thiếu tổ Văn phòng.")
    assert fresh(handed).state == "draft"
    assert RegistrationEvent.objects.latest("pk").note == "Thiếu tổ Văn phòng."
    services.hand_over(handed, by=clerk)
    services.take_back(handed, by=clerk)
    assert fresh(handed).state == "draft"
    with pytest.raises(AlreadyDone):
        services.take_back(handed, by=clerk)


def test_the_head_opens_a_confirmed_list_again_with_a_reason(confirmed, head, clerk, ward):
    with pytest.raises(PermissionDenied):
        services.reopen(confirmed, by=clerk, note="Sót người.")
    services.reopen(confirmed, by=head, note="Sót người.")
    assert fresh(confirmed).state == "draft"
    assert registered([ward.pk], YEAR, ["Trần Thị Ánh"]).is_registered(ward.pk, "A") is None
    services.add_title(ward, YEAR, by=clerk, **line("Lê Văn Tám"))


@pytest.mark.parametrize(
    ("trait", "category", "is_shut"),
    [
        ("draft", "merit", False),
        ("filed", "merit", True),
        ("withdrawn", "merit", False),
        ("filed", "thematic", False),
        ("concluded", "merit", True),
    ],
)
def test_a_list_is_shut_once_a_merit_dossier_of_its_year_was_filed(
    confirmed, head, trait, category, is_shut
):
    ward = confirmed.unit
    DossierFactory(unit=ward, merit_year=YEAR, category=category, **{trait: True})
    if is_shut:
        with pytest.raises(Refused, match="không mở lại được"):
            services.reopen(confirmed, by=head, note="Sót người.")
    else:
        services.reopen(confirmed, by=head, note="Sót người.")


# --- two at once ----------------------------------------------------------------------------


def test_the_head_confirms_what_was_before_his_eyes(handed, clerk, head, ward):
    seen = fresh(handed).version
    services.take_back(handed, by=clerk)
    services.add_title(ward, YEAR, by=clerk, **line("Lê Văn Tám"))
    with pytest.raises(Stale, match="lấy lại"):
        services.confirm(handed, by=head, seen=seen)
    services.hand_over(handed, by=clerk)
    with pytest.raises(Stale, match="đã đổi"):
        services.confirm(handed, by=head, seen=seen)
    services.confirm(handed, by=head, seen=fresh(handed).version)


def test_a_second_click_confirms_nothing_more(confirmed, head):
    with pytest.raises(AlreadyDone):
        services.confirm(confirmed, by=head)
    assert RegistrationEvent.objects.filter(action="confirm").count() == 1


def test_two_clerks_write_beside_each_other_but_not_over_each_other(ward, clerk, begun):
    other = UserFactory(clerk=True, unit=ward)
    seen = fresh(begun).version
    services.add_title(ward, YEAR, by=other, **line("Lê Văn Tám"))
    services.add_title(ward, YEAR, by=clerk, **line("Lê Văn Chín"))
    with pytest.raises(Stale):
        services.change_title(begun.titles.first(), by=clerk, seen=seen, position="Công chức")
    with pytest.raises(Refused, match="đã đăng ký danh hiệu ấy"):
        services.add_title(ward, YEAR, by=other, **line("Lê Văn Chín"))
    assert list(begun.titles.values_list("order", flat=True)) == [1, 2, 3]


def test_a_line_that_a_colleague_took_off_is_told(clerk, begun):
    row = begun.titles.get()
    services.remove_title(row, by=clerk)
    with pytest.raises(AlreadyDone, match="vừa được bỏ"):
        services.remove_title(row, by=clerk)
    with pytest.raises(Refused, match="chưa có dòng nào"):
        services.hand_over(begun, by=clerk)


def test_who_handed_over_never_confirms_even_with_both_rights(handed, clerk, ward):
    GrantFactory(user=clerk, unit=ward, right="confirm_dossiers")
    both = User.objects.get(pk=clerk.pk)
    with pytest.raises(Refused, match="không tự xác nhận"):
        services.confirm(handed, by=both)
    rows = TitleRegistration.objects.filter(pk=handed.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(confirmed_by=clerk, confirmed_at=handed.handed_at)


# --- who may, and for which year ------------------------------------------------------------


@pytest.mark.parametrize(
    ("office", "may_read"),
    [
        ("officer", True),
        ("home_affairs_head", True),
        ("chairman", True),
        ("clerical", False),
        ("administrator", False),
        ("neighbour", False),
        ("clerk", True),
        ("head", True),
    ],
)
def test_who_reads_a_list(client_of, begun, head, office, may_read):
    ward, people = begun.unit, {"clerk": begun.created_by, "head": head}
    if office == "neighbour":
        user = UserFactory(clerk=True)
    else:
        user = people.get(office) or UserFactory(**{office: True})
    client = client_of(user)
    assert client.get(begun.get_absolute_url()).status_code == (200 if may_read else 404)
    assert TitleRegistration.objects.visible_to(user).contains(begun) is may_read
    assert rules.can_view(user, ward) is may_read
    if office not in ("clerk", "head"):
        add = reverse("honourees:title_add", args=[ward.code, YEAR])
        answer = client.post(add, {"kind": "person", "full_name": "Ai", "award_type": title().pk})
        assert answer.status_code == (403 if may_read else 404)


def test_nobody_writes_in_the_name_of_a_body_that_ended(ward, clerk, begun, at):
    new = UnitFactory()
    ward.valid_to = date(2023, 11, 30)
    ward.save()
    UnitSuccession.objects.create(old=ward, new=new, starts_on=date(2023, 12, 1), kind="merged")
    heir = UserFactory(clerk=True, unit=new)
    at(date(2023, 12, 1))
    heir = User.objects.get(pk=heir.pk)
    assert TitleRegistration.objects.visible_to(heir).contains(begun)
    with pytest.raises(PermissionDenied):
        services.add_title(ward, YEAR, by=heir, **line("Lê Văn Tám"))


def test_a_year_whose_law_asks_for_none_takes_no_list(ward, clerk, client_of, at):
    with pytest.raises(Refused, match="không yêu cầu đăng ký"):
        services.add_title(ward, 2024, by=clerk, **line())
    assert rules.years_offered() == [2023, 2022, 2021, 2020, 2019]
    at(date(2024, 3, 1))
    page = client_of(clerk).get(reverse("honourees:registration_list")).text
    assert "Không còn phải đăng ký thi đua" in page
    assert "hết ngày 31/12/2023" in page
    page = client_of(clerk).get(f"/dang-ky-thi-dua/{ward.code}/2024/").text
    assert "Không còn phải đăng ký thi đua" in page
    assert "Thêm dòng" not in page


def test_the_year_is_read_from_the_text_of_the_law(ward, clerk):
    Provision.objects.filter(key="registration").update(valid_to=date(2022, 12, 31))
    with pytest.raises(Refused, match="không yêu cầu đăng ký"):
        services.add_title(ward, 2023, by=clerk, **line())
    services.add_title(ward, 2022, by=clerk, **line())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"code": "TTLDTT"}, "không dành cho cá nhân"),
        ({"kind": "collective", "born": None}, "không dành cho tập thể"),
        ({"name": ""}, "Ghi họ và tên"),
    ],
)
def test_a_line_that_cannot_be_says_why(ward, clerk, change, told):
    with pytest.raises(Refused, match=told):
        services.add_title(ward, YEAR, by=clerk, **line(**change))
    assert not RegisteredTitle.objects.exists()


# --- many lines -----------------------------------------------------------------------------


def test_the_list_of_last_year_is_copied_without_what_is_there(ward, clerk):
    for year, names in ((2022, ("Trần Thị Ánh", "Lê Văn Tám")), (2023, ("Trần Thị Ánh",))):
        for name in names:
            services.add_title(ward, year, by=clerk, **line(name))
    source = TitleRegistration.objects.get(merit_year=2022)
    assert services.copy_from(source, ward, 2023, by=clerk) == 1
    here = TitleRegistration.objects.get(merit_year=2023)
    assert set(here.titles.values_list("full_name", flat=True)) == {"Trần Thị Ánh", "Lê Văn Tám"}
    with pytest.raises(AlreadyDone):
        services.copy_from(source, ward, 2023, by=clerk)


def brought(kind, rows, clerk):
    read = imports.read(kind, kind.of_pasted("\n".join("\t".join(row) for row in rows)))
    return imports.write(kind, read, imports.dry_run(kind, read, by=clerk), by=clerk)


def test_pasted_lines_are_taken_row_by_row(ward, clerk, begun):
    rows = [
        ("TRẦN THỊ ÁNH", "1980", "Công chức", "", "Lao động tiên tiến"),
        ("Lê Văn Tám", "15/03/1975", "", "", "CSTĐCS", "Cá nhân"),
        ("Tổ Văn phòng", "", "", "", "Tập thể lao động tiên tiến"),
        ("Tổ Một cửa", "1999", "", "", "TTLĐTT"),
        ("Ai đó", "1980", "", "", "Danh hiệu lạ"),
        ("Lê Văn Tám", "1975", "", "", "CSTĐCS"),
    ]
    lines = brought(RegistrationList(ward, YEAR), rows, clerk)
    assert [line.outcome for line in lines] == [
        Outcome.CHANGE,
        Outcome.ADD,
        Outcome.ADD,
        Outcome.WRONG,
        Outcome.WRONG,
        Outcome.SAME,
    ]
    assert "Chỉ cá nhân có năm sinh" in lines[3].told[0]
    assert "«Danh hiệu lạ» không phải danh hiệu của năm 2023" in lines[4].told[0]
    assert set(begun.titles.values_list("full_name", "kind", "birth_year")) == {
        ("Trần Thị Ánh", "person", 1980),
        ("Lê Văn Tám", "person", 1975),
        ("Tổ Văn phòng", "collective", None),
    }


def test_pasted_lines_may_bring_their_own_titles(ward, clerk):
    rows = [("Họ tên", "Danh hiệu"), ("Lê Văn Tám", "LĐTT")]
    assert brought(RegistrationList(ward, YEAR), rows, clerk)[0].outcome == Outcome.ADD


def test_the_sheet_to_fill_can_be_brought_in_as_it_is(ward, clerk):
    kind = RegistrationList(ward, YEAR)
    rows = imports.read(kind, SimpleUploadedFile("a.xlsx", kind.template()))
    assert imports.dry_run(kind, rows, by=clerk)[0].outcome == Outcome.ADD


def test_a_list_that_is_shut_takes_no_rows(ward, clerk, handed):
    kind = RegistrationList(ward, YEAR)
    rows = imports.read(kind, kind.of_pasted("Lê Văn Tám\t\t\t\tLĐTT"))
    with pytest.raises(Refused, match="không sửa được"):
        imports.dry_run(kind, rows, by=clerk)


# --- pages ----------------------------------------------------------------------------------


def test_the_clerk_types_a_list_and_the_head_confirms_it_on_the_pages(client_of, ward, clerk, head):
    desk, home = client_of(clerk), reverse("honourees:registration", args=[ward.code, YEAR])
    assert home in desk.get(reverse("honourees:registration_list")).text
    assert "Chưa có ai trong danh sách" in desk.get(home).text
    add = reverse("honourees:title_add", args=[ward.code, YEAR])
    wrong = desk.post(add, {"kind": "person", "full_name": "", "birth_year": "1850"})
    assert wrong.status_code == 422
    assert "Ghi họ và tên" in wrong.text
    assert "Năm sinh từ" in wrong.text
    sent = {"kind": "person", "full_name": "Trần Thị Ánh", "birth_year": "1980"}
    page = desk.post(add, sent | {"award_type": title().pk}, follow=True).text
    assert "Đã thêm Trần Thị Ánh" in page
    row = TitleRegistration.objects.get()
    edit = reverse("honourees:title_edit", args=[ward.code, YEAR, row.titles.get().pk])
    sent |= {"award_type": title().pk, "position": "Công chức"}
    stale = desk.post(edit, sent | {"seen": row.version - 1})
    assert stale.status_code == 409
    assert "Danh sách đã đổi" in stale.text
    desk.post(edit, sent | {"seen": row.version})
    assert "Công chức" in desk.get(home).text
    step = lambda name: reverse("honourees:registration_step", args=[ward.code, YEAR, name])  # noqa: E731
    desk.post(step("chuyen"), {"seen": fresh(row).version})
    chief = client_of(head)
    assert "Xác nhận danh sách này?" in chief.get(home).text
    assert chief.post(step("tra-lai"), {"note": ""}).status_code == 422
    assert chief.post(step("xac-nhan"), {"seen": 0}).status_code == 409
    page = chief.post(step("xac-nhan"), {"seen": fresh(row).version}, follow=True).text
    assert "Đã xác nhận danh sách" in page
    page = chief.post(step("mo-lai"), {"note": "Sót người."}, follow=True).text
    assert "Đã mở lại danh sách" in page
    assert "Sót người." in page
    assert chief.post(step("la-lung")).status_code == 404


def test_an_excel_list_is_checked_then_written_on_the_pages(client_of, ward, clerk):
    desk = client_of(clerk)
    where = reverse("honourees:sheet_check", args=[ward.code, YEAR])
    assert desk.post(where, {}).status_code == 422
    rows = "Lê Văn Tám\t1975\t\t\tLĐTT\nAi đó\t\t\t\tGì đó"
    page = desk.post(where, {"pasted": rows}, follow=True)
    assert "1 dòng cần sửa" in page.text
    assert not RegisteredTitle.objects.exists()
    token = page.context["token"]
    save = reverse("honourees:sheet_save", args=[ward.code, YEAR])
    assert "Đã thêm 1 dòng" in desk.post(save, {"token": token}, follow=True).text
    desk.post(save, {"token": token}, follow=True)
    assert RegisteredTitle.objects.get().full_name == "Lê Văn Tám"
    template = reverse("honourees:sheet_template", args=[ward.code, YEAR])
    assert desk.get(template)["Content-Type"].startswith("application/vnd")
    assert client_of(UserFactory(officer=True)).get(where).status_code == 403


def waiting(user):
    return {
        (lane.step, row.pk) for lane in lanes(User.objects.get(pk=user.pk)) for row in lane.rows
    }


def test_a_list_waits_for_the_head_and_comes_back_to_the_clerk(begun, clerk, head):
    assert waiting(head) == waiting(clerk) == set()
    services.hand_over(begun, by=clerk)
    assert waiting(head) == {("Xác nhận đăng ký", begun.pk)}
    services.send_back(begun, by=head, note="Thiếu tổ.")
    assert waiting(head) == set()
    assert waiting(clerk) == {("Sửa, chuyển lại", begun.pk)}
    services.hand_over(begun, by=clerk)
    services.confirm(begun, by=head)
    assert waiting(head) == waiting(clerk) == set()


@pytest.mark.usefixtures("bare_menu")
@pytest.mark.parametrize("item_count", [1, 3])
def test_the_lists_cost_the_same_at_any_length(
    client_of, item_count, django_assert_num_queries, clerk, ward
):
    officer = client_of(UserFactory(officer=True))
    for unit in UnitFactory.create_batch(item_count):
        by = UserFactory(clerk=True, unit=unit)
        services.add_title(unit, YEAR, by=by, **line())
    for number in range(item_count):
        services.add_title(ward, YEAR, by=clerk, **line(f"Trần Văn {'ABC'[number]}"))
    with django_assert_num_queries(6):
        officer.get(reverse("honourees:registration_list"))
    with django_assert_num_queries(9):
        officer.get(reverse("honourees:registration", args=[ward.code, YEAR]))
