"""Nobody is submitted or issued whom a provision holds back, on the day it counts."""

from datetime import date

import pytest
from django.urls import reverse

from decisions.models import Decision
from dossiers.enums import Stage
from dossiers.models import Assessment, Nomination, Overruling
from law.enums import Penalty
from law.figures import RuleKey
from law.models import RuleValue
from nganam_awards.core.refusals import Refused
from tests.decisions.hands import approve, reasons, submit
from tests.factories.campaigns import chairman
from tests.factories.decisions import DecisionFactory


pytestmark = pytest.mark.django_db

WHY = "Thành tích có sau khi hết kỷ luật."


@pytest.fixture(autouse=True)
def strict(db):
    """The administrator verified the figure: a penalty holds a form of commendation up."""
    RuleValue.objects.filter(key=RuleKey.FORM_PENALTY).update(is_verified=True)


def punished(decision):
    """Told after the appraisal."""
    line = Nomination.objects.filter(decision_lines__decision=decision).order_by("pk").first()
    line.penalty, line.penalty_on = Penalty.REPRIMAND, date(2023, 3, 1)
    line.save()
    return line


def overrule(line, by):
    return Overruling.objects.create(
        nomination=line, key="discipline", reason=WHY, told="Bị kỷ luật khiển trách.", by=by
    )


def test_a_failed_line_is_not_submitted_until_it_is_answered(head, officer):
    decision = DecisionFactory(persons=2)
    line = punished(decision)
    with pytest.raises(Refused) as refusal:
        submit(decision, head)
    told = reasons(refusal)
    assert f"{line.full_name}: Bị kỷ luật khiển trách ngày 01/03/2023" in told
    assert "(Thông tư của Bộ Nội vụ trước năm 2024" in told
    overrule(line, officer)
    submit(Decision.objects.get(pk=decision.pk), head)
    kept = Assessment.objects.get(dossier=line.dossier_id)
    assert (kept.stage, kept.findings[str(line.pk)]["discipline"][0]) == (Stage.SUBMITTED, "fail")


def test_a_fact_that_changed_after_submission_stops_the_signature(officer):
    decision = DecisionFactory(submitted=True, persons=2)
    line = punished(decision)
    with pytest.raises(Refused, match="kỷ luật khiển trách"):
        approve(decision)
    overrule(line, officer)
    approve(Decision.objects.get(pk=decision.pk))
    stages = Assessment.objects.filter(dossier=line.dossier_id).values_list("stage", flat=True)
    assert list(stages) == [Stage.ISSUED, Stage.SUBMITTED]


def test_the_chairmans_page_tells_what_fails_and_what_was_answered(client_of, officer):
    decision = DecisionFactory(submitted=True, persons=2)
    line = punished(decision)
    page = reverse("decisions:sign", args=[decision.pk])
    told = client_of(chairman()).get(page).text
    assert f"{line.full_name}: Bị kỷ luật khiển trách" in told
    assert f"{line.dossier.get_absolute_url()}?dong={line.pk}" in told
    overrule(line, officer)
    assert f"Phòng Nội vụ vẫn đề nghị: {WHY}" in client_of(chairman()).get(page).text
