"""An announcement (thông báo) is numbered and ordered in the transaction of its step."""

from datetime import date

from campaigns.enums import AnnouncementKind
from campaigns.models import AwardPlan, PlanAmendment, PlanAnnouncement
from campaigns.papers import announcement
from law.models import Authority, Signatory
from law.queries import regime as regime_queries
from law.services import number_book as number_book_services
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.documents.services import order
from units.models import User


def issue_announcement(
    plan: AwardPlan,
    kind: str,
    *,
    by: User | None = None,
    note: str = "",
    amendment: PlanAmendment | None = None,
) -> PlanAnnouncement:
    """Issues the announcement: number, frozen words and paper, inside the step that it tells of.

    `plan` (and `amendment`) are the locked rows with what the step sets on them. Raises Refused
    where nobody may issue or sign on this day; nothing of the step is written then.
    """
    issuer = issuer_on(clock.today(), by)
    subject = announcement.subject(plan, kind)
    entry = number_book_services.take(
        issuer.authority, announcement.ANNOUNCEMENT_SERIES, on=issuer.day, subject=subject[:500]
    )
    symbol = entry.symbol
    document = order(
        announcement.PAPER,
        title=f"Thông báo số {symbol}",
        context=announcement.context(plan, kind, issuer, note=note, amendment=amendment),
        is_draft=False,
        symbol=symbol,
        issued_on=issuer.day,
    )
    return PlanAnnouncement.objects.create(
        plan=plan, kind=AnnouncementKind(kind), amendment=amendment, document=document
    )


def issuer_on(day: date, by: User | None = None) -> announcement.Issuer:
    """Who announces on the day and who signs: whoever took the step, else the head."""
    town = regime_queries.authority_on(day)
    authority = regime_queries.announcement_issuer(day)
    return announcement.Issuer(authority, _signatory(authority, by, day), town, day)


def _signatory(authority: Authority, by: User | None, day: date) -> Signatory:
    own = authority.signatories.in_force(day).filter(user=by).order_by("-starts_on").first()
    found = own or regime_queries.head_of(authority, day)
    if found is None:
        raise Refused(
            f"Ngày {day:%d/%m/%Y} chưa khai báo người ký thông báo của {authority.name}. "
            "Báo quản trị thêm người ký rồi làm lại."
        )
    return found
