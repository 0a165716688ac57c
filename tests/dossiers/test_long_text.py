"""Texts have an end: in words for people, in PostgreSQL for everybody else."""

import time

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from dossiers.models import Nomination
from nganam_awards.core.long_text import LONGEST_NOTE, LONGEST_STORY, LongTextField, require_short
from nganam_awards.core.refusals import Refused
from nganam_awards.core.text import clean_text


pytestmark = pytest.mark.django_db
DERIVED = {"before", "after", "body", "parent_lines", "issuer_lines", "title_lines"}


def test_every_text_that_people_write_has_an_end():
    endless = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if "site-packages" not in model._meta.app_config.path
        for field in model._meta.local_fields
        if type(field) is models.TextField and field.name not in DERIVED
    ]
    assert endless == []


def test_the_database_keeps_the_limit(town):
    line = town.draft(persons=1).nominations.get()
    rows = Nomination.objects.filter(pk=line.pk)
    rows.update(achievement="ắ" * LONGEST_STORY)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(achievement="ắ" * (LONGEST_STORY + 1))
    assert isinstance(Nomination._meta.get_field("achievement"), LongTextField)


@pytest.mark.parametrize("length", [LONGEST_STORY + 1, 1_000_000])
def test_a_form_tells_the_limit_in_words(town, client_of, length):
    draft = town.draft(persons=1)
    line = draft.nominations.get()
    address = reverse("dossiers:nominee_edit", args=[draft.ref, line.pk])
    answer = client_of(town.clerk).post(address, {"achievement": "a" * length})
    assert answer.status_code == 422
    assert f"Dài {length} ký tự; rút gọn còn tối đa {LONGEST_STORY}." in answer.text


def test_line_ends_of_a_browser_count_once(town, client_of):
    draft = town.draft(persons=0)
    told = "a\r\n" * (LONGEST_STORY // 2)
    data = {"title": draft.title, "summary": told, "version": draft.version}
    client_of(town.clerk).post(reverse("dossiers:edit", args=[draft.ref]), data)
    draft.refresh_from_db()
    assert draft.summary == told.replace("\r\n", "\n").strip()


def test_marks_without_end_are_no_letters():
    started = time.process_time()
    told = clean_text("a" + "\u0301\u0323" * 200_000)
    assert len(told) <= 1 + 4
    assert time.process_time() - started < 2
    assert clean_text("Ngha\u0302\u0323") == "Nghậ"


def test_words_of_a_step_have_an_end():
    require_short("a" * LONGEST_NOTE)
    with pytest.raises(Refused, match="rút gọn còn tối đa 4000"):
        require_short("a" * (LONGEST_NOTE + 1))
