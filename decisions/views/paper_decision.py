"""Registers a decision that was signed on paper, and hands out its scan."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from decisions.forms.decision import PaperForm, ScanForm
from decisions.models import PaperDecision
from decisions.services import paper_decision as paper_decision_services
from decisions.views.lookup import book_reader
from law import rules
from nganam_awards.core.anchor import at_row
from nganam_awards.core.files.download import hand_out_stored
from nganam_awards.core.form_page import SUMMARY, SecondLook, form_page, plain_page, posted
from nganam_awards.core.templatetags.portal import day, weekday


@require_http_methods(["GET", "POST"])
def register_paper(request: HttpRequest) -> HttpResponse:
    """Registers a paper decision (quyết định giấy) with its scan."""
    book_reader(request)
    if not rules.can_keep_book(request.user):
        raise PermissionDenied
    form = PaperForm(posted(request), request.FILES or None)

    def look() -> SecondLook:
        typed = form.cleaned_data
        symbol = paper_decision_services.symbol_of(typed["kind"], typed["number"], typed["on"])
        return SecondLook(
            f"Sẽ đăng ký vào sổ số {symbol} ngày {day(typed['on'])} ({weekday(typed['on'])}), "
            f"{typed['subject']}, người ký {typed['signed_by']}, kèm bản quét "
            f"«{typed['upload'].name}». Số đã vào sổ không sửa, không dùng lại được.",
            "Đúng, đăng ký vào sổ",
        )

    return form_page(
        request,
        form,
        call=lambda: paper_decision_services.register_paper(**form.cleaned_data, by=request.user),
        done=lambda paper: f"Đã đăng ký {paper.entry.noun} số {paper.entry}.",
        then=_in_book,
        at=SUMMARY,
        look=look,
        page=plain_page(
            request,
            form,
            title="Đăng ký văn bản giấy",
            crumbs=[("Sổ văn bản", "decisions:book")],
            lead="Quyết định, tờ trình đã ký trên giấy, ngoài cổng: vào cùng dãy số, kèm bản quét.",
            submit="Đăng ký vào sổ",
        ),
    )


@require_http_methods(["GET", "POST"])
def replace_scan(request: HttpRequest, pk: int) -> HttpResponse:
    """Replaces an infected scan (bản quét)."""
    book_reader(request)
    if not rules.can_keep_book(request.user):
        raise PermissionDenied
    obj = get_object_or_404(PaperDecision.objects.select_related("entry__book"), pk=pk)
    form = ScanForm(posted(request), request.FILES or None)
    return form_page(
        request,
        form,
        call=lambda: paper_decision_services.replace_scan(
            obj, by=request.user, **form.cleaned_data
        ),
        done=f"Đã thay bản quét của {obj.entry.noun} số {obj.entry}.",
        then=lambda _: _in_book(obj),
        at=SUMMARY,
        page=plain_page(
            request,
            form,
            title="Thay bản quét",
            heading=f"Thay bản quét của {obj.entry.noun} số {obj.entry}",
            crumbs=[("Sổ văn bản", "decisions:book")],
            lead=(
                "Bản quét đang có vi-rút nên không mở được. Quét máy tính đã tạo tệp, rồi tải lên "
                "một bản sạch."
            ),
            submit="Thay bản quét",
        ),
    )


@require_GET
def download_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan (bản quét) of a paper decision."""
    book_reader(request)
    obj = get_object_or_404(PaperDecision, pk=pk)
    return hand_out_stored(request, obj, back=reverse("decisions:book"), reading=obj)


def _in_book(paper: PaperDecision | None) -> str:
    """The book that a paper stands in, at its number."""
    book = reverse("decisions:book")
    return at_row(f"{book}?so={paper.entry.book_id}", paper.entry) if paper else book
