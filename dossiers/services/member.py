"""Members of a nominated collective: named by the unit, from the same list, from rows of Excel."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID, uuid4

from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from dossiers.models import CollectiveMember, Nomination
from dossiers.queries import member as member_queries
from dossiers.services.dossier import locked_for_writing
from dossiers.sheets import member as member_sheets
from dossiers.sheets.member import MOST_MEMBERS
from law.enums import HonoureeKind
from nganam_awards.core import disk
from nganam_awards.core.files import services as file_services
from nganam_awards.core.files.acceptance import clean_name, refuse_size
from nganam_awards.core.refusals import AlreadyDone, Refused
from nganam_awards.core.sheets.grids import read_grids
from units.models import User


KEPT_SECONDS = 3600  # what a worker read waits so long to be looked at
WAITING = "waiting"
_KEPT = ("order", "full_name", "birth_year", "position", "rating", "penalty")
_PAGE, _FIELD = "member-list", "file"  # the uploaded file is kept under these until it is read


def add_members(line: Nomination, members: Iterable[CollectiveMember], *, by: User) -> int:
    """Adds those who are not named yet, all or nothing; how many were new."""
    with transaction.atomic():
        _locked(line, by)
        there = {member_sheets.who(one) for one in line.members.all()}
        new = [one for one in members if member_sheets.who(one) not in there]
        if not new:
            raise AlreadyDone("Những người này đã có trong danh sách thành viên.")
        if len(there) + len(new) > MOST_MEMBERS:
            raise Refused(
                f"Ghi tên tối đa {MOST_MEMBERS} thành viên; đang có {len(there)}, thêm "
                f"{len(new)}. Tập thể đông hơn thì ghi số người và văn bản xác nhận."
            )
        last = line.members.aggregate(last=Max("order"))["last"] or 0
        for order, one in enumerate(new, start=last + 1):
            one.nomination, one.order = line, order
        CollectiveMember.objects.bulk_create(new)
    return len(new)


def take_from_list(line: Nomination, people: Collection[int], *, by: User) -> int:
    """Names people of the same dossier as members: those of these who were proposed."""
    with transaction.atomic():
        offered = member_queries.proposed(line)
        chosen = [one for one in offered if one.pk in people]
        if not chosen:
            raise Refused("Chọn ít nhất một người trong danh sách của hồ sơ.")
        return add_members(line, map(member_queries.as_member, chosen), by=by)


def remove_members(line: Nomination, members: Collection[int], *, by: User) -> int:
    """Takes these off the members; the second click finds none."""
    with transaction.atomic():
        _locked(line, by)
        count, _ = line.members.filter(pk__in=members).delete()
        if not count:
            raise AlreadyDone("Chưa chọn ai, hoặc những người này đã được bỏ.")
    return count


def bring(line: Nomination, upload: UploadedFile, *, by: User) -> tuple[str, UUID]:
    """Keep a file for a worker to read: (the token of this reading, the key of the file)."""
    with transaction.atomic():
        _locked(line, by)
    disk.require_room()
    refuse_size(upload, clean_name(upload.name or ""))
    mine = UploadedFile(upload.file, upload.name, upload.content_type, upload.size)
    kept = file_services.keep_uploads([mine], page=_PAGE, field=_FIELD, by=by)
    if not kept:
        raise Refused("Máy chủ chưa giữ được tệp. Chờ ít phút rồi tải lên lại.")
    token = uuid4().hex
    cache.set(_key(line.pk, token, by), WAITING, KEPT_SECONDS)
    return token, kept[0].key


def read(line_pk: int, token: str, file: UUID, *, by: User) -> None:
    """Read the kept file into rows for the page; nothing is written. A worker's work, twice once.

    Opened in a child with its limits (`core/files/child`): no page waits for strangers' bytes.
    """
    for upload in file_services.kept_uploads([file], page=_PAGE, field=_FIELD, by=by):
        with upload:
            try:
                text = member_sheets.as_text(read_grids(upload))
                found = {"name": upload.name, "text": text[: member_sheets.LONGEST_PASTE]}
            except Refused as refusal:
                found = {"name": upload.name, "reasons": list(refusal.reasons)}
            cache.set(_key(line_pk, token, by), found, KEPT_SECONDS)
        file_services.forget_uploads([upload.kept])


def state_of(line: Nomination, token: str, *, by: User) -> dict | str | None:
    """What was read, or WAITING; None once it was forgotten."""
    return cache.get(_key(line.pk, token, by))


def kept_of(lines: Iterable[Nomination]) -> dict[int, list[list]]:
    """{line: its members as plain values}, before the lines go; see `bring_back`."""
    keys = [line.pk for line in lines if line.honouree_kind == HonoureeKind.COLLECTIVE]
    rows = CollectiveMember.objects.filter(nomination__in=keys) if keys else ()
    found: defaultdict[int, list[list]] = defaultdict(list)
    for one in rows:
        found[one.nomination_id].append([getattr(one, name) for name in _KEPT])
    return dict(found)


def bring_back(lines: Iterable[Nomination], kept: Iterable[dict]) -> None:
    """The members of lines that stand again. Call in the transaction that brought the lines."""
    CollectiveMember.objects.bulk_create(
        CollectiveMember(nomination=line, **dict(zip(_KEPT, row, strict=True)))
        for line, values in zip(lines, kept, strict=True)
        for row in values.get("members", [])
    )


def _locked(line: Nomination, by: User) -> None:
    """The line's dossier under its lock, and the line still a collective of its list."""
    locked = locked_for_writing(line.dossier, by)
    here = locked.nominations.on_list().filter(pk=line.pk)
    if not here.filter(honouree_kind=HonoureeKind.COLLECTIVE).exists():
        raise Refused("Dòng này vừa bị xóa hoặc không còn là tập thể.")


def _key(line_pk: int, token: str, by: User) -> str:
    return f"members:{line_pk}:{by.pk}:{token[:32]}"
