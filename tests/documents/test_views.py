"""A paper on screen: seen by its readers, absent for everybody else."""

import hashlib
import re
from urllib.parse import quote

import pytest
from django.urls import reverse
from PIL import Image

from nganam_awards.core.models import Reading
from nganam_awards.documents import pictures
from nganam_awards.documents.enums import DocumentState
from nganam_awards.documents.models import Document
from nganam_awards.documents.tasks import _take, draw, render
from tests.documents import samples
from tests.documents.test_tasks import BROKEN
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db

VIEWS = ["detail", "progress", "download", "page", "retry"]


def address(name, document):
    args = [document.code, 1] if name == "page" else [document.code]
    return reverse(f"documents:{name}", args=args)


@pytest.fixture
def reader():
    return UserFactory()


@pytest.fixture
def visitor(client_of, reader):
    return client_of(reader)


def content_of(response):
    """A streamed answer, read to its end."""
    return b"".join(response.streaming_content)


def body(response):
    return response.content.decode()


@pytest.mark.parametrize("name", VIEWS)
def test_a_stranger_finds_nothing(ready, client_of, client, reader, name):
    document = ready(readers=[reader.username])
    send = "post" if name == "retry" else "get"

    stranger = getattr(client_of(UserFactory()), send)(address(name, document))
    nobody = getattr(client, send)(address(name, document))

    assert stranger.status_code == 404
    assert nobody.status_code == 302
    assert nobody["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("name", VIEWS)
def test_a_paper_of_a_kind_nobody_answers_for_stays_shut(ordered, visitor, name):
    document = ordered(kind=BROKEN.key)
    send = "post" if name == "retry" else "get"

    assert getattr(visitor, send)(address(name, document)).status_code == 404


def test_a_waiting_paper_shows_its_progress_and_asks_again(ordered, visitor, reader):
    document = ordered(readers=[reader.username])
    Document.objects.filter(pk=document.pk).update(progress=0)
    waiting = body(visitor.get(document.get_absolute_url()))
    _take(document.pk)
    Document.objects.filter(pk=document.pk).update(progress=40, at_page=12)
    working = body(visitor.get(address("progress", document)))

    assert "đang chờ đến lượt" in waiting
    assert "Tải tệp PDF" not in waiting
    for page in (waiting, working):
        assert f'hx-get="{address("progress", document)}"' in page
        assert 'hx-trigger="every 2s"' in page
    assert re.search(r'<progress value="40" max="100"', working)
    assert "Đang dàn trang 12…" in working


@pytest.mark.parametrize(
    ("progress", "at_page", "words"),
    [
        (15, 0, "Đang kết xuất văn bản…"),
        (75, 310, "Đang dàn trang 310…"),
        (76, 0, "Đang ghi tệp PDF…"),
        (80, 0, "Đang kết xuất văn bản…"),
        (81, 7, "Đang vẽ trang 7…"),
    ],
)
def test_who_waits_reads_what_is_done_and_at_which_page(progress, at_page, words):
    assert Document(progress=progress, at_page=at_page).at_work == words


def test_the_last_answer_brings_pages_facts_and_the_button(ready, visitor, reader):
    document = ready(readers=[reader.username])

    page = body(visitor.get(address("progress", document)))

    assert "hx-trigger" not in page
    assert page.count('hx-swap-oob="true"') == 2
    assert address("download", document) in page
    assert document.sha256 in page


def test_a_ready_paper_shows_its_pages(ready, visitor, reader):
    document = ready(readers=[reader.username])

    response = visitor.get(document.get_absolute_url())
    page = body(response)

    assert response.status_code == 200
    assert address("page", document) in page
    assert 'loading="lazy"' in page
    assert 'width="1240"' in page  # its place is kept before the picture is there
    assert "Đang mở trang 1…" in page
    assert "data-waits" not in page
    assert "Số 412/QĐ-UBND ngày 15/12/2023" in page
    assert document.sha256 in page
    assert document.code in page
    assert f'href="/quyet-dinh/{document.pk}/"' in page
    assert "hx-get" not in page.partition("<main")[2]


def test_a_draft_is_called_a_draft(ready, visitor, reader):
    document = ready(readers=[reader.username], is_draft=True)

    page = body(visitor.get(document.get_absolute_url()))

    assert "Bản dự thảo" in page
    assert "Mã tra cứu" not in page


def test_the_download_is_the_file_on_record(ready, visitor, reader):
    document = ready(readers=[reader.username])

    response = visitor.get(address("download", document))
    content = content_of(response)

    assert hashlib.sha256(content).hexdigest() == document.sha256
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''" + quote("QĐ-412-UBND-2023.pdf")
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]


