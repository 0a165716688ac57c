"""Orders the slips of the one-stop desk with the step that they tell of, each with its number."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from dossiers.enums import SlipKind
from dossiers.models import Apology, Dossier, Supplement
from dossiers.papers import slip as slip_papers
from dossiers.queries import slip as slip_queries
from law.models import Authority
from law.queries import regime as regime_queries
from law.services import number_book as number_book_services
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.documents import glyph
from nganam_awards.documents.models import Document
from nganam_awards.documents.services import order
from units.models import User


def order_supplement(supplement: Supplement) -> Document:
    """Mẫu 02: what the unit is asked to bring, and until when."""
    return _order(
        SlipKind.SUPPLEMENT,
        supplement.dossier,
        lambda authority, _: slip_papers.supplement_context(supplement, authority),
        said=supplement.words,
    )


def order_refusal(dossier: Dossier, *, reason: str, by: User) -> Document:
    """Mẫu 03: why the dossier was not taken in."""
    return _order(
        SlipKind.REFUSAL,
        dossier,
        lambda authority, _: slip_papers.refusal_context(dossier, authority, reason, by),
        said=reason,
    )


def order_apology(apology: Apology) -> Document:
    """Mẫu 04: why the result is late, and the one new day."""
    return _order(
        SlipKind.APOLOGY,
        apology.dossier,
        lambda authority, day: slip_papers.apology_context(apology, authority, day),
        said=apology.reason,
    )


def _order(
    kind: SlipKind, dossier: Dossier, words: Callable[[Authority, date], dict], *, said: str
) -> Document:
    """Call inside the transaction of the step: the number is given, or nothing is done."""
    if blockers := glyph.blockers([("Nội dung vừa ghi", said)]):
        raise Refused(*blockers)
    day = clock.today()
    authority = regime_queries.authority_on(day, regime_queries.HOME_AFFAIRS)
    with transaction.atomic():
        symbol = number_book_services.take(
            authority, kind.series, on=day, subject=f"{kind.label} {dossier.ref}"
        ).symbol
        return order(
            kind,
            title=f"{kind.label} {dossier.ref}",
            context=words(authority, day),
            is_draft=False,
            is_fixed=True,  # what was filed may be older than what papers can print
            symbol=symbol,
            issued_on=day,
            code=slip_queries.code(kind, dossier),
        )
