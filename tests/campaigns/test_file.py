"""The organiser's signed plan: brought, opened to be believed, fetched by whoever sees the plan."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.models import PlanFile
from campaigns.rules import plan as plan_rules
from campaigns.services import plan as plan_services
from campaigns.transitions import plan as plan_transitions
from nganam_awards.core.refusals import Refused
from tests.factories.campaigns import AwardPlanFactory, PlanFileFactory
from tests.factories.files import TINY_PDF


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    """Files of a test go with it."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def plan(people):
    return AwardPlanFactory(campaign__organiser=people.ward)


def paper(name="Kế hoạch 12.pdf", content=TINY_PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/html")


def html(response) -> str:
    return response.content.decode()


def test_a_plan_does_not_leave_without_its_paper(plan, people):
    plan.files.all().delete()
    (item,) = plan_rules.missing(plan)
    assert item.place == "tep-ke-hoach"
    with pytest.raises(Refused, match="Chưa có tệp kế hoạch phát động đã ký"):
        plan_transitions.hand_over(plan, by=people.clerk)


def test_the_clerk_brings_it_and_the_same_twice_is_once(plan, people, client_of):
    plan.files.all().delete()
    client, url = client_of(people.clerk), reverse("campaigns:plan_attach", args=[plan.pk])
    for _ in range(2):
        answer = client.post(url, {"file": paper()})
        assert answer["Location"] == f"{plan.get_absolute_url()}#tep-ke-hoach"
    file = plan.files.get()
    assert (file.name, file.content_type, file.page_count) == (
        "Kế hoạch 12.pdf",
        "application/pdf",
        1,
    )
    assert "Kế hoạch 12.pdf" not in file.file.name
    assert "Kế hoạch 12.pdf" in html(client.get(plan.get_absolute_url()))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("Kế hoạch.docx", TINY_PDF, "thật ra là tệp PDF"),
        ("Kế hoạch.pdf", b"", "rỗng, không có nội dung"),
        ("Kế hoạch.pdf", b"<html></html>", "trang web (HTML)"),
    ],
)
def test_a_file_that_lies_is_refused_with_what_to_do(
    *, name, content, sentence, plan, people, client_of
):
    before = plan.files.count()
    answer = client_of(people.clerk).post(
        reverse("campaigns:plan_attach", args=[plan.pk]), {"file": paper(name, content)}
    )
    assert answer.status_code == 422
    assert sentence in html(answer)
    assert "Chưa tải tệp lên được" in html(answer)
    assert plan.files.count() == before


def test_no_file_chosen_is_a_sentence(plan, people, client_of):
    answer = client_of(people.clerk).post(reverse("campaigns:plan_attach", args=[plan.pk]), {})
    assert answer.status_code == 422
    assert "Chọn tệp trên máy rồi bấm «Tải lên»." in html(answer)


def test_whoever_sees_the_plan_fetches_it_and_nobody_else(people, client_of):
    plan = AwardPlanFactory(submitted=True, campaign__organiser=people.ward)
    url = plan.files.get().get_absolute_url()
    for name, person in people.all().items():
        answer = client_of(person).get(url)
        sees = name in {"clerk", "head", "officer", "chief", "chairman"}
        assert answer.status_code == (200 if sees else 404), name
        if sees:
            assert b"".join(answer.streaming_content) == TINY_PDF
            assert answer["Content-Disposition"].startswith("attachment;")
            assert answer["Content-Type"] == "application/pdf"
            assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_another_plan_is_not_found(plan, people, client_of):
    other = PlanFileFactory(plan=AwardPlanFactory(approved=True, bare=True))
    url = reverse("campaigns:plan_file", args=[plan.pk, other.pk])
    assert client_of(people.clerk).get(url).status_code == 404
    client_of(people.clerk).post(reverse("campaigns:plan_detach", args=[plan.pk, other.pk]))
    assert PlanFile.objects.filter(pk=other.pk).exists()


def test_it_is_taken_away_while_the_plan_is_a_draft(
    plan, people, client_of, django_capture_on_commit_callbacks
):
    file = plan.files.get()
    storage, name = file.file.storage, file.file.name
    client, url = client_of(people.clerk), reverse("campaigns:plan_detach", args=[plan.pk, file.pk])
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            answer = client.post(url)
            assert answer["Location"] == f"{plan.get_absolute_url()}#tep-ke-hoach"
    assert not plan.files.exists()
    assert not storage.exists(name)


def test_it_stays_once_the_plan_was_sent(people, client_of):
    plan = AwardPlanFactory(submitted=True, campaign__organiser=people.ward)
    file = plan.files.get()
    for attempt in (
        lambda: plan_services.attach_file(plan, upload=paper(), by=people.clerk),
        lambda: plan_services.detach_file(file, by=people.clerk),
    ):
        with pytest.raises(Refused, match="đang ở trạng thái"):
            attempt()
    client_of(people.clerk).post(reverse("campaigns:plan_detach", args=[plan.pk, file.pk]))
    assert plan.files.get() == file


def test_only_the_organisers_clerk_brings_and_takes(plan, people, client_of):
    file = plan.files.get()
    for name, person in people.all().items():
        if name == "clerk":
            continue
        for url in (
            reverse("campaigns:plan_attach", args=[plan.pk]),
            reverse("campaigns:plan_detach", args=[plan.pk, file.pk]),
        ):
            expected = 403 if name == "head" else 404
            assert client_of(person).post(url, {"file": paper()}).status_code == expected, name
    assert plan.files.get() == file
