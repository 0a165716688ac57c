"""What was issued never changes (law 11): the database says so, not our good will."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from nganam_awards.core import clock
from nganam_awards.documents.enums import ARROWS, DocumentState
from nganam_awards.documents.models import Document


pytestmark = pytest.mark.django_db

NEW_VALUES = {
    "kind": "other",
    "is_draft": False,
    "code": "7777-7777-7777",
    "title": "Khác",
    "symbol": "413/QĐ-UBND",
    "issued_on": "2023-12-16",
    "context": {"khác": 1},
    "created_at": "2023-01-01T00:00:00+07:00",
}
WHAT_STATES_NEED = {
    DocumentState.QUEUED: {"lease_until": None},
    DocumentState.RENDERING: {"lease_until": "2023-12-15T09:30:00Z"},
    DocumentState.FAILED: {
        "lease_until": None,
        "failure": "OSError",
        "next_try_at": "2023-12-15T09:30:00Z",
    },
    DocumentState.READY: {
        "lease_until": None,
        "file": "documents/a.pdf",
        "sha256": "a" * 64,
        "size": 1,
        "page_count": 1,
        "progress": 100,
        "ready_at": "2023-12-15T09:30:00Z",
    },
}
PATHS = {
    DocumentState.QUEUED: [],
    DocumentState.RENDERING: [DocumentState.RENDERING],
    DocumentState.FAILED: [DocumentState.RENDERING, DocumentState.FAILED],
    DocumentState.READY: [DocumentState.RENDERING, DocumentState.READY],
}


def move(document, state):
    Document.objects.filter(pk=document.pk).update(state=state, **WHAT_STATES_NEED[state])


def bring(document, state):
    for step in PATHS[state]:
        move(document, step)


@pytest.mark.parametrize("field", NEW_VALUES)
def test_the_words_of_a_paper_never_change(ordered, field):
    document = ordered(is_draft=field == "is_draft")

    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**{field: NEW_VALUES[field]})


@pytest.mark.parametrize(
    "change",
    [{"sha256": "b" * 64}, {"file": "documents/b.pdf"}, {"progress": 99}, {"page_count": 9}],
)
@pytest.mark.parametrize("is_draft", [True, False])
def test_a_ready_paper_never_changes(ordered, change, is_draft):
    document = ordered(is_draft=is_draft)
    bring(document, DocumentState.READY)

    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**change)


@pytest.mark.parametrize("source", DocumentState)
@pytest.mark.parametrize("target", DocumentState)
def test_only_the_drawn_steps_are_possible(ordered, source, target):
    document = ordered()
    bring(document, source)
    is_drawn = (source, target) in ARROWS
    if is_drawn or (source == target and source != DocumentState.READY):
        move(document, target)
        assert Document.objects.get(pk=document.pk).state == target
        return

    with pytest.raises(DatabaseError), transaction.atomic():
        move(document, target)


def test_a_paper_starts_in_the_queue(ordered):
    with pytest.raises(DatabaseError, match="Cannot insert rows"), transaction.atomic():
        Document.objects.create(kind="sample", title="x", context={}, state=DocumentState.FAILED)


def test_an_issued_paper_is_never_deleted_a_draft_may_be(ordered):
    issued, draft = ordered(), ordered(is_draft=True)

    draft.delete()
    with pytest.raises(DatabaseError, match="Cannot delete rows"), transaction.atomic():
        issued.delete()


@pytest.mark.parametrize(
    ("path", "change", "name"),
    [
        ([], {"lease_until": "2023-12-15T09:30:00Z"}, "document_rendering_has_a_lease"),
        ([], {"state": "rendering"}, "document_rendering_has_a_lease"),
        ([], {"progress": 101}, "document_progress_is_a_percentage"),
        (
            [DocumentState.RENDERING],
            {"state": "failed", "lease_until": None},
            "document_failed_says_why",
        ),
        (
            [DocumentState.RENDERING],
            {"state": "ready", "lease_until": None, "file": "documents/a.pdf", "sha256": "a" * 64},
            "document_ready_has_its_file",
        ),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(ordered, path, change, name):
    document = ordered()
    for state in path:
        move(document, state)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**change)


def test_a_draft_with_a_number_is_refused():
    with pytest.raises(IntegrityError, match="document_draft_has_no_number"), transaction.atomic():
        Document.objects.create(
            kind="sample", title="x", context={}, is_draft=True, symbol="1/QĐ-UBND"
        )


def test_every_constraint_speaks_to_a_clerk():
    for constraint in Document._meta.constraints:
        assert constraint.violation_error_message.endswith(".")
        assert "Constraint" not in constraint.violation_error_message


def test_papers_bear_the_office_clock(ordered):
    assert abs((clock.now() - ordered().created_at).total_seconds()) < 60
