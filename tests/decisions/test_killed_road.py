"""kill -9 at any point of the road: issued once or not at all, one paper, one notice each."""

import hashlib
import os
import secrets
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import transaction

from campaigns.models import Quota
from decisions.enums import DecisionState
from decisions.models import Decision
from honourees.models import Award
from law.models import NumberEntry
from nganam_awards.core import clock
from nganam_awards.documents import tasks as papers
from nganam_awards.documents.enums import DocumentState
from nganam_awards.documents.models import Document
from nganam_awards.notices import outbox, tasks as notices
from nganam_awards.notices.models import Notice
from tests.conftest import OFFICE_DAY
from tests.decisions.hands import approve
from tests.decisions.killed import POINTS
from tests.documents.test_killed_worker import database_url
from tests.factories.campaigns import chairman
from tests.factories.decisions import DecisionFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db(transaction=True)
FIRST = "after the commit"  # points before it lose everything, from it on nothing is lost


@pytest.fixture
def queue():
    """Where the killed process leaves its messages; nobody reads them."""
    name = f"killed-{secrets.token_hex(6)}"
    yield name
    broker = redis.Redis.from_url(settings.REDIS_URL)
    broker.delete(name, f"_kombu.binding.{name}")
    broker.close()


def killed(point, decision, signer, queue):
    """Run the step in a process of its own until it is killed there."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.documents.worker_settings",
        "DATABASE_URL": database_url(),
        "PORTAL_DATA": str(settings.DATA_DIR),
        "PAPER_QUEUE": queue,
        "PAPER_LEASE_SECONDS": "60",
        "OFFICE_DAY": OFFICE_DAY.isoformat(),
    }
    command = [sys.executable, "-m", "tests.decisions.killed", point]
    ended = subprocess.run(
        [*command, str(decision.pk), str(signer.pk)],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr[-2000:]


def queued():
    return set(Document.objects.filter(state=DocumentState.QUEUED).values_list("pk", flat=True))


def restart(at, others):
    """What beat and a worker do once they are up again, after every lease has run out.

    `others`: papers that waited before the step, which nobody looks at here.
    """
    at(OFFICE_DAY + timedelta(hours=1))
    for _ in range(2):
        papers.sweep(resend_after_seconds=0)
        for pk in queued() - others:
            papers.render(pk)
    tell_everybody()


def tell_everybody():
    for model, rows in outbox.overlooked(clock.machine_now() + timedelta(days=1)):
        for pk in list(rows.values_list("pk", flat=True)):
            notices.announce(model._meta.label_lower, pk)
            notices.announce(model._meta.label_lower, pk)  # delivered twice


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_point_it_is_issued_once_or_not_at_all(point, queue, at):
    with transaction.atomic():  # factories write each event in one transaction with its state
        signer = chairman()
        decision = DecisionFactory(submitted=True, persons=2, chairman=signer)
    clerk = UserFactory(clerk=True, unit=decision.lines.first().nomination.dossier.unit)
    step, others = POINTS[point][0], queued()
    tell_everybody()
    Notice.objects.all().delete()
    if step != "sign":
        approve(decision, signer)
    if step == "tell":
        papers.render(Decision.objects.get(pk=decision.pk).document_id)

    killed(point, decision, signer, queue)

    found = Decision.objects.get(pk=decision.pk)
    if step == "sign" and point != FIRST:
        assert found.state == DecisionState.SUBMITTED
        assert not NumberEntry.objects.exists()
        assert not Award.objects.exists()
        assert sum(Quota.objects.values_list("awarded", flat=True)) == 0
        approve(found, signer)  # he presses again
    restart(at, others)

    found = Decision.objects.get(pk=decision.pk)
    assert found.state == DecisionState.ISSUED
    assert list(NumberEntry.objects.values_list("number", flat=True)) == [1]
    assert Award.objects.count() == sum(Quota.objects.values_list("awarded", flat=True)) == 2
    paper = found.document
    assert paper.state == DocumentState.READY
    assert hashlib.sha256(Path(paper.file.path).read_bytes()).hexdigest() == paper.sha256
    assert Document.objects.filter(symbol=found.symbol).count() == 1
    told = Notice.objects.filter(user=clerk, url=found.get_absolute_url())
    assert told.count() == 1
