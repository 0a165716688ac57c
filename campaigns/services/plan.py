"""Writes campaigns and drafts of plans: their words, rows, places and the signed paper."""

from collections.abc import Iterable, Mapping
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, models, transaction
from django.db.models import Max

from campaigns.enums import PlanState
from campaigns.models import (
    AwardPlan,
    BasisDocument,
    Campaign,
    Criterion,
    PlanFile,
    Quota,
    Standard,
)
from campaigns.queries import window as window_queries
from campaigns.rules import plan as plan_rules
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core import workflow
from nganam_awards.core.files import acceptance, services as file_services
from nganam_awards.core.refusals import Refused, saved
from nganam_awards.core.sentence import About
from units.models import Unit, User


# Campaigns -----------------------------------------------------------------------------------


def create_campaign(
    *,
    organiser: Unit,
    by: User,
    key: UUID | None = None,
    basis: Iterable[str] = (),
    **fields: object,
) -> Campaign:
    """Creates a campaign with the documents it stands on. The same key again: the same campaign."""
    is_town_wide = bool(fields.get("is_town_wide"))
    if is_town_wide and not organiser.is_home_affairs:
        raise Refused(
            About(
                "Phong trào của thị xã do Phòng Nội vụ soạn; chọn Phòng Nội vụ.",
                "organiser",
                "is_town_wide",
            )
        )
    if not plan_rules.can_draft_for(by, organiser, is_town_wide=is_town_wide):
        raise PermissionDenied
    key = key or uuid4()
    if known := Campaign.objects.filter(creation_key=key, organiser=organiser).first():
        return known
    with transaction.atomic():
        made = saved(Campaign(organiser=organiser, creation_key=key, **fields))
        _write_basis(made, basis)
    return made


def create_campaign_with_plan(
    *, organiser: Unit, campaign: dict, plan: dict, key: UUID, by: User
) -> AwardPlan:
    """Creates a campaign and its first year's plan together; a double click makes one of each.

    The same key again, from a page one went back to, changes what was made.
    """
    if known := _made_with(key):
        return _written_again(known, organiser, campaign, plan, by)
    try:
        with transaction.atomic():
            made = create_campaign(organiser=organiser, by=by, key=key, **campaign)
            return draft_plan(made, by=by, **plan)
    except (IntegrityError, Refused):  # the same click twice at the same instant
        if known := _made_with(key):
            return known
        raise


def _made_with(key: UUID) -> AwardPlan | None:
    rows = AwardPlan.objects.filter(campaign__creation_key=key).select_related("campaign")
    return rows.order_by("pk").first()


def _written_again(
    known: AwardPlan, organiser: Unit, campaign: dict, plan: dict, by: User
) -> AwardPlan:
    if known.campaign.organiser_id != organiser.pk:
        raise Refused(
            f"Bản nháp đã lưu với đơn vị phát động {known.campaign.organiser.short_name}; đơn vị "
            "phát động không đổi được. Lập phong trào khác cho đơn vị kia."
        )
    return edit_campaign_and_plan(known, campaign=campaign, fields=plan, by=by)


def edit_campaign(campaign: Campaign, *, by: User, **fields: object) -> Campaign:
    """Changes a campaign while none of its plans has left the clerk's desk."""
    with transaction.atomic():
        changed = _changed_campaign(campaign, by, dict(fields))
        for plan in changed.plans.all():
            _check_days(changed, plan)
    return changed


# Plans ---------------------------------------------------------------------------------------


def draft_plan(
    campaign: Campaign, *, by: User, participants: Iterable[Unit] = (), **fields: object
) -> AwardPlan:
    """Drafts the award plan (kế hoạch khen thưởng) of a year; one a campaign and year."""
    if not plan_rules.can_draft(by, campaign):
        raise PermissionDenied
    plan = AwardPlan(campaign=campaign, **fields)
    _check_days(campaign, plan)
    with transaction.atomic():
        saved(plan)
        plan.participants.set(_others(campaign, participants))
    return plan


def edit_plan(
    plan: AwardPlan, *, by: User, participants: Iterable[Unit] | None = None, **fields: object
) -> AwardPlan:
    """Changes a draft; `participants` None leaves the units as they are.

    In another year the filing window moves along, unless its days are given too.
    """
    with transaction.atomic():
        locked = locked_draft(plan, by)
        year = fields.get("review_year", locked.review_year)
        if year != locked.review_year:
            fields = _window_in(locked, year) | fields
        _set(locked, fields)
        _check_days(locked.campaign, locked)
        saved(locked)
        if participants is not None:
            joined = _others(locked.campaign, participants)
            _check_shares(locked, joined)
            locked.participants.set(joined)
    return locked


