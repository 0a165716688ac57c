"""Views of queues that a person keeps under a name of their own."""

import pytest
from django.urls import reverse

from dossiers.models import QueueView
from dossiers.services.queue_view import VIEWS_AT_MOST


pytestmark = pytest.mark.django_db
QUEUE = reverse("dossiers:queue", args=["cho-tiep-nhan"])
SAVE = f"{QUEUE}luu/"
MERIT = "?category=merit"


def save(client, name, narrowed=MERIT, follow=True):
    return client.post(f"{SAVE}{narrowed}", {"name": name}, follow=follow)


def test_a_view_is_kept_opened_and_thrown_away(town, client_of):
    client = client_of(town.officer)
    page = save(client, "  Thường   xuyên ", "?page=3&category=merit&unit=&hang=x")
    assert "Đã lưu cách xem «Thường xuyên»." in page.text
    [view] = QueueView.objects.visible_to(town.officer)
    assert view.get_absolute_url() == f"{QUEUE}{MERIT}"
    assert page.context["view"] == view
    assert client.get(QUEUE).context["view"] is None
    assert "Thường xuyên" not in client_of(town.officer2).get(QUEUE).text
    delete = reverse("dossiers:queue_view_delete", args=[view.pk])
    assert client_of(town.officer2).post(delete).status_code == 404
    page = client.post(delete, follow=True)
    assert "Đã xóa cách xem «Thường xuyên»." in page.text
    assert client.post(delete).status_code == 404


def test_two_presses_keep_one_view(town, client_of):
    client = client_of(town.officer)
    save(client, "Thường xuyên")
    assert "Cách xem «Thường xuyên» đã được lưu." in save(client, "Thường xuyên").text
    assert QueueView.objects.count() == 1
    save(client_of(town.officer2), "Thường xuyên")  # everybody has names of their own
    assert QueueView.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "narrowed", "words"),
    [
        ("", "", "Ghi tên cách xem."),
        (" \u200b ", "", "Ghi tên cách xem."),
        ("thường xuyên", "?category=forward", "Anh/chị đã có cách xem khác tên «thường xuyên»."),
        ("Tên khác", MERIT, "Cách xem này đã lưu với tên «Thường xuyên»."),
        ("a" * 41, "", "40"),
        ("???", "", "Ghi tên cách xem bằng chữ"),
    ],
)
def test_a_name_that_cannot_stand_is_asked_again(name, narrowed, words, town, client_of):
    client = client_of(town.officer)
    save(client, "Thường xuyên")
    page = save(client, name, narrowed)
    assert page.status_code == 422
    assert words in page.text
    assert page.context["view_form"]["name"].value() == name
    assert page.context["here"].slug == "cho-tiep-nhan"
    assert QueueView.objects.count() == 1


def test_a_person_keeps_so_many_and_no_more(town, client_of):
    QueueView.objects.bulk_create(
        QueueView(owner=town.officer, name=f"Số {n}", queue="qua-han", narrowing=f"unit={n}")
        for n in range(VIEWS_AT_MOST)
    )
    page = save(client_of(town.officer), "Một cách nữa")
    assert page.status_code == 422
    assert "nhiều nhất 12 cách xem" in page.text
