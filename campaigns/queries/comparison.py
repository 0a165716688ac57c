"""Compared with earlier years: what the organiser asked, was granted and used, what to look at.

Numbers and remarks only; nothing here decides (letter, point 1: «tránh khen thưởng tràn lan»).
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from campaigns.enums import PUBLIC_STATES
from campaigns.models import AwardPlan, Quota
from law.enums import HonoureeKind


YEARS_BACK = 3
MUCH_MORE, LITTLE_USED = 1.2, 0.7  # asked for a fifth more; used less than seven in ten
MANY_EACH = 10  # places for each unit that may file
PERSONS_EACH = 5  # persons for each collective
MASS = "Công văn của Chủ tịch UBND thị xã, điểm 1: tránh khen thưởng tràn lan, không thực chất"
FAVOUR = (
    "Công văn của Chủ tịch UBND thị xã, điểm 1: chú trọng tập thể nhỏ, người trực tiếp lao động, "
    "sản xuất, lực lượng vũ trang cơ sở"
)


class Earlier(NamedTuple):
    """One earlier plan of the organiser: places asked, approved, used."""

    plan: AwardPlan
    asked: int
    approved: int
    used: int


class Observation(NamedTuple):
    """A remark for whoever decides, with where the letter speaks of it."""

    text: str
    citation: str


def earlier_of(plans: Iterable[AwardPlan]) -> dict[int, list[Earlier]]:
    """For each plan the approved ones of its organiser in the years before; newest first.

    Two queries however many plans; each needs its campaign.
    """
    plans = list(plans)
    organisers = {plan.campaign.organiser_id for plan in plans}
    rows = (
        AwardPlan.objects.filter(campaign__organiser__in=organisers, state__in=PUBLIC_STATES)
        .select_related("campaign")
        .order_by("-review_year", "-pk")
    )
    years = {year for plan in plans for year in _years_before(plan)}
    found = list(rows.filter(review_year__in=years))
    sums = {
        row["plan_id"]: row
        for row in Quota.objects.filter(plan__in=found)
        .values("plan_id")
        .annotate(
            asks=Sum(Coalesce("asked", "limit")),
            places=Sum("limit"),
            used=Sum(F("awarded") + F("awarded_on_paper")),
        )
    }
    by_organiser = defaultdict(list)
    for row in found:
        told = sums.get(row.pk, {"asks": 0, "places": 0, "used": 0})
        by_organiser[row.campaign.organiser_id].append(
            Earlier(row, told["asks"], told["places"], told["used"])
        )
    return {
        plan.pk: [
            row
            for row in by_organiser[plan.campaign.organiser_id]
            if row.plan.review_year in _years_before(plan)
        ]
        for plan in plans
    }


def last_year(plan: AwardPlan, earlier: Iterable[Earlier]) -> Earlier | None:
    """All plans of the newest earlier year together, under the first of them."""
    rows = list(earlier)
    if not rows:
        return None
    year = max(row.plan.review_year for row in rows)
    same = [row for row in rows if row.plan.review_year == year]
    own = [row for row in same if row.plan.campaign_id == plan.campaign_id]
    chosen = own or same
    return Earlier(
        chosen[0].plan,
        sum(row.asked for row in chosen),
        sum(row.approved for row in chosen),
        sum(row.used for row in chosen),
    )


def line(plan: AwardPlan, earlier: Iterable[Earlier]) -> str:
    """The comparison in one line: «Năm 2022: đề nghị 20, duyệt 15, đã khen 12»."""
    last = last_year(plan, earlier)
    if last is None:
        return "Chưa có kế hoạch nào được duyệt trong ba năm trước."
    return (
        f"Năm {last.plan.review_year}: đề nghị {last.asked}, duyệt {last.approved}, "
        f"đã khen {last.used}."
    )


def observations(
    plan: AwardPlan, quotas: Iterable[Quota], units: int, earlier: Iterable[Earlier]
) -> list[Observation]:
    """What the figures and words of the plan give to think of; `units` may file under it."""
    quotas = list(quotas)
    asked = sum(row.limit for row in quotas)
    found = _growth(plan, asked, list(earlier))
    if asked > MANY_EACH * max(units, 1):
        found.append(
            Observation(
                f"Đề nghị {asked} cho {units} đơn vị được lập hồ sơ, bình quân trên {MANY_EACH} "
                "mỗi đơn vị.",
                MASS,
            )
        )
    return found + _composition(plan, quotas)


def _growth(plan: AwardPlan, asked: int, earlier: list[Earlier]) -> list[Observation]:
    last = last_year(plan, earlier)
    if last is None:
        return []
    found, year = [], last.plan.review_year
    if last.approved and asked > MUCH_MORE * last.approved:
        more = round(100 * (asked - last.approved) / last.approved)
        found.append(
            Observation(
                f"Đề nghị {asked}, nhiều hơn {more} % so với năm {year} (duyệt {last.approved}).",
                MASS,
            )
        )
    if last.approved and last.used < LITTLE_USED * last.approved:
        found.append(
            Observation(
                f"Năm {year} được duyệt {last.approved} nhưng chỉ khen {last.used}; năm nay đề "
                f"nghị {asked}.",
                MASS,
            )
        )
    return found


def _composition(plan: AwardPlan, quotas: list[Quota]) -> list[Observation]:
    """Who the places are for. Leaders and direct workers are known only once dossiers come."""
    persons, collectives = (
        sum(row.limit for row in quotas if row.honouree_kind == kind)
        for kind in (HonoureeKind.PERSON, HonoureeKind.COLLECTIVE)
    )
    found = []
    if persons and not collectives:
        found.append(Observation("Chỉ đề nghị cá nhân, không có tập thể nào.", FAVOUR))
    elif persons > PERSONS_EACH * collectives > 0:
        found.append(
            Observation(f"Đề nghị {persons} cá nhân nhưng chỉ {collectives} tập thể.", FAVOUR)
        )
    texts = [plan.content, *(row.text for row in (*plan.criteria.all(), *plan.standards.all()))]
    if "trực tiếp" not in " ".join(texts).lower():
        found.append(
            Observation(
                "Kế hoạch chưa nói đến người trực tiếp lao động, sản xuất; tỷ lệ này chỉ biết "
                "được khi có hồ sơ, nên nhắc đơn vị từ bây giờ.",
                FAVOUR,
            )
        )
    return found


def _years_before(plan: AwardPlan) -> range:
    return range(plan.review_year - YEARS_BACK, plan.review_year)


class ComparisonTotal(NamedTuple):
    """One award type over all plans that wait, beside what the whole town was granted before."""

    award: str
    asked: int
    granted: int


def totals(plans: Iterable[AwardPlan], year: int) -> list[ComparisonTotal]:
    """Places asked by award type, with those approved in `year`; plans need quotas and awards."""
    asked: defaultdict[str, int] = defaultdict(int)
    order: dict[str, int] = {}
    for row in (row for plan in plans for row in plan.quotas.all()):
        asked[row.award_type.name] += row.limit
        order[row.award_type.name] = row.award_type.order
    approved = Quota.objects.filter(plan__review_year=year, plan__state__in=PUBLIC_STATES)
    granted = dict(
        approved.values_list("award_type__name").annotate(places=Sum("limit")).order_by()
    )
    return [
        ComparisonTotal(name, asked[name], granted.get(name, 0))
        for name in sorted(asked, key=order.get)
    ]
