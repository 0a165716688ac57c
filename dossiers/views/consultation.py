"""Consultations (hiệp y): asked by the officer, answered by the body or recorded from its paper."""

from django.core.exceptions import PermissionDenied
from django.db.models import Func, QuerySet, TextField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from dossiers.forms.consultation import AnswerForm, ConsultationForm, EndForm
from dossiers.models import Consultation, Dossier, Nomination
from dossiers.queries import consultation as consultation_queries
from dossiers.queries.consultation import ASKED_ABOUT
from dossiers.queries.own_line import holding_own
from dossiers.rules import consultation as consultation_rules, dossier as dossier_rules
from dossiers.services import consultation as consultation_services
from dossiers.views.lookup import dossier_or_404
from nganam_awards.core.files.download import hand_out_stored
from nganam_awards.core.form_page import form_page, plain_page, posted
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import keep_words
from nganam_awards.core.text import clean_line, search_terms
from units.models import User


OFFERED = 300  # nominees among which one ticks; a longer list is narrowed by a name
GET_OR_POST = ["GET", "POST"]
_WAITING, _ANSWERED, _ALL = "", "da-tra-loi", "tat-ca"
_CHIPS = ((_WAITING, "Chờ trả lời"), (_ANSWERED, "Đã trả lời"), (_ALL, "Tất cả"))


@require_GET
def consultations(request: HttpRequest) -> HttpResponse:
    """All that this person may see: what waits first by its last day, or what was answered."""
    asked = request.GET.get("xem", "")
    asked = asked if asked in {_ANSWERED, _ALL} else _WAITING
    rows = _visible(request)
    if asked == _WAITING:
        rows = rows.filter(pk__in=consultation_queries.needed().values("pk"))
    elif asked == _ANSWERED:
        rows = rows.exclude(answered_at=None)
    context = {
        "page": page_of(request, rows.order_by("-pk")),
        "chips": [(label, slug, slug == asked) for slug, label in _CHIPS],
        "is_staff": dossier_rules.can_view_filed(request.user),
    }
    return render(request, "dossiers/consultation/list.html", context)


@require_http_methods(GET_OR_POST)
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """Asks a body about some lines; a long list is narrowed by a name first."""
    dossier = dossier_or_404(request, ref)
    if not dossier_rules.can_see_appraisal(request.user, dossier):
        raise Http404
    if not consultation_rules.can_ask(request.user, dossier):
        raise PermissionDenied
    words = clean_line(request.GET.get("ten", ""))[:100]
    lines = _offered(dossier, words)
    form = ConsultationForm(
        posted(request), lines=lines, initial={"lines": request.GET.getlist("dong")}
    )

    def page(status: int) -> HttpResponse:
        context = {
            "dossier": dossier,
            "form": form,
            "words": words,
            "is_long": len(lines) >= OFFERED,
        }
        return render(request, "dossiers/consultation/ask.html", context, status=status)

    return form_page(
        request,
        form,
        call=lambda: consultation_services.ask(dossier, by=request.user, **form.cleaned_data),
        done=lambda row: f"Đã hỏi {row.body}, trả lời trước hết ngày {row.due_on:%d/%m/%Y}.",
        then=f"{dossier.get_absolute_url()}#hiep-y",
        page=page,
    )


def _offered(dossier: Dossier, words: str) -> QuerySet[Nomination]:
    """Lines a word about whom still counts, in the order of names."""
    rows = dossier.nominations.filter(state__in=ASKED_ABOUT).select_related("award_type")
    rows = rows.alias(folded=Func("full_name", function="vn_fold", output_field=TextField()))
    for term in search_terms(words):
        rows = rows.filter(folded__contains=term)
    keys = list(rows.vietnamese_order().values_list("pk", flat=True)[:OFFERED])
    shown = dossier.nominations.filter(pk__in=keys).select_related("award_type")
    return shown.vietnamese_order()


