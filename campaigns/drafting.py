"""Writing a draft further: its places with their shares, the organiser's own paper."""

from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from campaigns import rules
from campaigns.enums import HonoureeKind
from campaigns.models import AwardPlan, AwardType, PlanFile, Quota
from campaigns.services import locked_draft, saved
from nganam_awards.core import uploads
from nganam_awards.core.commit import after_commit
from nganam_awards.core.refusals import Refused
from units.models import Unit, User


def set_places(
    plan: AwardPlan,
    *,
    award_type: AwardType,
    honouree_kind: str,
    total: int,
    shares: Mapping[Unit, int] | None = None,
    by: User,
) -> None:
    """Ghi chỉ tiêu của một hình thức cho một đối tượng: so many in all, some for single units.

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
    """Thêm chỉ tiêu; the same number twice is one, another number is written where it stands."""
    with transaction.atomic():
        rows = _rows(locked_draft(plan, by), award_type, honouree_kind)
        if rows and sum(row.limit for row in rows) != total:
            raise Refused(
                f"{award_type.name}, {HonoureeKind(honouree_kind).label.lower()} đã có chỉ tiêu "
                f"{sum(row.limit for row in rows)}; bấm «Sửa» ở dòng đó thay vì thêm."
            )
        set_places(plan, award_type=award_type, honouree_kind=honouree_kind, total=total, by=by)


def remove_places(plan: AwardPlan, *, award_type: AwardType, honouree_kind: str, by: User) -> None:
    """Xóa chỉ tiêu của một hình thức cho một đối tượng; what is gone already is no mistake."""
    with transaction.atomic():
        for row in _rows(locked_draft(plan, by), award_type, honouree_kind):
            _drop(row)


def attach_file(plan: AwardPlan, *, upload: UploadedFile, by: User) -> PlanFile:
    """Tải tệp kế hoạch lên, opened to be believed. The same file again changes nothing."""
    found = uploads.accept(upload)
    with transaction.atomic():
        locked = locked_draft(plan, by)
        if known := locked.files.filter(sha256=found.sha256).first():
            return known
        upload.seek(0)
        upload.name = found.name
        return PlanFile.objects.create(
            plan=locked,
            file=upload,
            name=found.name,
            content_type=found.content_type,
            size=found.size,
            sha256=found.sha256,
            page_count=found.page_count,
            uploaded_by=by,
        )


def detach_file(file: PlanFile, *, by: User) -> None:
    """Bỏ một tệp khỏi bản nháp."""
    with transaction.atomic():
        locked_draft(file.plan, by)
        file.delete()
        after_commit(file.file.storage.delete, file.file.name)


# -------------------------------------------------------------------------------------------------


def _rows(plan: AwardPlan, award_type: AwardType, kind: str) -> list[Quota]:
    rows = plan.quotas.filter(award_type=award_type, honouree_kind=kind)
    return list(rows.select_related("award_type", "unit").order_by("pk"))


def _check_places(
    plan: AwardPlan, award_type: AwardType, kind: str, total: int, shares: Mapping[Unit, int]
) -> None:
    if blockers := rules.place_blockers(award_type, kind, rules.award_day(plan)):
        raise Refused(*blockers)
    if total < 1 or any(number < 0 for number in shares.values()):
        raise Refused("Chỉ tiêu phải là một số cụ thể từ 1 trở lên.")
    if excess := rules.share_excess(total, shares.values()):
        raise Refused(excess)
    there = {plan.campaign.organiser_id, *plan.participants.values_list("pk", flat=True)}
    if strangers := sorted(unit.short_name for unit in shares if unit.pk not in there):
        raise Refused(f"{', '.join(strangers)} không có trong danh sách đơn vị tham gia.")


def _drop(row: Quota) -> None:
    if row.held:
        raise Refused(f"{row.label}: còn {row.held} đề nghị đang dùng chỉ tiêu này.")
    row.delete()