def edit_campaign_and_plan(plan: AwardPlan, *, campaign: dict, fields: dict, by: User) -> AwardPlan:
    """Changes campaign and plan of one form, both or neither."""
    with transaction.atomic():
        _changed_campaign(plan.campaign, by, dict(campaign))
        return edit_plan(plan, by=by, **fields)


# Rows of a draft -----------------------------------------------------------------------------


def add_criterion(
    plan: AwardPlan, *, text: str, evidence: str = "", is_measurable: bool = False, by: User
) -> Criterion:
    """Adds a criterion (tiêu chí); the same words twice are one criterion."""
    with transaction.atomic():
        locked = locked_draft(plan, by)
        known = locked.criteria.filter(text=text).first()
        return known or saved(
            Criterion(
                plan=locked,
                text=text,
                evidence=evidence,
                is_measurable=is_measurable,
                order=_next(locked.criteria),
            )
        )


def add_standard(plan: AwardPlan, *, award_type: AwardType, text: str, by: User) -> Standard:
    """Adds a standard (tiêu chuẩn) of an award; the same words twice are one standard."""
    with transaction.atomic():
        locked = locked_draft(plan, by)
        known = locked.standards.filter(award_type=award_type, text=text).first()
        return known or saved(
            Standard(plan=locked, award_type=award_type, text=text, order=_next(locked.standards))
        )


def edit_row(row: Criterion | Standard, *, by: User, **fields: object):
    """Changes a criterion or a standard of a draft."""
    with transaction.atomic():
        row.plan = locked_draft(row.plan, by)
        locked = workflow.lock(type(row), row.pk)
        locked.plan = row.plan
        _set(locked, fields)
        return saved(locked)


def remove_row(row: Criterion | Standard, *, by: User) -> None:
    """Deletes a row of a draft; one that is gone already is no mistake."""
    with transaction.atomic():
        locked = locked_draft(row.plan, by)
        type(row)._base_manager.filter(pk=row.pk, plan=locked).delete()


def locked_draft(plan: AwardPlan, by: User) -> AwardPlan:
    locked = workflow.lock(AwardPlan, plan.pk)
    if not plan_rules.can_draft(by, locked.campaign):
        raise PermissionDenied
    if not plan_rules.can_edit_plan(by, locked):
        raise Refused(
            f"Kế hoạch đang ở trạng thái «{locked.get_state_display()}» nên không sửa được nữa. "
            "Tải lại trang để xem việc gì vừa xảy ra."
        )
    return locked


def _changed_campaign(campaign: Campaign, by: User, fields: dict) -> Campaign:
    """The campaign with its new words, as long as all its plans are drafts."""
    locked = workflow.lock(Campaign, campaign.pk)
    if not plan_rules.can_edit_campaign(by, locked):
        raise PermissionDenied
    plans = workflow.lock_many(AwardPlan, locked.plans.values_list("pk", flat=True))
    for plan in plans:
        if plan.state != PlanState.DRAFT:
            raise Refused(
                f"Kế hoạch năm {plan.review_year} của phong trào đang ở trạng thái "
                f"«{plan.get_state_display()}» nên tên, chủ đề và thời gian không sửa được nữa."
            )
    if (basis := fields.pop("basis", None)) is not None:
        _write_basis(locked, basis)
    _set(locked, fields)
    return saved(locked)


def _write_basis(campaign: Campaign, titles: Iterable[str]) -> None:
    """The documents as written now, in their order."""
    campaign.basis_documents.all().delete()
    BasisDocument.objects.bulk_create(
        BasisDocument(campaign=campaign, title=title) for title in titles
    )


def _window_in(plan: AwardPlan, year: int) -> dict[str, object]:
    """The same days of filing in another year."""
    return {
        name: window_queries.moved(getattr(plan, name), year)
        for name in ("filing_opens_on", "filing_closes_on")
    }


def _check_days(campaign: Campaign, plan: AwardPlan) -> None:
    year = plan.review_year
    blockers = plan_rules.day_blockers(campaign.starts_on, year, plan.review_on)
    blockers += window_queries.day_blockers(
        year, filing_opens_on=plan.filing_opens_on, filing_closes_on=plan.filing_closes_on
    )
    if blockers:
        raise Refused(*blockers)


def _check_shares(plan: AwardPlan, joined: list[Unit]) -> None:
    """A unit with places of its own cannot leave the plan behind its back."""
    there = {unit.pk for unit in joined} | {plan.campaign.organiser_id}
    left = plan.quotas.exclude(unit=None).exclude(unit__in=there).select_related("unit")
    if names := sorted({row.unit.short_name for row in left}):
        raise Refused(
            About(
                f"Còn chỉ tiêu chia cho {', '.join(names)}. Xóa các dòng chỉ tiêu đó trước.",
                "participants",
            )
        )


