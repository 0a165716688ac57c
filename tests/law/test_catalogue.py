"""The law as data: loaded once, loaded again, and asked on the days where it changes."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from law.enums import Category, DossierPart, HonoureeKind, Level
from law.figures import AwardKey, RuleKey, VoteForm
from law.models import (
    AwardRule,
    AwardType,
    CampaignTheme,
    Holiday,
    LegalBasis,
    PrizeRate,
    RuleValue,
)
from law.queries import regime as regime_queries
from law.services import catalogue as catalogue_services
from nganam_awards.core.refusals import Refused
from tests.factories.campaigns import QuotaFactory
from tests.law.checklists import procedure_on


pytestmark = pytest.mark.django_db


def load() -> str:
    out = StringIO()
    call_command("load_catalogue", stdout=out)
    return out.getvalue()


def test_a_second_load_changes_nothing():
    before = list(PrizeRate.objects.values_list())
    assert load() == "Danh mục đã đầy đủ, không có gì thay đổi.\n"
    assert list(PrizeRate.objects.values_list()) == before


def test_an_idle_load_only_asks(django_assert_num_queries):
    # Fourteen tables and two lookups of codes, around them the transaction's own two statements.
    with django_assert_num_queries(18):
        catalogue_services.load_catalogue()


def test_a_verified_row_follows_the_file():
    AwardType.objects.filter(code="LDTT").update(name="Lao động giỏi")
    assert "danh hiệu, hình thức khen thưởng: thêm 0, sửa 1 dòng." in load()
    assert AwardType.objects.get(code="LDTT").name == "Lao động tiên tiến"


def test_what_the_office_corrected_stays():
    rows = RuleValue.objects.filter(rule_set__code="LUAT_2003", key=RuleKey.HOUSEHOLD_FACTOR)
    rows.update(value="1000", is_local=True)
    assert "giá trị quy định: giữ 1 dòng quản trị đã sửa." in load()
    assert rows.get().value == "1000"


def test_a_row_of_one_category_is_kept_apart_from_the_row_of_all():
    rows = AwardRule.objects.filter(
        rule_set__code="LUAT_2003", award_type__code="GK", key=AwardKey.COUNCIL_VOTE
    )
    assert sorted(rows.values_list("category", flat=True)) == ["", "thematic", "unscheduled"]
    rows.filter(category="thematic").update(value=VoteForm.OPINION, is_local=True)
    assert "quy định riêng của danh hiệu, hình thức: giữ 1 dòng quản trị đã sửa." in load()
    assert dict(rows.values_list("category", "value")) == {
        "": "none",
        "thematic": "opinion",
        "unscheduled": "none",
    }


def test_a_missing_row_comes_back_and_nothing_in_use_goes():
    quota = QuotaFactory()
    Holiday.objects.filter(day=date(2023, 9, 4)).delete()
    AwardType.objects.create(
        code="CU", name="Huy hiệu", full_name="Huy hiệu", kind="commendation",
        for_person=True, citation="Luật 2003",
    )  # fmt: skip
    assert "ngày nghỉ: thêm 1, sửa 0 dòng." in load()
    quota.refresh_from_db()
    assert AwardType.objects.filter(code="CU").exists()


def test_a_broken_file_loads_nothing(tmp_path):
    for path in catalogue_services.DATA.glob("*.toml"):
        text = path.read_text("utf-8")
        if path.stem == "themes":
            text += '[[theme]]\ncode = "MOI"\nname = "Mới"\n'
        if path.stem == "prizes":
            text = text.replace('award_type = "GK"', 'award_type = "KHONG_CO"')
        (tmp_path / path.name).write_text(text, "utf-8")
    with pytest.raises(KeyError):
        catalogue_services.load_catalogue(tmp_path)
    assert not CampaignTheme.objects.filter(code="MOI").exists()


def test_who_decides_what():
    day = date(2023, 11, 20)
    town = set(AwardType.objects.decided_by_town(day).values_list("code", flat=True))
    assert {"GK", "LDTT", "CSTDCS", "TTLDTT", "THONVH"} <= town
    assert AwardType.objects.get(code="BK_T").level_on(day) == Level.PROVINCE
    assert AwardType.objects.get(code="GDVH").level_on(day) == Level.COMMUNE
    certificate = AwardType.objects.get(code="GK")
    assert certificate.full_name == "Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Ngã Năm"
    assert (certificate.verb, AwardType.objects.get(code="LDTT").verb) == ("tặng", "công nhận")
    assert AwardType.objects.decided_by_town(day).first() == certificate


def test_every_rate_names_its_article():
    assert not PrizeRate.objects.filter(citation="").exists()


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2017, 10, 1), "LUAT_2003"),
        (date(2023, 12, 31), "LUAT_2003"),
        (date(2024, 1, 1), "LUAT_2022"),
        (date(2025, 6, 30), "LUAT_2022"),
        (date(2025, 7, 1), "ND_152_2025"),
    ],
)
def test_the_regime_changes_over_night(day, code):
    assert regime_queries.rule_set_on(day).code == code


def test_no_regime_is_a_sentence():
    with pytest.raises(Refused, match="Chưa có bộ quy tắc cho ngày 30/09/2017"):
        regime_queries.rule_set_on(date(2017, 9, 30))


# Check values of the law tables: coefficient × base salary of the decision day, ceil to 10.000.
@pytest.mark.parametrize(
    ("day", "code", "kind", "vnd"),
    [
        (date(2023, 6, 28), "GK", HonoureeKind.PERSON, 450_000),
        (date(2023, 7, 3), "GK", HonoureeKind.PERSON, 540_000),
        (date(2023, 12, 15), "GK", HonoureeKind.COLLECTIVE, 1_080_000),
        (date(2023, 12, 15), "GK", HonoureeKind.HOUSEHOLD, 810_000),
        (date(2024, 8, 1), "GK", HonoureeKind.PERSON, 710_000),
        (date(2023, 12, 15), "CSTDCS", HonoureeKind.PERSON, 1_800_000),
        (date(2023, 12, 15), "LDTT", HonoureeKind.PERSON, 540_000),
        (date(2023, 12, 15), "TTLDTT", HonoureeKind.COLLECTIVE, 1_440_000),
        (date(2023, 12, 15), "THONVH", HonoureeKind.COLLECTIVE, 2_700_000),
        (date(2023, 6, 30), "GK_X", HonoureeKind.PERSON, 230_000),
    ],
)
def test_prizes(day, code, kind, vnd):
    assert regime_queries.prizes_on(day).of(AwardType.objects.get(code=code), kind) == vnd


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2023, 10, 2), date(2023, 10, 16)),
        (date(2023, 8, 25), date(2023, 9, 12)),
        (date(2023, 4, 24), date(2023, 5, 11)),
        (date(2023, 1, 16), date(2023, 2, 6)),
        (date(2023, 11, 20), date(2023, 12, 4)),
        (date(2024, 8, 26), date(2024, 9, 11)),
        (date(2025, 1, 20), date(2025, 2, 10)),
    ],
)
def test_due_days(received, due):
    assert regime_queries.due_on(received) == due


def test_a_worked_saturday_counts():
    assert regime_queries.due_on(date(2024, 4, 24)) - date(2024, 4, 24) < timedelta(days=19)
    off, worked = regime_queries.days_off()
    assert date(2024, 5, 4) in worked
    assert date(2024, 4, 29) in off


def test_the_town_ends_with_june_2025():
    last = regime_queries.authority_on(date(2025, 6, 30))
    assert last.issuer_lines == "ỦY BAN NHÂN DÂN\nTHỊ XÃ NGÃ NĂM"
    assert (last.place, last.symbol) == ("Ngã Năm", "UBND")
    with pytest.raises(Refused, match="không còn thẩm quyền"):
        regime_queries.authority_on(date(2025, 7, 1))


def test_bases_of_a_decision_in_2023():
    lines = regime_queries.bases_on(date(2023, 12, 15), Category.THEMATIC)
    assert [line.split(" ngày")[0] for line in lines] == [
        "Căn cứ Luật Tổ chức chính quyền địa phương",
        "Căn cứ Luật Thi đua, khen thưởng",
        "Căn cứ Nghị định số 91/2017/NĐ-CP",
        "Căn cứ Quyết định số 1635/QĐ-UBND",
    ]
    assert not any(line.endswith((";", ".", ",")) for line in lines)
    later = regime_queries.bases_on(date(2024, 1, 2), Category.THEMATIC)
    assert "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022" in later
    assert not any("91/2017" in line for line in later)
    assert LegalBasis.objects.filter(is_verified=False).exists()


def test_papers_of_a_thematic_dossier():
    items = procedure_on(date(2023, 11, 20), Category.THEMATIC)
    required = [item.part for item in items if item.is_required]
    assert required == [
        DossierPart.SUBMISSION_LETTER,
        DossierPart.ACHIEVEMENT_REPORT,
        DossierPart.MINUTES,
    ]
    assert {DossierPart.NOMINEE_LIST, DossierPart.BALLOT} <= {item.part for item in items}
