"""Writing the register: who a nominee is, what was awarded, and whose account it is."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from honourees.models import AccountRecord, Award, Honouree
from honourees.queries import account as account_queries
from honourees.queries.match import Candidate
from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused
from nganam_awards.core.text import clean_line
from units.models import Unit, User
from units.services.act import check_right, lock, named, note


def find_or_enter(candidates: Iterable[Candidate], *, unit: Unit) -> list[Honouree]:
    """The records of exactly these names, years of birth and unit, new ones where there are none.

    Nothing is merged by itself; who is said to be new gets a record of their own. Two queries and
    one insert, however many candidates.
    """
    candidates = [Candidate(one.kind, clean_line(one.full_name), *one[2:]) for one in candidates]
    with transaction.atomic():
        # One at a time per unit, so that two dossiers cannot enter the same person twice.
        Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
        names = {candidate.full_name for candidate in candidates if not candidate.is_new}
        known = {
            (False, row.kind, row.full_name, row.birth_year): row
            for row in Honouree.objects.filter(unit=unit, full_name__in=names).order_by("-pk")
        }
        new = {c.identity: c for c in candidates if c.identity not in known}
        entered = Honouree.objects.bulk_create(
            Honouree(
                kind=c.kind,
                full_name=c.full_name,
                gender=c.gender,
                birth_year=c.birth_year,
                birth_date=c.birth_date,
                unit=unit,
            )
            for c in new.values()
        )
        known |= dict(zip(new, entered, strict=True))
    return [known[candidate.identity] for candidate in candidates]


def end_awards(award_ids: Iterable[int], *, symbol: str, on: date) -> None:
    """The awards of lines that a later decision revokes; history stays, the end is written."""
    Award.objects.filter(pk__in=list(award_ids), revoked_on=None).update(
        revoked_symbol=symbol, revoked_on=on
    )


def enter_awards(awards: list[Award]) -> list[Award]:
    """Write the awards of a decision that is being issued, in one statement."""
    return Award.objects.bulk_create(awards)


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