def test_a_draft_downloads_under_its_code(ready, visitor, reader):
    document = ready(readers=[reader.username], is_draft=True)

    response = visitor.get(address("download", document))

    assert response["Content-Disposition"] == (
        f'attachment; filename="du-thao-{document.code}.pdf"'
    )
    content_of(response)


def test_page_pictures_are_pictures_of_its_pages_only(ready, visitor, reader):
    document = ready(readers=[reader.username])

    response = visitor.get(address("page", document))
    picture = content_of(response)

    assert response["Content-Type"] == "image/png"
    assert picture.startswith(b"\x89PNG")
    for number in (0, document.page_count + 1):
        away = reverse("documents:page", args=[document.code, number])
        assert visitor.get(away).status_code == 404


def test_a_lost_picture_is_drawn_again(ready, visitor, reader):
    document = ready(readers=[reader.username])
    (pictures.folder(document.sha256) / "1.png").unlink()

    page = body(visitor.get(document.get_absolute_url()))
    assert "data-waits" in page  # the page asks for it until it is there
    assert "Đang vẽ trang 1…" in page
    assert visitor.get(address("page", document))["Content-Type"] == "image/svg+xml"
    draw(document.file.name, document.sha256, "application/pdf")

    response = visitor.get(address("page", document))

    assert content_of(response).startswith(b"\x89PNG")


def test_a_page_across_the_sheet_keeps_its_own_place(ready, visitor, reader):
    document = ready(readers=[reader.username])
    Image.new("1", (1754, 1240)).save(pictures.folder(document.sha256) / "1.png")

    page = body(visitor.get(document.get_absolute_url()))

    assert re.search(r'width="1754"\s+height="1240"', page)


def test_pictures_are_opened_for_their_sizes_once(ready, visitor, reader, monkeypatch):
    document = ready(readers=[reader.username])
    folder, read = pictures.folder(document.sha256), []
    size_of = pictures._page
    monkeypatch.setattr(pictures, "_page", lambda *page: read.append(page) or size_of(*page))

    first, second = (pictures.pages_of(document.sha256, 1) for _ in range(2))
    assert first == second
    assert len(read) == 1

    (folder / "1.png").unlink()  # and what is gone is seen to be gone
    assert not pictures.pages_of(document.sha256, 1)[0].is_drawn
    assert not pictures.pages_of(document.sha256, 1)[0].is_drawn
    assert len(read) == 3


@pytest.mark.parametrize("name", ["download", "page"])
def test_a_paper_without_a_file_has_nothing_to_download(ordered, visitor, reader, name):
    document = ordered(readers=[reader.username])

    assert visitor.get(address(name, document)).status_code == 404


def test_views_and_downloads_are_recorded(ready, visitor, reader):
    document = ready(readers=[reader.username])

    visitor.get(document.get_absolute_url())
    visitor.get(address("progress", document))
    content_of(visitor.get(address("download", document)))

    readings = Reading.objects.of(document).order_by("pk")
    assert list(readings.values_list("user", "how")) == [
        (reader.pk, Reading.How.VIEW),
        (reader.pk, Reading.How.DOWNLOAD),
    ]


@pytest.fixture
def failed(ordered, reader):
    """A paper whose words have a hole."""
    document = ordered(readers=[reader.username], articles=[{"points": []}])
    render(document.pk)
    document.refresh_from_db()
    assert document.state == DocumentState.FAILED
    return document


def test_a_failure_says_what_to_do(failed, visitor):
    page = body(visitor.get(failed.get_absolute_url()))

    assert "Chưa kết xuất được tệp PDF" in page
    assert "sẽ tự thử lại, còn 4 lần" in page
    assert "MissingWords" not in page
    assert address("retry", failed) in page


def test_the_button_puts_it_back_into_the_queue_once(failed, visitor):
    first = visitor.post(address("retry", failed), follow=True)
    second = visitor.post(address("retry", failed), follow=True)

    failed.refresh_from_db()
    assert failed.state == DocumentState.QUEUED
    assert "Đã đưa văn bản vào hàng chờ kết xuất." in body(first)
    assert "không cần kết xuất lại" in body(second)


def test_retry_is_no_get(failed, visitor):
    assert visitor.get(address("retry", failed)).status_code == 405


@pytest.mark.parametrize("lists", [0, 2])
def test_a_page_costs_the_same_however_long_the_paper(
    ready, visitor, reader, django_assert_num_queries, lists
):
    document = ready(readers=[reader.username], annexes=[samples.annex()] * lists)
    assert document.page_count == 1 + lists
    visitor.get(address("progress", document))

    with django_assert_num_queries(2):  # who asks, which paper
        visitor.get(address("progress", document))
