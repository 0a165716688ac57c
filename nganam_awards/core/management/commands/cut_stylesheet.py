"""`manage cut_stylesheet`: for whoever used a class of Tabler that no page had before."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from nganam_awards.core import stylesheet


class Command(BaseCommand):
    """Writes the part of Tabler that the portal's pages use."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how much of it is left."""
        text = stylesheet.written()
        (Path(settings.BASE_DIR) / stylesheet.CUT).write_text(text)
        self.stdout.write(f"{stylesheet.CUT}: {len(text.encode()):,} bytes")
