"""Ordering a paper, and asking for one again that could not be rendered."""

from datetime import date

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from nganam_awards.core import clock, disk
from nganam_awards.core.commit import after_commit
from nganam_awards.core.refusals import Refused
from nganam_awards.documents import glyph, pictures, registry, tasks
from nganam_awards.documents.codes import new_code
from nganam_awards.documents.enums import DocumentState
from nganam_awards.documents.models import Document


DRAWING_SECONDS = 30  # the same pictures are not ordered twice within


def order(
    kind: str,
    *,
    title: str,
    context: dict,
    is_draft: bool,
    symbol: str = "",
    issued_on: date | None = None,
    is_fixed: bool = False,
    code: str = "",
) -> Document:
    """Order a paper: freeze its words now, render them after the commit.

    `context` must be plain JSON; from here on nothing else is printed. A broker that does not
    answer changes nothing: the row says that work waits, and the sweep finds it (law 7). What is
    issued is refused with a sign that no font has, unless its words are `is_fixed`: said before,
    nobody can mend them. `code`: of a paper that is found again by it (`codes.code_of`).
    """
    if is_draft:  # what is issued waits for room by itself
        disk.require_room("tạo bản xem trước")
    elif not is_fixed and (blockers := glyph.blockers_in(context)):
        raise Refused(*blockers)
    if not registry.known(kind):
        raise ValueError(f"No paper kind is registered as {kind}.")
    code = code or new_code()
    verification = {"code": code, "address": verification_address(code)}
    with transaction.atomic():
        document = Document.objects.create(
            kind=kind,
            is_draft=is_draft,
            code=code,
            title=title,
            symbol=symbol,
            issued_on=issued_on,
            context=registry.frozen(kind, context, verification),
        )
        tasks.send(document.pk)
    return document


def portal_address() -> str:
    """Where this portal is found, for papers that send somebody there; "": it does not know."""
    return settings.PORTAL_ADDRESS.rstrip("/")


def verification_address(code: str) -> str:
    """What the QR of a paper opens; nothing where the portal does not know its own address."""
    base = portal_address()
    return f"{base}/xac-minh/{code}/" if base else ""


def retry(document: Document, *, by: object) -> Document:
    """Render again: five fresh tries for a paper that failed."""
    disk.require_room("kết xuất văn bản")
    with transaction.atomic():
        locked = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
        if locked.state != DocumentState.FAILED:
            raise Refused(f"Văn bản {locked.get_state_display().lower()}, không cần kết xuất lại.")
        locked.state = DocumentState.QUEUED
        locked.tries = 0
        locked.failure = ""
        locked.next_try_at = None
        locked.queued_at = clock.machine_now()
        locked.save(update_fields=["state", "tries", "failure", "next_try_at", "queued_at"])
        tasks.send(locked.pk)
    tasks.log.info("document_retried", document=locked.pk, by=by.pk)
    return locked


def discard(document: Document) -> None:
    """Delete a draft with its file and pictures; what was issued stays for ever (law 11)."""
    with transaction.atomic():
        gone = Document.objects.select_for_update().filter(pk=document.pk, is_draft=True).first()
        if gone is None:
            return
        gone.delete()
        if gone.file:
            after_commit(_forget, gone.file.name, gone.sha256)


def _forget(name: str, sha256: str) -> None:
    """Files are named by their bytes: one stays while another paper has the same."""
    if not Document.objects.filter(file=name).exists():
        Document._meta.get_field("file").storage.delete(name)
        pictures.forget(sha256)


def order_pictures(name: str, sha256: str, content_type: str) -> None:
    """Vẽ các trang của một tệp: twice a minute at most, however often its page is looked at."""
    if cache.add(f"drawing:{sha256}", 1, DRAWING_SECONDS):
        after_commit(tasks.draw.delay, name, sha256, content_type)
