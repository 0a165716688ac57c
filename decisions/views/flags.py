"""Red flags (cờ đỏ): what stands against a signature today, what to see first, with evidence."""

from typing import NamedTuple

from django.urls import reverse

from campaigns.queries.meter import Meter
from decisions import papers, rules
from decisions.models import Decision
from decisions.queries import eligibility as eligibility_queries, ground as ground_queries
from decisions.queries.lineup import LineUp
from decisions.rules import SignatoryToday
from dossiers.enums import Verdict
from dossiers.models import Nomination
from dossiers.rules.eligibility.finding import Finding
from law.enums import SeriesPolicy
from law.services import number_book as number_book_services
from nganam_awards.core import clock
from units.models import User


TOLD_AT_MOST = 10


class LinkedFlag(NamedTuple):
    """One sentence, and where it can be checked."""

    text: str
    url: str = ""


def is_numbered_here(signatory: SignatoryToday, decision: Decision) -> bool:
    """Does the signature issue it at once, or does the clerk (văn thư) number it later?"""
    if signatory.line is None:
        return True
    series, year = papers.SERIES[decision.kind], clock.today().year
    policy = number_book_services.policy_of(signatory.line.authority, series, year)
    return policy == SeriesPolicy.OWN


def against(
    user: User, lineup: LineUp, places: list[Meter], signatory: SignatoryToday
) -> list[LinkedFlag]:
    """Why this person cannot sign this line-up today."""
    page = reverse("decisions:sign", args=[lineup.decision.pk])
    return [
        *(
            LinkedFlag(flag.text, f"{page}#{flag.evidence}" if flag.evidence else "")
            for flag in rules.signature_flags(user, lineup, places, signatory)
        ),
        *_told(lineup, [(n, one) for n, one in _findings(lineup) if one.is_failed]),
    ]


def beside(lineup: LineUp, signatory: SignatoryToday) -> list[LinkedFlag]:
    """What hinders nothing and should be seen: a day moved back, who left, who was honoured."""
    decision = lineup.decision
    authority = signatory.line and signatory.line.authority
    series = papers.SERIES[decision.kind]
    order = rules.order_warnings(decision, lineup.nominations, authority, series)
    left = [
        LinkedFlag(
            f"{row.nomination.full_name} không còn trong danh sách: "
            f"«{row.nomination.get_state_display()}».",
            row.nomination.dossier.get_absolute_url(),
        )
        for row in lineup.left_out
    ]
    wanted = [
        (n, one) for n, one in _findings(lineup) if one.overruled or one.verdict == Verdict.WARNING
    ]
    wanted.sort(key=lambda pair: not pair[1].overruled)
    return [
        *[LinkedFlag(text) for text in [*rules.standards_missing(lineup), *order]],
        *[
            LinkedFlag(f"«{line}» do Phòng Nội vụ tự ghi, không có trong danh mục căn cứ.")
            for line in ground_queries.own_of(decision)
        ],
        *left,
        *_told(lineup, wanted),
    ]


def _findings(lineup: LineUp) -> list[tuple[Nomination, Finding]]:
    """What the provisions say of the line-up on its day; asked once a page."""
    examined = eligibility_queries.examined(lineup)
    return [(n, one) for n in lineup.nominations for one in examined.of(n.pk)] if examined else []


def _told(lineup: LineUp, found: list[tuple[Nomination, Finding]]) -> list[LinkedFlag]:
    told = [
        LinkedFlag(
            f"{n.full_name}: {_sentence(one)}", f"{n.dossier.get_absolute_url()}?dong={n.pk}"
        )
        for n, one in found[:TOLD_AT_MOST]
    ]
    rest = len(found) - TOLD_AT_MOST
    return told + [LinkedFlag(f"Và {rest} chỗ khác về những người trong danh sách.")] * (rest > 0)


def _sentence(one: Finding) -> str:
    if one.overruled:
        return f"{one.text} Phòng Nội vụ vẫn đề nghị: {one.overruled} ({one.citation})"
    return f"{one.text} ({one.citation})"
