"""An officer before many lines: all the rest at once, narrowed lists, refusals that say where."""

import re
from collections import Counter
from copy import copy

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.enums import NominationState as N
from dossiers.models import Nomination
from dossiers.rules import line_note as line_note_rules
from dossiers.services import verdict as verdict_services
from dossiers.transitions import (
    dossier as dossier_transitions,
    nominee as nominee_transitions,
    verdict as verdict_transitions,
)
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from tests.factories.dossiers import DossierFactory, NominationFactory


pytestmark = pytest.mark.django_db

WHY = "Đã được khen cho cùng thành tích."


@pytest.fixture
def dossier(town):
    """Six lines under appraisal; the last two are also named in another dossier of the campaign."""
    made = DossierFactory(
        appraising=True, plan=town.plan, unit=town.ward, officer=town.officer, persons=6
    )
    other = DossierFactory(received=True, plan=town.plan, persons=0)
    for line in list(made.nominations.as_filed())[-2:]:
        NominationFactory(dossier=other, full_name=line.full_name)
    return made


def marked(dossier):
    lines = list(dossier.nominations.select_related("award_type").order_by("pk"))
    for line in lines:
        line.dossier = dossier
    notes = line_note_rules.of_lines(dossier, lines)
    return verdict_services.rest_of(dossier, lines, notes).mark


def rest(dossier, town, verdicts=None, **changes):
    asked = {"by": town.officer, "mark": marked(dossier)} | changes
    return verdict_transitions.recommend_rest(dossier, verdicts or {}, **asked)


def states(dossier):
    return Counter(dossier.nominations.values_list("state", flat=True))


# --- đề nghị tất cả còn lại ---------------------------------------------------------------------


def test_all_the_rest_leaves_out_who_wants_a_look_and_keeps_what_is_typed(town, dossier):
    *_, first, second = dossier.nominations.as_filed()
    done = rest(dossier, town, {first.pk: ("not_recommend", WHY)})
    assert (len(done.typed), len(done.taken), done.held) == (1, 4, [second])
    assert states(dossier) == {N.RECOMMENDED: 4, N.NOT_RECOMMENDED: 1, N.PROPOSED: 1}
    with pytest.raises(AlreadyDone):
        rest(dossier, town)


def test_a_collective_of_an_ended_body_is_never_taken_unseen(town, dossier, monkeypatch):
    line = dossier.nominations.as_filed().first()
    monkeypatch.setattr(
        verdict_services.takeover_rules, "asking_reason", lambda lines, day: {line.pk}
    )
    assert line in rest(dossier, town).held


def test_people_whom_the_page_did_not_count_are_not_recommended(town, dossier):
    mark = marked(dossier)
    [first, *_] = dossier.nominations.as_filed()
    elsewhere = DossierFactory(received=True, plan=town.plan, persons=0)
    NominationFactory(dossier=elsewhere, full_name=first.full_name)
    with pytest.raises(Stale, match="nay còn 3 trường hợp không có gì phải xem, giữ lại 3"):
        rest(dossier, town, mark=mark)
    assert states(dossier) == {N.PROPOSED: 6}


def test_a_word_of_another_window_stops_the_whole_act(town, dossier):
    mark = marked(dossier)
    [first, *_] = dossier.nominations.as_filed()
    nominee_transitions.give_verdicts(dossier, {first.pk: ("not_recommend", WHY)}, by=town.officer)
    with pytest.raises(Stale):
        rest(dossier, town, mark=mark)
    assert states(dossier) == {N.PROPOSED: 5, N.NOT_RECOMMENDED: 1}


def test_a_typed_refusal_without_reason_stops_the_rest_too(town, dossier):
    [first, *_] = dossier.nominations.as_filed()
    with pytest.raises(verdict_services.Unexplained) as refusal:
        rest(dossier, town, {first.pk: ("not_recommend", " ")})
    assert list(refusal.value.at) == [first.pk]
    assert states(dossier) == {N.PROPOSED: 6}


