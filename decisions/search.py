"""What the search of every page finds here: decisions, numbers of other papers, a lookup code."""

from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from decisions import rules
from decisions.models import Decision
from decisions.queries import word_row as word_row_queries
from law.models.number_book import SYMBOL_WORDS, NumberEntry
from nganam_awards.core.registry import searches
from nganam_awards.core.search import (
    Hit,
    SearchGroup,
    line,
    very_number_first,
    with_words,
)
from nganam_awards.documents.codes import normalised
from units.models import User
from units.queries.grant import holds_somewhere


def papers(user: User, typed: str) -> SearchGroup | None:
    """A whole lookup code (mã tra cứu) opens the page where anybody checks the paper."""
    code = normalised(typed)
    return SearchGroup("Mã tra cứu", "shield-check", [code], _code) if code else None


def decisions(user: User, typed: str) -> SearchGroup | None:
    """Decisions (quyết định) by number and symbol, or by what they are for."""
    is_of_unit = holds_somewhere(user, "file_dossiers", "confirm_dossiers")
    if not (is_of_unit or rules.can_read_book(user)):
        return None
    rows = word_row_queries.called(Decision.objects.visible_to(user), typed)
    more_url = f"{reverse('decisions:list')}?{urlencode({'q': typed})}"
    rows = very_number_first(rows, typed, lambda number: Q(entry__number=number))
    rows = rows.select_related("entry")
    return SearchGroup("Quyết định", "gavel", rows, _decision, more_url)


def numbers(user: User, typed: str) -> SearchGroup | None:
    """Whatever else has a number in the book: letters, announcements, decisions on paper."""
    if not rules.can_read_book(user):
        return None
    rows = with_words(NumberEntry.objects.filter(decision=None), SYMBOL_WORDS, typed)
    rows = very_number_first(rows, typed, lambda number: Q(number=number)).select_related("book")
    return SearchGroup("Sổ văn bản", "book", rows, _number)


def register() -> None:
    """Called once when the apps are loaded."""
    searches.add(papers, order=0)
    searches.add(decisions, order=30)
    searches.add(numbers, order=40)


def _code(code: str) -> Hit:
    return Hit(f"Kiểm tra văn bản có mã {code}", reverse("decisions:verify", args=[code]))


def _decision(row: Decision) -> Hit:
    url = row.get_absolute_url()
    if not row.entry_id:
        return Hit(f"Dự thảo: {row.reason}", url, f"Thành tích năm {row.merit_year}", row)
    return Hit(row.title, url, line(f"{row.issued_on:%d/%m/%Y}", row.reason), row)


def _number(row: NumberEntry) -> Hit:
    query = urlencode({"so": row.book_id, "q": row.symbol})
    note = line(f"{row.given_on:%d/%m/%Y}", row.subject)
    return Hit(f"{row.noun} số {row.symbol}", f"{reverse('decisions:book')}?{query}", note)
