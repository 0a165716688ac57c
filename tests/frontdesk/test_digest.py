"""At half past seven whoever wants it reads how much waits; once a morning, nobody's name in it."""

from datetime import datetime, timedelta

import pytest

from frontdesk.tasks import write_digests
from nganam_awards.core import clock
from nganam_awards.notices.models import MailChoice, OutgoingEmail
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory


def run_at(day: int, hour: int, minute: int = 0) -> int:
    """The beat at this moment of November 2023; how many letters there are now."""
    clock.move_to(datetime(2023, 11, day, hour, minute, tzinfo=clock.OFFICE_ZONE))
    write_digests()
    return OutgoingEmail.objects.count()


@pytest.fixture
def officer(db):
    """Has wanted the digest since Friday, with two dossiers to receive."""
    person = UserFactory(officer=True, email="ca@pnv.test", full_name="Nguyễn Hoàng Ân")
    MailChoice.objects.create(user=person, digest_since=clock.now() - timedelta(days=3))
    for _ in range(2):
        DossierFactory(state="filed", title="Khen ông Dương Chí Sang")
    return person


def test_one_letter_a_morning_with_counts_and_ways(officer, settings):
    settings.PORTAL_ADDRESS = "https://thidua.example.vn"
    assert run_at(20, 7, 29) == 0
    assert run_at(20, 7, 30) == 1
    assert run_at(20, 7, 31) == 1
    letter = OutgoingEmail.objects.get()
    assert letter.subject == "Việc sáng 20/11/2023: 2 việc đang chờ anh/chị"
    assert "- Tiếp nhận: 2 hồ sơ" in letter.body
    assert "https://thidua.example.vn/tham-dinh/" in letter.body
    assert "https://thidua.example.vn/ho-so-cua-toi/" in letter.body
    assert not any(name in letter.body for name in ("Sang", "Ân", "HS-2023"))
    assert run_at(21, 7, 45) == 2


@pytest.mark.parametrize(
    ("day", "hour", "why"),
    [(25, 8, "Saturday"), (20, 12, "too late to be a morning's letter")],
)
def test_no_letter_outside_the_mornings_of_working_days(officer, day, hour, why):
    assert run_at(day, hour) == 0, why


def test_whoever_has_nothing_to_do_gets_none_and_a_new_wish_begins_tomorrow(officer):
    idle = UserFactory(clerk=True, email="ranh@p1.test")
    MailChoice.objects.create(user=idle, digest_since=clock.now() - timedelta(days=1))
    MailChoice.objects.filter(user=officer).update(
        digest_since=datetime(2023, 11, 20, 7, 40, tzinfo=clock.OFFICE_ZONE)
    )
    assert run_at(20, 8) == 0
    assert run_at(21, 8) == 1
