"""What of the Council's work waits for whom, and what a member has done with it."""

from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from council.enums import CaseState, LineOutcome, SessionState
from council.models import (
    Attendance,
    Ballot,
    CaseLine,
    CouncilCase,
    CouncilMember,
    CouncilSession,
    Tally,
    Voter,
)
from council.models.member import runs_council
from council.queries import (
    member as member_queries,
    rule as rule_queries,
    verdict as verdict_queries,
)
from dossiers.enums import NominationState
from law.enums import Category
from law.figures import VoteForm
from units.models import User


SHOWN = 30  # rows of one kind on the board
SOON = timedelta(days=3)  # on a Friday one hears of Monday
DUE = Coalesce("due_on", "session__held_on")
GROUPED_BY = ("award_type", "dossier__category", "dossier__merit_year")


class WaitingGroup(NamedTuple):
    """So many lines of one award that the law brings before the Council, and how it is asked."""

    award: str
    category: str
    merit_year: int
    form: str
    count: int


class CouncilDesk:
    """What one person sees of the Council's work; each part asked once, when it is shown."""

    def __init__(self, user: User, day: date) -> None:
        self.user, self.day = user, day
        self._sees_all = runs_council(user)

    @cached_property
    def seat(self) -> CouncilMember | None:
        """As what the person sits there today."""
        return member_queries.member_of(self.user, self.day)

    @cached_property
    def unanswered(self) -> list[CouncilCase]:
        """The person's ballots that are missing, what ends first on top."""
        return list(for_list(unanswered(self.user)).order_by(DUE, "order", "pk"))

    @cached_property
    def coming(self) -> list[CouncilSession]:
        """Sessions not over yet, each with its cases; still being prepared: for who keeps them."""
        states = [SessionState.INVITED, SessionState.UNDER_WAY]
        if self._sees_all:
            states.append(SessionState.PLANNED)
        return list(self._sessions(states).order_by("held_on", "starts_at", "pk")[:SHOWN])

    @cached_property
    def past(self) -> list[CouncilSession]:
        """The newest that are over."""
        return list(self._sessions([SessionState.CLOSED]).order_by("-held_on", "-pk")[:SHOWN])

    @cached_property
    def waiting(self) -> list[WaitingGroup]:
        """Lines that must come before the Council and do not yet."""
        return [
            WaitingGroup(
                row["award_type__name"],
                Category(row["dossier__category"]).label,
                row["dossier__merit_year"],
                VoteForm(row["vote_form"]).label,
                row["count"],
            )
            for row in waiting_groups(self.day)
        ]

    @cached_property
    def unscheduled(self) -> list[CouncilCase]:
        """Cases that wait for a session, or to be sent out."""
        rows = for_list(CouncilCase.objects.filter(state=CaseState.WAITING))
        return list(rows.order_by("award_type__order", "pk")[:SHOWN])

    @cached_property
    def opinions(self) -> list[CouncilCase]:
        """Written opinions under way."""
        return list(opinions()[:SHOWN])

    def _sessions(self, states: list[str]) -> QuerySet[CouncilSession]:
        rows = CouncilSession.objects.all() if self._sees_all else sessions_of(self.user)
        cases = for_list(CouncilCase.objects.all()).order_by("order", "pk")
        rows = rows.filter(state__in=states).select_related("signed_minutes", "minutes")
        return rows.prefetch_related(Prefetch("cases", queryset=cases))


def unanswered(user: User) -> QuerySet[CouncilCase]:
    """Open cases in which the person's ballot is still missing.

    Nothing for whoever has no seat with a vote today, nor of a case in which he is barred from
    every line. Twin of `council.rules.ballot.waits_for` for lists.
    """
    if not user.has_perm("council.vote"):
        return CouncilCase.objects.none()
    own = Voter.objects.filter(case=OuterRef("pk"), member__person=user.pk).order_by()
    lines = CaseLine.objects.filter(
        case=OuterRef("pk"), outcome="", nomination__state=NominationState.RECOMMENDED
    )
    lines = lines.exclude(bars__person=user.pk).order_by()
    return CouncilCase.objects.filter(
        Exists(own), Exists(lines), ~has_voted(user), state=CaseState.VOTING, on_paper=False
    )


def has_voted(user: User) -> Q:
    """Cases in which the person's ballot is there; that it is, never what it says."""
    box = Tally.objects.filter(case=OuterRef("pk"), voted__contains=[user.pk]).order_by()
    named = Ballot.objects.filter(case=OuterRef("pk"), person=user.pk).order_by()
    return Q(Exists(box)) | Q(Exists(named))


