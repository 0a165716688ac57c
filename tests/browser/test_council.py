"""The Council decides with three browsers before it, one of them a phone: from the invitation to
the minutes, and on to the Chairman's page of the decision that stands on its vote."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import PHONE, Person, Town, complaints
from tests.browser.plans import FILES, stands
from tests.browser.test_chairman_phone import assert_fits


TITLE = "Chiến sĩ thi đua cơ sở"
FIRST, SECOND = "Trương Vĩnh Nghĩa", "Trương Vĩnh Hảo"
SHARE = "11/12 = 91,6 %"
# Two people of a finished dossier whose award the Council is asked about.
MADE = f"""
from django.db import transaction
from dossiers.models import Nomination
from law.enums import Category
from law.models import AwardType
from nganam_awards.core import clock
from tests.factories.decisions import answered
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory
from units.models import User
UserFactory.reset_sequence(3000)  # another process made the first
who = dict((name, User.objects.get(username=name)) for name in ("canbo.phuong1", "chuyenvien2"))
with transaction.atomic():
    made = DossierFactory(
        ref="HS-2023-70019", appraised=True, persons=0, plan=None, category=Category.MERIT,
        merit_year=clock.today().year, unit=who["canbo.phuong1"].unit,
        created_by=who["canbo.phuong1"], officer=who["chuyenvien2"],
    )
    for name in ("{FIRST}", "{SECOND}"):
        NominationFactory(
            dossier=made, full_name=name, recommended=True,
            award_type=AwardType.objects.get(code="CSTDCS"),
        )
    answered(list(made.nominations.all()), by=who["chuyenvien2"])
"""
# Everybody who has no browser here agrees to both.
REST_VOTES = """
from council.models import CouncilCase
from council.queries.count import Roll, voted_in
from council.services import ballot
case = CouncilCase.objects.get(pk={pk})
done = voted_in(case)
for voter in case.voters.select_related("member__person"):
    person = voter.member.person
    if person.pk not in done:
        ballot.cast(case, {{n.pk: "agree" for n in Roll(case).lines_of(person.pk)}}, by=person)
"""


def test_a_session_from_the_invitation_to_the_chairmans_page(
    town: Town, sit: Callable[..., Person], tmp_path: Path
):
    town.shell(MADE)
    secretary, chair = sit("chuyenvien"), sit("chutich")
    session = invite(secretary)
    phone, member = sit("hoidong2", PHONE), sit("hoidong3")
    for person in (phone, member):
        expect(person.go(session).get_by_text(re.compile(r"Giấy mời số \d\d/GM"))).to_be_visible()
    begin(secretary, session)

    chair.go(session)
    chair.confirm("Mở bỏ phiếu")
    expect(chair.page.get_by_text("Đã mở bỏ phiếu.")).to_be_visible()
    vote(phone, session)
    vote(chair, session)
    vote(member, session, against=FIRST)
    link = chair.go(session).get_by_role("link", name=TITLE).first.get_attribute("href")
    town.shell(REST_VOTES.format(pk=link.strip("/").rpartition("/")[2]))
    chair.go(session)
    chair.confirm("Đóng bỏ phiếu")
    expect(chair.page.get_by_text("Đã đóng bỏ phiếu, có kết quả.")).to_be_visible()
    expect(chair.page.get_by_text(re.compile(r"91,6\s?%")).first).to_be_visible()

    text = minutes(secretary, session, tmp_path)
    assert SHARE in text
    assert "12/12 = 100 %" in text
    assert "thông qua 02 cá nhân" in text
    sign_minutes(secretary, session)
    expect(
        phone.go(f"{session}bien-ban-da-ky/").get_by_role("link", name="da-ky.pdf")
    ).to_be_visible()
    assert_fits(phone.page)
    assert complaints(phone.page) == []
    page = before_the_chairman(secretary, sit("truongphong"), chair)
    line = page.locator("li", has_text=FIRST)
    expect(line).to_contain_text(re.compile(r"11/12 phiếu \(91,6\s?%\)"))


def invite(secretary: Person) -> str:
    """Lines become a case, the case comes on an agenda, members are invited; the session's path."""
    page = secretary.go("/hoi-dong/")
    page.get_by_role("button", name=re.compile("Lập vụ việc")).click()
    secretary.go("/hoi-dong/phien/moi/")
    page.fill("[name=held_on]", "2023-11-20")
    page.fill("[name=starts_at]", "16:00")
    page.fill("[name=place]", "Phòng họp số 2, Ủy ban nhân dân thị xã")
    page.get_by_role("button", name="Lập phiên họp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chương trình họp")
    session = page.url.removeprefix(secretary.town.address).removesuffix("chuong-trinh/")
    page.get_by_label(re.compile(TITLE)).check()
    page.get_by_role("button", name="Đưa vào phiên").click()
    secretary.go(session)
    secretary.confirm("Gửi giấy mời")
    expect(page.get_by_text("Đã gửi giấy mời họp.")).to_be_visible()
    return session


