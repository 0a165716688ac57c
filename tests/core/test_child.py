"""Hostile files cost a child, never the process that asks."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from nganam_awards.core.files import child
from nganam_awards.core.files.acceptance import FileKind, accept
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets.grids import read_grids
from tests.core.office_files import pdf, upload, xlsx


POISON = Path(__file__).parent.parent / "data" / "poison"
INSPECT = "nganam_awards.core.files.inspection:inspect"
DRAW = "nganam_awards.documents.canvas:draw_pages"


def poison(name: str):
    return upload((POISON / name).read_bytes(), name)


def test_a_drawing_without_end_is_ended_and_the_next_file_is_served(tmp_path):
    started = time.monotonic()
    with pytest.raises(child.BeyondLimits):
        child.call(
            DRAW, poison("poison-nested-forms.pdf"), str(tmp_path), limits=child.Limits(1, 256)
        )
    assert time.monotonic() - started < 4
    drawn = child.call(DRAW, upload(pdf(2), "a.pdf"), str(tmp_path), limits=child.IN_BACKGROUND)
    assert drawn == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.png", "2.png"]


def test_memory_has_an_end():
    with pytest.raises(child.BeyondLimits):
        child.call(
            "nganam_awards.documents.canvas:draw_photograph",
            poison("poison-large.png"),
            "/nowhere",
            limits=child.Limits(10, 64),
        )


def test_only_named_modules_run():
    with pytest.raises(child.BeyondLimits):
        child.call("os:listdir", upload(b"x", "a"), limits=child.WAITED_FOR)


def test_what_takes_long_is_kept_unopened(monkeypatch):
    monkeypatch.setattr(child, "WAITED_FOR", child.Limits(0.0001, 256))
    found = accept(upload(xlsx(*[["x" * 50] * 40] * 2000), "a.xlsx"))
    assert (found.kind, found.is_opened) == (FileKind.XLSX, False)


def test_a_workbook_of_merged_ranges_is_refused_within_seconds():
    with pytest.raises(Refused, match="quá nhiều ô gộp"):
        read_grids(poison("poison-merge.xlsx"))


def test_a_child_holds_no_secret_and_no_connection():
    accept(upload(pdf(), "a.pdf"))
    server = child._Server.here().process.pid
    environment = Path(f"/proc/{server}/environ").read_bytes()
    assert b"SECRET_KEY" not in environment
    assert b"DATABASE_URL" not in environment
    links = [str(one.readlink()) for one in Path(f"/proc/{server}/fd").iterdir()]
    assert sum("socket" in link for link in links) == 1


def test_pages_and_addresses_load_no_parser():
    """A web process imports what addresses reach; parsers of files are not among it."""
    code = (
        "import django, importlib, sys; django.setup(); from django.conf import settings;"
        "importlib.import_module(settings.ROOT_URLCONF).urlpatterns;"
        "importlib.import_module('nganam_awards.wsgi');"
        "print(sorted({'PIL', 'pypdf', 'pypdfium2', 'python_calamine'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "nganam_awards.settings.test"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip().splitlines()[-1] == "[]"
