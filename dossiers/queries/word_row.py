"""Searches in the kept words of dossiers, without accents, by the beginnings of words."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from dossiers.models import DossierWords, NameWords
from nganam_awards.core.search import StaleWords, asked, few_keys, prefix_query
from units.models import Unit, User
from units.queries.grant import holds_somewhere
from units.rules import units_with


def matching(rows: QuerySet, typed: str, reader: User) -> QuerySet:
    """Dossiers by reference, title, receipt code, unit or nominee.

    One word is looked for in the whole dossier; several must stand in what it is called, or in one
    name: «Lê Hoa» is no dossier of a Lê and a Hoa.
    """
    if not (query := prefix_query(typed)):
        return rows.none()
    words = asked(query, _marks(typed))
    all_words = _read_by(reader, "word_rows__") & Q(word_rows__words=words)
    if "&" not in query:
        return rows.filter(all_words)
    read = _read_by(reader, unit="dossier__unit__in")
    names = NameWords.objects.filter(read, words=asked(query))
    few = few_keys(DossierWords.objects.filter(read, called=words), "dossier")
    few_named = few_keys(names, "dossier")
    if few is not None and few_named is not None:
        return rows.filter(pk__in=few | few_named)
    is_named = Exists(names.filter(dossier=OuterRef("pk")))
    return rows.filter(all_words, Q(word_rows__called=words) | Q(is_named))


def called(rows: QuerySet, typed: str, reader: User) -> QuerySet:
    """The same without the nominees: by what the dossier itself is called."""
    if not (query := prefix_query(typed)):
        return rows.none()
    words = asked(query, _marks(typed))
    return rows.filter(_read_by(reader, "word_rows__"), word_rows__called=words)


def named(lines: QuerySet, typed: str, reader: User) -> QuerySet:
    """Nominations by name."""
    if not (query := prefix_query(typed)):
        return lines.none()
    read = _read_by(reader, "word_rows__", "dossier__unit__in")
    return lines.filter(read, word_rows__words=asked(query))


_DIFFERENCES = """
WITH every AS (SELECT coalesce(array_agg(id), '{}') AS ids FROM dossiers_dossier),
line AS (SELECT coalesce(array_agg(id), '{}') AS ids FROM dossiers_nomination),
names_due AS (SELECT due.* FROM every, line, dossier_names_due(every.ids, line.ids) due),
names AS (
    SELECT dossier_id, nomination_id, for_unit, for_town, words FROM dossiers_namewords
), words_due AS (SELECT due.* FROM every, dossier_words_due(every.ids) due),
words AS (SELECT dossier_id, for_unit, for_town, called, words FROM dossiers_dossierwords)
SELECT 'names', dossier_id FROM (
    (TABLE names_due EXCEPT ALL TABLE names) UNION ALL (TABLE names EXCEPT ALL TABLE names_due)
) a
UNION
SELECT 'words', dossier_id FROM (
    (TABLE words_due EXCEPT ALL TABLE words) UNION ALL (TABLE words EXCEPT ALL TABLE words_due)
) b
ORDER BY 1, 2
"""


def recount_words() -> Iterator[StaleWords]:
    """Compare all kept words with what they were taken from; nothing is changed (0 expected)."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES)
        yield from (StaleWords(*row) for row in cursor.fetchall())


def _marks(typed: str) -> list[str]:
    """How the units that these words name stand among kept words."""
    return [f"đv{pk}" for pk in Unit.objects.matching(typed).values_list("pk", flat=True)]


def _read_by(reader: User, words: str = "", unit: str = "unit__in") -> Q:
    """Words as they stand in the person's own units, as they were last sent in all others."""
    of_unit, of_town = Q(**{f"{words}for_unit": True}), Q(**{f"{words}for_town": True})
    rights = ("file_dossiers", "confirm_dossiers")
    if not reader.has_perm("dossiers.view_filed"):
        return of_unit  # sees no dossier of another unit
    if not holds_somewhere(reader, *rights):
        return of_town
    own = Q(**{unit: units_with(reader, *rights)})
    return (own & of_unit) | (~own & of_town)