def begin(secretary: Person, session: str) -> None:
    """Everybody came."""
    page = secretary.go(f"{session}diem-danh/")
    page.get_by_label("Những người chưa chọn ở trên: có mặt").check()
    page.get_by_role("button", name="Ghi điểm danh").click()
    expect(page.get_by_text("12/12")).to_be_visible()
    secretary.confirm("Bắt đầu họp")
    stands(page, "Đang họp")


def vote(person: Person, session: str, against: str = "") -> None:
    """One ballot from the page of the session; whole on whatever screen it stands."""
    page = person.go(session)
    page.get_by_role("link", name="Bỏ phiếu", exact=True).first.click()
    expect(page.locator("form[data-ballot]")).to_be_visible()  # not the page left behind
    assert_fits(page)
    assert complaints(page) == []
    for name in (FIRST, SECOND):
        line = page.locator(".ballot__line", has_text=name)
        line.get_by_text("Không đồng ý" if name == against else "Đồng ý", exact=True).click()
    page.get_by_role("button", name="Bỏ phiếu", exact=True).click()
    expect(page.get_by_text("Đã bỏ phiếu. Cổng ghi là anh/chị đã bỏ phiếu").first).to_be_visible()


def minutes(secretary: Person, session: str, folder: Path) -> str:
    """The session ends; its minutes as they are printed."""
    page = secretary.go(session)
    secretary.confirm("Kết thúc phiên họp")
    stands(page, "Đã họp xong")
    page.get_by_role("link", name=re.compile(r"Biên bản họp số \d\d")).click()
    link = page.locator("a[download][href$='/tai/']").first
    expect(link).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        link.click()
    path = folder / "bien-ban.pdf"
    download.value.save_as(path)
    return " ".join("\n".join(p.extract_text() for p in PdfReader(path).pages).split())


def sign_minutes(secretary: Person, session: str) -> None:
    """The signed copy comes back as a scan."""
    page = secretary.go(f"{session}bien-ban-da-ky/")
    content = (FILES / "bien-ban-hop-xet.pdf").read_bytes()
    scan = {"name": "da-ky.pdf", "mimeType": "application/pdf", "buffer": content}
    page.locator("[type=file]").set_input_files(scan)
    page.get_by_role("button", name="Lưu bản đã ký").click()
    expect(page.get_by_text("Đã lưu biên bản đã ký")).to_be_visible()


def before_the_chairman(officer: Person, chief: Person, chair: Person) -> Page:
    """Composed from what passed, submitted, open on his page."""
    page = officer.go("/quyet-dinh/soan/")
    group = page.locator("tr", has_text=TITLE)  # what other journeys left waits beside it
    if group.count():
        group.first.get_by_role("link").click()
        expect(page.locator("tr", has_text=TITLE).get_by_text("Đang chọn")).to_be_visible()
    page.get_by_role("button", name="Lập dự thảo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("cá nhân")
    path = page.url.removeprefix(officer.town.address)
    page = chief.go(f"{path}trinh/")
    page.fill("[name=letter_number]", "131/TTr-PNV")
    page.fill("[name=letter_on]", "2023-11-20")
    page.get_by_role("button", name="Trình Chủ tịch").click()
    stands(page, "Đang trình Chủ tịch")
    return chair.go(f"{path}ky/")
