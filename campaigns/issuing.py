"""Thông báo: a notice of a plan is numbered and ordered in the transaction of its step."""

from datetime import date

from campaigns import law, papers
from campaigns.enums import NoticeKind
from campaigns.models import Authority, AwardPlan, PlanAmendment, PlanNotice, Signatory
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.core.registry import number_givers
from nganam_awards.documents.services import order
from units.models import User


def issue_notice(
    plan: AwardPlan,
    kind: str,
    *,
    by: User | None = None,
    note: str = "",
    amendment: PlanAmendment | None = None,
) -> PlanNotice:
    """Ra thông báo: number, frozen words and paper, inside the step that it tells of.

    `plan` (and `amendment`) are the locked rows with what the step sets on them. Raises Refused
    where nobody may issue or sign on this day; nothing of the step is written then.
    """
    issuer = issuer_on(clock.today(), by)
    subject = papers.subject(plan, kind)
    symbol = _number(issuer.authority, issuer.day, subject)
    document = order(
        papers.PAPER,
        title=f"Thông báo số {symbol}",
        context=papers.context(plan, kind, issuer, note=note, amendment=amendment),
        is_draft=False,
        symbol=symbol,
        issued_on=issuer.day,
    )
    return PlanNotice.objects.create(
        plan=plan, kind=NoticeKind(kind), amendment=amendment, document=document
    )


def issuer_on(day: date, by: User | None = None) -> papers.Issuer:
    """Whose notice it is on the day and who signs it: whoever took the step, else the head."""
    town = law.authority_on(day)
    authority = law.notice_issuer(day)
    return papers.Issuer(authority, _signatory(authority, by, day), town, day)


def _signatory(authority: Authority, by: User | None, day: date) -> Signatory:
    own = authority.signatories.in_force(day).filter(user=by).order_by("-starts_on").first()
    found = own or law.head_of(authority, day)
    if found is None:
        raise Refused(
            f"Ngày {day:%d/%m/%Y} chưa khai báo người ký thông báo của {authority.name}. "
            "Báo quản trị thêm người ký rồi làm lại."
        )
    return found


def _number(authority: Authority, day: date, subject: str) -> str:
    for give in number_givers:
        return give(authority, papers.NOTICE_KIND, day, subject[:500])
    raise Refused("Chưa có sổ số văn bản để cấp số cho thông báo. Báo quản trị.")
