"""Every file handed to a browser: its own name and kind, guessed by nobody, kept by no proxy."""

import pytest
from django.urls import reverse

from decisions.models import Decision
from dossiers.services import unit_paper as unit_paper_services
from nganam_awards.documents import tasks as document_tasks
from tests.core.test_stored_file import (
    attachment,
    clerk_and_plan,
    forwarded,
    media,
    paper_decision,
    plan_file,
    signature,
)
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory


__all__ = ["media"]  # a fixture of that module
pytestmark = pytest.mark.django_db
PDF, PNG, ZIP = "application/pdf", "image/png", "application/zip"
OFFICE = "application/vnd.openxmlformats-officedocument."
XLSX, DOCX = f"{OFFICE}spreadsheetml.sheet", f"{OFFICE}wordprocessingml.document"
ASKS, NEVER = {"private", "no-cache"}, {"private", "no-store"}


def stored(door):
    def ask():
        brought = door(b"")
        return brought.by, brought.opened_at

    return ask


def picture_of_a_page():
    brought = attachment(b"")
    file = brought.row
    document_tasks.draw(file.file.name, file.sha256, file.content_type)
    return brought.by, reverse(
        "dossiers:picture", args=[brought.row.dossier.ref, brought.row.pk, 1]
    )


def of_a_draft(name):
    def ask():
        clerk, plan = clerk_and_plan()
        draft = DossierFactory(plan=plan, unit=clerk.unit, created_by=clerk)
        return clerk, reverse(f"dossiers:{name}", args=[draft.ref])

    return ask


def word_copy():
    clerk, plan = clerk_and_plan()
    draft = DossierFactory(plan=plan, unit=clerk.unit, created_by=clerk)
    paper = unit_paper_services.write(draft, "list", by=clerk)
    return clerk, reverse("dossiers:paper_word", args=[draft.ref, paper.pk])


def bundle():
    forwarded()
    letter = Decision.objects.get()
    return UserFactory(officer=True), reverse("decisions:bundle", args=[letter.pk])


def sheet_to_fill():
    return UserFactory(administrator=True), reverse("units:import_template", args=["don-vi"])


@pytest.mark.parametrize(
    ("ask", "name", "content_type", "cache"),
    [
        (stored(attachment), "Bi%C3%AAn%20b%E1%BA%A3n.pdf", PDF, ASKS),
        (stored(plan_file), "K%E1%BA%BF%20ho%E1%BA%A1ch.pdf", PDF, ASKS),
        (stored(paper_decision), "Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.pdf", PDF, ASKS),
        (stored(signature), "chu-ky-", PNG, NEVER),
        (picture_of_a_page, "", PNG, ASKS),
        (of_a_draft("bundle"), "ho-so-HS-", ZIP, NEVER),
        (of_a_draft("template"), "danh-sach-HS-", XLSX, NEVER),
        (word_copy, ".docx", DOCX, NEVER),
        (bundle, "bo-ho-so-", ZIP, NEVER),
        (sheet_to_fill, "mau-don-vi.xlsx", XLSX, NEVER),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_download_says_what_it_is(ask, name, content_type, cache, client_of):
    person, address = ask()
    answer = client_of(person).get(address)
    assert answer.status_code == 200
    assert answer.getvalue()
    assert answer["Content-Type"] == content_type
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert set(answer["Cache-Control"].split(", ")) == cache
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename" if name else "inline; filename")
    assert name in disposition


def test_a_picture_is_asked_for_again_and_not_sent_twice(client_of):
    person, address = picture_of_a_page()
    browser = client_of(person)
    first = browser.get(address)
    first.getvalue()
    again = browser.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    browser.logout()
    gone = browser.get(address, headers={"If-None-Match": first["ETag"]})
    assert gone.status_code == 302


@pytest.mark.parametrize("path", ["/", "/ho-so/", "/khong-co/", "/dang-nhap/"])
def test_no_page_is_kept_by_the_browser(path, client_of):
    answer = client_of(UserFactory(officer=True)).get(path, follow=True)
    assert "no-store" in answer["Cache-Control"]
