"""Word copy: the same frozen words in a file that a clerk may go on writing. The only docxtpl."""

import io
import re
from pathlib import Path

from django.conf import settings

from nganam_awards.core.text import plain_signs


TEMPLATES = Path(settings.BASE_DIR) / "templates" / "documents"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def copy_of(template: str, context: dict) -> bytes:
    """The paper for Word, from a template of the folder of papers; a hole in it is an error."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - loads lxml, which few requests need
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - as above

    paper = DocxTemplate(TEMPLATES / template)
    words = Environment(undefined=StrictUndefined, autoescape=True)
    paper.render({"paper": _printable(context)}, words)
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _printable(words: object) -> object:
    """Text that XML can carry, each accent with its letter, each sign one that every font knows."""
    if isinstance(words, dict):
        return {key: _printable(value) for key, value in words.items()}
    if isinstance(words, list):
        return [_printable(value) for value in words]
    return plain_signs(_UNPRINTABLE.sub("", words)) if isinstance(words, str) else words
