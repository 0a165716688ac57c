"""Pages come without the indentation of their templates."""

import re
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template


TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


def test_a_page_has_no_indentation():
    page = get_template("_empty.html").render({"title": "Chưa có gì", "text": "Thêm một dòng."})
    assert "Chưa có gì" in page
    assert not re.search(r"\n[ \t]", page)


def test_an_error_still_names_its_line():
    source = get_template("base.html").template.source
    written = Path(settings.BASE_DIR, "templates/base.html").read_text()
    assert source.count("\n") == written.count("\n")


def test_no_page_has_spaces_that_mean_something():
    """Preformatted text would lose its indentation."""
    texts = [path.read_text() for path in TEMPLATES]
    assert not [text for text in texts if "<pre" in text]
    assert not [text for text in texts if re.search(r"<textarea[^>]*>\s*\n\s", text)]
