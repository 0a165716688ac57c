"""Tạm dừng xét: one line waits, its dossier and the others go on."""

import pytest
from django.core.exceptions import PermissionDenied

from dossiers.enums import DossierState, NominationState
from dossiers.models import Dossier, Nomination
from dossiers.notifications.dossier import messages_of_line
from dossiers.queries.recount import recount_quotas
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from nganam_awards.core.refusals import Refused, Stale
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db
WHY = "Thanh tra huyện đang kiểm tra thu chi."


@pytest.fixture
def officer():
    return UserFactory(officer=True)


@pytest.fixture
def dossier(officer):
    return DossierFactory(appraising=True, officer=officer, persons=3)


def line_of(dossier, nth=0):
    return dossier.nominations.select_related("dossier__unit").order_by("pk")[nth]


def recommend(dossier, officer, *lines):
    words = {line.pk: ("recommend", "") for line in lines}
    nominee_transitions.give_verdicts(Dossier.objects.get(pk=dossier.pk), words, by=officer)


def test_only_this_line_waits_and_the_others_go_on(dossier, officer):
    waiting, *others = dossier.nominations.order_by("pk")
    nominee_transitions.suspend_line(waiting, by=officer, note=WHY, paper="12/QĐ-TTr")
    recommend(dossier, officer, *others)
    dossier_transitions.finish(Dossier.objects.get(pk=dossier.pk), by=officer)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.counter) == (NominationState.SUSPENDED, None)
    assert waiting.events.newest_first().first().facts == {"paper": "12/QĐ-TTr"}
    assert recount_quotas() == []


def test_a_suspended_line_does_not_hold_the_dossier(dossier, officer):
    chief, chairman = UserFactory(home_affairs_head=True), UserFactory(chairman=True)
    first, second, third = dossier.nominations.order_by("pk")
    nominee_transitions.suspend_line(first, by=officer, note=WHY)
    words = {line.pk: ("not_recommend", "Chưa đủ.") for line in (second, third)}
    nominee_transitions.give_verdicts(dossier, words, by=officer)
    dossier_transitions.finish(Dossier.objects.get(pk=dossier.pk), by=officer)
    rows = dossier.nominations.filter(state=NominationState.NOT_RECOMMENDED)
    nominee_transitions.decline_lines(rows, by=chief)
    assert Dossier.objects.get(pk=dossier.pk).state == DossierState.CONCLUDED

    nominee_transitions.resume_line(line_of(dossier), by=officer, note="Không vi phạm.")
    recommend(dossier, officer, line_of(dossier))
    nominee_transitions.submit_lines([line_of(dossier)], by=chief)
    nominee_transitions.approve_lines([line_of(dossier)], by=chairman)
    assert line_of(dossier).state == NominationState.DECIDED
    assert recount_quotas() == []


def test_after_the_appraisal_only_a_resumed_line_is_judged(dossier, officer):
    first, second, third = dossier.nominations.order_by("pk")
    nominee_transitions.suspend_line(first, by=officer, note=WHY)
    recommend(dossier, officer, second, third)
    dossier_transitions.finish(Dossier.objects.get(pk=dossier.pk), by=officer)
    nominee_transitions.resume_line(first, by=officer, note="Không vi phạm.")
    with pytest.raises(Stale):
        nominee_transitions.give_verdicts(
            Dossier.objects.get(pk=dossier.pk), {second.pk: ("not_recommend", "Thôi.")}, by=officer
        )
    recommend(dossier, officer, first)
    first.refresh_from_db()
    assert first.state == NominationState.RECOMMENDED


@pytest.mark.parametrize("who", ["clerk", "head", "chief", "chairman", "another officer"])
def test_pausing_is_for_the_officer_in_charge(dossier, who):
    person = {
        "clerk": lambda: UserFactory(clerk=True, unit=dossier.unit),
        "head": lambda: UserFactory(head=True, unit=dossier.unit),
        "chief": lambda: UserFactory(home_affairs_head=True),
        "chairman": lambda: UserFactory(chairman=True),
        "another officer": lambda: UserFactory(officer=True),
    }[who]()
    with pytest.raises(PermissionDenied):
        nominee_transitions.suspend_line(line_of(dossier), by=person, note=WHY)


def test_a_pause_says_why(dossier, officer):
    with pytest.raises(Refused, match="Ghi rõ lý do"):
        nominee_transitions.suspend_line(line_of(dossier), by=officer, note=" ")


def test_the_unit_is_told_with_the_words(dossier, officer):
    clerk = UserFactory(clerk=True, unit=dossier.unit)
    line = nominee_transitions.suspend_line(
        line_of(dossier), by=officer, note=WHY, paper="12/QĐ-TTr"
    )
    told = {m.user: m.text for m in messages_of_line(line.events.newest_first().first())}
    assert told[clerk].endswith(f"tạm dừng xét: {WHY} (12/QĐ-TTr)")


def test_the_officer_pauses_and_resumes_on_a_page(dossier, officer, client_of):
    browser, line = client_of(officer), line_of(dossier)
    where = f"/ho-so/{dossier.ref}/danh-sach/{line.pk}/tam-dung/"
    assert where in browser.get(dossier.get_absolute_url()).content.decode()
    typed = browser.post(where, {"note": "", "paper": "12/QĐ-TTr"})
    assert typed.status_code == 422
    assert "12/QĐ-TTr" in typed.content.decode()
    browser.post(where, {"note": WHY, "paper": "12/QĐ-TTr"})
    assert line_of(dossier).state == NominationState.SUSPENDED
    assert "Tạm dừng xét" in browser.get(dossier.get_absolute_url()).content.decode()
    browser.post(where, {"note": "Không vi phạm."})
    assert line_of(dossier).state == NominationState.PROPOSED


def test_who_may_not_pause_is_led_back_and_a_stranger_finds_nothing(dossier, client_of):
    where = f"/ho-so/{dossier.ref}/danh-sach/{line_of(dossier).pk}/tam-dung/"
    inside = client_of(UserFactory(clerk=True, unit=dossier.unit))
    assert inside.get(where).status_code == 302
    assert client_of(UserFactory(clerk=True)).get(where).status_code == 404
    assert Nomination.objects.filter(state=NominationState.SUSPENDED).count() == 0
