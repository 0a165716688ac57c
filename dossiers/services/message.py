"""Messages on a dossier: written once, read by whoever sees it, told to the other side."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers.models import Dossier, DossierMessage
from dossiers.notifications.dossier import tell_of_message
from dossiers.rules import dossier as dossier_rules
from nganam_awards.core.long_text import require_short
from nganam_awards.core.refusals import Refused
from nganam_awards.core.text import clean_text
from units.models import User


def can_write(user: User, dossier: Dossier) -> bool:
    """The unit's own people, and those of Phòng Nội vụ who work on dossiers, once it is filed."""
    if dossier.is_in_unit or dossier.trashed_at:
        return False
    works = any(
        user.has_perm(right)
        for right in ("dossiers.receive", "dossiers.assign", "dossiers.appraise_any")
    )
    works = works and dossier_rules.is_free(user, dossier)
    return works or dossier_rules.is_of_unit(user, dossier.unit)


def write(dossier: Dossier, *, text: str, by: User) -> DossierMessage:
    """Writes a message; the other side is told. The same words twice in a row are one message."""
    text = clean_text(text)
    if not can_write(by, dossier):
        raise PermissionDenied
    if not text:
        raise Refused("Ghi nội dung trao đổi.")
    require_short(text)
    with transaction.atomic():
        locked = Dossier.objects.select_for_update(no_key=True).get(pk=dossier.pk)
        last = locked.messages.order_by("-pk").first()
        if last and (last.by_id, last.text) == (by.pk, text):
            return last
        message = DossierMessage.objects.create(
            dossier=locked,
            by=by,
            is_from_unit=dossier_rules.is_of_unit(by, locked.unit),
            text=text,
        )
        tell_of_message(message)
    return message
