"""A worker writes long lists as Excel."""

from celery import shared_task
from django.contrib.auth import get_user_model
from django.http import QueryDict

from nganam_awards.core.sheets import export


@shared_task
def write_list(slug: str, query: str, token: str, person: int) -> None:
    """One list as this person may see it now."""
    by = get_user_model().objects.get(pk=person)
    try:
        export.write_kept(slug, QueryDict(query), token, by=by)
    except Exception:
        export.fail(slug, token, by=by)
        raise
