"""Virus scans with a way out when the scanner is stuck, and pages shown as pictures."""

import io
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image

from dossiers.papers import archive
from dossiers.rules import readiness as readiness_rules
from dossiers.rules.readiness import Draft
from dossiers.services import dossier as dossier_services
from nganam_awards.core import clock
from nganam_awards.core.files import antivirus, child, tasks as file_tasks
from nganam_awards.core.files.stored_file import Scan
from nganam_awards.documents import canvas, pictures, tasks as document_tasks
from tests.factories.clamd import EVIL, Clamd, ClamdFile
from tests.factories.dossiers import AttachmentFactory
from tests.factories.files import TINY_PDF


pytestmark = pytest.mark.django_db
NOBODY = "tcp://127.0.0.1:1"


@pytest.fixture
def draft(town):
    return town.draft(persons=1)


@pytest.fixture
def scanner(settings):
    with Clamd() as running:
        settings.CLAMD_URL = running.url
        yield running


def attach(town, draft, tiny_pdf, content=TINY_PDF, name="Danh sách.pdf"):
    return dossier_services.attach(
        draft, part="nominee_list", upload=tiny_pdf(name, content), by=town.clerk
    )


def draw(paper):
    document_tasks.draw(paper.file.name, paper.sha256, paper.content_type)


def scan(paper):
    file_tasks.scan("dossiers.Attachment", paper.pk)


def told(draft):
    return [one.text for one in readiness_rules.lacks(Draft(draft)) if "vi-rút" in one.text]


def test_without_a_scanner_nothing_waits(town, draft, tiny_pdf):
    assert attach(town, draft, tiny_pdf).scan == Scan.OFF
    assert file_tasks.due() == []
    assert told(draft) == []


def test_a_clean_file_waits_for_its_scan_and_no_longer(town, draft, tiny_pdf, scanner):
    paper = attach(town, draft, tiny_pdf)
    assert paper.scan == Scan.WAITING
    assert told(draft) == ["«Danh sách.pdf» đang được quét vi-rút. Chờ ít phút rồi tải lại trang."]
    assert paper in file_tasks.due()
    scan(paper)
    paper.refresh_from_db()
    assert paper.scan == Scan.CLEAN
    assert told(draft) == []
    assert paper not in file_tasks.due()


def test_an_infected_file_is_kept_shut(town, draft, tiny_pdf, scanner, client_of):
    paper = attach(town, draft, tiny_pdf, TINY_PDF + b"\n% " + EVIL)
    scan(paper)
    paper.refresh_from_db()
    assert (paper.scan, paper.virus) == (Scan.INFECTED, "Eicar-Test-Signature")
    assert told(draft) == ["«Danh sách.pdf» có vi-rút. Bỏ tệp này và tải lên một bản sạch."]
    client = client_of(town.clerk)
    args = [draft.ref, paper.pk]
    assert "Eicar-Test-Signature" in client.get(reverse("dossiers:attachment", args=args)).text
    answer = client.get(reverse("dossiers:download", args=args), follow=True)
    assert "có vi-rút nên không tải về được" in answer.text
    assert client.get(reverse("dossiers:picture", args=[*args, 1])).status_code == 404
    with archive.of(draft) as file:
        names = zipfile.ZipFile(io.BytesIO(file.read())).namelist()
    assert not any("Danh sách.pdf" in name for name in names)


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"\0"])
def test_a_silent_scanner_holds_nobody_up_for_long(town, draft, tiny_pdf, settings, answer):
    with Clamd(answer) as running:
        settings.CLAMD_URL = running.url if answer else NOBODY
        paper = attach(town, draft, tiny_pdf)
        scan(paper)
        paper.refresh_from_db()
        assert paper.scan == Scan.WAITING
        past = clock.machine_now() - file_tasks.PATIENCE - timedelta(seconds=1)
        type(paper).objects.update(scan_asked_at=past)
        scan(paper)
    paper.refresh_from_db()
    assert paper.scan == Scan.SILENT
    assert told(draft) == []
    assert paper not in file_tasks.due()
    type(paper).objects.update(scanned_at=clock.machine_now() - timedelta(hours=2))
    assert paper in file_tasks.due()


def test_a_scanner_that_woke_up_answers_for_files_that_went_on(town, draft, tiny_pdf, settings):
    settings.CLAMD_URL = NOBODY
    paper = attach(town, draft, tiny_pdf)
    type(paper).objects.update(scan=Scan.SILENT)
    with Clamd() as running:
        settings.CLAMD_URL = running.url
        scan(paper)
    paper.refresh_from_db()
    assert paper.scan == Scan.CLEAN
    scan(paper)  # delivered twice


def test_the_health_page_says_how_the_scanner_does(client, settings):
    assert client.get("/healthz").json()["antivirus"] == "off"
    settings.CLAMD_URL = NOBODY
    assert client.get("/healthz").json()["antivirus"] == "silent"
    with Clamd() as running:
        settings.CLAMD_URL = running.url
        assert client.get("/healthz").json()["antivirus"] == "ok"


def test_a_scanner_may_live_behind_a_file(settings):
    with tempfile.TemporaryDirectory() as folder:  # names of sockets are short
        path = Path(folder) / "clamd.ctl"
        settings.CLAMD_URL = f"unix://{path}"
        assert not antivirus.is_awake()
        with ClamdFile(path):
            assert antivirus.is_awake()
            assert antivirus.virus_in(io.BytesIO(TINY_PDF)) == ""
            assert antivirus.virus_in(io.BytesIO(EVIL)) == "Eicar-Test-Signature"


