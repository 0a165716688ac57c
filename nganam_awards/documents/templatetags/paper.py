"""The paper's words as template filters; only the engine of papers loads them."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from nganam_awards.documents import words


register = template.Library()
for spoken in (
    words.paper_date,
    words.paper_symbol,
    words.paper_count,
    words.paper_money,
    words.office_year,
    words.ended,
    words.shown,
    words.balanced,
):
    register.filter(spoken)


@register.filter
def unparted(text: str) -> SafeString:
    """The text with each number on the line of its word, every sign of it escaped."""
    set_words = (
        (format_html('<span class="kept">{}</span>', piece) if is_kept else piece,)
        for piece, is_kept in words.pieces(text)
    )
    return format_html_join("", "{}", set_words)
