"""Findings hold a dossier at its gates: filing, verdict, conclusion; what they said is kept."""

from datetime import date

import pytest
from django.urls import reverse

from dossiers.enums import NominationState as N, Stage
from dossiers.models import Assessment, Overruling
from dossiers.rules import assessment as assessment_rules
from dossiers.rules.assessment import Turned
from dossiers.rules.eligibility import examination
from dossiers.services.verdict import Unexplained
from dossiers.transitions import (
    dossier as dossier_transitions,
    nominee as nominee_transitions,
    verdict as verdict_transitions,
)
from honourees.models import Award, Honouree
from law.enums import Penalty
from law.figures import RuleKey
from law.models import RuleValue
from nganam_awards.core.refusals import Refused
from nganam_awards.documents.models import Document
from tests.dossiers.test_verdict import marked
from tests.factories.campaigns import town_certificate
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.honourees import AwardFactory
from tests.factories.units import UnitFactory


pytestmark = pytest.mark.django_db

WHY = "Thành tích có sau khi hết kỷ luật."


@pytest.fixture
def strict(db):
    """The administrator verified the figure: a penalty holds a form of commendation up."""
    RuleValue.objects.filter(key=RuleKey.FORM_PENALTY).update(is_verified=True)


def punish(line):
    line.penalty, line.penalty_on = Penalty.REPRIMAND, date(2023, 3, 1)
    line.save()
    return line


def already_given(line, **fields):
    """The same deed was rewarded before, as the register says."""
    return Award.objects.create(
        honouree=Honouree.objects.create(
            kind=line.honouree_kind,
            full_name=line.full_name,
            birth_year=line.birth_year,
            unit=line.dossier.unit,
        ),
        award_type=town_certificate(),
        merit_year=line.dossier.merit_year,
        achievement=line.achievement,
        decision_symbol="7/QĐ-UBND",
        decided_on=date(2023, 5, 1),
        **fields,
    )


def file(town, dossier):
    dossier_transitions.hand_over(dossier, by=town.clerk)
    return dossier_transitions.confirm(dossier, by=town.head)


def say(dossier, town, action, reason="", lines=None):
    words = {line.pk: (action, reason) for line in lines or dossier.nominations.all()}
    return nominee_transitions.give_verdicts(dossier, words, by=town.officer)


# --- nộp ----------------------------------------------------------------------------------------


def test_what_nobody_may_overrule_stops_filing_until_the_award_is_revoked(town):
    dossier = town.draft()
    award = already_given(line := dossier.nominations.get())
    with pytest.raises(Refused) as refusal:
        file(town, dossier)
    told = " ".join(map(str, refusal.value.reasons))
    assert line.full_name in told
    assert "Thông tư 12/2019/TT-BNV, Điều 3" in told
    award.revoked_on, award.revoked_symbol = date(2023, 6, 1), "9/QĐ-UBND"
    award.save()
    file(town, dossier)
    assert Assessment.objects.get(dossier=dossier).stage == Stage.FILED


def test_what_an_officer_may_overrule_is_shown_and_filed(town, client_of, strict):
    dossier = town.draft()
    line = punish(dossier.nominations.get())
    page = client_of(town.clerk).get(dossier.get_absolute_url()).text
    assert "Bị kỷ luật khiển trách ngày 01/03/2023" in page
    assert "chuyên viên Phòng Nội vụ sẽ xem" in page
    file(town, dossier)
    kept = Assessment.objects.get(dossier=dossier)
    assert kept.findings[str(line.pk)]["discipline"][0] == "fail"
    assert kept.made_by == town.head
    assert len(kept.data_sha) == 64


# --- thẩm định ----------------------------------------------------------------------------------


