"""Writing what has no steps: the catalogue of the law."""

from pathlib import Path

from django.db import transaction

from campaigns import catalogue


def load_catalogue(folder: Path = catalogue.DATA) -> list[catalogue.Change]:
    """Nạp danh mục và luật from the files that come with the portal, all or nothing."""
    with transaction.atomic():
        return catalogue.load(folder)
