"""Writing an amendment: drawn from the plan in force, edited, or thrown away before it is sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaigns.models import AmendedQuota, AwardPlan, PlanAmendment
from campaigns.queries.diff import PlaceOfPlan, place_of
from campaigns.rules import amendment as amendment_rules, plan as plan_rules
from law.models import AwardType
from nganam_awards.core import workflow
from nganam_awards.core.refusals import Refused, saved
from units.models import Unit, User


@dataclass(frozen=True)
class NewRow:
    """A row of places that the plan does not have yet."""

    award_type: AwardType
    honouree_kind: str
    limit: int
    unit: Unit | None = None


@dataclass(frozen=True)
class AmendmentWords:
    """What an amendment says besides its figures; a filing day left open stays as in the plan."""

    reason: str
    content: str
    review_on: date
    filing_opens_on: date | None = None
    filing_closes_on: date | None = None


def start(
    plan: AwardPlan,
    *,
    words: AmendmentWords,
    limits: Mapping[PlaceOfPlan, int] | None = None,
    added: Iterable[NewRow] = (),
    by: User,
) -> PlanAmendment:
    """Drafts an amendment (điều chỉnh): every row of the plan, with new figures where given.

    One open amendment a plan; the same page sent again writes into the draft it made.
    """
    with transaction.atomic():
        locked = workflow.lock(AwardPlan, plan.pk)
        if not plan_rules.can_draft(by, locked.campaign):
            raise PermissionDenied
        if blockers := amendment_rules.start_blockers(locked):
            raise Refused(*blockers)
        if (made := locked.amendments.open().first()) is not None:
            is_same = made.drafted_by_id == by.pk and made.reason == words.reason
            if is_same and amendment_rules.can_discard(by, made):
                return edit(made, words=words, limits=limits, added=added, by=by)
            raise Refused("Kế hoạch này đang có một bản điều chỉnh chưa xong. Mở bản đó để sửa.")
        fields = _fields(words, locked)
        amendment = saved(PlanAmendment(plan=locked, drafted_by=by, **fields))
        AmendedQuota.objects.bulk_create(
            AmendedQuota(amendment=amendment, **vars(place_of(row)), limit=row.limit)
            for row in locked.quotas.for_meter()
        )
        _write_figures(amendment, limits or {}, added)
    return amendment


def edit(
    amendment: PlanAmendment,
    *,
    words: AmendmentWords,
    limits: Mapping[PlaceOfPlan, int] | None = None,
    added: Iterable[NewRow] = (),
    by: User,
) -> PlanAmendment:
    """Changes the draft of an amendment: words, days and figures of one form, all or nothing."""
    with transaction.atomic():
        locked = _locked_draft(amendment, by)
        for name, value in _fields(words, locked.plan).items():
            setattr(locked, name, value)
        saved(locked)
        _write_figures(locked, limits or {}, added)
    return locked


def discard(amendment: PlanAmendment, *, by: User) -> None:
    """Deletes a draft that was never handed over; one that is gone already is no mistake."""
    with transaction.atomic():
        if not PlanAmendment.objects.filter(pk=amendment.pk).exists():
            return
        locked = _locked_draft(amendment, by)
        if not amendment_rules.can_discard(by, locked):
            raise Refused("Bản điều chỉnh đã từng gửi đi nên được giữ lại. Chọn «Thôi điều chỉnh».")
        locked.delete()


def _fields(words: AmendmentWords, plan: AwardPlan) -> dict[str, object]:
    """The words with the days of the plan where none are written: an amendment erases no day."""
    days = {
        name: getattr(words, name) or getattr(plan, name)
        for name in ("filing_opens_on", "filing_closes_on")
    }
    return vars(words) | days


def _locked_draft(amendment: PlanAmendment, by: User) -> PlanAmendment:
    locked = workflow.lock(PlanAmendment, amendment.pk)
    if not plan_rules.can_draft(by, locked.plan.campaign):
        raise PermissionDenied
    if not amendment_rules.can_edit(by, locked):
        raise Refused(
            f"Bản điều chỉnh đang ở trạng thái «{locked.get_state_display()}» nên không sửa được "
            "nữa. Tải lại trang để xem việc gì vừa xảy ra."
        )
    return locked


def _write_figures(
    amendment: PlanAmendment, limits: Mapping[PlaceOfPlan, int], added: Iterable[NewRow]
) -> None:
    """New limits into the rows there are; a row that only the amendment has goes away at 0."""
    rows = {place_of(row): row for row in amendment.quotas.all()}
    there = {place_of(row) for row in amendment.plan.quotas.all()}
    for place, limit in limits.items():
        row = rows.get(place)
        if row is None or row.limit == limit:
            continue
        if not limit and place not in there:
            row.delete()
            del rows[place]
            continue
        row.limit = limit
        saved(row)
    for new in added:
        _add_row(amendment, new, rows)


def _add_row(amendment: PlanAmendment, new: NewRow, rows: dict[PlaceOfPlan, AmendedQuota]) -> None:
    plan = amendment.plan
    row = AmendedQuota(amendment=amendment, **vars(new))
    known = rows.get(place_of(row))
    if known is not None and known.limit == row.limit:
        return  # the same page sent twice
    if known is not None:
        raise Refused(f"{row.label}: dòng này đã có. Sửa số ở dòng đó thay vì thêm dòng mới.")
    if blockers := plan_rules.place_blockers(
        new.award_type, new.honouree_kind, plan_rules.award_day(plan)
    ):
        raise Refused(*blockers)
    if not plan.standards.filter(award_type=new.award_type).exists():
        raise Refused(
            f"Kế hoạch chưa có tiêu chuẩn cho {new.award_type.name} nên chưa thêm chỉ tiêu được."
        )
    joined = plan.participants.filter(pk=new.unit.pk) if new.unit else None
    if joined is not None and new.unit != plan.campaign.organiser and not joined.exists():
        raise Refused(f"{new.unit.short_name} không có trong danh sách đơn vị tham gia.")
    rows[place_of(row)] = saved(row)
