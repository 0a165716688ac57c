"""Everybody sees his own account, keeps his address and says which letters he wants."""

import pytest
from django.db import IntegrityError, transaction

from nganam_awards.core import clock
from nganam_awards.notices.enums import MailKind
from nganam_awards.notices.models import MailChoice, OutgoingEmail
from nganam_awards.notices.outbox import Message, post
from tests.factories.units import UnitFactory, UserFactory


PAGE = "/ho-so-cua-toi/"


@pytest.fixture
def clerk(db):
    """A ward's clerk with an address."""
    return UserFactory(clerk=True, unit=UnitFactory(), email="cu@phuong1.test")


@pytest.fixture
def signed_in(client, clerk):
    """In the portal."""
    client.force_login(clerk)
    return client


def letters(kind: MailKind, person) -> int:
    """How many letters a message of this kind is to the person."""
    return post([Message(person, "Lời", "/", "Tiêu đề", kind)], f"test:{kind}", clock.now())


def test_the_page_offers_what_concerns_the_office(signed_in, clerk):
    page = signed_in.get(PAGE).content.decode()
    assert "cu@phuong1.test" in page
    assert "Hạn gửi kế hoạch" in page
    assert "ồ sơ chờ tiếp nhận" not in page  # a matter of Phòng Nội vụ
    assert "Luôn được gửi" in page


def test_a_new_address_is_kept_and_both_addresses_hear_of_it(signed_in, clerk):
    data = {"email": "moi@phuong1.test", "steps": ["step", "talk", "by_hand"]}
    answer = signed_in.post(PAGE, data, follow=True)
    assert "Đã lưu" in answer.content.decode()
    clerk.refresh_from_db()
    assert clerk.email == "moi@phuong1.test"
    told = dict(OutgoingEmail.objects.values_list("to", "body"))
    assert set(told) == {"cu@phuong1.test", "moi@phuong1.test"}
    assert not any(clerk.full_name in body or clerk.username in body for body in told.values())


def test_a_wrong_address_comes_back_with_all_that_was_typed(signed_in, clerk):
    answer = signed_in.post(PAGE, {"email": "ten@", "steps": ["talk"], "digest": "on"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="ten@"' in page
    clerk.refresh_from_db()
    assert clerk.email == "cu@phuong1.test"
    assert not MailChoice.objects.exists()


def test_what_was_switched_off_stays_away_and_what_is_required_comes(signed_in, clerk):
    signed_in.post(PAGE, {"email": clerk.email, "steps": ["step"], "reminders": ["plan"]})
    assert letters(MailKind.TALK, clerk) == 0
    assert letters(MailKind.UNIT, clerk) == 0
    assert letters(MailKind.PLAN, clerk) == 1
    assert letters(MailKind.RESULT, clerk) == 1
    assert letters(MailKind.SUPPLEMENT, clerk) == 1
    assert letters(MailKind.RECEIVE, clerk) == 1  # never offered, so never refused


def test_required_letters_cannot_be_switched_off_in_the_database_either(clerk):
    with pytest.raises(IntegrityError), transaction.atomic():
        MailChoice.objects.create(user=clerk, unwanted=[MailKind.RESULT])


def test_a_forged_kind_is_refused(signed_in, clerk):
    answer = signed_in.post(PAGE, {"email": clerk.email, "steps": ["result"]})
    assert answer.status_code == 422


def test_reminders_are_in_the_digest_of_whoever_has_it(signed_in, clerk):
    signed_in.post(
        PAGE, {"email": clerk.email, "steps": ["by_hand"], "reminders": ["plan"], "digest": "on"}
    )
    assert letters(MailKind.PLAN, clerk) == 0
    assert letters(MailKind.BY_HAND, clerk) == 1
