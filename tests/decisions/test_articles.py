"""The sentences of a decision: usual words, changed words, places that stay locked; the log."""

import re
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from hypothesis import given, strategies as st

from decisions import transitions
from decisions.enums import EditedPart, LineOrder
from decisions.forms.articles import EditForm
from decisions.models import Decision, DecisionEdit
from decisions.queries import (
    articles as articles_queries,
    fund as fund_queries,
)
from decisions.services import decision as decision_services, fund as fund_services
from law.enums import AwardKind, Category
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused, Stale
from nganam_awards.documents import placeholders
from tests.decisions.hands import submit
from tests.decisions.test_costs import cost
from tests.factories.campaigns import chairman
from tests.factories.decisions import DecisionFactory, fingerprint, titled
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db
ABOUT = "Về việc khen thưởng: [khen thưởng] cho [đối tượng] [thành tích]"
KINDS = [(c, k) for c in Category for k in AwardKind]


def printed(decision):
    return Decision.objects.get(pk=decision.pk).draft.context


def reworded(decision, officer, **sentences):
    return decision_services.edit(decision, wording=sentences, by=officer)


@pytest.mark.parametrize(("category", "kind"), KINDS)
def test_every_category_and_verb_has_whole_sentences(category, kind):
    decision = Decision(category=category, award_kind=kind)
    for name in articles_queries.LABELS:
        usual = articles_queries.usual(decision, name)
        assert set(placeholders.places(usual)) == set(
            placeholders.places(articles_queries.USUAL[name])
        )
        assert set(placeholders.places(usual)) <= set(articles_queries.PLACES.values())
        assert articles_queries.blockers(decision, name, usual) == []


def test_a_title_and_a_sudden_deed_are_worded_in_their_own_way():
    title = titled(UnitFactory(), "LDTT", 2)
    assert printed(title)["articles"][1]["text"].startswith("Tiền thưởng kèm theo danh hiệu")
    sudden = Decision(category=Category.UNSCHEDULED, award_kind=AwardKind.COMMENDATION)
    assert "[khen thưởng] đột xuất" in articles_queries.usual(sudden, "about")


def test_changed_words_stand_around_the_same_data_and_only_they_are_kept(officer):
    decision = DecisionFactory(persons=2)
    changed = reworded(decision, officer, about=ABOUT, duty=articles_queries.USUAL["duty"])
    assert changed.wording == {"about": ABOUT}
    assert printed(decision)["about"].startswith(
        "Về việc khen thưởng: tặng Giấy khen cho 02 cá nhân"
    )
    back = reworded(decision, officer, about="")
    assert back.wording == {}
    assert printed(decision)["about"].startswith("Về việc tặng Giấy khen cho 02 cá nhân")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Về việc [khen thưởng] [thành tích]", "Còn thiếu «[đối tượng]»"),
        ("[khen thưởng] cho 03 cá nhân [thành tích]", "Còn thiếu «[đối tượng]»"),
        ("[khen thưởng] [đối tượng] [thành tich]", "Không có phần số liệu tên «[thành tich]»"),
        ("[khen thưởng] [đối tượng] [thành tích] [đối tượng]", "chỉ viết một lần"),
        ("[khen thưởng] cho [đối tượng] [thành tích] [tổng tiền]", "«[tổng tiền]»"),
        ("[khen thưởng] cho [đối tượng] [thành tích] ]", "bỏ dấu thừa"),
    ],
)
def test_a_place_cannot_be_lost_altered_repeated_or_made_up(typed, told, officer):
    decision = DecisionFactory()
    with pytest.raises(Refused) as refusal:
        reworded(decision, officer, about=typed)
    assert told in " ".join(refusal.value.reasons)
    assert not DecisionEdit.objects.exists()


free = st.text(st.characters(exclude_characters="[]", exclude_categories=["Cs", "Cc"]), max_size=30)


@given(free, free, free, free, st.permutations(["khen thưởng", "đối tượng", "thành tích"]))
def test_any_words_around_the_places_are_taken_and_the_data_come_out_whole(a, b, c, d, order):
    x, y, z = (f"[{place}]" for place in order)
    decision = Decision(category=Category.THEMATIC, award_kind=AwardKind.COMMENDATION)
    typed = f"{a}{x}{b}{y}{c}{z}{d}"
    assert articles_queries.blockers(decision, "about", typed) == []
    decision.wording = {"about": typed}
    data = {"act": "tặng [tổng tiền]", "whom": "<b>02</b> cá nhân", "merit": "\\1 có công"}
    out = articles_queries.block(decision, "about", **data)
    assert all(value[1:] in out for value in data.values())


def test_what_a_name_contains_is_never_taken_for_a_place(officer):
    decision = DecisionFactory(reason="đã giữ vững [đối tượng] thi đua")
    assert "[đối tượng] thi đua" in printed(decision)["articles"][0]["text"]


