"""Papers of a session, each ordered in the transaction of its step."""

from collections.abc import Callable
from datetime import date

from council.enums import Role
from council.models import CouncilCase, CouncilSession
from council.papers import (
    ballot as ballot_papers,
    count_minutes as count_minutes_papers,
    invitation as invitation_papers,
    minutes as minutes_papers,
)
from council.queries import member as member_queries, paper as paper_queries
from council.queries.paper import CaseRecord
from law.models import Authority
from law.queries import regime as regime_queries
from law.services import number_book as number_book_services
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sentence import About
from nganam_awards.documents import glyph
from nganam_awards.documents.models import Document
from nganam_awards.documents.services import order
from units.models import User


def order_invitation(obj: CouncilSession) -> Document | None:
    """The invitation (giấy mời), numbered in the Council's own book.

    A further one of the same session says which it replaces. None, as of every paper here, once
    the Council of the town is no more (after 30/06/2025).
    """
    if blockers := glyph.blockers([("Địa điểm", obj.place)]):
        raise Refused(*(About(text, "place") for text in blockers))
    title = f"Giấy mời họp Hội đồng ngày {obj.held_on:%d/%m/%Y}"
    rows = obj.attendance.values("member")
    members = member_queries.members_on(obj.held_on).filter(pk__in=rows)
    agenda = paper_queries.agenda_of(obj)
    return _numbered(
        paper_queries.INVITATION,
        invitation_papers.SERIES,
        title,
        lambda **given: invitation_papers.context(
            obj, agenda=agenda, members=members, replaced=obj.invitation, **given
        ),
    )


def order_minutes(obj: CouncilSession) -> Document | None:
    """The minutes (biên bản họp) of a session whose cases all have a conclusion."""
    now = clock.now()
    order_of = {row.pk: place for place, row in enumerate(member_queries.members_on(obj.held_on))}
    rows = list(obj.attendance.select_related("member__person"))
    rows.sort(key=lambda row: order_of.get(row.member_id, len(order_of)))
    return _numbered(
        paper_queries.MINUTES,
        minutes_papers.SERIES,
        f"Biên bản họp Hội đồng ngày {obj.held_on:%d/%m/%Y}",
        lambda **given: minutes_papers.context(
            obj,
            records=paper_queries.records_of(obj),
            attendance=rows,
            began_at=paper_queries.began_at(obj) or now,
            ended_at=now,
            **given,
        ),
    )


def order_count_minutes(case: CouncilCase) -> Document | None:
    """The minutes of the count (biên bản kiểm phiếu) of a case that has just been closed."""
    chair, secretary = _hands(case)
    return _numbered(
        paper_queries.COUNT_MINUTES,
        count_minutes_papers.SERIES,
        f"Biên bản kiểm phiếu: {case}",
        lambda **given: count_minutes_papers.context(
            CaseRecord(case), chair=chair, secretary=secretary, closed_at=clock.now(), **given
        ),
    )


def order_ballots(case: CouncilCase) -> Document | None:
    """Ballots to be printed, a sheet for each voter who is there; call when the vote has opened."""
    authority = _issuer(clock.today())
    if authority is None:
        return None
    record = CaseRecord(case)
    return order(
        paper_queries.BALLOT,
        title=f"Phiếu in: {case}",
        context=ballot_papers.context(record, lines=record.roll.lines, authority=authority),
        is_draft=False,
        is_fixed=True,
        code=paper_queries.ballot_code(case, record.roll.voters[0].pk),
    )


def _hands(case: CouncilCase) -> tuple[User | None, User | None]:
    """Who signs what was counted: of a session its own people, else who sits there today."""
    if case.session_id:
        return case.session.presider, case.session.secretary
    seats = {row.role: row.person for row in member_queries.members_on(clock.today())}
    return seats.get(Role.CHAIR), seats.get(Role.SECRETARY)


def _issuer(day: date) -> Authority | None:
    try:
        return regime_queries.authority_on(day, regime_queries.COUNCIL)
    except Refused:
        return None


def _numbered(kind: str, series: str, title: str, context: Callable[..., dict]) -> Document | None:
    """Takes the next number of the series and orders the paper: both stand, or neither."""
    day = clock.today()
    authority = _issuer(day)
    if authority is None:
        return None
    symbol = number_book_services.take(authority, series, on=day, subject=title).symbol
    return order(
        kind,
        title=title,
        context=context(authority=authority, symbol=symbol, day=day),
        is_draft=False,
        is_fixed=True,  # what was filed or noted may hold signs that nobody can mend any more
        symbol=symbol,
        issued_on=day,
    )
