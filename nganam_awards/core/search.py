"""Search by the beginnings of words, without accents, on an index of the words."""

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func, QuerySet

from nganam_awards.core.text import prefix_query


class Words(Func):
    """The words of some texts as PostgreSQL keeps them: folded, «45/TTr» as two words."""

    template = (
        "to_tsvector('simple', regexp_replace(vn_fold(%(expressions)s), '[^a-z0-9]+', ' ', 'g'))"
    )
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()


def with_words(rows: QuerySet, words: Words, typed: str) -> QuerySet:
    """Rows having a word that begins with every typed word; none where nothing was typed."""
    query = prefix_query(typed)
    if not query:
        return rows.none()
    return rows.alias(words=words).filter(
        words=SearchQuery(query, config="simple", search_type="raw")
    )
