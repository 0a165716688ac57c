"""Internal comments on a dossier: written once, read by the desk of Phòng Nội vụ alone."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers.models import Dossier, InternalComment, Nomination
from dossiers.rules import comment as comment_rules
from nganam_awards.core import workflow
from nganam_awards.core.long_text import require_short
from nganam_awards.core.refusals import Refused
from nganam_awards.core.text import clean_text
from units.models import User


def write(
    dossier: Dossier, *, text: str, by: User, line: Nomination | None = None
) -> InternalComment:
    """Writes a comment, on one line or on the dossier. The same words twice in a row are one."""
    text = clean_text(text)
    if not comment_rules.can_write(by, dossier):
        raise PermissionDenied
    if not text:
        raise Refused("Ghi ý kiến nội bộ rồi bấm «Ghi ý kiến».")
    require_short(text)
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        if not comment_rules.can_write(by, locked):
            raise Refused("Đơn vị vừa thu hồi hồ sơ nên chưa ghi được ý kiến nội bộ.")
        last = locked.comments.order_by("-pk").first()
        if last and (last.by_id, last.text, last.line_id) == (by.pk, text, line and line.pk):
            return last
        return InternalComment.objects.create(dossier=locked, line=line, by=by, text=text)