def test_a_failed_line_is_recommended_with_a_reason_alone_and_taken_back(town, strict):
    dossier = town.appraising(persons=2)
    line, other = dossier.nominations.order_by("pk")
    punish(line)
    with pytest.raises(Unexplained) as refusal:
        say(dossier, town, "recommend")
    assert list(refusal.value.at) == [line.pk]
    say(dossier, town, "recommend", WHY, [line])
    row = Overruling.objects.get()
    assert (row.nomination_id, row.code, row.reason, row.by) == (
        line.pk,
        "discipline",
        WHY,
        town.officer,
    )
    assert row.told.startswith("Bị kỷ luật khiển trách")
    say(dossier, town, "not_recommend", "Chưa hết kỷ luật.", [line])
    row.refresh_from_db()
    assert row.taken_back_at is not None
    assert {one.pk: one.state for one in dossier.nominations.all()} == {
        line.pk: N.NOT_RECOMMENDED,
        other.pk: N.PROPOSED,
    }


def test_a_refused_word_is_said_once_and_who_reads_the_reason(town, client_of, strict):
    dossier = town.appraising()
    line = punish(dossier.nominations.get())
    browser, url = client_of(town.officer), dossier.get_absolute_url()
    page = browser.get(url)
    assert "đơn vị không đọc" in page.text
    sent = {name: page.context[name] for name in ("seen", "seen_lines")}
    where = reverse("dossiers:give_verdicts", args=[dossier.ref])
    refused = browser.post(where, {**sent, "line": line.pk, f"verdict-{line.pk}": "recommend"})
    assert refused.status_code == 422
    assert refused.text.count("Bị kỷ luật khiển trách") == page.text.count("Bị kỷ luật khiển trách")
    assert refused.text.count("Ghi lý do vẫn đề nghị") == 1


def test_who_went_on_when_why_and_how_to_withdraw_stand_at_the_finding(town, client_of, strict):
    dossier = town.appraising()
    line = punish(dossier.nominations.get())
    say(dossier, town, "recommend", WHY)
    url, told = f"{dossier.get_absolute_url()}?dong={line.pk}", "Muốn rút lại"
    mine = client_of(town.officer).get(url).text
    assert WHY in mine
    assert f"{town.officer.full_name}, " in mine
    assert told in mine
    others = client_of(town.chief).get(url).text
    assert WHY in others
    assert told not in others
    assert WHY not in client_of(town.clerk).get(url).text
    say(dossier, town, "reconsider")
    assert WHY not in client_of(town.officer).get(url).text


def test_the_report_says_what_was_gone_on_in_spite_of(town, strict):
    dossier = town.appraising()
    punish(dossier.nominations.get())
    say(dossier, town, "recommend", WHY)
    dossier_transitions.finish(dossier, by=town.officer)
    printed = str(Document.objects.get(kind="appraisal_report").context)
    assert f"Vẫn đề nghị: {WHY}" in printed
    assert "VẪN ĐỀ NGHỊ KHEN THƯỞNG, CÓ ĐIỀU KIỆN CHƯA ĐẠT" in printed
    assert "đủ điều kiện" not in printed.lower()


def test_an_award_of_a_merged_record_is_told_on_the_page_and_in_the_report(town, client_of):
    dossier = town.appraising()
    line = dossier.nominations.get()
    given = AwardFactory(merit_year=2021)
    Honouree.objects.filter(pk=given.honouree_id).update(main=line.honouree)
    page = client_of(town.officer).get(f"{dossier.get_absolute_url()}?dong={line.pk}").text
    assert given.decision_symbol in page
    say(dossier, town, "recommend")
    dossier_transitions.finish(dossier, by=town.officer)
    printed = str(Document.objects.get(kind="appraisal_report").context)
    assert f"2021: {given.award_type.name}" in printed


def test_all_the_rest_never_takes_a_failed_line(town, strict):
    dossier = town.appraising(persons=2)
    line, other = dossier.nominations.order_by("pk")
    punish(line)
    done = verdict_transitions.recommend_rest(dossier, {}, by=town.officer, mark=marked(dossier))
    assert (done.taken, done.held) == ([other], [line])


def test_the_conclusion_is_refused_while_a_recommended_line_fails(town, strict):
    dossier = town.appraising()
    say(dossier, town, "recommend")
    line = punish(dossier.nominations.get())
    with pytest.raises(Refused, match="kỷ luật"):
        dossier_transitions.finish(dossier, by=town.officer)
    say(dossier, town, "recommend", WHY, [line])
    dossier_transitions.finish(dossier, by=town.officer)
    stages = Assessment.objects.filter(dossier=dossier).values_list("stage", flat=True)
    assert list(stages) == [Stage.APPRAISED, Stage.FILED]


