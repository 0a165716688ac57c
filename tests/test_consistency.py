"""The laws of the house, read off its own code and models."""

import ast
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import TextChoices
from django.template.loader import get_template

from nganam_awards.celery import app
from nganam_awards.core.events import Event
from nganam_awards.core.workflow import Flow
from nganam_awards.documents import render


ROOT = settings.BASE_DIR
# Who stands on whom: an app may point at itself and at what stands before it.
ORDER = [
    "core",
    "documents",
    "notices",
    "units",
    "law",
    "campaigns",
    "honourees",
    "dossiers",
    "council",
    "decisions",
    "frontdesk",
]
PACKAGES = {label: f"nganam_awards/{label}" if label in ORDER[:3] else label for label in ORDER}
OURS = [m for m in apps.get_models() if m._meta.app_label in ORDER]
STATEFUL = [m for m in OURS if isinstance(getattr(m, "FLOW", None), Flow)]
EVENTS = [m for m in OURS if issubclass(m, Event)]


# Set by WeasyPrint's own engine, with the words of papers built in.
PAPERS = {
    "documents/base_paper.html",
    "documents/_annexes.html",
    "documents/council_ballot.html",
    "documents/council_paper.html",
    "documents/decision.html",
    "documents/extract.html",
    "documents/letter.html",
    "documents/plan_announcement.html",
    "documents/_unit_table.html",
    "documents/unit_paper.html",
}


def sources(label: str) -> Iterator[Path]:
    for path in (ROOT / PACKAGES[label]).rglob("*.py"):
        if "migrations" not in path.parts:
            yield path


def all_sources() -> Iterator[Path]:
    for label in ORDER:
        yield from sources(label)
    yield from (ROOT / "nganam_awards/launcher").rglob("*.py")


# --- law 1: states ------------------------------------------------------------------------------


@pytest.mark.parametrize("model", STATEFUL, ids=lambda m: m.__name__)
def test_every_map_is_held_by_its_three_triggers(model):
    named = {trigger.name for trigger in model._meta.triggers}
    assert {"legal_step", "state_follows_event", "starts_at_the_start"} <= named


@pytest.mark.parametrize("model", STATEFUL, ids=lambda m: m.__name__)
def test_every_state_of_a_map_is_reached_and_every_step_has_its_words(model):
    states = {str(value) for value, _ in model._meta.get_field("state").choices}
    reached = {target for _, target in model.FLOW.pairs()} | {str(model.FLOW.initial)}
    assert states == reached
    assert all(
        arrow.label and model.FLOW.told(action) for action, arrow in model.FLOW.arrows.items()
    )


@pytest.mark.parametrize("model", EVENTS, ids=lambda m: m.__name__)
def test_events_are_append_only_and_move_their_row(model):
    named = {trigger.name for trigger in model._meta.triggers}
    assert {"append_only", "never_rewritten", "event_moves_its_row"} <= named


def test_the_state_of_a_workflow_is_written_by_the_step_machine_alone():
    strays = []
    for label in ORDER[ORDER.index("units") :]:
        for path in sources(label):
            for node in ast.walk(ast.parse(path.read_text())):
                strays += [f"{path}:{line}" for line in _state_writes(node)]
    assert strays == []


def _state_writes(node: ast.AST) -> Iterator[int]:
    targets = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    for target in targets:
        if isinstance(target, ast.Attribute) and target.attr == "state":
            yield node.lineno
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        words = {keyword.arg for keyword in node.keywords}
        if node.func.attr in {"update", "create", "update_or_create"} and "state" in words:
            yield node.lineno
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "update_each":
        words = {word.value for word in ast.walk(node) if isinstance(word, ast.Constant)}
        if "state" in words:
            yield node.lineno


def test_many_rows_are_written_from_arrays():
    """`bulk_update` writes a CASE a row; the catalogue's rows are few, and may hold arrays."""
    users = {path.name for path in all_sources() if "bulk_update(" in path.read_text()}
    assert users == {"catalogue.py"}


def test_triggers_are_looked_away_from_in_factories_alone():
    guilty = [
        path
        for path in [*all_sources(), *(ROOT / "tests").rglob("*.py")]
        if "pgtrigger.ignore" in path.read_text()
        and "factories" not in path.parts
        and path != Path(__file__)
    ]
    assert guilty == []


# --- law 2: the order of the house --------------------------------------------------------------


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_keys_point_the_way_imports_point(model):
    here = ORDER.index(model._meta.app_label)
    upward = [
        field.name
        for field in model._meta.get_fields()
        if (field.many_to_one or field.one_to_one or field.many_to_many)
        and not field.auto_created
        and field.related_model._meta.label != "units.User"  # who did it, see docs/decisions.md
        and field.related_model._meta.app_label in ORDER
        and ORDER.index(field.related_model._meta.app_label) > here
    ]
    assert upward == []


