"""The paper's words as template filters; only the engine of papers loads them."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from nganam_awards.documents import typography


register = template.Library()
for spoken in (
    typography.paper_date,
    typography.paper_symbol,
    typography.paper_count,
    typography.paper_money,
    typography.office_year,
    typography.ended,
    typography.shown,
    typography.balanced,
    typography.subject_lines,
    typography.is_tall,
):
    register.filter(spoken)


@register.filter
def unparted(text: str) -> SafeString:
    """The text with each number on the line of its word, every sign of it escaped."""
    set_words = (
        (format_html('<span class="kept">{}</span>', piece) if is_kept else piece,)
        for piece, is_kept in typography.pieces(text)
    )
    return format_html_join("", "{}", set_words)