def test_what_turned_since_filing_is_marked_on_the_officers_page(town, client_of, strict):
    dossier = town.appraising()
    line = punish(dossier.nominations.get())
    url = reverse("dossiers:dossier", args=[dossier.ref])
    page = client_of(town.officer).get(f"{url}?dong={line.pk}").text
    assert "Bị kỷ luật khiển trách" in page
    assert "Mới" in page
    turned = assessment_rules.turned(dossier, examined(dossier).findings).of_line(line.pk)
    assert turned.new == {"discipline"}


def test_what_is_over_is_told_too(town, strict):
    dossier = town.draft()
    line = punish(dossier.nominations.get())
    file(town, dossier)
    line.refresh_from_db()
    line.penalty, line.penalty_on = "", None
    line.save()
    turned = assessment_rules.turned(dossier, examined(dossier).findings).of_line(line.pk)
    assert [words[:10] for words in turned.over] == ["Bị kỷ luật"]


def examined(dossier):
    return examination.of_dossier(
        dossier, list(dossier.nominations.select_related("award_type").order_by("pk"))
    )


def test_the_same_facts_give_the_same_findings_in_the_same_order(town, strict):
    dossier = town.appraising(persons=3)
    punish(dossier.nominations.first())
    one, other = examined(dossier), examined(dossier)
    assert one.findings == other.findings
    assert (one.data_sha, one.rules_stamp) == (other.data_sha, other.rules_stamp)


def test_names_that_differ_in_accents_are_two_people(town):
    dossier = town.draft(persons=0)
    for name in ("Nguyễn Bích Thủy", "Nguyễn Bích Thúy"):
        NominationFactory(dossier=dossier, full_name=name, birth_year=1980)
    file(town, dossier)
    assert not any(finding.is_failed for finding in all_of(dossier))


def all_of(dossier):
    return [one for rows in examined(dossier).findings.of_lines.values() for one in rows]


# --- cùng một cái nhìn --------------------------------------------------------------------------


def elsewhere(line):
    """The same name in a dossier that another unit filed."""
    other = DossierFactory(appraising=True, persons=1, unit=UnitFactory(), plan=line.dossier.plan)
    other.nominations.update(full_name=line.full_name, birth_year=line.birth_year)
    return other


def turned_on(dossier, line):
    return assessment_rules.turned(dossier, examined(dossier).findings).of_line(line.pk)


def test_what_the_unit_could_not_see_did_not_turn_by_being_filed(town, client_of):
    dossier = town.draft()
    line = dossier.nominations.get()
    other, namesake = elsewhere(line), already_given(line)
    Honouree.objects.filter(pk=namesake.honouree_id).update(unit=UnitFactory())
    file(town, dossier)  # neither stops the unit
    told = [one.text for one in all_of(dossier)]
    assert any(other.ref in text for text in told)
    assert any("cùng tên" in text.lower() for text in told)
    assert turned_on(dossier, line) == Turned()
    for reader in (town.clerk, town.head):
        page = client_of(reader).get(dossier.get_absolute_url()).text
        assert other.ref not in page
        assert namesake.decision_symbol not in page


def test_a_dossier_that_another_unit_filed_since_is_new(town):
    dossier = town.filed()
    line = dossier.nominations.get()
    dossier_transitions.recall(dossier, by=town.head)
    file(town, dossier)
    assert turned_on(dossier, line) == Turned()
    elsewhere(line)
    assert {code.partition(":")[0] for code in turned_on(dossier, line).new} == {"elsewhere"}


def test_a_refusal_tells_the_unit_nothing_of_others(town):
    dossier = town.draft()
    line = dossier.nominations.get()
    other, given = elsewhere(line), already_given(line)
    with pytest.raises(Refused) as refusal:
        file(town, dossier)
    told = " ".join(map(str, refusal.value.reasons))
    assert given.decision_symbol in told
    assert other.ref not in told
