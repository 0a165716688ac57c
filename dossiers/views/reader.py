"""The three panes of the appraisal page: the list, one paper, one nominee with what is known."""

from django.http import HttpRequest

from dossiers.enums import CriterionVerdict
from dossiers.models import Nomination
from dossiers.queries import look as look_queries
from dossiers.rules import dossier as dossier_rules
from dossiers.services.verdict import Verdicts
from dossiers.views import appraisal, case, viewer
from dossiers.views.nominee_step import NOMINEE_STEPS
from dossiers.workflow import NominationAction
from nganam_awards.core.steps import StepButton
from units.models import User


PAUSES = (NominationAction.SUSPEND, NominationAction.RESUME)


def panes(request: HttpRequest, context: dict, typed: Verdicts) -> dict:
    """The three panes: the list, one paper, one nominee with all that is known of him."""
    user, dossier, shown = request.user, context["dossier"], context["shown"]
    place = appraisal.place_in(request, shown, context["page"], typed, context["lacking"])
    line = place.item.line if place else None
    papers = viewer.readables(context["parts"])
    comments = case.comments_context(user, dossier, line)
    said = (("lời trao đổi", context["thread"]), ("ý kiến nội bộ", comments["all_comments"]))
    return {
        "place": place,
        "case_steps": steps_of(user, line) if line else [],
        "groups": appraisal.grouped(shown),
        "others_typed": [
            item for item in shown if item.can_judge and item.line.pk in typed and item.line != line
        ],
        "case": case.case_of(user, place.item, context) if place else None,
        "criterion_choices": CriterionVerdict.choices,
        "can_answer": dossier_rules.can_give_verdicts(user, dossier),
        "look": look_queries.since_last_look(dossier, user, context["events"], said),
        **appraisal.addresses(request, context["asked"], place),
        **viewer.context(request, dossier, papers, line),
        **comments,
    }


def steps_of(user: User, line: Nomination) -> list[StepButton]:
    may = [a for a in PAUSES if dossier_rules.can_take_line(user, a, line)]
    return NOMINEE_STEPS.buttons(line, may)
