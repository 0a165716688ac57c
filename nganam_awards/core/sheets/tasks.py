"""A worker writes long lists as Excel."""

from celery import shared_task
from django.contrib.auth import get_user_model
from django.http import QueryDict

from nganam_awards.core.commit import after_commit
from nganam_awards.core.sheets import export


@shared_task
def write_list(slug: str, query: str, token: str, person: int) -> None:
    """One list as this person may see it now."""
    try:
        by = get_user_model().objects.get(pk=person)
        export.write_kept(slug, QueryDict(query), token, by=by)
    except Exception:
        export.fail(slug, token, person=person)
        raise


def send(slug: str, query: str, token: str, person: int) -> None:
    """Ask a worker once the transaction stands; a dead broker is told on the page at once."""
    after_commit(_ask, slug, query, token, person)


def _ask(slug: str, query: str, token: str, person: int) -> None:
    """No row waits for a sweep: what is not in the queue now is never written."""
    try:
        write_list.delay(slug, query, token, person)
    except Exception:
        export.fail(slug, token, person=person)
        raise
