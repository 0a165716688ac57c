"""The Council's desk: what waits for whom. Stands in until its own page is there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """An empty page at the address that others lead back to."""
    return render(request, "base.html")