@pytest.mark.parametrize("name", ["officer2", "chief", "head", "clerk"])
def test_only_the_officer_in_charge_recommends_the_rest(name, town, dossier):
    with pytest.raises(PermissionDenied):
        rest(dossier, town, by=getattr(town, name))


def test_nothing_is_recommended_after_the_conclusion(town):
    done = town.appraised(persons=2)
    with pytest.raises(Stale):
        rest(done, town)


def test_the_act_is_taken_back_but_not_what_was_said_since(town, dossier):
    done = rest(dossier, town)
    [first, *_] = done.taken
    nominee_transitions.give_verdicts(dossier, {first.pk: ("not_recommend", WHY)}, by=town.officer)
    back, others = verdict_transitions.take_back_rest(
        dossier, by=town.officer, since=done.since, until=done.until
    )
    assert (len(back), others) == (3, 1)
    assert states(dossier) == {N.PROPOSED: 5, N.NOT_RECOMMENDED: 1}
    with pytest.raises(AlreadyDone):
        verdict_transitions.take_back_rest(
            dossier, by=town.officer, since=done.since, until=done.until
        )


def test_a_concluded_appraisal_takes_nothing_back(town):
    dossier = town.appraising(persons=1)
    done = rest(dossier, town)
    dossier_transitions.finish(dossier, by=town.officer)
    with pytest.raises(Refused, match="đã kết luận"):
        verdict_transitions.take_back_rest(
            dossier, by=town.officer, since=done.since, until=done.until
        )


# --- trang ---------------------------------------------------------------------------------------


def press(client, page, dossier, query="", **typed):
    address = reverse("dossiers:give_verdicts", args=[dossier.ref])
    kept = {"seen": page.context["seen"], "seen_lines": page.context["seen_lines"]}
    kept["rest"] = page.context["rest"].mark
    address += f"?{query}" if query else ""
    return client.post(address, kept | typed, follow=True)


def test_sixty_one_people_are_right_in_four_presses(town, client_of):
    made = DossierFactory(
        appraising=True, plan=town.plan, unit=town.ward, officer=town.officer, persons=61
    )
    other = DossierFactory(received=True, plan=town.plan, persons=0)
    flagged = list(made.nominations.as_filed())[-2:]
    for line in flagged:
        NominationFactory(dossier=other, full_name=line.full_name)
    client = client_of(town.officer)
    page = client.get(made.get_absolute_url())
    assert len(page.context["shown"]) == 61
    assert "Đề nghị tất cả còn lại (59)" in page.text
    assert "giữ lại 2 trường hợp cần xem" in page.text
    page = press(client, page, made, then="rest")
    assert f"Đã đề nghị 59 trường hợp còn lại. Giữ lại 2 trường hợp cần xem: {flagged[0]}" in (
        page.text
    )
    assert [item.line for item in page.context["shown"]] == flagged
    words = {f"verdict-{line.pk}": "recommend" for line in flagged}
    page = press(client, page, made, then="finish", **words)
    assert "Đã kết luận thẩm định." in page.text
    assert states(made) == {N.RECOMMENDED: 61}


def test_one_click_takes_the_whole_act_back(town, client_of, dossier):
    client = client_of(town.officer)
    press(client, client.get(dossier.get_absolute_url()), dossier, then="rest")
    page = client.get(dossier.get_absolute_url())
    assert "Lấy lại 4 ý kiến vừa đề nghị cùng lúc" in page.text
    address = reverse("dossiers:take_back_rest", args=[dossier.ref])
    assert "Đã lấy lại ý kiến về 4 trường hợp" in client.post(address, follow=True).text
    assert states(dossier) == {N.PROPOSED: 6}
    assert "Không còn ý kiến nào để lấy lại" in client.post(address, follow=True).text


