"""What dossiers say of a record of the register: awards asked for, initiatives, discipline."""

from django.db.models import Q
from django.urls import reverse

from dossiers.enums import NominationState as N
from dossiers.models import Nomination
from dossiers.models.dossier import UNIT_STATES
from dossiers.workflow import ENDED_EARLY
from honourees.queries.life_record import AskedAward, Evidenced, Penalised, RecordFacts
from law.enums import Penalty, Scope
from nganam_awards.core.registry import honouree_facts
from units.models import User


OPEN = (N.PROPOSED, N.RECOMMENDED, N.WITH_CHAIRMAN, N.DECIDED, N.SUSPENDED, N.FORWARDED)
MOST = 60  # lines of one honouree that are read, the newest first
_SAYS = (
    *("state", "award_type__name", "award_type_id", "full_name"),
    *("penalty", "penalty_on", "initiative", "initiative_kind", "initiative_scope"),
    *("initiative_body", "initiative_on", "dossier__ref", "dossier__merit_year", "dossier__state"),
)


def facts_of(user: User, records: list[int]) -> RecordFacts:
    """Of the lines that the person may see; one query."""
    rows = Nomination.objects.visible_to(user).filter(honouree__in=records)
    rows = rows.exclude(state=N.REMOVED).exclude(dossier__state__in=ENDED_EARLY)
    rows = rows.exclude(Q(dossier__state__in=UNIT_STATES))
    facts = RecordFacts()
    for line in rows.select_related("dossier", "award_type").only(*_SAYS).order_by("-pk")[:MOST]:
        _take(facts, line)
    return facts


def _take(facts: RecordFacts, line: Nomination) -> None:
    dossier = line.dossier
    if line.state in OPEN:
        url = reverse("dossiers:dossier", args=[dossier.ref])
        facts.lines.append(
            AskedAward(
                line.award_type_id,
                line.award_type.name,
                dossier.merit_year,
                dossier.ref,
                url,
                line.get_state_display(),
            )
        )
    if line.penalty:
        one = Penalised(Penalty(line.penalty).label, line.penalty_on)
        if one not in facts.penalties:
            facts.penalties.append(one)
    if line.initiative_kind or line.initiative:
        _add_evidence(facts, line)


def _add_evidence(facts: RecordFacts, line: Nomination) -> None:
    scope = Scope(line.initiative_scope).label if line.initiative_scope else ""
    on = f"{line.initiative_on:%d/%m/%Y}" if line.initiative_on else ""
    words = ", ".join(p for p in (line.initiative, line.initiative_body, scope, on) if p)
    one = Evidenced(line.initiative_kind or "initiative", words, line.initiative_on)
    if one not in facts.evidence:
        facts.evidence.append(one)


def register() -> None:
    """Called once when the apps are loaded."""
    honouree_facts.add(facts_of)
