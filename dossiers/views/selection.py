"""What is done with the ticked lines of a draft: another award, another place, off the list."""

from collections.abc import Callable, Collection
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dossiers.models import Dossier
from dossiers.services import selection as selection_services
from dossiers.services.nominee import MAX_LINES
from dossiers.services.selection import Placed, Refusal, TakenBack
from dossiers.views import undo
from dossiers.views.draft import DraftList, standing_at
from dossiers.views.lookup import draft_or_404
from nganam_awards.core.money import grouped
from nganam_awards.core.refusals import Refused, Stale
from nganam_awards.core.steps import take
from nganam_awards.core.text import whole_number


NAMED = 10  # refused lines told by name; the others are counted


@require_POST
def give_award(request: HttpRequest, ref: str) -> HttpResponse:
    """Đổi hình thức: what is asked for the ticked lines."""
    dossier = draft_or_404(request, ref)
    award = whole_number(request.POST.get("award_type", ""))
    given = _take(
        request,
        dossier,
        lambda pks: selection_services.give_award(dossier, pks, award, by=request.user),
    )
    if given and given.earlier:
        words = f"đổi hình thức của {grouped(len(given.earlier))} dòng thành {given.award.name}"
        more = f", thêm {len(given.added)} dòng danh hiệu đi kèm" if given.added else ""
        messages.success(request, f"Đã {words}{more}.")
        done = {"award": given.award.pk, "before": given.earlier, "added": given.added}
        undo.remember_many(request, dossier, f"Vừa {words}.", done)
    elif given and not given.refused:
        messages.info(request, f"Các dòng đã chọn đều đang đề nghị {given.award.name}.")
    if given:
        _tell(request, "Chưa đổi được", given.refused)
    return redirect(standing_at(dossier, None, request.POST))


@require_POST
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    """Bỏ khỏi danh sách: the page offers to bring them back."""
    dossier = draft_or_404(request, ref)
    removed = _take(
        request,
        dossier,
        lambda pks: selection_services.remove_lines(dossier, pks, by=request.user),
    )
    if removed and removed.lines:
        words = f"bỏ {_named([line['full_name'] for line in removed.lines])} khỏi danh sách"
        messages.success(request, f"Đã {words}.")
        undo.remember_many(request, dossier, f"Vừa {words}.", {"lines": removed.lines})
    if removed:
        _tell(request, "Chưa bỏ được", removed.refused)
    return redirect(standing_at(dossier, None, request.POST))


@require_POST
def place(request: HttpRequest, ref: str) -> HttpResponse:
    """Đổi vị trí: the ticked lines together, the first of them at this number."""
    dossier = draft_or_404(request, ref)
    number = whole_number(request.POST.get("place", ""), most=MAX_LINES)

    def call(pks: Collection[int]) -> Placed:
        if not number:
            raise Refused("Ghi số thứ tự mới, từ 1 trở lên, cho dòng đầu trong các dòng đã chọn.")
        return selection_services.place_lines(dossier, pks, number, by=request.user)

    if placed := _take(request, dossier, call):
        told = f"Đã chuyển {grouped(placed.count)} dòng đến số {grouped(placed.place)}."
        messages.success(request, told)
    return redirect(standing_at(dossier, None, request.POST))


def take_back(request: HttpRequest, dossier: Dossier, entry: dict) -> None:
    """Hoàn tác of what was done with many."""
    done = undo.done_with_many(entry)
    if done is None:
        undo.forget(request, entry)
        messages.warning(request, "Đã quá một giờ nên không hoàn tác được nữa.")
        return
    if "lines" in done:
        call = partial(selection_services.restore_lines, dossier, done["lines"], by=request.user)
    else:
        call = partial(
            selection_services.take_award_back,
            dossier,
            done["award"],
            done["before"],
            done["added"],
            by=request.user,
        )
    outcome = take(request, call)
    if not outcome.is_done:
        return
    back = outcome.result or TakenBack(0, [])  # the same click a moment ago brought them
    if back.count:
        messages.success(request, "Đã hoàn tác.")
    if not back.refused:
        undo.forget(request, entry)
    _tell(request, "Chưa hoàn tác được", back.refused)


def _take(
    request: HttpRequest, dossier: Dossier, call: Callable[[Collection[int]], object]
) -> object:
    """What was done with the ticked lines; None where it was refused, which is told."""
    return take(request, lambda: call(_chosen(request, dossier))).result


def _chosen(request: HttpRequest, dossier: Dossier) -> list[int]:
    """Keys of the ticked lines, or of all that were found, as many as the page said."""
    said = whole_number(request.POST.get("ca", ""))
    if said is None:
        pks = [whole_number(pk) for pk in request.POST.getlist("dong")]
        if not pks:
            raise Refused("Chưa chọn dòng nào. Đánh dấu ô ở đầu dòng rồi chọn việc cần làm.")
        return [pk for pk in pks if pk is not None]
    found = DraftList(dossier, request.POST).found
    if len(found) != said:
        raise Stale(
            f"Danh sách vừa thay đổi: nay có {grouped(len(found))} dòng, không phải "
            f"{grouped(said)}. Xem lại rồi chọn lại."
        )
    return [line.pk for line in found]


def _tell(request: HttpRequest, what: str, refused: list[Refusal]) -> None:
    if not refused:
        return
    told = "; ".join(f"{one.name} ({one.why})" for one in refused[:NAMED])
    rest = len(refused) - NAMED
    more = f"; và {grouped(rest)} dòng khác" if rest > 0 else ""
    messages.warning(request, f"{what} {grouped(len(refused))} dòng: {told}{more}.")


def _named(names: list[str]) -> str:
    """«Trần Văn Út», «3 dòng: Trần Văn Út, Lê Văn An và 1 dòng khác»."""
    if len(names) == 1:
        return names[0]
    first = ", ".join(names[:2])
    rest = f" và {grouped(len(names) - 2)} dòng khác" if len(names) > 2 else ""
    return f"{grouped(len(names))} dòng ({first}{rest})"