def test_another_press_of_the_same_page_is_told_the_numbers_of_now(town, client_of, dossier):
    client = client_of(town.officer)
    page = client.get(dossier.get_absolute_url())
    [first, *_] = dossier.nominations.as_filed()
    nominee_transitions.give_verdicts(dossier, {first.pk: ("not_recommend", WHY)}, by=town.officer)
    answer = press(client, page, dossier, then="rest")
    assert answer.status_code == 409
    assert "nay còn 3 trường hợp" in answer.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 6),
        ("y-kien=chua", 4),
        ("y-kien=khong", 1),
        ("y-kien=de-nghi&xem=can-xem", 1),
        ("xem=chua-ro", 2),
        ("xem=khong-dat", 0),
        ("xem=dat", 4),
        ("y-kien=x&xem=y&page=z", 6),
    ],
)
def test_the_list_is_narrowed_by_word_and_by_finding(query, expected, town, client_of, dossier):
    [first, *_, last] = dossier.nominations.as_filed()
    words = {first.pk: ("not_recommend", WHY), last.pk: ("recommend", "")}
    nominee_transitions.give_verdicts(dossier, words, by=town.officer)
    page = client_of(town.officer).get(f"{dossier.get_absolute_url()}?{query}")
    assert len(page.context["shown"]) == expected


def test_names_are_found_without_accents(town, client_of, dossier):
    line = NominationFactory(dossier=dossier, full_name="Thạch Thị Sa Mol")
    page = client_of(town.officer).get(f"{dossier.get_absolute_url()}?ten=sa+mol")
    assert [item.line for item in page.context["shown"]] == [line]


def test_a_deed_that_the_register_tells_in_the_same_words_fails(town, client_of, awarded_twin):
    dossier, twin, other = awarded_twin
    page = client_of(town.officer).get(f"{dossier.get_absolute_url()}?xem=khong-dat")
    [item] = page.context["shown"]
    assert item.line == twin
    assert item.usual[0].startswith("Đã được khen cho cùng thành tích: Giấy khen, Quyết định ")
    unclear = client_of(town.officer).get(f"{dossier.get_absolute_url()}?xem=chua-ro")
    assert [item.line for item in unclear.context["shown"]] == [other]


@pytest.fixture
def awarded_twin(town):
    """One line told by the register in the same words, one of the same name for another deed."""
    old = DossierFactory(appraised=True, persons=0)
    made = DossierFactory(
        appraising=True, plan=town.plan, unit=town.ward, officer=town.officer, persons=2
    )
    twin, other = made.nominations.as_filed()
    NominationFactory(
        dossier=old, full_name=twin.full_name, achievement=twin.achievement, awarded=True
    )
    NominationFactory(
        dossier=old, full_name=other.full_name, achievement="Cứu người đuối nước.", awarded=True
    )
    return made, twin, other


def test_a_chip_or_a_page_takes_what_was_chosen_along(town, client_of, dossier):
    [first, second, *_] = dossier.nominations.as_filed()
    client = client_of(town.officer)
    page = client.get(dossier.get_absolute_url())
    chosen = {f"verdict-{first.pk}": "recommend", "ten": ""}
    page = press(client, page, dossier, go="y-kien=chua", **chosen)
    assert page.redirect_chain[-1][0].endswith("?y-kien=chua")
    assert "Đã lưu ý kiến, 1 trường hợp thay đổi." in page.text
    lacking = {f"verdict-{second.pk}": "not_recommend"}
    refused = press(client, page, dossier, "y-kien=chua", go="xem=dat", **lacking)
    assert refused.status_code == 422
    assert refused.context["asked"].verdict == "chua"
    assert f'aria-describedby="ly-do-{second.pk}-loi ' in refused.text
    assert refused.text.count('aria-invalid="true"') == 1
    found = press(client, page, dossier, "y-kien=chua", go="find", ten=second.full_name)
    assert [item.line for item in found.context["shown"]] == [second]


@pytest.fixture
def resumed(town):
    """A finished dossier of which one line is considered again."""
    made = town.appraising(persons=3)
    first, *others = made.nominations.as_filed()
    nominee_transitions.suspend_line(first, by=town.officer, note="Đang thanh tra.")
    words = {line.pk: ("recommend", "") for line in others}
    nominee_transitions.give_verdicts(made, words, by=town.officer)
    dossier_transitions.finish(made, by=town.officer)
    nominee_transitions.resume_line(first, by=town.officer, note="Không vi phạm.")
    made.refresh_from_db()
    return made


