"""Postings (lấy ý kiến công khai) read: what waits to be posted, what stands there, the result."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count

from dossiers.enums import CaseOutcome, NominationState as N
from dossiers.models import Dossier, Nomination, Objection, PostedLine, Posting
from dossiers.queries.presence import has_any
from dossiers.workflow import NO_LONGER_ASKED
from law.queries import award_rule as award_rule_queries
from law.queries.award_rule import AwardChoice
from nganam_awards.core import clock


def of_dossier(dossier: Dossier) -> list[Posting]:
    """All of a dossier, the newest first, with how many lines each has."""
    if not has_any(dossier, Posting):
        return []
    rows = dossier.postings.annotate(line_count=Count("lines")).order_by("-pk")
    found = list(rows.select_related("opened_by"))
    for row in found:
        row.dossier = dossier
    return found


def objections_of(dossier: Dossier) -> list[Objection]:
    """Every objection to a line of the dossier, those without an answer first."""
    rows = Objection.objects.filter(posting__dossier=dossier)
    rows = rows.select_related("line", "answered_by").order_by("answered_at", "pk")
    found = sorted(rows, key=lambda row: row.answered_at is not None)
    for row in found:
        row.line.dossier = dossier
    return found


def to_post(dossier: Dossier, lines: Iterable[Nomination]) -> list[tuple[Nomination, AwardChoice]]:
    """Recommended lines whose award is posted before the decision and that nobody has posted."""
    if not any(line.state == N.RECOMMENDED for line in lines):
        return []
    choices = award_rule_queries.choices_on(clock.today())
    asked = [
        (line, choices[line.award_type_id])
        for line in lines
        if line.state == N.RECOMMENDED
        and line.award_type_id in choices
        and choices[line.award_type_id].posting_days
    ]
    if not asked:
        return []
    posted = set(PostedLine.objects.filter(posting__dossier=dossier).values_list("line", flat=True))
    return [(line, choice) for line, choice in asked if line.pk not in posted]


def named_in(posting: Posting) -> list[Nomination]:
    """Who is shown: names of whom the award is still asked, as papers list them.

    Whether a case is being looked into is nobody's to read here.
    """
    rows = Nomination.objects.filter(posted__posting=posting).exclude(state__in=NO_LONGER_ASKED)
    rows = rows.select_related("award_type").vietnamese_order()
    found = list(rows)
    for row in found:
        row.dossier = posting.dossier
    return found


def sentences(dossier: Dossier) -> list[str]:
    """For the appraisal report (báo cáo thẩm định): what was posted, and what came of it."""
    told, cases = [], objections_of(dossier)
    for one in reversed(of_dossier(dossier)):
        own = [case for case in cases if case.posting_id == one.pk]
        when = f"từ {one.starts_on:%d/%m/%Y} đến hết {one.ends_on:%d/%m/%Y}"
        told.append(
            f"Lấy ý kiến công khai {one.line_count} trường hợp, {one.days} ngày, {when}: "
            f"{_result(one, own)}."
        )
        told += [
            f"Phản ánh {case.code} về {case.line.full_name}: "
            f"{case.get_outcome_display().lower()}. {case.answer}"
            for case in own
            if case.answered_at
        ]
    return told


def _result(posting: Posting, cases: list[Objection]) -> str:
    if not cases:
        return (
            "không có ý kiến phản ánh" if posting.is_over else "đang lấy ý kiến, chưa có phản ánh"
        )
    waiting = sum(case.answered_at is None for case in cases)
    outcomes = Counter(case.outcome for case in cases if case.outcome)
    parts = [f"{outcomes[one]} {one.label.lower()}" for one in CaseOutcome if outcomes[one]]
    parts += [f"{waiting} chưa trả lời"] * bool(waiting)
    return f"có {len(cases)} ý kiến phản ánh ({', '.join(parts)})"


def blocking(lines: Iterable[Nomination]) -> dict[int, Posting | None]:
    """{line: its posting that is not over, or None where nobody has posted it}; two queries.

    Lines whose award is not posted are left out.
    """
    lines = list(lines)
    choices = award_rule_queries.choices_on(clock.today())
    asked = [
        line.pk
        for line in lines
        if line.award_type_id in choices and choices[line.award_type_id].posting_days
    ]
    if not asked:
        return {}
    rows = PostedLine.objects.filter(line__in=asked).select_related("posting")
    posted = {row.line_id: row.posting for row in rows}
    return {pk: posted.get(pk) for pk in asked if pk not in posted or not posted[pk].is_over}


def open_cases(lines: Iterable[Nomination]) -> set[int]:
    """Lines with an objection that nobody has answered."""
    pks = [line.pk for line in lines]
    return set(Objection.objects.waiting().filter(line__in=pks).values_list("line", flat=True))
