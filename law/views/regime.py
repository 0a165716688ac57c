"""The catalogue and rules: the law as rows, read by everybody here, kept by the administrator.

The same pages stand at `/quy-dinh/` to read and at `/quan-tri/danh-muc/` with what changes them.
"""

from collections.abc import Callable
from functools import wraps
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from law import rules
from law.enums import HolidayKind, PartNeed
from law.forms.office import year_choices
from law.models import Authority, AwardType, CampaignTheme, Correction, Holiday, RuleSet, Signatory
from law.queries.table import TABLES
from law.views.figure import GROUPS
from law.views.provision import provision_rows, rules_in_force
from law.views.row import sections
from nganam_awards.core import clock
from nganam_awards.core.calendar import Aftermath
from nganam_awards.core.pages import page_of
from nganam_awards.core.registry import calendar_aftermaths
from nganam_awards.core.text import whole_number


class Room(NamedTuple):
    """From which side the pages are seen, and by which name they are addressed."""

    keeps: bool
    overview: str
    page: str
    award: str

    def url(self, slug: str) -> str:
        """Address of a page on this side."""
        return reverse(f"law:{self.page}", args=[slug])


READERS = Room(keeps=False, overview="overview", page="page", award="award")
KEEPERS = Room(keeps=True, overview="catalogue", page="catalogue_page", award="catalogue_award")


class Page(NamedTuple):
    """One page of the law: its name, what it tells, its template and what fills it."""

    label: str
    text: str
    template: str
    fill: Callable[[HttpRequest, Room], dict]


def keepers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 to everybody who does not keep the catalogue."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not rules.can_keep_catalogue(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The rules (quy định): what there is to read."""
    return _overview(request, READERS)


@require_GET
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the law, to read."""
    return show(request, slug, READERS)


@require_GET
def award(request: HttpRequest, code: str) -> HttpResponse:
    """One award: who decides, what it asks, what it pays."""
    return _award(request, code, READERS)


@require_GET
@keepers_only
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue (danh mục): the same with what nobody has verified yet."""
    return _overview(request, KEEPERS)