def _others(campaign: Campaign, units: Iterable[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.pk != campaign.organiser_id]


def _next(rows: models.Manager) -> int:
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1


def _set(row: models.Model, fields: dict[str, object]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)


def set_places(
    plan: AwardPlan,
    *,
    award_type: AwardType,
    honouree_kind: str,
    total: int,
    shares: Mapping[Unit, int] | None = None,
    by: User,
) -> None:
    """Sets the quota (chỉ tiêu) of an award and kind: so many in all, some for single units.

    What the shares leave is the common row; the rows always add up to the total. `shares` None
    leaves the shares as they are.
    """
    with transaction.atomic():
        locked = locked_draft(plan, by)
        rows = {row.unit_id: row for row in _rows(locked, award_type, honouree_kind)}
        if shares is None:
            shares = {row.unit: row.limit for row in rows.values() if row.unit_id}
        shares = {unit: number for unit, number in shares.items() if number}
        _check_places(locked, award_type, honouree_kind, total, shares)
        wanted = {unit.pk: number for unit, number in shares.items()}
        if rest := total - sum(wanted.values()):
            wanted[None] = rest
        for row in rows.values():
            if row.unit_id not in wanted:
                _drop(row)
        for unit_id, number in wanted.items():
            row = rows.get(unit_id) or Quota(
                plan=locked, award_type=award_type, honouree_kind=honouree_kind, unit_id=unit_id
            )
            row.plan, row.limit = locked, number
            saved(row)


def add_places(
    plan: AwardPlan, *, award_type: AwardType, honouree_kind: str, total: int, by: User
) -> None:
    """Adds a quota; the same number twice is one, another number is written where it stands."""
    with transaction.atomic():
        rows = _rows(locked_draft(plan, by), award_type, honouree_kind)
        if rows and sum(row.limit for row in rows) != total:
            raise Refused(
                About(
                    f"{award_type.name}, {HonoureeKind(honouree_kind).noun} đã có chỉ tiêu "
                    f"{sum(row.limit for row in rows)}; bấm «Sửa» ở dòng đó thay vì thêm.",
                    "award_type",
                    "honouree_kind",
                )
            )
        set_places(plan, award_type=award_type, honouree_kind=honouree_kind, total=total, by=by)


def remove_places(plan: AwardPlan, *, award_type: AwardType, honouree_kind: str, by: User) -> None:
    """Deletes the quota of an award and kind of honouree; what is gone already is no mistake."""
    with transaction.atomic():
        for row in _rows(locked_draft(plan, by), award_type, honouree_kind):
            _drop(row)


def attach_file(plan: AwardPlan, *, upload: UploadedFile, by: User) -> PlanFile:
    """Attaches a plan file, opened to be believed. The same file again changes nothing."""
    found = acceptance.accept(upload)
    with transaction.atomic():
        locked = locked_draft(plan, by)
        if known := locked.files.filter(sha256=found.sha256).first():
            return known
        return file_services.store(PlanFile(plan=locked), upload, found, by=by)


def detach_file(file: PlanFile, *, by: User) -> None:
    """Takes a file off a draft."""
    with transaction.atomic():
        locked_draft(file.plan, by)
        file_services.discard(file)


def _rows(plan: AwardPlan, award_type: AwardType, kind: str) -> list[Quota]:
    rows = plan.quotas.filter(award_type=award_type, honouree_kind=kind)
    return list(rows.select_related("award_type", "unit").order_by("pk"))


def _check_places(
    plan: AwardPlan, award_type: AwardType, kind: str, total: int, shares: Mapping[Unit, int]
) -> None:
    if blockers := plan_rules.place_blockers(award_type, kind, plan_rules.award_day(plan)):
        raise Refused(*blockers)
    if total < 1 or any(number < 0 for number in shares.values()):
        raise Refused(About("Chỉ tiêu phải là một số cụ thể từ 1 trở lên.", "total"))
    if excess := plan_rules.share_excess(total, shares.values()):
        raise Refused(About(excess, "total"))
    there = {plan.campaign.organiser_id, *plan.participants.values_list("pk", flat=True)}
    if strangers := sorted(unit.short_name for unit in shares if unit.pk not in there):
        raise Refused(f"{', '.join(strangers)} không có trong danh sách đơn vị tham gia.")


def _drop(row: Quota) -> None:
    if row.held:
        raise Refused(f"{row.label}: còn {row.held} đề nghị đang dùng chỉ tiêu này.")
    row.delete()