@pytest.mark.parametrize("go", ["y-kien=de-nghi", "page=2", "find"])
def test_a_finished_dossier_is_narrowed_and_turned(go, town, client_of, resumed):
    client = client_of(town.officer)
    page = press(client, client.get(resumed.get_absolute_url()), resumed, go=go, ten="")
    assert page.status_code == 200
    query = "" if go == "find" else f"?{go}"
    assert page.redirect_chain == [(f"{resumed.get_absolute_url()}{query}#danh-sach", 302)]


def test_a_reason_that_stood_there_is_not_asked_for_a_choice(town, client_of, resumed):
    line = resumed.nominations.get(state=N.PROPOSED)
    Nomination.objects.filter(pk=line.pk).update(verdict_reason=WHY)
    client = client_of(town.officer)
    page = client.get(resumed.get_absolute_url())
    stands = {f"reason-{line.pk}": WHY}
    assert press(client, page, resumed, go="y-kien=chua", **stands).status_code == 200
    refused = press(client, page, resumed, go="y-kien=chua", **{f"reason-{line.pk}": "Lời mới."})
    assert refused.status_code == 422
    assert "Lời mới." in refused.text


@pytest.mark.parametrize(
    "pressed",
    [{}, {"go": "y-kien=de-nghi"}, {"go": "page=2"}, {"then": "rest"}, {"then": "finish"}],
)
def test_a_reason_without_a_choice_stays_and_is_told(pressed, town, client_of, dossier):
    first, second, *_ = dossier.nominations.as_filed()
    client = client_of(town.officer)
    page = client.get(dossier.get_absolute_url())
    typed = {f"reason-{first.pk}": "Lời đã gõ.", f"verdict-{second.pk}": "recommend"}
    refused = press(client, page, dossier, "y-kien=khong", **typed, **pressed)
    assert refused.status_code == 422
    shown = {item.line.pk: (item.verdict, item.reason) for item in refused.context["shown"]}
    assert shown == {first.pk: ("", "Lời đã gõ."), second.pk: ("recommend", "")}
    asked = "họn «Đề nghị» hoặc «Không đề nghị» cho lý do vừa ghi."
    assert refused.context["lacking"] == {first.pk: (f"{first.full_name}: c{asked}", f"C{asked}")}
    assert refused.text.count(asked) == 1  # said where it is mended, and there alone
    assert f'aria-describedby="ly-do-{first.pk}-loi ' in refused.text
    assert refused.text.count('<details class="judge__why" open>') == 1  # the box stays open
    goes_along = rf'type="hidden"\s+name="verdict-{second.pk}"\s+value="recommend"'
    assert re.search(goes_along, refused.text)
    assert states(dossier) == {N.PROPOSED: 6}


def test_a_reason_without_a_choice_comes_back_when_another_word_is_refused(
    town, client_of, dossier
):
    first, second, *_ = dossier.nominations.as_filed()
    client = client_of(town.officer)
    page = client.get(dossier.get_absolute_url())
    nominee_transitions.give_verdicts(dossier, {second.pk: ("recommend", "")}, by=town.officer)
    typed = {
        f"reason-{first.pk}": "Lời đã gõ.",
        f"verdict-{second.pk}": "not_recommend",
        f"reason-{second.pk}": WHY,
    }
    stale = press(client, page, dossier, **typed)
    assert stale.status_code == 409
    assert {item.reason for item in stale.context["shown"]} == {"Lời đã gõ.", WHY, ""}
    nominee_transitions.give_verdicts(dossier, {first.pk: ("recommend", "")}, by=town.officer)
    stale = press(client, page, dossier, **{f"reason-{first.pk}": "Lời đã gõ."})
    assert stale.status_code == 409
    assert f"{first.full_name} vừa được ghi «" in stale.text


