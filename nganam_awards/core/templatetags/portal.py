"""How the office writes money, days, states and places on a page."""

import datetime
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from django import forms, template
from django.db.models import Model
from django.forms import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from nganam_awards.core import clock
from nganam_awards.core.anchor import anchor as row_anchor
from nganam_awards.core.mistake import Mistake, mistakes as list_mistakes
from nganam_awards.core.money import grouped
from nganam_awards.core.order import Order
from nganam_awards.core.pages import NumberedPage


register = template.Library()

NBSP = "\u00a0"
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
COUNT_CAP = 1000  # lists never count further; the page says «1.000+»

# A state is a colour, a word and a sign; the sign follows the tone unless the page names another.
SIGNS = {
    "ok": "check",
    "wait": "clock",
    "stop": "alert-triangle",
    "info": "circle-dot",
    "quiet": "circle-dashed",
}

# How a place of a quota is used, from the most certain to the least.
USES = (
    ("awarded", "đã khen"),
    ("with_chairman", "chờ Chủ tịch"),
    ("recommended", "đề nghị khen"),
    ("proposed", "đang xem"),
)


class Segment(NamedTuple):
    """One stretch of a quota's bar, in whole places."""

    kind: str
    words: str
    start: int
    count: int


@register.filter
def number(value: int | None) -> str:
    """A number with dots between the thousands: 1.080.000."""
    return "" if value in (None, "") else grouped(value)


@register.filter
def vnd(value: int | None) -> str:
    """An amount: 1.080.000 đ, never broken between the figure and its unit."""
    return "" if value in (None, "") else f"{grouped(value)}{NBSP}đ"


@register.filter
def count_cap(value: int | None) -> str:
    """The count of a list, up to «1.000+»."""
    if value in (None, ""):
        return ""
    return f"{grouped(COUNT_CAP)}+" if value > COUNT_CAP else grouped(value)


def _office_day(value: datetime.date) -> datetime.date:
    return clock.day_of(value) if isinstance(value, datetime.datetime) else value


@register.filter
def day(value: datetime.date | None) -> str:
    """A date: 20/11/2023."""
    return f"{_office_day(value):%d/%m/%Y}" if value else ""


