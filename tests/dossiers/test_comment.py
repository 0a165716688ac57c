"""Internal comments: written by the desk of Phòng Nội vụ, never read by the unit."""

import pytest
from django.urls import reverse

from dossiers.models import InternalComment


pytestmark = pytest.mark.django_db
WORDS = "Nên hỏi phường có thành tích mới sau tháng 6 không."


def write(client, dossier, **typed):
    address = reverse("dossiers:comment", args=[dossier.ref])
    return client.post(address, {"text": WORDS} | typed, follow=True)


def test_a_comment_on_one_nominee_is_read_by_the_desk_alone(town, client_of):
    dossier = town.appraising(persons=2)
    first, second = dossier.nominations.order_by("pk")
    page = write(client_of(town.officer), dossier, line=first.pk)
    assert "đơn vị không thấy" in page.text
    write(client_of(town.officer), dossier, line=first.pk)
    assert InternalComment.objects.get().line == first  # the same words twice are one
    address = f"{dossier.get_absolute_url()}?dong="
    chief = client_of(town.chief)
    assert WORDS in chief.get(f"{address}{first.pk}").text
    assert "1 ý kiến về trường hợp khác" in chief.get(f"{address}{second.pk}").text
    for person in (town.clerk, town.head, town.chairman):
        page = client_of(person).get(f"{address}{first.pk}")
        assert page.status_code == 200
        assert WORDS not in page.text
        assert "Ý kiến nội bộ" not in page.text


@pytest.mark.parametrize("name", ["clerk", "head", "chairman", "stranger"])
def test_nobody_else_writes_one(name, town, client_of):
    dossier = town.appraising()
    assert write(client_of(getattr(town, name)), dossier).status_code == 404
    assert not InternalComment.objects.exists()


def test_words_that_are_refused_stay_in_their_box(town, client_of):
    dossier = town.appraising()
    client = client_of(town.officer)
    assert "Ghi ý kiến nội bộ rồi bấm" in write(client, dossier, text=" ").text
    long = "dài " * 5000
    refused = write(client, dossier, text=long)
    assert refused.status_code == 422
    assert long.strip()[:200] in refused.text
