"""What must hold of the whole portal: files as their rows say, counters as their lines say."""

import hashlib
from collections.abc import Iterator
from itertools import chain

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import Max

from decisions.queries import word_row as decision_words
from dossiers.queries import word_row as dossier_words
from dossiers.queries.recount import recount_quotas
from honourees.queries import word as award_words
from law.models import NumberBook
from nganam_awards.core.backup import file_fields


HOUSE = (
    "units",
    "law",
    "campaigns",
    "honourees",
    "dossiers",
    "council",
    "decisions",
    "documents",
    "notices",
)
_PIECE = 1024 * 1024


def counts() -> Iterator[tuple[str, int]]:
    """How many rows of everything, by its name in the house."""
    for label in HOUSE:
        for model in apps.get_app_config(label).get_models():
            yield model._meta.label, model._default_manager.count()


def problems() -> Iterator[str]:
    """Every difference, a sentence each."""
    yield from _of_files()
    yield from _of_number_books()
    for miscount in recount_quotas():
        yield f"counter of places: {miscount}"
    kept = (dossier_words, decision_words, award_words)
    for stale in chain.from_iterable(words.recount_words() for words in kept):
        yield f"kept for searches and lists: {stale}"


def _of_files() -> Iterator[str]:
    for model, field in file_fields():
        has_sum = any(other.name == "sha256" for other in model._meta.get_fields())
        rows = model._default_manager.exclude(**{field.name: ""}).order_by("pk")
        for row in rows.only("pk", field.name, *(["sha256"] if has_sum else [])).iterator():
            name = getattr(row, field.name).name
            found = _sum_of(name)
            if found is None:
                yield f"{model._meta.label} {row.pk}: the file {name} is missing"
            elif has_sum and found != row.sha256:
                yield f"{model._meta.label} {row.pk}: the file {name} has other bytes"


def _sum_of(name: str) -> str | None:
    digest = hashlib.sha256()
    try:
        with default_storage.open(name) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except FileNotFoundError:
        return None
    return digest.hexdigest()


def _of_number_books() -> Iterator[str]:
    for book in NumberBook.objects.annotate(highest=Max("entries__number")).order_by("pk"):
        if book.last != (book.highest or 0):
            yield f"number book {book}: its last entry is {book.highest or 0}"
