"""The paper's words as template filters; only the engine of papers loads them."""

from django import template

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
