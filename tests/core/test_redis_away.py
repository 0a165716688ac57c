"""Redis away for a moment: people go on with their work, and what must count refuses."""

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client

from nganam_awards.core.cache import PatientRedisCache
from nganam_awards.core.refusals import Refused
from tests.factories.units import PASSWORD, UserFactory
from units import step_up


pytestmark = pytest.mark.django_db


@pytest.fixture
def redis_away():
    """The address of the cache answers no more."""
    away = PatientRedisCache("redis://127.0.0.1:1/0", settings.CACHES["default"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(caches["default"], "_cache", away._cache)
        yield


def test_pages_are_read_and_people_sign_in(redis_away):
    UserFactory(username="canbo.xa", clerk=True)
    browser = Client()
    answer = browser.post("/dang-nhap/", {"username": "canbo.xa", "password": PASSWORD})
    assert answer.status_code == 302
    assert browser.get("/").status_code == 200
    assert browser.post("/thong-bao/doc-het/").status_code == 302


def test_health_says_so(redis_away):
    answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["redis"] == "down"
    assert answer.json()["database"] == "ok"


def test_nothing_is_signed_while_tries_cannot_be_counted(redis_away):
    with pytest.raises(Refused, match="chưa được ký"):
        step_up.confirm(UserFactory(), PASSWORD)
