"""What ends the lines of a dossier, at the top of its page: this app's and the other apps'."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import Truncator

from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from dossiers.queries import office as office_queries
from dossiers.rules import dossier as dossier_rules
from dossiers.workflow import FINISHED_STATES
from nganam_awards.core.registry import dossier_steps
from nganam_awards.core.steps import LastStep
from units.models import User


NAMES_TOLD = 300  # letters of names in a dialog; the list stands on the page behind it


def steps(user: User, dossier: Dossier, lines: Iterable[Nomination]) -> list[LastStep]:
    """What ends lines without an award: a button for whoever may, words for who waits for it."""
    if not dossier_rules.can_see_appraisal(user, dossier):
        return []
    found = [step for ask in dossier_steps for step in ask(user, dossier)]
    names = [n.full_name for n in lines if n.state == NominationState.NOT_RECOMMENDED]
    if dossier.state not in FINISHED_STATES or not names:
        return found
    if dossier_rules.can_decline(user, dossier):
        step = LastStep(
            "khong-khen",
            f"Kết thúc {len(names)} trường hợp không đề nghị",
            reverse("dossiers:decline_lines", args=[dossier.ref]),
            "Không khen thưởng các trường hợp này?",
            f"{Truncator(', '.join(names)).chars(NAMES_TOLD)}. Đơn vị được báo kết quả kèm lý do; "
            "không mở lại được.",
            "ban",
            "danger",
        )
    elif office_queries.works_on_queues(user):
        words = f"Chờ trưởng phòng kết thúc {len(names)} trường hợp không đề nghị."
        step = LastStep("khong-khen", words)
    else:
        return found
    return [step, *found]
