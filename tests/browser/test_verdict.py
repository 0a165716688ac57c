"""Sixty-one people appraised in five clicks; one refused in three; the unit told in two more."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import PHONE, Person, Town, complaints


MANY, FEW = "HS-2023-70061", "HS-2023-70002"
# On a plan of their own, so that nothing else of the demonstration changes; of a family that no
# other test has commended, for whoever is in the register of the year is held back.
MADE = f"""
from django.db import transaction
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory, NominationFactory
from units.models import Unit, User
MIDDLE = ["Văn", "Thị", "Minh", "Ngọc", "Quốc", "Kim", "Thanh", "Hoàng"]
GIVEN = ["Ái", "Bửu", "Cơ", "Duyên", "Khải", "Lam", "Nghi"]
officer = User.objects.get(username="chuyenvien2")
ward = Unit.objects.get(name="Ủy ban nhân dân xã Tân Long")
with transaction.atomic():
    given = {{
        "plan": AwardPlanFactory(approved=True, campaign__organiser=ward),
        "officer": officer,
        "created_by": officer,
        "appraising": True,
    }}
    many = DossierFactory(ref="{MANY}", persons=0, **given)
    few = DossierFactory(ref="{FEW}", persons=0, **given)
    for _ in range(8):
        NominationFactory(dossier=many, collective=True)
    for number in range(53):
        name = f"Khưu {{MIDDLE[number % 8]}} {{GIVEN[number // 8]}}"
        NominationFactory(dossier=many, full_name=name)
    for line in list(many.nominations.filter(honouree_kind="person"))[-2:]:
        NominationFactory(dossier=few, full_name=line.full_name)
"""


@pytest.fixture
def filed(town: Town) -> None:
    """Two dossiers under appraisal that name two people both."""
    town.shell(MADE)


def press(*locators: Callable[[], Locator]) -> int:
    """Click one after another; how many clicks it took."""
    for locator in locators:
        locator().click()
    return len(locators)


def typed_words_stay(line: Locator) -> None:
    """A usual reason fills only an empty box or follows another one, and goes when it is edited."""
    line.get_by_text("Không đề nghị", exact=True).click()
    box, usual = line.locator("textarea"), line.locator(".judge__usual input")
    first, second = (usual.nth(place).get_attribute("value") for place in (0, 1))
    for place, text in ((0, first), (1, second)):
        usual.nth(place).check()
        expect(box).to_have_value(text)
    box.fill("")
    expect(usual.nth(1)).not_to_be_checked()
    box.fill("Lời riêng.")
    usual.nth(0).click()
    expect(box).to_have_value("Lời riêng.")
    expect(usual.nth(0)).not_to_be_checked()
    box.fill("")
    usual.nth(0).check()
    expect(box).to_have_value(first)


def test_many_are_appraised_in_five_clicks_and_one_is_refused_in_three(
    filed: None, sit: Callable[..., Person]
):
    officer = sit("chuyenvien2")
    page = officer.go(f"/ho-so/?q={MANY}")

    def line(number: int) -> Locator:
        return page.locator(".judge").nth(number)

    def button(name: str) -> Locator:
        return page.get_by_role("button", name=re.compile(name))

    clicks = press(
        lambda: page.locator("a.row-link").first,
        lambda: button(r"Đề nghị tất cả còn lại \(59\)"),
    )
    expect(page.get_by_text("Đã đề nghị 59 trường hợp còn lại.")).to_be_in_viewport()
    expect(page.locator(".judge")).to_have_count(2)
    assert complaints(page) == []
    clicks += press(
        lambda: line(0).get_by_text("Đề nghị", exact=True),
        lambda: line(1).get_by_text("Đề nghị", exact=True),
        lambda: button("Kết luận thẩm định"),
    )
    expect(page.get_by_text("Đã kết luận thẩm định.")).to_be_in_viewport()
    assert clicks == 5

    officer = sit("chuyenvien2", PHONE)
    page = officer.go(f"/ho-so/{FEW}/")
    line(1).get_by_text("Đề nghị", exact=True).click()
    line(0).get_by_text("Không đề nghị", exact=True).click()
    expect(line(0).locator("textarea")).to_be_focused()
    button("Lưu ý kiến").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_be_in_viewport()
    page.get_by_role("alert").get_by_role("link").click()
    expect(line(0).locator("textarea[aria-invalid=true]")).to_be_in_viewport()
    expect(line(1).get_by_role("radio", name="Đề nghị", exact=True)).to_be_checked()
    assert complaints(page) == []
    typed_words_stay(officer.go(f"/ho-so/{FEW}/").locator(".judge").first)
    page = officer.go(f"/ho-so/{FEW}/")
    refusal = press(
        lambda: line(0).get_by_text("Không đề nghị", exact=True),
        lambda: line(0).locator(".judge__usual label").first,
        lambda: button("Lưu ý kiến"),
    )
    expect(page.get_by_text("Đã lưu ý kiến, 1 trường hợp thay đổi.")).to_be_in_viewport()
    assert refusal == 3
    press(
        lambda: line(1).get_by_text("Đề nghị", exact=True),
        lambda: button("Kết luận thẩm định"),
    )
    expect(page.get_by_text("Đã kết luận thẩm định.")).to_be_visible()

    chief = sit("truongphong")
    page = chief.go("/quyet-dinh/khong-khen-thuong/")
    row = page.get_by_role("row", name=re.compile(FEW))
    expect(row).to_contain_text("trong cùng phong trào")
    row.get_by_role("button", name="Kết thúc, ra thông báo").click()
    page.get_by_role("dialog").get_by_role("button", name="Kết thúc, ra thông báo").click()
    expect(page.get_by_text("và ra thông báo; đơn vị đã được báo")).to_be_in_viewport()