def test_no_app_speaks_a_reverse_name_that_a_higher_app_gave():
    guilty = []
    for model in OURS:
        for relation in model._meta.related_objects:
            owner = relation.related_model._meta.app_label
            name = relation.get_accessor_name()
            below = ORDER.index(model._meta.app_label)
            if owner not in ORDER or not name or ORDER.index(owner) <= below:
                continue
            # as an attribute of a row (`row.nominations.`) or a path of a lookup (`nominations__`)
            spoken = re.compile(rf"\.{name}\.|[\"'(]{name}__|__{name}__|\({name}=")
            for label in ORDER[: ORDER.index(owner)]:
                guilty += [
                    f"{path}: {name}" for path in sources(label) if spoken.search(path.read_text())
                ]
    assert guilty == []


# --- law 4: visibility --------------------------------------------------------------------------


# Scopes that take the person themselves, and the few places that look past the list, with why.
OWN_SCOPES = ("visible_to", "explained_to", "open_for", "waiting_for", "in_trash_of")
LOOKS_PAST = {
    "decisions/views/verification.py": "whoever holds the paper holds its code",
    "decisions/views/approval.py": "tells the signer that a paper on his desk was taken back",
    "campaigns/views/amendment_step.py": "tells staff that a colleague returned it meanwhile",
    "campaigns/views/plan_step.py": "tells staff that a colleague returned a plan meanwhile",
    "decisions/views/decision_step.py": "tells the signer that a paper was taken back meanwhile",
    "dossiers/views/dossier_step.py": "tells staff that the unit took a dossier home meanwhile",
    "dossiers/views/dossier_page.py": "counts the lines of dossiers that came from visible_to",
    "decisions/views/offer.py": "names the plans of nominations that came from visible_to",
}


def test_every_page_begins_at_what_the_person_may_see():
    guarded = {m.__name__ for m in OURS if hasattr(m._default_manager.all(), "visible_to")}
    models_, scopes = "|".join(sorted(guarded)), "|".join(OWN_SCOPES)
    opened = re.compile(rf"\b({models_})\.objects\s*\.(?!{scopes})(\w+)")
    strays = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for label in ORDER
        for path in sources(label)
        if path.name == "views.py" or "views" in path.parts
        if str(path.relative_to(ROOT)) not in LOOKS_PAST
        for found in opened.finditer(path.read_text())
    ]
    assert strays == []


def test_a_page_asks_rules_who_may():
    """A right by its name stands in models and rules, where its twin and its table are."""
    asked = [
        path.relative_to(ROOT)
        for label in ORDER
        for path in sources(label)
        if ("views" in path.parts or path.name == "views.py") and ".has_perm(" in path.read_text()
    ]
    assert asked == []


# --- law 6 and its kin: constraints, words ------------------------------------------------------


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_check_has_a_sentence_for_a_clerk(model):
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            sentence = constraint.violation_error_message
            assert sentence != models.CheckConstraint.default_violation_error_message
            assert sentence.endswith(".")


def test_the_glossary_names_every_model_and_every_enumeration():
    words = set(re.findall(r"`(\w+)`", (ROOT / "nganam_awards/GLOSSARY.md").read_text()))
    assert {m.__name__ for m in OURS if not m._meta.auto_created} <= words
    assert {enum.__name__ for enum in _enumerations()} <= words


def _enumerations() -> set[type[Enum]]:
    found = set()
    for label in ORDER:
        package = import_module(PACKAGES[label].replace("/", "."))
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations." in module.name or ".management." in module.name:
                continue
            for thing in vars(import_module(module.name)).values():
                is_choice = isinstance(thing, type) and issubclass(thing, TextChoices)
                if is_choice and thing is not TextChoices and thing.__members__:
                    found.add(thing)
    return found


# --- pages and jobs -----------------------------------------------------------------------------


def test_every_template_compiles_and_is_used():
    folder = ROOT / "templates"
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    for name in names:
        if name.endswith(".docx"):
            continue  # tests/dossiers/test_unit_paper.py fills every one of them
        compile_with = render._engine().get_template if name in PAPERS else get_template
        compile_with(name)
    texts = [*folder.rglob("*.html"), *folder.rglob("*.txt")]
    spoken = "\n".join(path.read_text() for path in [*all_sources(), *texts])
    by_django = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
    unused = {
        n
        for n in names - by_django
        if f'"{n.removeprefix("documents/") if n.endswith(".docx") else n}"' not in spoken
        and not n.startswith("bootstrap5/")
    }
    assert unused == set()


def test_pages_carry_no_inline_script_or_style():
    for path in (ROOT / "templates").rglob("*.html"):
        if str(path.relative_to(ROOT / "templates")) in PAPERS:
            continue  # printed by WeasyPrint, never sent to a browser
        text = path.read_text()
        assert not re.search(
            r"<style|<script(?![^>]* src=)|\sstyle=|\son(click|change|submit|load)=", text
        ), path


def test_every_timed_job_exists():
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        app.loader.import_default_modules()
        assert entry["task"] in app.tasks