def test_added_grounds_stand_after_the_plan_and_before_the_letter(officer):
    decision = DecisionFactory()
    reworded(decision, officer, grounds="Căn cứ Nghị quyết số 5\nTheo kết luận của Thị ủy")
    lines = printed(decision)["grounds"]
    assert lines[-3:-1] == ["Căn cứ Nghị quyết số 5", "Theo kết luận của Thị ủy"]
    assert lines[-1].startswith("Theo đề nghị của Trưởng phòng")


def test_recipients_are_the_usual_ones_until_somebody_writes_others(officer):
    decision = DecisionFactory()
    assert printed(decision)["recipients"] == articles_queries.USUAL_RECIPIENTS
    others = ["Như Điều 3", "Thị đoàn", "Lưu: VT, NV"]
    decision_services.edit(decision, recipients=others, by=officer)
    assert printed(decision)["recipients"] == others
    again = decision_services.edit(
        decision, recipients=list(articles_queries.USUAL_RECIPIENTS), by=officer
    )
    assert again.recipients == []


def test_every_change_is_kept_with_before_after_who_and_when(officer):
    decision = DecisionFactory()
    fund = fund_queries.usual()
    decision_services.edit(decision, fund=fund, line_order=LineOrder.AS_FILED, by=officer)
    reworded(decision, officer, about=ABOUT)
    reworded(decision, officer, about=ABOUT)  # the same again is no change
    edits = {edit.part: edit for edit in decision.edits.all()}
    assert set(edits) == {EditedPart.FUND, EditedPart.LINE_ORDER, EditedPart.ABOUT}
    about = edits[EditedPart.ABOUT]
    assert (about.before, about.after) == (articles_queries.USUAL["about"], ABOUT)
    assert (about.by, about.happened_at) == (officer, clock.now())
    assert edits[EditedPart.FUND].after == fund.name
    with pytest.raises(DatabaseError), transaction.atomic():
        DecisionEdit.objects.all().delete()


@pytest.mark.parametrize(
    "words",
    [
        {"wording": {"about": ABOUT}},
        {"wording": {"grounds": "Căn cứ Nghị quyết số 5"}},
        {"recipients": ["Lưu: VT"]},
        {"line_order": LineOrder.AS_FILED},
        {"fund": "usual"},
    ],
    ids=lambda words: next(iter(words)),
)
def test_what_the_chairman_saw_covers_every_word(words, officer):
    decision = DecisionFactory(persons=2)
    seen = fingerprint(decision)
    if "fund" in words:
        words = {"fund": fund_queries.usual()}
    decision_services.edit(decision, **words, by=officer)
    assert fingerprint(decision) != seen


def test_a_page_opened_under_the_old_law_signs_nothing_under_the_new_one(at, head):
    at(date(2023, 12, 31))
    decision = DecisionFactory(submitted=True)
    seen = fingerprint(decision)
    at(date(2024, 1, 1))
    assert fingerprint(decision) != seen
    with pytest.raises(Stale):
        transitions.approve(decision, by=chairman(), fingerprint=seen)


def test_words_are_not_changed_on_the_chairmans_desk(officer, head):
    decision = submit(DecisionFactory(), head)
    with pytest.raises(Stale, match="không sửa được nữa"):
        reworded(decision, officer, about=ABOUT)


def test_a_draft_printed_before_the_words_changed_is_named_stale(officer):
    decision = DecisionFactory()
    Decision.objects.filter(pk=decision.pk).update(wording={"about": ABOUT}, recipients=["Lưu: VT"])
    found = Decision.objects.get(pk=decision.pk)
    check = decision_services.check_draft(decision_services.lineup_now(found))
    assert check.parts == "trích yếu, nơi nhận"


# --- the page -----------------------------------------------------------------------------------


def typed_on(decision, **changes):
    """What the edit page would send, with changes."""
    told = EditForm.told(Decision.objects.get(pk=decision.pk))
    return {k: v or "" for k, v in told.items()} | {"fingerprint": fingerprint(decision)} | changes


def test_the_page_shows_what_stands_in_each_place(client_of, officer):
    decision = DecisionFactory(persons=2)
    page = client_of(officer).get(reverse("decisions:edit", args=[decision.pk])).text
    assert "[đối tượng]</b> 02 cá nhân" in page
    assert "[tổng tiền]</b> 1.080.000 đồng" in page


def test_a_lost_place_comes_back_with_what_was_typed(client_of, officer):
    decision = DecisionFactory()
    where = reverse("decisions:edit", args=[decision.pk])
    answer = client_of(officer).post(where, typed_on(decision, about="Về việc khen thưởng"))
    assert answer.status_code == 422
    assert "phần này lấy từ danh sách, không bỏ được" in answer.text
    assert ">\nVề việc khen thưởng</textarea>" in answer.text


def test_the_usual_sentence_comes_back_unsaved_beside_other_typed_words(client_of, officer):
    decision = reworded(DecisionFactory(), officer, about=ABOUT)
    where = reverse("decisions:edit", args=[decision.pk])
    sent = typed_on(decision, reason="đã viết dở", usual="about")
    answer = client_of(officer).post(where, sent)
    assert answer.status_code == 200
    assert articles_queries.USUAL["about"] in answer.text
    assert "đã viết dở" in answer.text
    assert Decision.objects.get(pk=decision.pk).wording == {"about": ABOUT}