@require_GET
@keepers_only
def catalogue_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the law, to keep."""
    return show(request, slug, KEEPERS)


@require_GET
@keepers_only
def catalogue_award(request: HttpRequest, code: str) -> HttpResponse:
    """One award, to keep."""
    return _award(request, code, KEEPERS)


def show(
    request: HttpRequest, slug: str, room: Room, *, status: int = 200, **more: object
) -> HttpResponse:
    """A page with its tabs; `more` is a form that was refused."""
    if slug not in PAGES:
        raise Http404
    page = PAGES[slug]
    context = _frame(room, slug) | {"page_of_law": page} | page.fill(request, room) | more
    return render(request, page.template, context, status=status)


def _frame(room: Room, current: str = "") -> dict:
    return {
        "room": room,
        "keeps": room.keeps,
        "overview_url": reverse(f"law:{room.overview}"),
        "slug": current,
        "tabs": [(page.label, room.url(slug), slug == current) for slug, page in PAGES.items()],
        "day": clock.today(),
    }


def _overview(request: HttpRequest, room: Room) -> HttpResponse:
    counts = _counts()
    rows = [
        (page, room.url(slug), *counts[slug])
        for slug, page in PAGES.items()
        if slug not in (HISTORY, IN_FORCE)
    ]
    context = _frame(room) | {
        "pages": rows,
        "unverified": sum(count for *_, count in rows),
        "recent": Correction.objects.select_related("by")[:5],
        "history_url": room.url(HISTORY),
        "in_force_url": room.url(IN_FORCE),
    }
    return render(request, "law/regime/overview.html", context)


def _counts() -> dict[str, list[int]]:
    """How many rows each page shows, and how many of them nobody has verified; in one query."""
    asked = [(table.page, table.model.objects.all()) for table in TABLES.values()]
    asked += [
        ("ngay-nghi", Holiday.objects.exclude(kind=HolidayKind.DROPPED)),
        ("nguoi-ky", Authority.objects.all()),
    ]
    first, *others = (_counted(page, rows, Q(is_verified=False)) for page, rows in asked)
    others += [
        _counted("nguoi-ky", Signatory.objects.all(), Q(pk=None)),
        _counted("chu-de", CampaignTheme.objects.all(), Q(pk=None)),
    ]
    counts = {slug: [0, 0] for slug in PAGES}
    for page, shown, unverified in first.union(*others, all=True):
        counts[page][0] += shown
        counts[page][1] += unverified
    return counts


def _counted(page: str, rows: QuerySet, unverified: Q) -> QuerySet:
    shown = rows.order_by().annotate(page=Value(page)).values("page")
    return shown.annotate(shown=Count("pk"), unverified=Count("pk", filter=unverified)).values_list(
        "page", "shown", "unverified"
    )


def _award(request: HttpRequest, code: str, room: Room) -> HttpResponse:
    award = get_object_or_404(AwardType, code=code)
    regimes = list(RuleSet.objects.all())
    rates = list(TABLES["muc-thuong"].rows().filter(award_type=award))
    needs = list(TABLES["dieu-kien"].rows().filter(award_type=award))
    chosen = TABLES["rieng-tung-loai"].rows().filter(award_type=award)
    chosen = sorted(chosen, key=attrgetter("rank"))
    parts = [("Ai quyết định", TABLES["tham-quyen"].rows().filter(award_type=award))]
    for regime in regimes:
        own = [row for row in rates + needs + chosen if row.rule_set_id == regime.pk]
        parts.append((regime.name, own))
    day = clock.today()
    context = _frame(room, "danh-hieu") | {
        "award": award,
        "power": award.power_on(day),
        "sections": sections(parts, day, keeps=room.keeps),
        "list_url": room.url("danh-hieu"),
    }
    return render(request, "law/regime/award.html", context)


def _awards(request: HttpRequest, room: Room) -> dict:
    day = clock.today()
    awards = AwardType.objects.with_powers()
    return {
        "awards": [
            (award, award.power_on(day), reverse(f"law:{room.award}", args=[award.code]))
            for award in awards
        ]
    }


def _regimes(request: HttpRequest) -> dict:
    """The regimes to choose from, and the one that is looked at: asked, else that of today."""
    regimes = list(RuleSet.objects.all())
    asked = request.GET.get("thoi-ky", "")
    today = clock.today()
    chosen = next((r for r in regimes if r.code == asked), None)
    chosen = chosen or next((r for r in reversed(regimes) if r.holds_on(today)), regimes[-1])
    return {"regimes": regimes, "chosen": chosen}


def _rule_sets(request: HttpRequest, room: Room) -> dict:
    found = _regimes(request)
    values = list(TABLES["gia-tri"].rows().filter(rule_set=found["chosen"]))
    parts = [
        (heading, [row for key in keys for row in values if row.key == key])
        for heading, keys in GROUPS
    ]
    parts.append(
        ("Hệ số tiền thưởng", TABLES["muc-thuong"].rows().filter(rule_set=found["chosen"]))
    )
    return found | {"sections": sections(parts, clock.today(), keeps=room.keeps)}


def _checklists(request: HttpRequest, room: Room) -> dict:
    found = _regimes(request)
    rows = TABLES["thanh-phan"].rows().filter(rule_set=found["chosen"])
    if not room.keeps:
        rows = rows.exclude(need=PartNeed.NOT_ASKED)
    rows = rows.order_by("category", "award_type__order", "order", "valid_from")
    parts = [(name, list(same)) for name, same in groupby(rows, key=lambda row: row.procedure)]
    return found | {"sections": sections(parts, clock.today(), keeps=room.keeps)}


def _bases(request: HttpRequest, room: Room) -> dict:
    parts = [("Căn cứ của quyết định", TABLES["can-cu"].rows())]
    return {
        "sections": sections(parts, clock.today(), keeps=room.keeps),
        "add": ("can-cu", "Thêm căn cứ"),
    }


def _salaries(request: HttpRequest, room: Room) -> dict:
    parts = [("Mức lương cơ sở", TABLES["luong-co-so"].rows())]
    return {
        "sections": sections(parts, clock.today(), keeps=room.keeps),
        "add": ("luong-co-so", "Thêm mức lương"),
    }


def _holidays(request: HttpRequest, room: Room) -> dict:
    known = list(Holiday.objects.values_list("day__year", flat=True).distinct())
    years = year_choices(known, clock.today())
    asked = whole_number(request.GET.get("nam", ""))
    year = asked if asked in years else clock.today().year
    rows = Holiday.objects.filter(day__year=year)
    return {
        "years": years,
        "year": year,
        "holidays": rows.exclude(kind=HolidayKind.DROPPED),
        "dropped": rows.filter(kind=HolidayKind.DROPPED),
        "add": ("ngay-nghi", "Thêm ngày"),
        "aftermath": aftermath() if room.keeps else None,
    }


def aftermath() -> Aftermath | None:
    """What the last change of the calendar set going in the rooms that count by it."""
    found = (ask() for ask in calendar_aftermaths)
    return next((told for told in found if told is not None), None)


def _signatories(request: HttpRequest, room: Room) -> dict:
    rows = Signatory.objects.select_related("authority", "user", "picture")
    return {
        "authorities": Authority.objects.order_by("pk"),
        "signatories": rows.order_by("authority", "-starts_on", "pk"),
        "add": ("nguoi-ky", "Thêm người ký"),
    }


def _themes(request: HttpRequest, room: Room) -> dict:
    return {"themes": CampaignTheme.objects.all(), "add": ("chu-de", "Thêm chủ đề")}


def _history(request: HttpRequest, room: Room) -> dict:
    return {"page": page_of(request, Correction.objects.select_related("by"))}


_ROWS = "law/regime/rows.html"
HISTORY, IN_FORCE = "lich-su", "dang-ap-dung"
PAGES = {
    IN_FORCE: Page(
        "Quy tắc đang áp dụng",
        "Mọi quy định mà cổng xét trong một ngày, mỗi quy định có nguồn và ví dụ đã xét.",
        "law/provision/in_force.html",
        rules_in_force,
    ),
    "danh-hieu": Page(
        "Danh hiệu, hình thức",
        "Được khen những gì, ai quyết định, theo luật nào và từ ngày nào.",
        "law/regime/awards.html",
        _awards,
    ),
    "bo-quy-tac": Page(
        "Bộ quy tắc",
        "Con số và lựa chọn của từng thời kỳ: thời hạn, tỷ lệ, cách tính tiền thưởng.",
        _ROWS,
        _rule_sets,
    ),
    "thanh-phan-ho-so": Page(
        "Thành phần hồ sơ", "Giấy tờ của từng thủ tục theo từng thời kỳ.", _ROWS, _checklists
    ),
    "quy-dinh-xet": Page(
        "Quy định xét",
        "Điều kiện mà người, tập thể, hồ sơ được đối chiếu, theo từng thời kỳ của văn bản.",
        _ROWS,
        provision_rows,
    ),
    "can-cu": Page(
        "Căn cứ pháp lý",
        "Các dòng căn cứ in trên quyết định; quyết định lấy những dòng có hiệu lực vào ngày ký.",
        _ROWS,
        _bases,
    ),
    "luong-co-so": Page(
        "Lương cơ sở", "Tiền thưởng tính theo mức của ngày ký quyết định.", _ROWS, _salaries
    ),
    "ngay-nghi": Page(
        "Ngày nghỉ",
        "Lịch nghỉ lễ, nghỉ bù, làm bù của từng năm; hạn giải quyết hồ sơ tính theo lịch này. "
        "Lịch đổi thì hạn của hồ sơ đang xử lý tính lại, người giữ và đơn vị được báo.",
        "law/regime/holidays.html",
        _holidays,
    ),
    "nguoi-ky": Page(
        "Cơ quan, người ký",
        "Văn bản của ai, ai được ký, từ ngày nào.",
        "law/regime/signatories.html",
        _signatories,
    ),
    "chu-de": Page(
        "Chủ đề phong trào",
        "Nội dung phong trào được Hội đồng xét khen (công văn của UBND thị xã, điểm 1).",
        "law/regime/themes.html",
        _themes,
    ),
    HISTORY: Page(
        "Lịch sử sửa",
        "Ai sửa gì, từ ngày nào, vì sao; không ai sửa hay xóa được dòng nào.",
        "law/regime/history.html",
        _history,
    ),
}
