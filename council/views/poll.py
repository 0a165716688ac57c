"""What the pages of one vote have in common: the case, where it stands, ways back."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from council.forms.ballot import BallotForm, BallotRow
from council.models import CouncilCase
from council.queries.count import needed
from council.views.lookup import case_or_404
from law.figures import VoteBase


def open_case_or_404(request: HttpRequest, pk: int) -> CouncilCase:
    """The same; whoever has no ballot there, or none any more, is told why."""
    try:
        return case_or_404(request, pk)
    except Http404:
        rows = CouncilCase.objects.explained_to(request.user)
        return get_object_or_404(rows.select_related("session", "award_type"), pk=pk)


def way_back(case: CouncilCase) -> str:
    """Where one goes on: the session, or the case."""
    return case.session.get_absolute_url() if case.session_id else case.get_absolute_url()


def frame_of(case: CouncilCase) -> dict[str, object]:
    """What stands above every page of a vote."""
    return {
        "case": case,
        "back_url": way_back(case),
        "place": _place(case),
        "needs": needed_words(case),
    }


def rows_of(case: CouncilCase, form: BallotForm) -> list[BallotRow]:
    """The lines of a ballot, each with the way to its report."""
    return [
        BallotRow(*row[:3], reverse("council:material", args=[case.pk, row.line.pk]))
        for row in form.rows()
    ]


def needed_words(case: CouncilCase) -> str:
    """By which rule a line passes, in one sentence."""
    if case.base == VoteBase.ALL:
        count = case.voters.count()
        least = needed(case.percent, count)
        return f"Thông qua khi có từ {least}/{count} phiếu đồng ý ({case.percent} % tổng số)."
    return f"Thông qua khi có từ {case.percent} % số thành viên có mặt đồng ý."


def _place(case: CouncilCase) -> str:
    """«Phiên họp 20/11/2023 · vụ việc 2/3», «Phiếu lấy ý kiến, trả lời trước hết 25/11/2023»."""
    if case.session_id is None:
        until = f", trả lời trước hết {case.due_on:%d/%m/%Y}" if case.due_on else ""
        return f"Phiếu lấy ý kiến{until}"
    keys = list(case.session.cases.order_by("order", "pk").values_list("pk", flat=True))
    told = f"Phiên họp {case.session.held_on:%d/%m/%Y}"
    return f"{told} · vụ việc {keys.index(case.pk) + 1}/{len(keys)}"
