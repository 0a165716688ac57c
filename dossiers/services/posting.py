"""Posts recommended lines for the public's word (lấy ý kiến công khai) before the decision."""

from collections import defaultdict
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers.models import Dossier, Nomination, PostedLine, Posting
from dossiers.notifications import testimony as testimony_notifications
from dossiers.queries import posting as posting_queries
from dossiers.rules import posting as posting_rules
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import AlreadyDone
from units.models import User


def open_postings(dossier: Dossier, *, by: User) -> list[Posting]:
    """Posts every line that waits for it, from today; one posting for each way of posting.

    The day of posting is not counted. Raises AlreadyDone where nothing is left to post.
    """
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        if not posting_rules.can_open(by, locked):
            raise PermissionDenied
        pks = locked.nominations.on_list().values_list("pk", flat=True)
        found = posting_queries.to_post(locked, workflow.lock_many(Nomination, pks))
        if not found:
            raise AlreadyDone("Mọi trường hợp cần lấy ý kiến đã được đăng.")
        ways: defaultdict[tuple, list[Nomination]] = defaultdict(list)
        for line, choice in found:
            ways[choice.posting_days, choice.audience, choice.takes_unsigned].append(line)
        made = [_post(locked, *way, lines=lines, by=by) for way, lines in sorted(ways.items())]
        for posting in made:
            testimony_notifications.tell_of_posting(posting)
    return made


def _post(
    dossier: Dossier,
    days: int,
    audience: str,
    takes_unsigned: bool,
    *,
    lines: list[Nomination],
    by: User,
) -> Posting:
    today = clock.today()
    posting = Posting.objects.create(
        dossier=dossier,
        starts_on=today,
        ends_on=today + timedelta(days=days),
        audience=audience,
        takes_unsigned=takes_unsigned,
        opened_by=by,
    )
    PostedLine.objects.bulk_create(PostedLine(posting=posting, line=line) for line in lines)
    return posting
