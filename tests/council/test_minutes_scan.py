"""The signed minutes: brought after the session, replaced with a word in the log, read by few."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from council.models import SignedMinutes
from council.transitions import session as session_transitions
from frontdesk.demonstration.desk import FILES
from tests.factories.council import CaseFactory, SessionFactory, the_council
from tests.factories.units import UserFactory
from units.models import AdminAct


pytestmark = pytest.mark.django_db
SCAN = (FILES / "bien-ban-hop-xet.pdf").read_bytes()
OTHER = (FILES / "to-trinh.pdf").read_bytes()


def pdf(content=SCAN, name="bien-ban-da-ky.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


@pytest.fixture
def obj():
    council = the_council(11)
    case = CaseFactory(closed=True)
    return session_transitions.finish(case.session, by=council.secretary)


def page_of(obj, name="signed_minutes"):
    return reverse(f"council:{name}", args=[obj.pk])


def test_the_secretary_brings_it_and_members_read_it(obj, client_of):
    council = the_council()
    answer = client_of(council.secretary).post(page_of(obj), {"upload": pdf()})
    assert answer.status_code == 302
    kept = SignedMinutes.objects.get()
    assert (kept.session, kept.uploaded_by) == (obj, council.secretary)
    member = client_of(council.members[0])
    assert kept.name in member.get(page_of(obj)).text
    file = member.get(page_of(obj, "signed_minutes_file"))
    assert b"".join(file.streaming_content) == SCAN


def test_a_later_copy_takes_its_place_and_the_log_keeps_what_stood_there(obj, client_of):
    client = client_of(the_council().secretary)
    client.post(page_of(obj), {"upload": pdf()})
    first = SignedMinutes.objects.get()
    client.post(page_of(obj), {"upload": pdf(OTHER, "ban-ro-hon.pdf")})
    assert SignedMinutes.objects.get().name == "ban-ro-hon.pdf"
    act = AdminAct.objects.get(what="Thay biên bản đã ký của Hội đồng")
    assert first.sha256 in act.target
    assert first.name in act.target
    client.post(page_of(obj), {"upload": pdf(OTHER, "ban-ro-hon.pdf")})
    assert "không có gì thay đổi" in client.get(page_of(obj)).text


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (None, "Chọn tệp biên bản đã ký"),
        (pdf(b"", "trong.pdf"), "trong.pdf"),
        (pdf(b"khong phai pdf", "gia.pdf"), "gia.pdf"),
    ],
)
def test_what_is_no_scan_is_told_beside_the_field(upload, words, obj, client_of):
    data = {"upload": upload} if upload else {}
    answer = client_of(the_council().secretary).post(page_of(obj), data)
    assert answer.status_code == 422
    assert words in answer.text
    assert not SignedMinutes.objects.exists()


def test_nothing_is_brought_before_the_session_is_over(client_of):
    council = the_council(11)
    session = SessionFactory(under_way=True, cases=[CaseFactory()])
    client = client_of(council.secretary)
    assert client.get(page_of(session)).status_code == 404
    assert client.post(page_of(session), {"upload": pdf()}).status_code == 404
    assert not SignedMinutes.objects.exists()


def test_a_member_reads_what_is_there_and_brings_nothing(obj, client_of):
    member = client_of(the_council().members[0])
    assert member.get(page_of(obj)).status_code == 404
    client_of(the_council().secretary).post(page_of(obj), {"upload": pdf()})
    assert "Lưu bản đã ký" not in member.get(page_of(obj)).text
    assert member.post(page_of(obj), {"upload": pdf(OTHER)}).status_code == 403


@pytest.mark.parametrize("trait", ["clerk", "officer", "administrator"])
def test_a_stranger_finds_nothing(trait, obj, client_of):
    client_of(the_council().secretary).post(page_of(obj), {"upload": pdf()})
    client = client_of(UserFactory(**{trait: True}))
    for name in ("signed_minutes", "signed_minutes_file"):
        assert client.get(page_of(obj, name)).status_code == 404
