"""Merging two records of one honouree, taking them apart again, and saying that they are two.

A merge writes `Honouree.main` and its own row; which record stands for which follows from the rows
that were not undone. Undoing one therefore gives every record the pointer it had before.
"""

from collections import defaultdict
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction

from honourees.models import AccountRecord, Distinction, Honouree, Merge
from honourees.queries import resemblance as resemblance_queries
from honourees.queries.likeness import contradicts, score
from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale, require_note
from nganam_awards.core.text import clean_line
from units.models import User


LONGEST_NOTE = 500
_MOVED = "Bản ghi vừa được người khác gộp hoặc tách. Tải lại trang để xem bản ghi như hiện nay."


def merge(main: Honouree, other: Honouree, *, by: User, note: str = "") -> Merge:
    """Gộp: `main` stands for both from now on; what was awarded to either stays where it is."""
    _check_right(by)
    note = clean_line(note)
    with transaction.atomic():
        rows = _locked({main.pk, other.pk})
        main, other = rows[main.pk], rows[other.pk]
        _check_free(main, other)
        _check_people(set(rows), by)
        portraits = resemblance_queries.portraits_of({main.pk, other.pk})
        one, two = portraits[main.pk], portraits[other.pk]
        if contradicts(one, two):
            require_note(note, "Hai bản ghi khác ngày sinh. Ghi rõ vì sao vẫn là một.")
        likeness = score(one, two)
        row = Merge.objects.create(
            main=main,
            other=other,
            told=f"{told(other)} → {told(main)}"[:600],
            reasons=[*likeness.reasons, *likeness.doubts],
            score=likeness.points,
            note=note,
            by=by,
        )
        _point(rows.values())
    return row


def unmerge(row: Merge, *, by: User, note: str) -> Merge:
    """Tách lại: as if the two had never been merged; that they were stays in the history."""
    _check_right(by)
    require_note(note, "Ghi rõ vì sao tách lại.")
    with transaction.atomic():
        rows = _locked({row.main_id, row.other_id})
        row = Merge.objects.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
        if row.undone_at is not None:
            raise AlreadyDone("Hai bản ghi này đã được tách lại.")
        row.undone_by, row.undone_at, row.undone_note = by, clock.now(), clean_line(note)
        row.save(update_fields=["undone_by", "undone_at", "undone_note"])
        _point(rows.values())
    return row


def tell_apart(one: Honouree, other: Honouree, *, by: User) -> Distinction:
    """Là người khác: the two are not asked about again, whichever comes first."""
    _check_right(by)
    with transaction.atomic():
        rows = _locked({one.pk, other.pk})
        first, last = sorted((rows[one.pk], rows[other.pk]), key=lambda row: row.pk)
        if first.record_id == last.record_id:
            raise Stale("Hai bản ghi này đang được gộp làm một. Tách lại trước.")
        row, is_new = Distinction.objects.get_or_create(one=first, other=last, defaults={"by": by})
        if not is_new:
            raise AlreadyDone("Đã ghi là hai đối tượng khác nhau.")
    return row


def forget_distinction(one: Honouree, other: Honouree, *, by: User) -> None:
    """What was said of the two is taken back; they are proposed again if they look alike."""
    _check_right(by)
    first, last = sorted((one.pk, other.pk))
    gone, _ = Distinction.objects.filter(one=first, other=last).delete()
    if not gone:
        raise AlreadyDone("Việc này đã được lấy lại.")


def told(row: Honouree) -> str:
    """A record in one line, for a history that outlives later corrections."""
    born = f"{row.birth_date:%d/%m/%Y}" if row.birth_date else row.birth_year
    parts = [row.full_name, f"sinh {born}" if born else "", row.unit.short_name]
    return ", ".join(part for part in parts if part)


def _check_right(by: User) -> None:
    if not by.has_perm("honourees.merge_records"):
        raise PermissionDenied


def _group(pks: Collection[int]) -> set[int]:
    """These records, what they stand for and what stands for them."""
    mains = Honouree.objects.filter(pk__in=pks).values_list("pk", "main")
    roots = {main or pk for pk, main in mains}
    rows = Honouree.objects.behind(roots)
    return set(rows.values_list("pk", flat=True))


def _locked(pks: Collection[int]) -> dict[int, Honouree]:
    """All records of both groups, locked by key: whoever comes second finds what the first did."""
    group = _group(pks)
    rows = Honouree.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=group)
    found = {row.pk: row for row in rows.select_related("unit").order_by("pk")}
    if _group(pks) != set(found) or not set(pks) <= set(found):
        raise Stale(_MOVED)
    return found


def _check_free(main: Honouree, other: Honouree) -> None:
    if main.pk == other.pk:
        raise Refused("Chọn hai bản ghi khác nhau.")
    if other.main_id == main.pk:
        raise AlreadyDone("Hai bản ghi này đã được gộp.")
    for row in (main, other):
        if row.main_id is not None:
            raise Stale(f"«{row.full_name}» đã được gộp vào một bản ghi khác. {_MOVED}")
    if main.kind != other.kind:
        raise Refused("Cá nhân, tập thể, hộ gia đình là những đối tượng khác nhau, không gộp.")
    first, last = sorted((main.pk, other.pk))
    if Distinction.objects.filter(one=first, other=last).exists():
        raise Refused("Hai bản ghi đã được ghi là khác nhau. Lấy lại việc đó trước khi gộp.")


def _check_people(group: Collection[int], by: User) -> None:
    """One honouree is one account at most, and nobody merges records of his own."""
    said = AccountRecord.objects.filter(honouree__in=group).order_by()
    same = {user for user, is_same in said.values_list("user", "is_same") if is_same}
    denied = {user for user, is_same in said.values_list("user", "is_same") if not is_same}
    if by.pk in same:
        raise Refused("Bản ghi này là của chính anh/chị; nhờ người khác của Phòng Nội vụ gộp.")
    if len(same) > 1:
        raise Refused("Hai bản ghi đã được nối với hai tài khoản khác nhau.")
    if same & denied:
        raise Refused("Một người đã nhận một bản ghi là mình và nói bản ghi kia là người khác.")


def _point(rows: Collection[Honouree]) -> None:
    """Every record of the group at the one that stands for it, as the rows in force say."""
    pks = {row.pk for row in rows}
    standing = Merge.objects.filter(other__in=pks, undone_at=None)
    into = dict(standing.values_list("other", "main"))
    changed: defaultdict[int | None, list[int]] = defaultdict(list)
    for row in rows:
        root = row.pk
        while root in into:
            root = into[root]
        main = root if root != row.pk else None
        if row.main_id != main:
            changed[main].append(row.pk)
    for main, moved in changed.items():  # one group stands under one or two records
        Honouree.objects.filter(pk__in=moved).update(main=main)