@pytest.mark.parametrize("is_finished", [False, True])
def test_reasons_of_lines_without_a_field_stay_to_be_copied(is_finished, town, client_of, dossier):
    first, *others = dossier.nominations.as_filed()
    client = client_of(town.officer)
    page = client.get(dossier.get_absolute_url())
    nominee_transitions.suspend_line(first, by=town.officer, note="Đang thanh tra.")
    if is_finished:
        words = {line.pk: ("not_recommend", WHY) for line in others}
        nominee_transitions.give_verdicts(dossier, words, by=town.officer)
        dossier_transitions.finish(dossier, by=town.officer)
    typed = {f"reason-{first.pk}": "Lời đã gõ.", f"verdict-{others[0].pk}": "not_recommend"}
    typed[f"reason-{others[0].pk}"] = WHY
    stale = press(client, page, dossier, **typed)
    assert stale.status_code == 409
    assert "chưa gửi đi: «Lời đã gõ.»" in stale.text
    assert f"chưa gửi đi: «{WHY}»" not in stale.text


def test_a_usual_reason_counts_where_nothing_is_typed(town, client_of, dossier):
    [first, second, *_] = dossier.nominations.as_filed()
    client = client_of(town.officer)
    typed = {
        f"verdict-{first.pk}": "not_recommend",
        f"usual-{first.pk}": WHY,
        f"verdict-{second.pk}": "not_recommend",
        f"usual-{second.pk}": WHY,
        f"reason-{second.pk}": "Lời riêng.",
    }
    press(client, client.get(dossier.get_absolute_url()), dossier, **typed)
    for line, reason in ((first, WHY), (second, "Lời riêng.")):
        line.refresh_from_db()
        assert (line.state, line.verdict_reason) == (N.NOT_RECOMMENDED, reason)


def test_one_word_is_reconsidered_and_the_others_are_saved(town, client_of, dossier):
    [first, second, *_] = dossier.nominations.as_filed()
    nominee_transitions.give_verdicts(dossier, {first.pk: ("not_recommend", WHY)}, by=town.officer)
    client = client_of(town.officer)
    typed = {
        f"verdict-{first.pk}": "not_recommend",
        f"reason-{first.pk}": WHY,
        f"verdict-{second.pk}": "recommend",
        "reconsider": first.pk,
    }
    press(client, client.get(dossier.get_absolute_url()), dossier, **typed)
    first.refresh_from_db()
    assert (first.state, first.verdict_reason) == (N.PROPOSED, "")
    assert states(dossier)[N.RECOMMENDED] == 1


def test_concluding_too_early_shows_who_has_no_word(town, client_of, dossier):
    client = client_of(town.officer)
    page = press(client, client.get(dossier.get_absolute_url()), dossier, then="finish")
    assert "Còn 6 trường hợp chưa có ý kiến thẩm định." in page.text
    assert page.redirect_chain[-1][0].endswith("?y-kien=chua")


def test_many_lines_cost_what_few_cost(town, client_of):
    def costs(count):
        made = DossierFactory(appraising=True, plan=town.plan, unit=town.ward, officer=town.officer)
        one = made.nominations.get()
        lines = [copy(one) for _ in range(count - 1)]
        for number, line in enumerate(lines):
            line.pk, line.quota, line.full_name = None, None, f"Lâm Thị {number}"
        Nomination.objects.bulk_create(lines)
        made.nominations.update(service_months=12)
        client = client_of(town.officer)
        page = client.get(made.get_absolute_url())
        with CaptureQueriesContext(connection) as seen:
            read = client.get(made.get_absolute_url())
        assert len(read.content) <= 150_000
        with CaptureQueriesContext(connection) as taken:
            press(client, page, made, then="rest")
        assert states(made)[N.RECOMMENDED]
        return len(seen), len(taken)

    costs(2)
    assert costs(61) == costs(300)
    assert costs(300)[0] <= 34  # four of the person and of the access log, five of the provisions
