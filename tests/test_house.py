"""The rooms of the house, as the second drawing names them: read off the files themselves."""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings


ROOT = settings.BASE_DIR
APPS = ("units", "law", "campaigns", "honourees", "dossiers", "council", "decisions")
HOUSE = (*APPS, "frontdesk", "nganam_awards")
# The layers of an app, and the rooms that some apps have beside them.
LAYERS = {
    "enums",
    "workflow",
    "models",
    "queries",
    "rules",
    "papers",
    "notifications",
    "services",
    "transitions",
    "tasks",
    "forms",
    "views",
    "urls",
    "navigation",
    "search",
    "apps",
    "management",
    "migrations",
}
BESIDE = {
    "units": {
        "offices",
        "passwords",
        "backends",
        "middleware",
        "step_up",
        "lockout",
        "setup",
        "data",
    },
    "law": {"figures", "data", "middleware"},
    "dossiers": {"sheets"},
    "decisions": {"setup"},
}
IRREGULAR = {"done", "drawn", "found", "given", "held", "kept", "known", "made", "sent", "shown"}
IRREGULAR |= {"taken", "told", "written"}
NOUNS = {
    "ending",
    "finding",
    "heading",
    "overruling",
    "posting",
    "stored",
}  # of this form, and yet things
DOUBLE_BY_DJANGO = {"Command", "Config", "Meta", "Migration"}
# Law 3 opens transactions here; the clock and the triggers stay closed all the same.
WRITE_MODULES = re.compile(r"(^|/)(services|transitions|tasks)(\.py$|/)")
WRITES_BESIDE = {
    "nganam_awards/core/workflow.py",
    "nganam_awards/core/commit.py",
    "nganam_awards/core/sheets/imports.py",
    "units/setup.py",
    "frontdesk/demonstration/loader.py",
    "frontdesk/volume/loader.py",
}
RUFF = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
BANNED = {
    ".".join(name.split(".")[-2:])  # as it stands in code: `timezone.now`, `date.today`
    for name in RUFF["flake8-tidy-imports"]["banned-api"]
    if name != "django.db.transaction"
}


def modules() -> Iterator[Path]:
    for label in HOUSE:
        for path in (ROOT / label).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path


def told(path: Path) -> str:
    return str(path.relative_to(ROOT))


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in modules():
        yield told(path), ast.parse(path.read_text())


def test_a_module_is_named_by_a_noun():
    verbs = [
        told(path)
        for path in modules()
        for word in path.stem.strip("_").split("_")
        if word not in NOUNS and (re.search(r"(ing|ed)$", word) or word in IRREGULAR)
    ]
    assert verbs == []


def test_a_class_name_is_unique_in_the_house():
    found = defaultdict(list)
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name not in DOUBLE_BY_DJANGO:
                found[node.name].append(f"{path}:{node.lineno}")
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


@pytest.mark.parametrize("app", APPS)
def test_every_module_of_an_app_stands_in_a_known_layer(app):
    rooms = {
        path.stem
        for path in (ROOT / app).iterdir()
        if (path.suffix == ".py" or any(path.glob("*.py"))) and not path.name.startswith("__")
    }
    assert rooms - LAYERS - BESIDE.get(app, set()) == set()


def test_modules_stay_readable():
    long = {told(p): n for p in modules() if (n := len(p.read_text().splitlines())) > 400}
    assert long == {}


def test_transactions_open_in_write_modules_alone():
    strays = [
        path
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == "django.db"
        and any(alias.name == "transaction" for alias in node.names)
        and not WRITE_MODULES.search(path)
        and path not in WRITES_BESIDE
    ]
    assert strays == []


def test_the_clock_and_the_triggers_stay_closed_where_transactions_open():
    """Ruff's list of banned names is lifted as a whole there, so they are looked for here."""
    strays = [
        f"{path}:{node.lineno}: {found}"
        for path, tree in trees()
        if WRITE_MODULES.search(path) or path in WRITES_BESIDE
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and any(
            (found := ast.unparse(node)) == banned or found.endswith(f".{banned}")
            for banned in BANNED
        )
    ]
    assert strays == []


def test_frozen_words_are_read_through_their_versions():
    """An earlier release wrote them otherwise: who knows the versions reads them, nobody else."""
    doors = {
        "before": {"campaigns/queries/diff.py", "dossiers/queries/supplement.py"},
        "context": {"nganam_awards/documents/registry.py", "nganam_awards/documents/tasks.py"},
    }
    strays = [
        f"{path}:{node.lineno}: {ast.unparse(node)}"
        for path, tree in trees()
        for node in _read_of(tree)
        if path not in doors.get(node.attr, {path})
    ]
    assert strays == []


def _read_of(tree: ast.Module) -> Iterator[ast.Attribute]:
    """What is read of an object; `papers.context(…)` is called."""
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        is_read = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
        if is_read and node not in called:
            yield node