def voted_on(user: User) -> QuerySet[CouncilCase]:
    """What the person voted on, the newest first."""
    rows = for_list(CouncilCase.objects.visible_to(user).filter(has_voted(user)))
    return rows.order_by("-pk")


def sessions_of(user: User) -> QuerySet[CouncilSession]:
    """To which the person was invited."""
    rows = Attendance.objects.filter(session=OuterRef("pk"), member__person=user.pk).order_by()
    states = (SessionState.INVITED, SessionState.UNDER_WAY, SessionState.CLOSED)
    return CouncilSession.objects.filter(Exists(rows), state__in=states)


def near(user: User, day: date) -> QuerySet[CouncilSession]:
    """Sessions to which the person goes that begin soon."""
    away = Attendance.objects.filter(
        session=OuterRef("pk"), member__person=user.pk, is_present=False
    )
    rows = sessions_of(user).exclude(state=SessionState.CLOSED)
    return rows.filter(~Exists(away.order_by()), held_on__range=(day, day + SOON))


def to_open(user: User) -> QuerySet[CouncilCase]:
    """Cases of the session over which the person presides now, not voted on yet."""
    return CouncilCase.objects.filter(
        state=CaseState.SCHEDULED,
        session__presider=user.pk,
        session__state=SessionState.UNDER_WAY,
    )


def to_close(user: User, day: date) -> QuerySet[CouncilCase]:
    """Open votes of that session; written opinions that all gave, or whose day is past."""
    in_session = Q(session__presider=user.pk, session__state=SessionState.UNDER_WAY)
    answered = Q(form=VoteForm.OPINION) & (~Q(Exists(_silent())) | Q(due_on__lt=day))
    return CouncilCase.objects.filter(in_session | answered, state=CaseState.VOTING)


def late_opinions(day: date) -> QuerySet[CouncilCase]:
    """Written opinions past their day that some have not given."""
    rows = CouncilCase.objects.filter(form=VoteForm.OPINION, state=CaseState.VOTING)
    return rows.filter(Exists(_silent()), due_on__lt=day)


def open_votes() -> int:
    """How many votes are open: whoever leaves the Council has no ballot there any more."""
    return CouncilCase.objects.filter(state=CaseState.VOTING).count()


def opinions() -> QuerySet[CouncilCase]:
    """Written opinions under way, with how many have a vote and how many have answered."""
    rows = CouncilCase.objects.filter(form=VoteForm.OPINION, state=CaseState.VOTING)
    rows = for_list(rows).annotate(asked=_counted(Voter.objects), answered=_counted(Ballot.objects))
    return rows.order_by("due_on", "pk")


def for_list(rows: QuerySet[CouncilCase]) -> QuerySet[CouncilCase]:
    """With the award, the session and how many lines it has, for one line of a list."""
    lines = CaseLine.objects.exclude(outcome=LineOutcome.OUT)
    return rows.select_related("award_type", "session").annotate(line_count=_counted(lines))


def waiting_groups(day: date) -> QuerySet:
    """Lines that must come before the Council and do not yet, counted by award and form."""
    rows = verdict_queries.waiting(day).order_by().annotate(vote_form=rule_queries.form_on(day))
    columns = (*GROUPED_BY, "award_type__name", "award_type__order", "vote_form")
    found = rows.values(*columns).annotate(count=Count("pk"))
    return found.order_by("award_type__order", *GROUPED_BY[1:], "vote_form")


def unsigned() -> QuerySet[CouncilSession]:
    """Sessions that are over, whose signed minutes nobody has uploaded."""
    return CouncilSession.objects.filter(state=SessionState.CLOSED, signed_minutes=None)


def can_finish() -> QuerySet[CouncilSession]:
    """Sessions under way whose cases all have a conclusion or were put off."""
    open_cases = CouncilCase.objects.filter(
        session=OuterRef("pk"), state__in=[CaseState.SCHEDULED, CaseState.VOTING]
    )
    return CouncilSession.objects.filter(
        ~Exists(open_cases.order_by()), state=SessionState.UNDER_WAY
    )


def _silent() -> QuerySet[Voter]:
    """Whoever has a vote in a written opinion and has not given it."""
    given = Ballot.objects.filter(
        case=OuterRef("case"), person=OuterRef("member__person")
    ).order_by()
    return Voter.objects.filter(~Exists(given), case=OuterRef("pk")).order_by()


def _counted(rows: QuerySet) -> Combinable:
    """How many rows of another table a case has; a join would multiply them with each other."""
    found = rows.filter(case=OuterRef("pk")).order_by().values("case")
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), 0)
