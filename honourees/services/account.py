"""Whose account is which record of the register."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from honourees.models import AccountRecord, Honouree
from honourees.queries import account as account_queries
from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused
from units.models import User
from units.services.act import check_right, lock, named, note


def link_account(user: User, honouree: Honouree, *, by: User) -> AccountRecord:
    """Nối tài khoản với người trong sổ; what the person said before gives way."""
    check_right(by)
    with transaction.atomic():
        row = _say(user, honouree, is_same=True, by=by)
        note(by, "Nối tài khoản với sổ", f"{named(user)}: {_told(honouree)}")
    return row


def unlink_account(row: AccountRecord, *, by: User) -> None:
    """Bỏ nối: what was said of the two is forgotten, a namesake is asked again."""
    check_right(by)
    with transaction.atomic():
        note(by, "Bỏ nối tài khoản với sổ", f"{named(row.user)}: {_told(row.honouree)}")
        AccountRecord.objects.filter(pk=row.pk).delete()


def answer_namesake(user: User, honouree: Honouree, *, is_same: bool) -> AccountRecord:
    """The person says whether a namesake of their own unit is they: once, and it is logged."""
    with transaction.atomic():
        lock(user)
        if AccountRecord.objects.filter(user=user.pk, honouree=honouree).exists():
            raise AlreadyDone("Anh/chị đã trả lời câu này; muốn sửa, báo quản trị cổng.")
        if not account_queries.proposed(user).filter(pk=honouree.pk).exists():
            raise PermissionDenied
        row = _say(user, honouree, is_same=is_same, by=user)
        what = "Nhận là người trong sổ" if is_same else "Không nhận là người trong sổ"
        note(user, what, f"{named(user)}: {_told(honouree)}")
    return row


def _say(user: User, honouree: Honouree, *, is_same: bool, by: User) -> AccountRecord:
    person, record = lock(user), lock(honouree)
    others = AccountRecord.objects.filter(honouree=record, is_same=True).exclude(user=person)
    if is_same and (other := others.select_related("user").first()):
        raise Refused(
            f"{record.full_name} trong sổ đã nối với tài khoản {named(other.user)}. "
            "Quản trị bỏ nối tài khoản ấy trước."
        )
    row, _ = AccountRecord.objects.update_or_create(
        user=person,
        honouree=record,
        defaults={"is_same": is_same, "said_by": by, "said_at": clock.now()},
    )
    user.records_memo = None  # what was read of the person before is old now
    return row


def _told(honouree: Honouree) -> str:
    born = f", sinh {honouree.birth_year}" if honouree.birth_year else ""
    return f"{honouree.full_name}{born}, {honouree.unit.short_name}"
