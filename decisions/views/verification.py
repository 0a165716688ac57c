"""Verification: anyone may ask whether a paper is genuine; nobody is named here."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from campaigns.papers.announcement import PAPER
from decisions.enums import DecisionState
from decisions.forms.decision import CodeForm
from decisions.models import Decision
from decisions.papers import LETTER, RESULT_ANNOUNCEMENT
from decisions.queries import lineup as lineup_queries
from nganam_awards.documents.codes import normalised
from nganam_awards.documents.models import Document
from nganam_awards.documents.registry import words_of


@require_GET
@login_not_required
def ask(request: HttpRequest) -> HttpResponse:
    """Asks for a lookup code (mã tra cứu)."""
    form = CodeForm(request.GET or None)
    status = 200
    if form.is_bound and form.is_valid():
        if code := normalised(form.cleaned_data["ma"]):
            return redirect("decisions:verify", code)
        form.add_error("ma", "Mã tra cứu gồm 12 chữ và số. Xem lại mã in bên cạnh mã QR.")
        status = 422
    return render(request, "decisions/verification/form.html", {"form": form}, status=status)


@require_GET
@login_not_required
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What an issued paper says of itself; a draft is as unknown as a code nobody gave."""
    known = normalised(code)
    document = Document.objects.filter(code=known, is_draft=False).first() if known else None
    paper = None if document is None else (_decision(document) or _by_its_words(document))
    context = {"paper": paper, "code": known or code[:40], "form": CodeForm()}
    return render(
        request, "decisions/verification/paper.html", context, status=404 if paper is None else 200
    )


def _decision(document: Document) -> dict | None:
    """An issued decision, or the extract of one that a unit was given."""
    rows = Decision.objects.for_detail().filter(state=DecisionState.ISSUED)
    decision = rows.filter(Q(document=document) | Q(extracts__document=document)).first()
    if decision is None:
        return None
    authority = decision.signatory.authority
    return {
        "title": decision.title if decision.document_id == document.pk else document.title,
        "document": document,
        "about": words_of(document)["about"],
        "counted": lineup_queries.counted_in([decision])[decision.pk],
        "head": authority.head_title,
        "authority": authority.name,
        "signed_by": decision.signatory.full_name,
    }


def _by_its_words(document: Document) -> dict | None:
    """An announcement or the letter of an office; a replaced letter is none."""
    if document.kind not in {PAPER, RESULT_ANNOUNCEMENT, LETTER}:
        return None
    if document.kind == LETTER and not Decision.objects.filter(letter=document).exists():
        return None
    words = words_of(document)
    return {
        "title": document.title,
        "document": document,
        "about": words["about"],
        "counted": "",
        "head": words["issued_by"],
        "authority": words["issued_by"],
        "signed_by": words["signature"]["name"],
    }