def test_a_paper_is_read_as_pictures(town, draft, tiny_pdf, client_of):
    paper = attach(town, draft, tiny_pdf)
    client = client_of(town.clerk)
    page = client.get(paper.get_absolute_url()).text
    address = reverse("dossiers:picture", args=[draft.ref, paper.pk, 1])
    assert address in page
    assert "Các trang đang được vẽ" in page
    assert client.get(address)["Content-Type"] == "image/svg+xml"
    draw(paper)
    assert "Các trang đang được vẽ" not in client.get(paper.get_absolute_url()).text
    answer = client.get(address)
    drawn = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert drawn.width <= canvas.WIDTH
    assert client.get(reverse("dossiers:picture", args=[draft.ref, paper.pk, 2])).status_code == 404
    assert client_of(town.stranger).get(address).status_code == 404


def test_a_photographed_paper_is_shown_no_larger_than_a_page(town, draft, tiny_pdf, client_of):
    photo = io.BytesIO()
    Image.new("RGB", (3000, 4000), "white").save(photo, "JPEG")
    paper = attach(town, draft, tiny_pdf, photo.getvalue(), "Ảnh.jpg")
    draw(paper)
    answer = client_of(town.clerk).get(reverse("dossiers:picture", args=[draft.ref, paper.pk, 1]))
    drawn = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert drawn.width == canvas.WIDTH


def test_pictures_go_with_the_last_copy_of_their_paper(
    town, draft, tiny_pdf, django_capture_on_commit_callbacks
):
    paper = attach(town, draft, tiny_pdf, TINY_PDF + b"\n% one")
    other = dossier_services.attach(
        draft, part="ballot", upload=tiny_pdf("x.pdf", TINY_PDF + b"\n% one"), by=town.clerk
    )
    draw(paper)
    for row, is_kept in ((paper, True), (other, False)):
        with django_capture_on_commit_callbacks(execute=True):
            dossier_services.detach(row, by=town.clerk)
        assert pictures.folder(paper.sha256).exists() is is_kept


def test_a_file_that_cannot_be_drawn_says_what_to_do(town, draft, client_of):
    paper = AttachmentFactory(
        dossier=draft, part="other", name="Bảng.xlsx", content_type="application/x", page_count=None
    )
    page = client_of(town.clerk).get(paper.get_absolute_url()).text
    assert "Không xem trước được loại tệp này" in page


# --- files that hold or break whoever opens them ------------------------------------------------


@pytest.fixture
def unopened(town, draft, tiny_pdf, monkeypatch):
    """A paper that the request could not wait for."""
    with monkeypatch.context() as hurry:
        hurry.setattr(child, "WAITED_FOR", child.Limits(0.0001, 256))
        return attach(town, draft, tiny_pdf)


def open_it(paper):
    file_tasks.open_stored("dossiers.Attachment", paper.pk)
    paper.refresh_from_db()


def test_a_file_that_takes_long_waits_for_a_worker_and_holds_the_dossier(
    town, draft, unopened, client_of
):
    assert unopened.scan == Scan.OPENING
    lacks = [one.text for one in readiness_rules.lacks(Draft(draft))]
    assert "«Danh sách.pdf» đang được kiểm tra. Chờ ít phút rồi tải lại trang." in lacks
    client = client_of(town.clerk)
    assert "đang được kiểm tra" in client.get(unopened.get_absolute_url()).text
    address = reverse("dossiers:download", args=[draft.ref, unopened.pk])
    assert "đang được kiểm tra" in client.get(address, follow=True).text
    open_it(unopened)
    assert (unopened.scan, unopened.page_count) == (Scan.OFF, 1)
    lacks = [one.text for one in readiness_rules.lacks(Draft(draft))]
    assert not any("Danh sách.pdf" in one for one in lacks)


def test_after_two_tries_nobody_opens_it_again(unopened, monkeypatch):
    monkeypatch.setattr(child, "IN_BACKGROUND", child.Limits(0.0001, 256))
    open_it(unopened)
    assert (unopened.scan, unopened.tries) == (Scan.OPENING, 1)
    open_it(unopened)
    assert unopened.scan == Scan.UNREADABLE
    assert "Không đọc được tệp này" in unopened.flaw
    open_it(unopened)
    assert unopened.tries == 2


def test_a_fault_the_worker_finds_in_a_file_is_told(unopened):
    Path(unopened.file.path).write_bytes(b"MZ a program")
    open_it(unopened)
    assert unopened.scan == Scan.UNREADABLE
    assert "là chương trình máy tính" in unopened.flaw


def test_pages_that_cannot_be_drawn_are_left_alone_after_two_tries(
    town, draft, tiny_pdf, client_of, monkeypatch
):
    poison = Path(__file__).parent.parent / "data/poison/poison-nested-forms.pdf"
    paper = attach(town, draft, tiny_pdf, poison.read_bytes())
    monkeypatch.setattr(child, "IN_BACKGROUND", child.Limits(0.5, 256))
    for state in (pictures.PictureState.WAITING, pictures.PictureState.GIVEN_UP):
        draw(paper)
        assert pictures.state_of(paper.sha256, 1) == state
    page = client_of(town.clerk).get(paper.get_absolute_url()).text
    assert "Không vẽ được trang của tệp này" in page
