"""The pages of the law: read by everybody here, kept by the administrator, nobody else's."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from law.figures import AwardKey, RuleKey
from law.models import (
    Authority,
    AwardRule,
    AwardType,
    BaseSalary,
    CampaignTheme,
    Correction,
    Holiday,
    LegalBasis,
    RuleSet,
    RuleValue,
    Signatory,
)
from law.queries.table import TABLES
from law.services import correction as correction_services
from law.views.correction import ADDING
from law.views.regime import PAGES
from tests.core.office_files import picture, upload
from tests.factories.campaigns import SignatoryFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db

KEPT = "/quan-tri/danh-muc/"
READ = "/quy-dinh/"


@pytest.fixture
def keeper():
    return UserFactory(administrator=True)


@pytest.fixture
def desk(keeper, client_of):
    return client_of(keeper)


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def rows_of(page: str) -> list[str]:
    """Each row of the law on the page, as its own markup."""
    return re.findall(r"<tr data-law-row.*?</tr>", page, re.DOTALL)


def figure(key: RuleKey) -> RuleValue:
    return RuleValue.objects.get(rule_set__code="LUAT_2003", key=key)


def correct_url(row, slug: str = "gia-tri") -> str:
    return f"{KEPT}{slug}/{row.pk}/sua/"


GOOD = {
    "value": "8",
    "effective_on": "2023-10-01",
    "citation": "Quyết định 1635/QĐ-UBND, Điều 12",
    "reason": "Đã có văn bản",
}


# who


@pytest.mark.parametrize("office", ["clerk", "head", "officer", "chairman", "clerical", "nobody"])
def test_everybody_here_reads_and_nobody_else_keeps(office, client_of):
    user = UserFactory() if office == "nobody" else UserFactory(**{office: True})
    browser = client_of(user)
    for address in (READ, *(f"{READ}{slug}/" for slug in PAGES), f"{READ}danh-hieu/GK/"):
        page = text_of(browser.get(address))
        assert KEPT not in page
    row = figure(RuleKey.PROCESSING_DAYS)
    for address in (KEPT, f"{KEPT}bo-quy-tac/", f"{KEPT}danh-hieu/GK/", f"{KEPT}chu-de/them/"):
        assert browser.get(address).status_code == 404
    assert browser.get(correct_url(row)).status_code == 404
    assert browser.post(correct_url(row), GOOD).status_code == 404
    assert Correction.objects.count() == 0


def test_a_stranger_is_asked_to_sign_in(db):
    for address in (READ, f"{READ}bo-quy-tac/", KEPT):
        assert Client().get(address).status_code == 302


def test_what_does_not_exist_is_not_found(desk):
    for address in (
        "khac/",
        "danh-hieu/KHONG/",
        "khac/1/sua/",
        "khac/them/",
        "gia-tri/999999/sua/",
    ):
        assert desk.get(KEPT + address).status_code == 404


def test_the_menu_leads_each_to_their_side(desk, client_of):
    assert f'href="{KEPT}"' in text_of(desk.get("/"))
    other = text_of(client_of(UserFactory(officer=True)).get("/"))
    assert f'href="{READ}"' in other
    assert KEPT not in other


# what stands on the pages


def everything(desk) -> str:
    """All pages of the law, each regime and each award, as one text."""
    addresses = [KEPT + slug + "/" for slug in PAGES]
    for regime in RuleSet.objects.all():
        addresses += [
            f"{KEPT}{slug}/?thoi-ky={regime.code}" for slug in ("bo-quy-tac", "thanh-phan-ho-so")
        ]
    addresses += [f"{KEPT}danh-hieu/{award.code}/" for award in AwardType.objects.all()]
    return "\n".join(text_of(desk.get(address)) for address in addresses)


def test_every_row_of_the_law_is_on_screen_with_its_days_and_its_source(desk):
    shown = {}
    for markup in rows_of(everything(desk)):
        shown.setdefault(markup, None)
    told = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)) for markup in shown]
    for table in TABLES.values():
        for row in table.rows():
            begins = f"Từ {row.valid_from:%d/%m/%Y}"
            source = row.citation
            words = re.sub(r"\s+", " ", row.words)
            found = [
                text
                for text in map(_plain, told)
                if begins in text and source in text and words in text
            ]
            assert found, f"{table.slug}: {row}"
            if row.valid_to:
                assert any(f"đến {row.valid_to:%d/%m/%Y}" in text for text in found)
            if not row.is_verified:
                assert any("Chưa kiểm chứng" in text for text in found)


def _plain(text: str) -> str:
    return unescape(text).replace("\xa0", " ")


def test_every_row_on_a_page_says_from_when_it_holds(desk):
    rows = rows_of(everything(desk))
    assert len(rows) > 400
    assert all(re.search(r"Từ \d\d/\d\d/\d{4}", row) for row in rows)
    assert all(re.search(r'data-label="Nguồn">\s*\S', row) for row in rows)


def test_what_was_verified_has_no_button_and_says_so(desk):
    page = text_of(desk.get(f"{KEPT}bo-quy-tac/"))
    for row in RuleValue.objects.filter(rule_set__code="LUAT_2003"):
        assert (correct_url(row) in page) == (not row.is_verified)
    assert "Đã kiểm chứng" in page


def test_how_the_council_is_asked_stands_on_its_pages(desk, client_of):
    page = text_of(client_of(UserFactory()).get(f"{READ}bo-quy-tac/?thoi-ky=LUAT_2003"))
    head, _, rest = page.partition("Bỏ phiếu ở Hội đồng")
    group = rest.partition("</section>")[0]
    assert re.findall(r'<th scope="row">\s*(.*?)\s*<', group) == [
        key.label
        for key in (
            RuleKey.BALLOT_TITLES,
            RuleKey.BALLOT_OTHERS,
            RuleKey.BALLOT_TOWN,
            RuleKey.COUNCIL_QUORUM,
            RuleKey.COUNCIL_TIE,
            RuleKey.COUNCIL_HEADS,
        )
    ]
    limits = head.partition("Thời hạn giải quyết")[2]
    assert RuleKey.COUNCIL_DAYS.label in limits
    page = text_of(desk.get(f"{KEPT}danh-hieu/GK/"))
    first = page.partition("<h2>Luật Thi đua, khen thưởng 2003")[2].partition("</section>")[0]
    rows = [row for row in rows_of(first) if "Hội đồng xét trước khi trình Chủ tịch" in row]
    of = [re.findall(r"Riêng (khen thưởng [^<]*)</div>", row) for row in rows]
    assert of == [[], ["khen thưởng theo đợt (chuyên đề)"], ["khen thưởng đột xuất"]]
    assert all("không đưa ra Hội đồng" in row for row in rows)


def test_a_choice_of_one_category_has_its_form(desk):
    row = AwardRule.objects.get(
        rule_set__code="LUAT_2003",
        award_type__code="GK",
        key=AwardKey.COUNCIL_VOTE,
        category="thematic",
    )
    url = correct_url(row, "rieng-tung-loai")
    assert "Giấy khen, theo đợt (chuyên đề)" in text_of(desk.get(url))
    text_of(desk.post(url, GOOD | {"value": "opinion"}, follow=True))
    newest = AwardRule.objects.filter(category="thematic", valid_from=date(2023, 10, 1))
    assert newest.get().value == "opinion"
    text_of(desk.post(correct_url(newest.get(), "rieng-tung-loai"), GOOD | {"value": "x"}), 422)


def test_the_regime_of_today_opens_first_and_another_can_be_chosen(client_of):
    browser = client_of(UserFactory(officer=True))
    assert "10 tháng trở lên" in text_of(browser.get(f"{READ}bo-quy-tac/"))
    page = text_of(browser.get(f"{READ}bo-quy-tac/?thoi-ky=LUAT_2022"))
    assert "6 tháng trở lên" in page
    assert "10 tháng trở lên" not in page
    assert text_of(browser.get(f"{READ}bo-quy-tac/?thoi-ky=khac"))


def test_the_pages_cost_the_same_however_much_was_corrected(
    desk, keeper, bare_menu, django_assert_max_num_queries
):
    def cost(address: str) -> int:
        text_of(desk.get(address))  # the law of a day is kept until it changes: the first one reads
        with django_assert_max_num_queries(25) as counted:
            text_of(desk.get(address))
        return len(counted)

    addresses = [KEPT, *(f"{KEPT}{slug}/" for slug in PAGES), f"{KEPT}danh-hieu/CSTDCS/"]
    text_of(desk.get(KEPT))  # rights and content types are asked once
    before = [cost(address) for address in addresses]
    for key in (RuleKey.PROCESSING_DAYS, RuleKey.RECEIVE_DAYS, RuleKey.APPRAISE_DAYS):
        for month in (3, 6, 9):
            newest = RuleValue.objects.filter(rule_set__code="LUAT_2003", key=key).latest(
                "valid_from"
            )
            correction_services.correct(
                newest,
                value=str(month + 20),
                effective_on=date(2023, month, 1),
                citation="Văn bản",
                reason="Thử",
                is_verified=False,
                by=keeper,
            )
    SignatoryFactory.create_batch(3)
    assert [cost(address) for address in addresses] == before


# correcting


def test_a_correction_is_written_and_its_history_shown(desk, keeper):
    row = figure(RuleKey.PROCESSING_DAYS)
    assert 'value="10"' in text_of(desk.get(correct_url(row)))
    answer = desk.post(correct_url(row), GOOD, follow=True)
    page = text_of(answer)
    assert "Đã ghi giá trị mới." in page
    told = [_plain(re.sub(r"<[^>]+>", " ", markup)) for markup in rows_of(page)]
    new = next(text for text in told if "8 ngày làm việc" in text)
    assert "Từ 01/10/2023" in new
    assert f"{keeper.full_name} ghi lúc 20/11/2023 08:00" in re.sub(r"\s+", " ", new)
    assert any("10 ngày làm việc" in text and "đến 30/09/2023" in text for text in told)
    assert "Đã có văn bản" in text_of(desk.get(f"{KEPT}lich-su/"))
    assert "Sửa gần đây" in text_of(desk.get(KEPT))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"value": "nhiều"}, "Ghi một số từ 1 đến 60."),
        ({"effective_on": "2024-02-01"}, "chọn một ngày trong khoảng đó"),
        ({"reason": ""}, "Ghi lý do sửa."),
        ({"citation": ""}, "Ghi nguồn."),
    ],
)
def test_a_refused_correction_keeps_what_was_typed(desk, wrong, sentence):
    answer = desk.post(correct_url(figure(RuleKey.PROCESSING_DAYS)), GOOD | wrong)
    page = text_of(answer, 422)
    assert sentence in page
    kept = (GOOD | wrong)["citation"] or (GOOD | wrong)["reason"]
    assert kept in page
    assert Correction.objects.count() == 0


def test_a_verified_row_says_kindly_why_it_is_not_corrected(desk):
    row = figure(RuleKey.COLLECTIVE_FACTOR)
    page = text_of(desk.get(correct_url(row)))
    assert "đã được đối chiếu với nguồn" in page
    assert "Ghi giá trị mới" not in page
    assert "đã được đối chiếu" in text_of(desk.post(correct_url(row), GOOD | {"value": "3"}), 422)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.slug)
def test_every_table_has_its_form(desk, table):
    row = table.rows().filter(is_verified=False).order_by("pk").first()
    page = text_of(desk.get(correct_url(row, table.slug)))
    assert 'name="value"' in page
    assert "Các thời kỳ của mục này" in page


@pytest.mark.parametrize("slug", ADDING)
def test_every_adding_has_its_form_and_gives_back_what_was_typed(desk, slug):
    assert 'method="post"' in text_of(desk.get(f"{KEPT}{slug}/them/"))
    page = text_of(desk.post(f"{KEPT}{slug}/them/", {"citation": "Nguồn đã ghi"}), 422)
    assert "Cần sửa trước khi tiếp tục" in page


def test_a_new_salary_basis_day_and_theme_are_added(desk):
    posts = {
        "luong-co-so": {"amount_vnd": "2800000", "valid_from": "2027-07-01", "citation": "NĐ mới"},
        "can-cu": {
            "text": "Căn cứ Quyết định số 9/QĐ-UBND;",
            "order": "45",
            "valid_from": "2023-10-01",
            "citation": "QĐ 9",
        },
        "ngay-nghi": {"day": "2023-10-06", "name": "Bão", "kind": "off", "citation": "Công điện 1"},
        "chu-de": {"name": "Dân vận khéo", "order": "50"},
    }
    for slug, data in posts.items():
        assert desk.post(f"{KEPT}{slug}/them/", data).status_code == 302, slug
    assert BaseSalary.objects.latest("valid_from").amount_vnd == 2_800_000
    basis = LegalBasis.objects.get(text="Căn cứ Quyết định số 9/QĐ-UBND")
    assert Holiday.objects.get(day=date(2023, 10, 6)).is_verified
    assert CampaignTheme.objects.filter(name="Dân vận khéo").exists()
    assert "2.800.000 đ" in text_of(desk.get(f"{KEPT}luong-co-so/"))
    ended = desk.post(
        f"{KEPT}can-cu/{basis.pk}/thoi/", {"ends_on": "2023-12-31", "reason": "Đã thay"}
    )
    assert ended.status_code == 302
    basis.refresh_from_db()
    assert basis.valid_to == date(2023, 12, 31)


def test_a_day_leaves_the_calendar_with_a_reason(desk):
    row = Holiday.objects.get(day=date(2023, 9, 1))
    drop = reverse("law:holiday_drop", args=[row.pk])
    assert "Ghi lý do bỏ ngày này" in text_of(desk.post(drop, {"note": ""}), 422)
    page = text_of(desk.post(drop, {"note": "Nhầm"}, follow=True))
    assert "Đã bỏ khỏi lịch" in page
    assert "Năm 2026" in text_of(desk.get(f"{KEPT}ngay-nghi/?nam=2026"))
    assert "Năm 2023" in text_of(desk.get(f"{KEPT}ngay-nghi/?nam=1066"))


def test_a_theme_and_an_authority_are_changed(desk):
    theme = CampaignTheme.objects.get(code="DIEN_HINH")
    url = reverse("law:theme_edit", args=[theme.pk])
    assert theme.name in text_of(desk.get(url))
    assert desk.post(url, {"name": "Điển hình mới", "order": "20"}).status_code == 302
    town = Authority.objects.get(code="UBND_TX")
    url = reverse("law:authority_edit", args=[town.pk])
    data = {f: getattr(town, f) or "" for f in (
        "name", "issuer_lines", "head_title", "symbol", "successor", "citation", "valid_to",
    )}  # fmt: skip
    assert desk.post(url, data | {"place": "Ngã Năm mới", "reason": "Thử"}).status_code == 302
    town.refresh_from_db()
    assert town.place == "Ngã Năm mới"
    assert town.issuer_lines == "ỦY BAN NHÂN DÂN\nTHỊ XÃ NGÃ NĂM"


# signatories and their pictures


def signing(user, **more) -> dict:
    return {
        "authority": Authority.objects.get(code="UBND_TX").pk,
        "user": user.pk,
        "capacity": "deputy",
        "title_lines": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        "full_name": user.full_name,
        "starts_on": "2023-10-01",
    } | more


def test_a_signature_is_stored_away_and_shown_to_its_keeper_alone(
    desk, client_of, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    deputy = UserFactory(deputy=True)
    picture_file = upload(picture("PNG"), "chu ky.png")
    answer = desk.post(f"{KEPT}nguoi-ky/them/", signing(deputy, signature=picture_file))
    assert answer.status_code == 302
    row = Signatory.objects.get()
    url = reverse("law:signature", args=[row.pk])
    shown = desk.get(url)
    assert shown.getvalue() == picture("PNG")
    assert shown["Content-Type"] == "image/png"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Disposition"].startswith("attachment")
    for user in (deputy, UserFactory(officer=True), UserFactory()):
        assert client_of(user).get(url).status_code == 404
    edit = reverse("law:signatory_edit", args=[row.pk])
    assert desk.post(edit, {"scope": ["merit"], "ends_on": "2023-12-31"}).status_code == 302
    row.refresh_from_db()
    assert (row.scope, row.ends_on) == (["merit"], date(2023, 12, 31))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"title_lines": "PHÓ CHỦ TỊCH"}, "bắt đầu bằng «KT. »"),
        ({"ends_on": "2023-09-30"}, "Ngày bắt đầu không được sau ngày kết thúc."),
    ],
)
def test_a_signatory_that_cannot_stand_is_refused_in_words(desk, more, sentence):
    page = text_of(
        desk.post(f"{KEPT}nguoi-ky/them/", signing(UserFactory(deputy=True), **more)), 422
    )
    assert sentence in page
    assert Signatory.objects.count() == 0


def test_a_picture_that_is_no_png_is_refused(desk):
    photo = upload(picture("JPEG"), "chu-ky.jpg")
    data = signing(UserFactory(deputy=True), signature=photo)
    assert "ở đây chỉ nhận ảnh PNG" in text_of(desk.post(f"{KEPT}nguoi-ky/them/", data), 422)


def test_a_signatory_without_a_picture_has_none_to_show(desk):
    row = SignatoryFactory()
    assert desk.get(reverse("law:signature", args=[row.pk])).status_code == 404
