"""Writes the appraisal report when the appraisal is concluded: frozen, numbered, printed."""

from collections.abc import Iterable

from campaigns.queries import quota as quota_queries
from dossiers.models import Dossier, DossierEvent, Nomination
from dossiers.papers import appraisal_report as papers
from dossiers.queries import (
    appraisal_report as appraisal_report_queries,
    composition as composition_queries,
    laureate as laureate_queries,
    testimony as testimony_queries,
)
from dossiers.queries.criterion import Criteria
from dossiers.rules import line_note as line_note_rules
from dossiers.rules.eligibility import examination
from dossiers.rules.eligibility.finding import Finding
from dossiers.rules.readiness import Draft
from honourees.queries import award as award_queries
from law.queries import regime as regime_queries
from law.services import number_book as number_book_services
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.documents.models import Document
from nganam_awards.documents.services import order
from nganam_awards.documents.typography import ended


def order_for(dossier: Dossier, concluded: DossierEvent) -> Document | None:
    """Orders the report on that conclusion, with the next number of Phòng Nội vụ's own book.

    Call inside the transaction that concluded. None once Phòng Nội vụ issues papers no more
    (after 30/06/2025): the conclusion holds without one.
    """
    day = clock.today()
    try:
        authority = regime_queries.authority_on(day, regime_queries.HOME_AFFAIRS)
        regime_queries.authority_on(day)
    except Refused:
        return None
    subject = f"Báo cáo thẩm định hồ sơ {dossier.ref}"
    entry = number_book_services.take(authority, papers.SERIES, on=day, subject=subject)
    return order(
        appraisal_report_queries.APPRAISAL_REPORT,
        title=f"Báo cáo thẩm định {dossier.ref}",
        context=papers.context(
            dossier,
            **_facts(dossier),
            authority=authority,
            symbol=entry.symbol,
            day=day,
            note=concluded.note,
        ),
        is_draft=False,
        is_fixed=True,  # what was filed may be older than what papers can print
        symbol=entry.symbol,
        issued_on=day,
        code=appraisal_report_queries.code(dossier, concluded),
    )


def _facts(dossier: Dossier) -> dict:
    """Everything that was found, as it stands under the lock."""
    lines = list(dossier.nominations.on_list().as_filed().select_related("award_type"))
    for line in lines:
        line.dossier = dossier
    criteria = Criteria(dossier)
    draft = Draft(dossier, lines)
    files = {file.part for file in draft.attachments if file.replaced_by_id is None}
    places = []
    if dossier.plan_id:
        places = quota_queries.drawn_on_by(dossier.unit, quota_queries.for_meter(dossier.plan))
    found = examination.of_dossier(
        dossier,
        lines,
        places=places,
        asked=draft.asked,
        there=files | {one.part for one in draft.asked if draft.signs(one.part)},
    ).findings
    return {
        "lines": lines,
        "notes": line_note_rules.of_lines(dossier, lines, findings=found, criteria=criteria),
        "findings": list(found.of_dossier),
        "criteria": criteria.of_all(),
        "tallies": criteria.tallies(lines),
        "earlier": _earlier(lines),
        "in_spite": {line.pk: _in_spite(found.of(line.pk)) for line in lines},
        "further": testimony_queries.told(dossier),
        "composition": laureate_queries.beside(
            dossier, [composition_queries.told_of(line, dossier.unit_id) for line in lines]
        ),
    }


def _in_spite(findings: Iterable[Finding]) -> str:
    """What these were recommended in spite of, and why, each reason once; empty: nothing."""
    told: dict[str, list[str]] = {}
    for one in findings:
        if one.overruled:
            told.setdefault(one.overruled, []).append(one.text)
    return " ".join(
        f"{' '.join(texts)} Vẫn đề nghị: {ended(reason, '.')}" for reason, texts in told.items()
    )


def _earlier(lines: list[Nomination]) -> dict[int, str]:
    """{record of the register: «2021: Giấy khen; 2022: Giấy khen»}."""
    known = {line.honouree_id for line in lines if line.honouree_id}
    return {
        record: "; ".join(
            f"{award.merit_year}: {award.award_type.name}"
            for award in sorted(awards, key=lambda award: (award.merit_year, award.pk))
        )
        for record, awards in award_queries.held_by(known).items()
    }
