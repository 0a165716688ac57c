"""A disk that fills up: large things are refused in words, then everything that writes."""

import errno

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from nganam_awards.core import disk, health, views
from nganam_awards.core.disk import MIB, FreeSpace
from nganam_awards.core.files import acceptance
from nganam_awards.core.refusals import Refused
from nganam_awards.documents import services as documents
from nganam_awards.launcher.trouble import Trouble
from tests.factories.files import TINY_PDF
from tests.factories.units import UserFactory


GIB = 1024 * MIB
WORDS = "Máy chủ sắp hết chỗ lưu"


@pytest.fixture
def free(monkeypatch):
    """Say how many MB of 100 GB are free."""

    def say(megabytes):
        monkeypatch.setattr(disk, "room", lambda folder=None: FreeSpace(megabytes * MIB, 100 * GIB))

    return say


@pytest.mark.parametrize(
    ("free", "total", "is_short", "is_below"),
    [
        (50 * GIB, 100 * GIB, False, False),
        (9 * GIB, 100 * GIB, True, False),
        (2 * GIB, 100 * GIB, True, False),
        (2 * GIB - 1, 100 * GIB, True, True),  # 2 % are more than 256 MB
        (300 * MIB, 1 * GIB, False, False),
        (255 * MIB, 1 * GIB, True, True),  # 256 MB are more than 2 %
    ],
)
def test_the_floor_is_so_many_mb_or_so_many_per_cent(free, total, is_short, is_below):
    room = FreeSpace(free, total)
    assert (room.is_short, room.is_below_floor) == (is_short, is_below)


def test_an_upload_is_refused_in_words_and_taken_when_there_is_room(free):
    upload = SimpleUploadedFile("a.pdf", TINY_PDF)
    free(1000)
    with pytest.raises(Refused, match=WORDS):
        acceptance.accept(upload)
    free(50_000)
    assert acceptance.accept(upload).name == "a.pdf"


def test_a_backup_is_refused_in_words(free, tmp_path):
    free(1000)
    with pytest.raises(Trouble, match="1000 MB are free, 2048 MB must stay so"):
        disk.check_room(tmp_path)


def test_a_draft_is_refused_in_words(free, db):
    free(1000)
    with pytest.raises(Refused, match=WORDS):
        documents.order("any", title="", context={}, is_draft=True)


def test_with_hardly_any_room_nothing_is_taken_in_and_everything_read(free, client_of, db):
    clerk = client_of(UserFactory(clerk=True))
    free(400)
    answer = clerk.post("/thong-bao/doc-het/")
    assert answer.status_code == 507
    assert "Máy chủ hết chỗ lưu" in answer.text
    assert clerk.get("/").status_code == 200
    free(600)
    assert clerk.post("/thong-bao/doc-het/").status_code == 302


@pytest.fixture
def broken(monkeypatch):
    """The answer of a page that fails as it is told."""

    def fail_with(failure):
        monkeypatch.setattr(views.health, "signs", lambda **_: failure())
        return Client(raise_request_exception=False).get("/healthz")

    return fail_with


def full_file():
    raise OSError(errno.ENOSPC, "No space left on device")


def full_database():
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE SQLSTATE '53100'; END $$")


def database_that_leaves():
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE SQLSTATE '57P01'; END $$")


def bug():
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("failure", "status", "words"),
    [
        (full_file, 507, "Máy chủ hết chỗ lưu"),
        (full_database, 507, "Máy chủ hết chỗ lưu"),
        (database_that_leaves, 503, "đang khởi động lại"),
        (bug, 500, "Hệ thống gặp sự cố"),
    ],
)
def test_a_full_disk_and_a_part_away_have_a_page_with_words(broken, failure, status, words, db):
    answer = broken(failure)
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_health_warns_below_ten_per_cent(free, client, client_of, db):
    desk = client_of(UserFactory(administrator=True))
    free(50_000)
    assert client.get("/healthz").json()["disk"] == "ok: 48 % free"
    assert "còn trống 48 %" in desk.get("/").text
    free(9_000)
    assert client.get("/healthz").json()["disk"] == "low: 8 % free"
    assert "hãy dọn bớt hoặc thêm đĩa" in desk.get("/").text
    free(1_000)
    assert client.get("/healthz").json()["disk"] == "full: 0 % free"
    assert "đang từ chối nhận tệp" in desk.get("/").text
    assert "Đĩa của máy chủ" not in client_of(UserFactory(clerk=True)).get("/").text


def test_health_names_the_settings_of_postgresql_that_are_missing(client, client_of, db):
    desk = client_of(UserFactory(administrator=True))
    assert client.get("/healthz").json()["postgres_settings"] == "ok"
    assert "đúng như cổng cần" in desk.get("/").text
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL random_page_cost = 4")
        cursor.execute("SET LOCAL work_mem = '4MB'")
    told = client.get("/healthz").json()["postgres_settings"]
    assert told == "missing: random_page_cost = 1.1, work_mem = 16MB"
    assert "hãy đặt random_page_cost = 1.1, work_mem = 16MB" in desk.get("/").text


def test_words_of_an_age():
    assert [health.spoken(age) for age in map(health.timedelta, (0, 0.2, 3))] == [
        "0 phút",
        "4 giờ",
        "3 ngày",
    ]
