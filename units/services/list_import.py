"""An administrator's list between its check and its import: one person's own, kept for an hour."""

from typing import NamedTuple
from uuid import UUID, uuid4

from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile

from nganam_awards.core import disk
from nganam_awards.core.files import services as file_services
from nganam_awards.core.files.acceptance import clean_name, refuse_size
from nganam_awards.core.refusals import AlreadyDone, Refused
from nganam_awards.core.registry import import_kinds
from nganam_awards.core.sheets import imports
from nganam_awards.core.sheets.imports import ImportLine, ListKind
from units.models import User


KEPT_SECONDS = 3600  # a checked list waits an hour for «Nhập»
WAITING, WRITTEN = "waiting", "written"
_PAGE, _FIELD = "list-import", "file"  # the uploaded file is kept under these until it is read


class CheckedList(NamedTuple):
    """What the worker found: the rows and what each would do, or why the file is no list."""

    name: str
    rows: list[dict]
    lines: list[ImportLine]
    reasons: list[str]


def kind_of(slug: str, user: User) -> ListKind | None:
    """The kind of list at this address, if the person may bring it in."""
    kinds = (ask() for ask in import_kinds)
    return next((kind for kind in kinds if kind.slug == slug and kind.may(user)), None)


def bring(kind: ListKind, upload: UploadedFile, *, by: User) -> tuple[str, UUID]:
    """Keep the file for a worker to read: (the token of this check, the key of the file)."""
    disk.require_room()
    refuse_size(upload, clean_name(upload.name or ""))
    mine = UploadedFile(upload.file, upload.name, upload.content_type, upload.size)
    kept = file_services.keep_uploads([mine], page=_PAGE, field=_FIELD, by=by)
    if not kept:
        raise Refused("Máy chủ chưa giữ được tệp. Chờ ít phút rồi tải lên lại.")
    token = uuid4().hex
    cache.set(_key(kind, token, by), WAITING, KEPT_SECONDS)
    return token, kept[0].key


def check(kind: ListKind, token: str, file: UUID, *, by: User) -> None:
    """Read the kept file and say what each row would do; nothing is written. A worker's work."""
    for upload in file_services.kept_uploads([file], page=_PAGE, field=_FIELD, by=by):
        with upload:
            cache.set(_key(kind, token, by), _checked(kind, upload, by), KEPT_SECONDS)
        file_services.forget_uploads([upload.kept])


def state_of(kind: ListKind, token: str, *, by: User) -> CheckedList | str | None:
    """What the check gave, or WAITING or WRITTEN; None once it was forgotten."""
    return cache.get(_key(kind, token, by))


def write(kind: ListKind, token: str, *, by: User) -> list[ImportLine]:
    """Write every good row as it was shown, once."""
    key = _key(kind, token, by)
    kept = cache.get(key)
    if kept == WRITTEN:
        raise AlreadyDone("Danh sách này đã được nhập rồi.")
    if not isinstance(kept, CheckedList):
        raise Refused("Lần kiểm tra đã quá một giờ. Tải tệp lên kiểm tra lại rồi nhập.")
    if not cache.add(f"{key}:writing", 1, 60):
        raise AlreadyDone("Danh sách này đang được nhập.")
    try:
        lines = imports.write(kind, kept.rows, kept.lines, by=by)
        cache.set(key, WRITTEN, KEPT_SECONDS)
    finally:
        cache.delete(f"{key}:writing")
    return lines


def _checked(kind: ListKind, upload: UploadedFile, by: User) -> CheckedList:
    try:
        rows = imports.read(kind, upload)
        return CheckedList(upload.name, rows, imports.dry_run(kind, rows, by=by), [])
    except Refused as refusal:
        return CheckedList(upload.name, [], [], list(refusal.reasons))


def _key(kind: ListKind, token: str, by: User) -> str:
    return f"list:{kind.slug}:{by.pk}:{token[:32]}"
