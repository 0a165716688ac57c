"""What if: an officer changes a hire date, the answer turns, the dossier does not."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Person, Town


REF = "HS-2023-70021"
MADE = f"""
from datetime import date
from django.db import transaction
from law.enums import Category
from law.models import AwardType
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory
from units.models import User
UserFactory.reset_sequence(3200)  # another process made the first
who = dict((name, User.objects.get(username=name)) for name in ("canbo.gddt", "chuyenvien"))
with transaction.atomic():
    made = DossierFactory(
        ref="{REF}", appraising=True, persons=0, plan=None, category=Category.MERIT,
        merit_year=2023, unit=who["canbo.gddt"].unit,
        created_by=who["canbo.gddt"], officer=who["chuyenvien"],
    )
    NominationFactory(
        dossier=made, full_name="Thái Minh Châu", rating="good", hired_on=date(2015, 9, 5),
        award_type=AwardType.objects.get(code="LDTT"),
    )
"""
KEPT = f"""
from dossiers.models import Nomination
print(Nomination.objects.get(dossier__ref="{REF}").hired_on)
"""


def test_a_teacher_hired_in_april_is_tried_under_two_laws(town: Town, sit: Callable[..., Person]):
    town.shell(MADE)
    for device in (None, PHONE):
        officer = sit("chuyenvien", device) if device else sit("chuyenvien")
        page = officer.page
        officer.go(f"/ho-so/{REF}/")
        page.get_by_role("link", name="Thử đổi dữ kiện").first.click()
        service = page.locator('[data-provision="service"]')
        expect(service).to_contain_text("Công tác 12 tháng")

        page.get_by_role("textbox", name="Ngày vào làm việc").fill("15/04/2023")
        page.get_by_role("button", name="Xem kết luận").click()
        expect(service).to_contain_text("Công tác 8 tháng trong năm 2023")
        expect(service).to_contain_text("Nghị định 91/2017/NĐ-CP")
        expect(service).to_have_class(re.compile("finding--fail"))

        page.get_by_label("Năm thành tích").fill("2024")
        page.get_by_role("textbox", name="Ngày quyết định").fill("20/12/2024")
        page.get_by_role("textbox", name="Ngày vào làm việc").fill("15/04/2024")
        page.get_by_role("button", name="Xem kết luận").click()
        expect(service).to_contain_text("Thông tư 01/2024/TT-BNV")
        expect(service).to_have_class(re.compile("finding--pass"))

        page.get_by_role("link", name="Lấy lại dữ kiện thật").click()
        expect(service).to_contain_text("Công tác 12 tháng")
    assert "2015-09-05" in str(town.shell(KEPT))
