"""Phrases that sound like an exclusion, measured on purposes as offices write them."""

import tomllib
from pathlib import Path

import pytest

from campaigns import transitions
from campaigns.exclusions import Passage, hints_in
from campaigns.workflow import PlanAction
from tests.factories.campaigns import AwardPlanFactory


CORPUS = tomllib.loads((Path(__file__).parents[1] / "data/purposes.toml").read_text("utf-8"))
PURPOSES = CORPUS["purpose"]


def found_in(purpose):
    passages = [Passage("Tên phong trào", purpose["name"], is_name=True)]
    if "aim" in purpose:
        passages.append(Passage("Nội dung thi đua", purpose["aim"]))
    return {hint.exclusion for hint in hints_in(passages)}


def test_the_corpus_is_large_and_has_both_sides():
    guilty = [row for row in PURPOSES if row["excluded"]]
    assert len(PURPOSES) >= 40
    assert len(guilty) >= 20
    assert len(PURPOSES) - len(guilty) >= 20


def test_nine_guilty_purposes_of_ten_are_hinted_and_few_innocent_ones(capsys):
    guilty = [row for row in PURPOSES if row["excluded"]]
    innocent = [row for row in PURPOSES if not row["excluded"]]
    caught = [row for row in guilty if set(row["excluded"]) & found_in(row)]
    disturbed = [row["name"] for row in innocent if found_in(row)]
    recall = len(caught) / len(guilty)
    with capsys.disabled():
        print(  # noqa: T201
            f"\nhint recall {recall:.0%} ({len(caught)}/{len(guilty)}); "
            f"innocent purposes hinted {len(disturbed)}/{len(innocent)}, blocked 0"
        )
    assert recall >= 0.9
    assert len(disturbed) <= len(innocent) // 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    "purpose", [row for row in PURPOSES if not row["excluded"]], ids=lambda row: row["name"]
)
def test_no_innocent_purpose_is_blocked(purpose, people):
    """Whatever is hinted, the plan leaves the unit; only people refuse."""
    plan = AwardPlanFactory(campaign__organiser=people.ward, campaign__name=purpose["name"])
    transitions.hand_over(plan, by=people.clerk)
    transitions.confirm(plan, by=people.head)
    assert plan.events.filter(action=PlanAction.CONFIRM).exists()
