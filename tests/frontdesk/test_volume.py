"""A register made at once says what years of steps would have said, and is made nowhere else."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Exists, F, OuterRef, Subquery, Value, Window
from django.db.models.functions import Coalesce, Lag

from decisions.enums import DecisionState
from decisions.models import Decision, DecisionEvent
from decisions.queries import lineup as lineup_queries
from decisions.queries.word_row import recount_words as recount_decision_words
from decisions.services import decision as decision_services, extract as extract_services
from dossiers.models import Attachment, Dossier, DossierEvent, Nomination, NominationEvent
from dossiers.models.dossier import UNIT_STATES
from dossiers.queries.recount import recount_quotas
from dossiers.queries.word_row import recount_words
from frontdesk import integrity
from frontdesk.volume import loader, session
from honourees.models import Award, Honouree
from honourees.queries.word import recount_words as recount_award_words
from nganam_awards.core import clock
from nganam_awards.core.text import fold
from nganam_awards.documents.models import Document
from nganam_awards.documents.registry import words_of
from tests.conftest import REGISTER
from units.models import User


pytestmark = [pytest.mark.usefixtures("loaded_register"), pytest.mark.django_db]
EVENTS = [(DossierEvent, "dossier"), (NominationEvent, "nomination"), (DecisionEvent, "decision")]


def test_as_much_was_loaded_as_was_asked():
    lines = Nomination.objects.count()
    awarded = Nomination.objects.filter(state="awarded").count()

    assert (Dossier.objects.count(), lines) == REGISTER
    assert (
        awarded
        == Award.objects.count()
        == Decision.objects.filter(
            state=DecisionState.ISSUED, lines__nomination__state="awarded"
        ).count()
    )
    assert awarded > lines * 0.8
    assert len(set(Dossier.objects.values_list("merit_year", flat=True))) == 5
    assert set(Dossier.objects.values_list("state", flat=True)) == {
        state for state, _ in Dossier.FLOW.pairs()
    } | {"delivered", "refused", "withdrawn"}


@pytest.mark.parametrize(("model", "owner"), EVENTS)
def test_every_state_was_reached_by_legal_steps(model, owner):
    flow = model._meta.get_field(owner).related_model.FLOW
    before = Window(Lag("target"), partition_by=[F(f"{owner}_id")], order_by="pk")
    steps = model.objects.annotate(before=Coalesce(before, Value(flow.initial)))
    taken = set(steps.values_list("source", "target").distinct())
    newest = model.objects.filter(**{owner: OuterRef("pk")}).order_by("-pk").values("target")[:1]
    rows = model._meta.get_field(owner).related_model.objects.annotate(newest=Subquery(newest))

    assert taken <= set(flow.pairs())
    assert not steps.exclude(before=F("source")).exists()
    assert not rows.exclude(newest=None).exclude(state=F("newest")).exists()
    assert not rows.filter(newest=None).exclude(state=flow.initial).exists()
    assert not model.objects.filter(happened_at__gt=clock.now()).exists()


def test_every_key_points_at_a_row():
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not field.is_relation or not field.remote_field.model._meta.managed:
                continue
            there = field.remote_field.model._base_manager.filter(
                **{field.target_field.attname: OuterRef(field.attname)}
            )
            rows = model._base_manager.exclude(**{field.attname: None})
            assert not rows.filter(~Exists(there)).exists(), f"{model._meta.label}.{field.name}"


def test_counters_files_and_names_agree_with_the_rows():
    assert recount_quotas() == []
    assert [*recount_words(), *recount_decision_words(), *recount_award_words()] == []
    assert list(integrity._of_number_books()) == []
    for model in (Document, Attachment):  # the files are few, the rows many
        kept = model.objects.order_by().values_list("file", "sha256").distinct()
        assert all(integrity._sum_of(name) == sha256 for name, sha256 in kept)
    for row in Honouree.objects.order_by("pk")[:50]:
        assert row.name_fold == fold(row.full_name)
    with connection.cursor() as cursor:  # the functions are their own again
        cursor.execute(
            "SELECT DISTINCT lanname FROM pg_proc JOIN pg_language l ON l.oid = prolang "
            "WHERE proname IN ('vn_fold', 'vn_sort_key', 'vn_name_key')"
        )
        assert cursor.fetchall() == [("sql",)]


def test_open_decisions_can_go_on_and_closed_ones_leave_nothing_to_order():
    waiting = Decision.objects.filter(state=DecisionState.SUBMITTED).order_by("pk").first()
    lineup = decision_services.lineup_now(waiting)

    assert lineup.total_vnd == waiting.total_vnd > 0
    assert decision_services.check_draft(lineup).changed == []
    assert not extract_services.missing().exists()


def test_papers_of_the_past_can_be_read():
    issued = Decision.objects.filter(state=DecisionState.ISSUED).select_related("document")
    decision = issued.order_by("-pk").first()
    rows = words_of(decision.document)["annexes"][0]["sections"][0]["rows"]

    entries = lineup_queries.read(decision, decision.issued_on).entries
    assert len(rows) == len(entries)


def test_pages_of_every_role_open(client_of):
    for name in ("chuyenvien", "chutich", "lanhdao.gddt"):
        browser = client_of(User.objects.get(username=name))
        for address in ("/", "/ho-so/", "/quyet-dinh/"):
            assert browser.get(address).status_code == 200, (name, address)
    officer = client_of(User.objects.get(username="chuyenvien"))
    of_states = Dossier.objects.order_by("state", "-pk").distinct("state")
    for dossier in of_states.exclude(state__in=UNIT_STATES):
        assert officer.get(dossier.get_absolute_url()).status_code == 200, dossier.state


def test_nothing_is_loaded_under_production_settings(settings):
    settings.IS_DEMONSTRATION = False

    with pytest.raises(CommandError, match="vận hành thật"):
        call_command("make_load", dossiers=1000, nominations=1000)


def test_nothing_is_loaded_without_a_superuser(monkeypatch):
    monkeypatch.setattr(session, "SUPERUSER", connection.settings_dict["USER"])
    monkeypatch.setattr(session, "_reconnect", lambda *_: None)  # this module's own transaction

    with pytest.raises(CommandError, match="superuser"):
        call_command("make_load", dossiers=1000, nominations=1000)


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ((10, 10, 4), "ít nhất 200 hồ sơ"),
        ((1000, 999, 4), "không được ít hơn"),
        ((1000, 1000, 80), "phần trăm"),
    ],
)
def test_sizes_that_make_no_sense_are_refused_in_words(sizes, words):
    with pytest.raises(loader.Refused, match=words):
        loader.make_load(*sizes)