def test_saving_stays_by_the_printed_draft_when_asked(client_of, officer):
    decision = DecisionFactory()
    where = reverse("decisions:edit", args=[decision.pk])
    browser = client_of(officer)
    assert (
        browser.post(where, typed_on(decision, about=ABOUT, stay="1")).url == f"{where}#paper-title"
    )
    page = browser.get(reverse("decisions:decision", args=[decision.pk])).text
    assert "Lời văn đã sửa: 1 lần gần nhất" in page
    leaf = browser.get(where).text
    changed = re.findall(r'leaf__said--changed"\s+data-sentence="(\w+)">([^<]+)<', leaf)
    assert [name for name, _ in changed] == ["about"]
    assert changed[0][1].startswith("Về việc khen thưởng: tặng Giấy khen cho")
    assert set(re.findall(r'data-sentence="(\w+)"', leaf)) >= {
        "first",
        "money",
        "duty",
        "recipients",
    }


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("recipients", "Như Điều 3\nThị đoàn", "Dòng cuối của nơi nhận là nơi lưu"),
        ("recipients", "\n".join(["Nơi"] * 21), "không quá 20 dòng"),
        ("grounds", "Nghị quyết số 5", "chưa phải một căn cứ"),
    ],
)
def test_lines_that_a_paper_cannot_carry_are_told(field, typed, told, client_of, officer):
    decision = DecisionFactory()
    where = reverse("decisions:edit", args=[decision.pk])
    answer = client_of(officer).post(where, typed_on(decision, **{field: typed}))
    assert answer.status_code == 422
    assert told in answer.text


def test_the_line_of_the_money_follows_the_fund_unless_it_was_worded(client_of, officer):
    other = fund_services.add_fund("Quỹ khuyến học", by=officer)
    decision = DecisionFactory(fund=fund_queries.usual())
    where = reverse("decisions:edit", args=[decision.pk])
    browser = client_of(officer)
    browser.post(where, typed_on(decision, fund=other.pk))
    found = Decision.objects.get(pk=decision.pk)
    assert (found.fund, found.fund_line) == (other, "Quỹ khuyến học năm 2023")
    browser.post(where, typed_on(decision, fund_line="Ngân sách thị xã"))
    assert Decision.objects.get(pk=decision.pk).fund_line == "Ngân sách thị xã"
    answer = browser.post(where, typed_on(decision, fund="", fund_line=""))
    assert "Ghi nguồn tiền thưởng, hoặc chọn một quỹ" in answer.text


def test_of_two_officers_the_second_keeps_his_words_and_is_told(client_of, officer):
    decision = DecisionFactory()
    where = reverse("decisions:edit", args=[decision.pk])
    late = typed_on(decision, duty="[người được khen] và các đơn vị thi hành Quyết định này")
    reworded(decision, UserFactory(officer=True), about=ABOUT)
    answer = client_of(officer).post(where, late)
    assert answer.status_code == 409
    assert "vừa được người khác sửa" in answer.text
    assert "và các đơn vị thi hành Quyết định này" in answer.text
    assert Decision.objects.get(pk=decision.pk).wording == {"about": ABOUT}


def test_only_phong_noi_vu_words_a_decision(client_of):
    decision = DecisionFactory(submitted=True)
    where = reverse("decisions:edit", args=[decision.pk])
    assert client_of(chairman()).post(where, {}).status_code == 403
    assert client_of(UserFactory(clerk=True)).get(where).status_code == 404


def test_the_edit_page_costs_the_same_for_one_name_and_for_thirty(client_of, officer):
    browser = client_of(officer)
    one, many = DecisionFactory(), DecisionFactory(persons=20, collectives=10)
    costs = [cost(browser, reverse("decisions:edit", args=[d.pk])) for d in (one, many)]
    assert costs[0] == costs[1] <= 26


def test_a_letter_to_the_province_has_grounds_and_an_order_but_no_money_to_word(client_of, officer):
    merit = DossierFactory(appraised=True, merit=True)
    award = AwardType.objects.get(code="BK_T")
    row = NominationFactory(dossier=merit, recommended=True, award_type=award)
    letter = DecisionFactory(dossier=merit, nominations=[row], fund_line="")
    where, browser = reverse("decisions:edit", args=[letter.pk]), client_of(officer)
    page = browser.get(where).text
    assert "Căn cứ thêm" in page
    assert "Câu chữ" not in page
    assert 'name="recipients"' not in page
    told = typed_on(letter, grounds="- Căn cứ Nghị quyết số 5;", reason="đã có nhiều công lao")
    sent = {k: told[k] for k in ("reason", "line_order", "grounds", "fingerprint")}
    assert browser.post(where, sent).status_code == 302
    found = Decision.objects.get(pk=letter.pk)
    assert (found.reason, found.wording) == (
        "đã có nhiều công lao",
        {"grounds": "Căn cứ Nghị quyết số 5"},
    )