@require_http_methods(GET_OR_POST)
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """One consultation: what is asked, and the answer, which is written here by who may."""
    obj = _or_404(request, pk)
    can_answer = consultation_rules.can_answer(request.user, obj)
    if request.method == "POST" and not (can_answer or not obj.is_open):
        raise PermissionDenied
    rows = consultation_queries.rows_of(obj)
    is_own_hand = consultation_rules.answers_for(request.user, obj)
    form = AnswerForm(
        posted(request),
        request.FILES or None,
        consultation=obj,
        rows=rows,
        is_own_hand=is_own_hand,
    )

    def write() -> Consultation:
        data = form.cleaned_data
        return consultation_services.answer(
            obj,
            words=form.words,
            rest_is_clear=data["rest_is_clear"],
            symbol=data["symbol"],
            letter_on=data["letter_on"],
            upload=data["file"],
            by=request.user,
        )

    def page(status: int) -> HttpResponse:
        fresh = _or_404(request, pk)
        form.rows = consultation_queries.rows_of(fresh)
        if request.method == "POST" and not fresh.is_open:
            keep_words(request, *(f"words-{row.pk}" for row in form.rows))
        return _page(request, fresh, form, status)

    return form_page(
        request,
        form,
        call=write,
        done="Đã ghi ý kiến trả lời.",
        then=obj,
        page=page,
    )


def _page(request: HttpRequest, obj: Consultation, form: AnswerForm, status: int) -> HttpResponse:
    user, is_staff = request.user, dossier_rules.can_view_filed(request.user)
    if is_staff:
        note_reading(request, obj.dossier)
    context = {
        "consultation": obj,
        "form": form,
        "is_staff": is_staff,
        "can_answer": consultation_rules.can_answer(user, obj),
        "can_end": consultation_rules.can_end(user, obj),
        "is_own_hand": consultation_rules.answers_for(user, obj),
        "states_asked": ASKED_ABOUT,
    }
    return render(request, "dossiers/consultation/consultation.html", context, status=status)


@require_http_methods(GET_OR_POST)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a question back, with the reason the body reads."""
    obj = _or_404(request, pk)
    if not dossier_rules.can_view_filed(request.user):
        raise Http404
    form = EndForm(posted(request))
    return form_page(
        request,
        form,
        call=lambda: consultation_services.end(obj, by=request.user, **form.cleaned_data),
        done=f"Đã thôi hỏi {obj.body}.",
        then=obj,
        page=plain_page(
            request,
            form,
            title=f"Thôi hỏi {obj.body}",
            crumbs=[("Hiệp y", "dossiers:consultations"), (obj.body, obj)],
            here="Thôi hỏi",
            submit="Thôi hỏi",
        ),
    )


@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper with which the body answered."""
    obj = _or_404(request, pk)
    found = getattr(obj, "paper", None)
    if found is None:
        raise Http404
    return hand_out_stored(request, found, back=obj.get_absolute_url(), reading=obj.dossier)


def context(user: User, dossier: Dossier) -> dict:
    """What the officer's page of a dossier shows; nothing to anybody else."""
    if not dossier_rules.can_see_appraisal(user, dossier):
        return {"consultations": [], "can_ask": False}
    return {
        "consultations": consultation_queries.of_dossier(dossier),
        "can_ask": consultation_rules.can_ask(user, dossier),
    }


def _visible(request: HttpRequest) -> QuerySet[Consultation]:
    rows = Consultation.objects.visible_to(request.user)
    rows = rows.select_related("dossier__unit", "dossier__officer", "unit", "asked_by")
    return rows.exclude(holding_own(request.user, "dossier"))


def _or_404(request: HttpRequest, pk: int) -> Consultation:
    rows = Consultation.objects.visible_to(request.user).select_related(
        "dossier__unit", "dossier__officer", "unit", "asked_by", "answered_by", "ended_by", "paper"
    )
    obj = get_object_or_404(rows, pk=pk)
    if not consultation_rules.can_view(request.user, obj):
        raise Http404
    return obj
