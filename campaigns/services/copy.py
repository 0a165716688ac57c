"""Copies an earlier plan: a new draft with the words and numbers of an earlier year."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaigns.models import AwardPlan, Campaign, Criterion, Quota, Standard
from campaigns.queries import window as window_queries
from campaigns.rules import plan as plan_rules
from campaigns.services.plan import draft_plan
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import Refused
from units.models import Unit, User


def next_year_of(campaign: Campaign) -> int | None:
    """The year for which the newest plan would be copied; None where there is nothing to copy."""
    newest = campaign.plans.order_by("-review_year").values_list("review_year", flat=True).first()
    return None if newest is None else max(newest + 1, clock.today().year)


def copy_plan(campaign: Campaign, *, by: User) -> AwardPlan:
    """Content, criteria, standards, places and participants of the newest plan, days moved along.

    The file and the three statements are not copied: they are given anew every year. Places are
    what the organiser asked, not what was cut. A double click finds the draft that is there.
    """
    if not plan_rules.can_draft(by, campaign):
        raise PermissionDenied
    with transaction.atomic():
        locked = workflow.lock(Campaign, campaign.pk)
        year = next_year_of(locked)
        if year is None:
            raise Refused("Phong trào chưa có kế hoạch năm trước để chép.")
        source = locked.plans.order_by("-review_year").first()
        if plan_rules.can_edit_plan(by, source) and source.review_year >= clock.today().year:
            return source  # the draft that the first click made
        copied = draft_plan(
            locked,
            review_year=year,
            review_kind=source.review_kind,
            review_on=window_queries.moved(source.review_on, year),
            content=source.content,
            filing_opens_on=window_queries.moved(source.filing_opens_on, year),
            filing_closes_on=window_queries.moved(source.filing_closes_on, year),
            participants=_still_there(source),
            by=by,
        )
        _copy_rows(source, copied)
    return copied


def _copy_rows(source: AwardPlan, copied: AwardPlan) -> None:
    Criterion.objects.bulk_create(
        Criterion(
            plan=copied,
            text=row.text,
            evidence=row.evidence,
            is_measurable=row.is_measurable,
            order=row.order,
        )
        for row in source.criteria.all()
    )
    Standard.objects.bulk_create(
        Standard(plan=copied, award_type_id=row.award_type_id, text=row.text, order=row.order)
        for row in source.standards.all()
    )
    Quota.objects.bulk_create(_places(source, copied))


def _still_there(source: AwardPlan) -> list[Unit]:
    """Participants that were not dissolved since."""
    units = Unit.objects.in_force(clock.today())
    return list(units.filter(pk__in=source.participants.values("pk")))


def _places(source: AwardPlan, copied: AwardPlan) -> list[Quota]:
    """What was asked and may still be given; the share of a unit that is no more falls to all."""
    day = plan_rules.award_day(copied)
    there = {copied.campaign.organiser_id, *copied.participants.values_list("pk", flat=True)}
    rows: dict[tuple[int, str, int | None], Quota] = {}
    for row in source.quotas.select_related("award_type").order_by("pk"):
        asked = row.limit if row.asked is None else row.asked
        if not asked or plan_rules.place_blockers(row.award_type, row.honouree_kind, day):
            continue
        unit_id = row.unit_id if row.unit_id in there else None
        place = rows.setdefault(
            (row.award_type_id, row.honouree_kind, unit_id),
            Quota(
                plan=copied,
                award_type=row.award_type,
                honouree_kind=row.honouree_kind,
                unit_id=unit_id,
                limit=0,
            ),
        )
        place.limit += asked
    return list(rows.values())
