"""Sixty-one people appraised in five clicks, one refused in three; a whole road by keyboard."""

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

# One dossier of two people, filed by the ward itself; then what its unit and the chief do.
ASKED = "HS-2023-70003"
_WHO = """
from datetime import timedelta
from django.db import transaction
from dossiers.models import Dossier, Nomination
from dossiers.transitions import dossier as steps, supplement as supplements
from dossiers.services import nominee
from nganam_awards.core import clock
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory
from units.models import Unit, User
named = lambda name: User.objects.get(username=name)
clerk, head, officer, chief = map(
    named, ("canbo.phuong1", "lanhdao.phuong1", "chuyenvien2", "truongphong")
)
"""
FILED = f"""{_WHO}
UserFactory.reset_sequence(1000)  # another process made the first
with transaction.atomic():  # rows and their steps are checked together
    plan = AwardPlanFactory(approved=True, campaign__organiser=clerk.unit)
    made = DossierFactory(
        ref="{ASKED}", unit=clerk.unit, created_by=clerk, papers=True, persons=0, plan=plan
    )
    for name in ("Lâm Văn Một", "Lâm Văn Hai"):
        NominationFactory(dossier=made, full_name=name)
steps.hand_over(made, by=clerk)
steps.confirm(made, by=head)
"""
ANSWERED = f"""{_WHO}
got = lambda: Dossier.objects.get(ref="{ASKED}")
steps.assign(got(), officer=officer, by=chief)
until = clock.today() + timedelta(days=8)
supplements.ask_more(got(), words="Ghi rõ chức vụ.", until=until, by=officer)
line = Nomination.objects.get(dossier=got(), full_name="Lâm Văn Một")
line.position = "Phó trưởng khóm 3"
nominee.edit_line(line, by=clerk)
supplements.mark_ready(got(), by=clerk)
supplements.answer(got(), by=head, declaration="Tôi cam đoan.")
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
    line.get_by_role("button", name="Không đề nghị").click()
    box, usual = line.locator(".judge__why textarea"), line.locator(".judge__usual input")
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

    def button(name: str) -> Locator:
        return page.get_by_role("button", name=re.compile(name))

    def recommend() -> Locator:
        return page.locator(".judge").get_by_role("button", name="Đề nghị", exact=True)

    waiting = page.locator(".pick .w--open")
    clicks = press(
        lambda: page.locator("a.row-link").first,
        lambda: button(r"Đề nghị tất cả còn lại \(59\)"),
    )
    expect(page.get_by_text("Đã đề nghị 59 trường hợp còn lại.")).to_be_in_viewport()
    expect(waiting).to_have_count(2)
    assert complaints(page) == []
    for left in (1, 0):
        clicks += press(recommend)
        expect(waiting).to_have_count(left)
    clicks += press(lambda: button("Kết luận thẩm định"))
    expect(page.get_by_text("Đã kết luận thẩm định.")).to_be_in_viewport()
    assert clicks == 5

    officer = sit("chuyenvien2", PHONE)
    page = officer.go(f"/ho-so/{FEW}/")
    line = page.locator(".judge")
    box = line.locator(".judge__why textarea")
    button("Không đề nghị").click()
    expect(box).to_be_focused()  # the box opens under the hand: no press is in vain
    button("Không đề nghị").click()
    expect(page.get_by_role("alert").last).to_be_in_viewport()
    expect(line.locator("textarea[aria-invalid=true]")).to_be_visible()
    assert complaints(page) == []
    typed_words_stay(officer.go(f"/ho-so/{FEW}/").locator(".judge"))
    page.evaluate("localStorage.clear()")
    page = officer.go(f"/ho-so/{FEW}/")
    refusal = press(
        lambda: button("Không đề nghị"),
        lambda: page.locator(".judge__usual label").first,
        lambda: button("Không đề nghị"),
    )
    expect(page.get_by_text("Đã lưu ý kiến, 1 trường hợp thay đổi.")).to_be_in_viewport()
    assert refusal == 3
    press(recommend, lambda: button("Kết luận thẩm định"))
    expect(page.get_by_text("Đã kết luận thẩm định.")).to_be_visible()

    chief = sit("truongphong")
    page = chief.go("/quyet-dinh/khong-khen-thuong/")
    row = page.get_by_role("row", name=re.compile(FEW))
    expect(row).to_contain_text("đề nghị trong hồ sơ")
    row.get_by_role("button", name="Kết thúc, ra thông báo").click()
    page.get_by_role("dialog").get_by_role("button", name="Kết thúc, ra thông báo").click()
    expect(page.get_by_text("và ra thông báo; đơn vị đã được báo")).to_be_in_viewport()


def test_a_dossier_is_read_to_its_report_by_keyboard_alone(town: Town, sit: Callable[..., Person]):
    """Received, asked for more, answered, read with what changed, judged, reported."""
    town.shell(FILED)
    officer = sit("chuyenvien2")
    page = officer.go(f"/ho-so/{ASKED}/")

    def enter(locator: Locator) -> None:
        """What a keyboard does with what it reached."""
        locator.focus()
        page.keyboard.press("Enter")

    def button(name: str) -> Locator:
        return page.get_by_role("button", name=name, exact=True)

    enter(button("Tiếp nhận"))
    enter(page.get_by_role("dialog").get_by_role("button", name="Tiếp nhận", exact=True))
    expect(page.get_by_text("Đã tiếp nhận hồ sơ.")).to_be_visible()
    town.shell(ANSWERED)
    page.reload()
    changes = page.locator("details.changes").first
    expect(changes).to_contain_text("1 trường hợp sửa thông tin")
    enter(changes.locator("summary"))
    expect(changes.get_by_text("Phó trưởng khóm 3")).to_be_visible()
    page.locator(".pick a").first.focus()
    page.keyboard.press("n")
    expect(page.locator("#truong-hop-ten")).to_have_text("Lâm Văn Hai")
    page.locator("#noi-bo").focus()
    page.keyboard.type("Nên hỏi lại phường.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("đơn vị không thấy.")).to_be_visible()
    for _ in range(2):
        left = page.locator(".pick .w--open").count()
        enter(page.locator(".judge").get_by_role("button", name="Đề nghị", exact=True))
        expect(page.locator(".pick .w--open")).to_have_count(left - 1)
    enter(button("Kết luận thẩm định"))
    expect(page.get_by_text("Đã kết luận thẩm định.")).to_be_visible()
    enter(page.get_by_role("link", name="Báo cáo thẩm định"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("/BC-PNV")
    expect(page.get_by_role("link", name="Tải bản Word")).to_be_visible()
