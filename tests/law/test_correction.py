"""What the office corrects holds from a day on, keeps its history, and outlives a later load."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, transaction

from law.enums import Capacity, Category, HolidayKind, HonoureeKind, PartNeed
from law.figures import AwardKey, RuleKey, VoteForm
from law.models import (
    AwardType,
    BaseSalary,
    CampaignTheme,
    ChecklistItem,
    Correction,
    Holiday,
    LegalBasis,
    PrizeRate,
    RuleValue,
    Signatory,
)
from law.queries import award_rule as award_rule_queries, regime as regime_queries
from law.queries.table import TABLES
from law.services import correction as correction_services, office as office_services
from nganam_awards.core.refusals import Refused
from tests.core.office_files import picture, upload
from tests.factories.campaigns import SignatoryFactory
from tests.factories.units import UserFactory
from tests.law.checklists import procedure_on


pytestmark = pytest.mark.django_db

FROM = date(2023, 10, 1)
SOURCE = {"citation": "Quyết định 1635/QĐ-UBND, Điều 12", "reason": "Đã có văn bản của thị xã"}


@pytest.fixture
def keeper():
    return UserFactory(administrator=True)


def figure(key: RuleKey, regime: str = "LUAT_2003") -> RuleValue:
    rows = RuleValue.objects.filter(rule_set__code=regime, key=key)
    return rows.order_by("-valid_from").first()


def corrected(row, value, keeper, *, effective_on=FROM, is_verified=False, **facts):
    return correction_services.correct(
        row,
        value=value,
        effective_on=effective_on,
        is_verified=is_verified,
        by=keeper,
        **(SOURCE | facts),
    )


def load() -> str:
    out = StringIO()
    call_command("load_catalogue", stdout=out)
    return out.getvalue()


def paid(day: date, kind: HonoureeKind = HonoureeKind.HOUSEHOLD) -> int:
    return regime_queries.prizes_on(day).of(AwardType.objects.get(code="GK"), kind)


# dated rows


def test_a_correction_pays_from_its_day_on_and_not_before(keeper):
    corrected(figure(RuleKey.HOUSEHOLD_FACTOR), "1000", keeper)
    assert paid(date(2023, 9, 30)) == 810_000
    assert paid(date(2023, 10, 1)) == paid(date(2023, 10, 2)) == 540_000


def test_a_correction_of_one_category_asks_the_council_from_its_day_on(keeper):
    award = AwardType.objects.get(code="GK")
    rows = TABLES["rieng-tung-loai"].rows().filter(rule_set__code="LUAT_2003", award_type=award)
    row = rows.get(key=AwardKey.COUNCIL_VOTE, category=Category.THEMATIC)
    corrected(row, VoteForm.OPINION, keeper)
    asked = {
        day: {
            category: choice.form
            for (pk, category), choice in award_rule_queries.council_choices_on(day).items()
            if pk == award.pk
        }
        for day in (date(2023, 9, 30), FROM)
    }
    none = dict.fromkeys(["", "thematic", "unscheduled"], VoteForm.NONE)
    assert asked == {date(2023, 9, 30): none, FROM: none | {"thematic": VoteForm.OPINION}}
    log = Correction.objects.get()
    assert log.name == (
        "Hội đồng xét trước khi trình Chủ tịch · Giấy khen, theo đợt (chuyên đề) · "
        "Luật Thi đua, khen thưởng 2003, Nghị định 91/2017/NĐ-CP"
    )


def test_a_corrected_coefficient_pays_from_its_day_on(keeper):
    rate = PrizeRate.objects.get(award_type__code="LDTT", rule_set__code="LUAT_2003")
    PrizeRate.objects.filter(pk=rate.pk).update(is_verified=False)
    corrected(rate, 250, keeper)
    award = AwardType.objects.get(code="LDTT")
    days = (date(2023, 9, 30), date(2023, 10, 2))
    assert [regime_queries.prizes_on(day).of(award, "person") for day in days] == [540_000, 450_000]


def test_a_correction_closes_one_row_and_begins_the_next(keeper):
    old = figure(RuleKey.PROCESSING_DAYS)
    new = corrected(old, "8", keeper, is_verified=True)
    old.refresh_from_db()
    assert (old.value, old.valid_to) == ("10", date(2023, 9, 30))
    assert (new.valid_from, new.valid_to) == (FROM, date(2023, 12, 31))
    assert (new.is_verified, new.is_local, new.citation) == (True, True, SOURCE["citation"])
    assert regime_queries.due_on(date(2023, 9, 29)) == date(2023, 10, 13)
    assert regime_queries.due_on(date(2023, 10, 2)) == date(2023, 10, 12)


def test_its_log_says_who_when_from_which_day_and_why(keeper):
    corrected(figure(RuleKey.PROCESSING_DAYS), "8", keeper)
    line = Correction.objects.get()
    assert (line.table, line.by, line.effective_on) == ("gia-tri", keeper, FROM)
    assert (line.before, line.after) == ("10 ngày làm việc", "8 ngày làm việc")
    assert line.name.startswith("Thời hạn giải quyết hồ sơ · Luật Thi đua, khen thưởng 2003")
    assert (line.citation, line.reason) == (SOURCE["citation"], SOURCE["reason"])
    for change in (lambda: Correction.objects.update(reason=""), line.delete):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()


def test_a_row_may_be_corrected_twice_and_on_its_own_first_day(keeper):
    first = corrected(figure(RuleKey.PROCESSING_DAYS), "8", keeper)
    again = corrected(first, "9", keeper)
    later = corrected(again, "7", keeper, effective_on=date(2023, 11, 1))
    assert first.pk == again.pk != later.pk
    days = (date(2023, 9, 30), date(2023, 10, 31), date(2023, 11, 1), date(2023, 12, 31))
    assert [regime_queries.rule_set_on(day).processing_days for day in days] == [10, 9, 7, 7]
    assert Correction.objects.count() == 3


def test_a_later_load_leaves_corrections_alone(keeper):
    corrected(figure(RuleKey.PROCESSING_DAYS), "8", keeper)
    corrected(figure(RuleKey.CUTOFF), "02-28", keeper, effective_on=date(2017, 10, 1))
    told = load()
    assert "Danh mục đã đầy đủ, không có gì thay đổi." in told
    assert "giá trị quy định: giữ 2 dòng quản trị đã sửa." in told
    assert regime_queries.rule_set_on(FROM).processing_days == 8
    assert regime_queries.rule_set_on(FROM).cutoff_in(2023) == date(2023, 2, 28)
    assert RuleValue.objects.filter(
        key=RuleKey.PROCESSING_DAYS, valid_to=date(2023, 9, 30)
    ).exists()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"effective_on": date(2024, 1, 1)}, "từ 01/10/2017 đến hết 31/12/2023"),
        ({"reason": " "}, "Ghi lý do sửa"),
        ({"value": "nhiều"}, "Ghi một số từ 1 đến 60"),
        ({"citation": ""}, "."),
    ],
)
def test_a_correction_that_cannot_stand_is_refused_and_changes_nothing(keeper, facts, sentence):
    facts = {"value": "8", "effective_on": FROM} | facts
    with pytest.raises(Refused, match=sentence):
        corrected(figure(RuleKey.PROCESSING_DAYS), facts.pop("value"), keeper, **facts)
    assert RuleValue.objects.filter(is_local=True).count() == Correction.objects.count() == 0
    assert figure(RuleKey.PROCESSING_DAYS).valid_to == date(2023, 12, 31)


def test_the_same_again_is_no_correction(keeper):
    row = figure(RuleKey.PROCESSING_DAYS)
    with pytest.raises(Refused, match="Chưa có gì thay đổi"):
        corrected(row, row.value, keeper, citation=row.citation)


def test_what_was_verified_is_not_corrected_here(keeper):
    row = figure(RuleKey.COLLECTIVE_FACTOR)
    with pytest.raises(Refused, match="đã được đối chiếu với nguồn") as refusal:
        corrected(row, "3000", keeper)
    assert len(refusal.value.reasons) == 2


@pytest.mark.parametrize("office", ["officer", "home_affairs_head", "chairman", "clerical"])
def test_only_whoever_keeps_the_catalogue_corrects(office):
    with pytest.raises(PermissionDenied):
        corrected(figure(RuleKey.PROCESSING_DAYS), "8", UserFactory(**{office: True}))


def test_a_paper_is_asked_from_the_day_of_the_correction(keeper):
    row = ChecklistItem.objects.get(
        rule_set__code="LUAT_2003", category="thematic", award_type=None, part="confirmation"
    )
    corrected(row, PartNeed.REQUIRED, keeper)
    asked = [
        {item.part for item in procedure_on(day, Category.THEMATIC)}
        for day in (date(2023, 9, 30), date(2023, 10, 1))
    ]
    assert ["confirmation" in parts for parts in asked] == [False, True]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.slug)
def test_every_table_can_be_corrected(keeper, table):
    values = {
        "value": "7",
        "coefficient_thousandths": 777,
        "level": "state",
        "text": "Căn cứ văn bản thử",
        "need": PartNeed.OPTIONAL,
        "amount_vnd": 777_000,
    }
    rows = table.rows().filter(is_verified=False)
    if table.column == "value":
        rows = rows.filter(key__in=[RuleKey.PROCESSING_DAYS, AwardKey.POSTING_DAYS])
    if table.column == "need":
        rows = rows.filter(need=PartNeed.REQUIRED)
    row = rows.order_by("pk").first()
    new = corrected(row, values[table.column], keeper, effective_on=row.valid_from)
    assert getattr(new, table.column) == values[table.column]
    load()
    new.refresh_from_db()
    assert getattr(new, table.column) == values[table.column]


# base salary and bases


def test_a_new_base_salary_ends_the_one_before(keeper):
    correction_services.add_base_salary(
        amount_vnd=2_800_000, valid_from=date(2027, 7, 1), by=keeper, **SOURCE
    )
    amounts = [
        regime_queries.base_salary_on(day).amount_vnd
        for day in (date(2027, 6, 30), date(2027, 7, 1))
    ]
    assert amounts == [2_530_000, 2_800_000]
    load()
    assert regime_queries.base_salary_on(date(2027, 6, 30)).valid_to == date(2027, 6, 30)
    with pytest.raises(Refused, match=r"Đã có mức 2.800.000 đ từ ngày 01/07/2027"):
        correction_services.add_base_salary(
            amount_vnd=2_900_000, valid_from=date(2027, 7, 1), by=keeper, **SOURCE
        )


def test_a_new_basis_is_cited_until_its_last_day(keeper):
    row = correction_services.add_basis(
        text="Căn cứ Quyết định số 9/QĐ-UBND",
        category="",
        order=45,
        valid_from=FROM,
        by=keeper,
        **SOURCE,
    )
    correction_services.end_basis(row, ends_on=date(2023, 11, 30), reason="Đã thay", by=keeper)
    days = (date(2023, 9, 30), date(2023, 11, 30), date(2023, 12, 1))
    cited = [row.text in regime_queries.bases_on(day, Category.MERIT) for day in days]
    assert cited == [False, True, False]
    assert LegalBasis.objects.get(pk=row.pk).is_local
    assert Correction.objects.count() == 2


# the calendar


def test_a_day_off_moves_the_due_day_and_dropping_it_moves_it_back(keeper):
    day = date(2023, 10, 6)
    facts = {"name": "Nghỉ bão", "kind": HolidayKind.OFF, "citation": "Công điện 1"}
    row = office_services.add_holiday(day=day, by=keeper, **facts)
    assert regime_queries.due_on(date(2023, 10, 2)) == date(2023, 10, 17)
    with pytest.raises(Refused, match="đã có trong lịch: Nghỉ bão"):
        office_services.add_holiday(day=day, by=keeper, **facts)
    with pytest.raises(Refused, match="Ghi lý do"):
        office_services.drop_holiday(row, reason=" ", by=keeper)
    office_services.drop_holiday(row, reason="Nhầm", by=keeper)
    assert regime_queries.due_on(date(2023, 10, 2)) == date(2023, 10, 16)
    assert office_services.add_holiday(day=day, by=keeper, **facts).pk == row.pk


def test_a_dropped_day_does_not_come_back_with_the_next_load(keeper):
    row = Holiday.objects.get(day=date(2023, 9, 1))
    office_services.drop_holiday(row, reason="Thị xã làm việc", by=keeper)
    office_services.drop_holiday(row, reason="Thị xã làm việc", by=keeper)
    assert Correction.objects.count() == 1
    load()
    row.refresh_from_db()
    assert row.kind == HolidayKind.DROPPED


# themes, authorities, signatories


def test_a_theme_can_be_added_once_and_renamed(keeper):
    theme = office_services.add_theme(name="Dân vận khéo", order=50, by=keeper)
    with pytest.raises(Refused, match="Đã có chủ đề «dân vận khéo»"):
        office_services.add_theme(name="dân vận khéo", order=60, by=keeper)
    known = CampaignTheme.objects.get(code="DIEN_HINH")
    office_services.change_theme(known, name="Điển hình tiên tiến", order=20, by=keeper)
    load()
    known.refresh_from_db()
    assert known.name == "Điển hình tiên tiến"
    assert CampaignTheme.objects.filter(pk=theme.pk).exists()


def test_an_authority_nobody_verified_is_corrected_in_place(keeper):
    town = regime_queries.authority_on(date(2023, 11, 20))
    changed = office_services.change_authority(
        town, place="Ngã Năm (Sóc Trăng)", reason="Thử", by=keeper
    )
    assert changed.place == "Ngã Năm (Sóc Trăng)"
    assert Correction.objects.get().before == "địa danh: Ngã Năm"
    with pytest.raises(Refused, match="Chưa có gì thay đổi"):
        office_services.change_authority(town, place="Ngã Năm (Sóc Trăng)", reason="Thử", by=keeper)
    load()
    town.refresh_from_db()
    assert town.place == "Ngã Năm (Sóc Trăng)"


def test_a_signatory_comes_with_days_scope_and_picture(keeper, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    deputy = UserFactory(deputy=True)
    row = office_services.add_signatory(
        authority=regime_queries.authority_on(FROM),
        user=deputy,
        capacity=Capacity.DEPUTY,
        title_lines="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        full_name=deputy.full_name,
        scope=[Category.MERIT],
        starts_on=FROM,
        ends_on=None,
        signature=upload(picture("PNG"), "chu-ky.png"),
        by=keeper,
    )
    first = row.picture.file.name
    assert first.startswith("signatures/")
    assert (tmp_path / first).exists()
    changed = office_services.change_signatory(row, scope=[], ends_on=date(2023, 11, 30), by=keeper)
    assert changed.picture.file.name == first
    assert (
        regime_queries.signatory_of(row.authority, deputy, date(2023, 11, 30), Category.THEMATIC)
        == row
    )
    with pytest.raises(Refused):
        regime_queries.signatory_of(row.authority, deputy, date(2023, 12, 1), Category.THEMATIC)
    assert Correction.objects.count() == 2


def test_a_line_that_does_not_say_the_capacity_is_refused(keeper):
    row = SignatoryFactory()
    with pytest.raises(Refused, match=r"bắt đầu bằng «KT\. »"):
        office_services.add_signatory(
            authority=row.authority,
            user=row.user,
            capacity=Capacity.DEPUTY,
            title_lines="PHÓ CHỦ TỊCH",
            full_name="Lý Thị Hồng Gấm",
            scope=[],
            starts_on=FROM,
            ends_on=None,
            by=keeper,
        )
    assert Signatory.objects.count() == 1
    assert not BaseSalary.objects.filter(is_local=True).exists()