@register.filter
def moment(value: datetime.date | str | None) -> str:
    """A date with its time: 20/11/2023 08:12; a bare day stays a day, words stay words."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime):
        return f"{value.astimezone(clock.OFFICE_ZONE):%d/%m/%Y %H:%M}"
    return value if isinstance(value, str) else day(value)


@register.filter
def time_of_day(value: datetime.datetime) -> str:
    """The time alone: 08:12."""
    return f"{value.astimezone(clock.OFFICE_ZONE):%H:%M}"


@register.filter
def weekday_day(value: datetime.date | None) -> str:
    """A date with its weekday: «Thứ Hai, 20/11/2023»."""
    if not value:
        return ""
    on = _office_day(value)
    return f"{weekday(on)}, {day(on)}"


def weekday(value: datetime.date) -> str:
    """Thứ: Thứ Hai."""
    return WEEKDAYS[value.weekday()]


@register.simple_tag
def icon(name: str, label: str = "") -> str:
    """A drawing of static/icons.svg; silent to a screen reader unless it carries a label."""
    return _drawn(name, label)


@lru_cache(maxsize=512)
def _drawn(name: str, label: str) -> str:
    """A page of 300 rows shows hundreds; the file behind them changes with a release alone."""
    url = static("icons.svg")
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            label,
            url,
            name,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', url, name
    )


@register.inclusion_tag("_sort_head.html", takes_context=True)
def sort_head(context: template.Context, order: Order, key: str, look: str = "") -> dict:
    """The head of a column that sorts its list by a click; `look`: classes of the column."""
    return {"head": order.head(key), "look": look, "request": context["request"]}


class Narrowing(NamedTuple):
    """What a list is narrowed by: in words, how many choices beside the words, the way out."""

    words: list[str]
    choices: int
    all_url: str


def _choice_words(value: object, offered: Iterable[tuple[object, str]]) -> str:
    if isinstance(value, Model):
        return str(value)
    return next((words for key, words in offered if str(key) == str(value)), str(value))


@register.simple_tag(takes_context=True)
def narrowing(context: template.Context, form: forms.Form) -> Narrowing:
    """What this filter form narrows its list by; what hides in the form (a tab) stays."""
    request, words, choices = context["request"], [], 0
    rest = request.GET.copy()
    typed = getattr(form, "cleaned_data", {})
    for field in form.visible_fields():
        rest.pop(field.html_name, None)
        if (value := typed.get(field.name)) in (None, ""):
            continue
        offered = getattr(field.field, "choices", None)
        choices += offered is not None
        words.append(f"«{value}»" if offered is None else _choice_words(value, offered))
    rest.pop("page", None)
    query = f"?{rest.urlencode()}" if rest else ""
    return Narrowing(words, choices, f"{request.path}{query}")


@register.filter
def mistakes(shown: object) -> list[Mistake]:
    """What is wrong with a form, a formset or a list of them, each sentence once."""
    return list_mistakes(shown)


@register.filter
def asked(field: BoundField) -> str:
    """What stands in brackets behind a label: when it is asked, or that it need not be."""
    told = getattr(field.form, "asked", {})
    if told.get(field.name) == "":  # a form that asks nothing of anybody says so nowhere
        return ""
    when = told.get(field.name) or getattr(field.field, "asked", "")
    return when or ("" if field.field.required else "không bắt buộc")


@register.filter
def anchor(row: Model) -> str:
    """The id of the element of a row: after a write the page stands there (`core.anchor`)."""
    return row_anchor(row)


@register.filter
def kept_files(field: BoundField) -> list:
    """Files of a form that came back, which stay chosen (core/files/form_file.py)."""
    return getattr(field.form, "kept_files", {}).get(field.html_name, [])


@register.filter
def lost_files(field: BoundField) -> str:
    """Files of a form that is shown again which were not kept: they must be chosen again."""
    if kept_files(field):
        return ""
    sent = field.data if field.form.is_bound else None
    files = sent if isinstance(sent, list) else [sent] if sent else []
    return ", ".join(f"«{file.name}»" for file in files)


@register.filter
def tone_sign(tone: str) -> str:
    """The drawing that goes with a tone, so that no state is told by colour alone."""
    return SIGNS.get(tone, SIGNS["quiet"])


@register.simple_tag
def state_badge(thing: object) -> str:
    """The state of a plan, dossier, nomination, decision or document: colour, word, sign."""
    return _badge(thing.get_state_display(), thing.state_tone)


@lru_cache(maxsize=512)
def _badge(label: str, tone: str) -> str:
    """There are some forty, and a list shows fifty at once."""
    return render_to_string("_state.html", {"label": label, "tone": tone})


@register.simple_tag
def options(field: BoundField) -> str:
    """The choices of a field as a select holds them: its widget would write each in a template."""
    chosen = set(field.field.widget.format_value(field.value()))
    rows = []
    for key, words in field.field.choices:
        value = "" if key is None else str(key)
        mark = " selected" if value in chosen else ""
        rows.append(f'<option value="{escape(value)}"{mark}>{escape(words)}</option>')
    return mark_safe("\n".join(rows))  # noqa: S308 - every part is escaped above


def _read(quota: object, name: str) -> int:
    return quota[name] if isinstance(quota, Mapping) else getattr(quota, name)


@register.inclusion_tag("_meter.html")
def meter(quota: object, whose: str = "", *, is_split: bool = False) -> dict[str, object]:
    """A quota (chỉ tiêu): how many of the approved places are used, and how surely.

    With `whose` («hồ sơ này») the lines that the page is about, `quota.own`, are told apart from
    all others; `is_split` says how surely those hold theirs.
    """
    counts = [(kind, words, _read(quota, kind)) for kind, words in USES]
    limit, left = _read(quota, "limit"), _read(quota, "left")
    others = sum(count for *_, count in counts)
    own = _read(quota, "own") if whose else 0
    parts = _told_apart(others, own, limit) if whose else counts
    return {
        "label": _read(quota, "label"),
        "whose": whose,
        "limit": limit,
        "used": others,
        "own": own,
        "left": max(left, 0),
        "over": max(others + own - limit, 0),
        "scale": max(others + own, limit, 1),
        "segments": _side_by_side(parts),
        "split": _side_by_side(counts) if is_split else [],
    }


def _told_apart(others: int, own: int, limit: int) -> list[tuple[str, str, int]]:
    """Three fills: what others hold, what is this page's own, what finds no place."""
    room = max(limit - others, 0)
    over = max(others + own - limit, 0)
    return [
        ("others", "", min(others, limit)),
        ("own", "", min(own, room)),
        ("over", "", over),
    ]


def _side_by_side(parts: list[tuple[str, str, int]]) -> list[Segment]:
    segments, start = [], 0
    for kind, words, count in parts:
        if count:
            segments.append(Segment(kind, words, start, count))
            start += count
    return segments


@register.filter
def asked_of(page: NumberedPage, number: int) -> str:
    """What asks for the page of this number, in an address or by a press."""
    return page.asked_of(number)


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, asked: str | None) -> str:
    """Where another page of a numbered list is; all else of the address stays, but for pinned rows.

    Reads what `_pages_numbered.html` was given: `base`, `param`, `mark`, `at`.
    """
    query = context["request"].GET.copy()
    for name in ("dong", "moi"):
        query.pop(name, None)
    for name, value in ((context.get("param") or "page", asked), ("seen", context.get("mark"))):
        if value:
            query[name] = value
        else:
            query.pop(name, None)
    base, at = context.get("base") or "", context.get("at") or ""
    return f"{base}{'?' if query or not base else ''}{query.urlencode()}{at}"
