"""No decision goes before the Chairman, and none is issued, with a sign that prints as a box."""

import pytest

from decisions import rules
from decisions.models import Decision
from decisions.queries import lineup as lineup_queries
from decisions.services import decision as decision_services
from dossiers.models import Nomination
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from tests.decisions.hands import approve, reasons, submit
from tests.factories.decisions import DecisionFactory, chairman


pytestmark = pytest.mark.django_db
END = "không in được; xóa hoặc thay bằng chữ."


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ({"reason": "đã có thành tích 👍"}, "Thành tích chung"),
        ({"fund_line": "Quỹ 👍"}, "Nguồn tiền thưởng"),
        ({"recipients": ["Như Điều 3 👍", "Lưu: VT"]}, "Nơi nhận"),
        ({"wording": {"grounds": "Căn cứ thư khen 👍"}}, "Căn cứ thêm"),
        ({"wording": {"about": "👍 [khen thưởng] cho [đối tượng] [thành tích]"}}, "Trích yếu"),
    ],
)
def test_the_decisions_own_words_are_named_by_their_box(words, label, head):
    decision = DecisionFactory()
    decision_services.edit(decision, by=decision.composed_by, **words)
    with pytest.raises(Refused) as refused:
        submit(decision, head)
    assert f"«{label}»: dấu «👍» {END}" in refused.value.reasons


def test_who_stands_on_the_list_is_named_with_the_dossier(head):
    decision = DecisionFactory(persons=2)
    line = Nomination.objects.filter(decision_lines__decision=decision).first()
    Nomination.objects.filter(pk=line.pk).update(position="Trưởng ấp 👍")
    told = f"Hồ sơ {line.dossier.ref}, {line.full_name}, «Chức vụ»: dấu «👍» {END}"
    with pytest.raises(Refused) as refused:
        submit(decision, head)
    assert told in refused.value.reasons


def test_one_that_lies_before_the_chairman_shows_a_red_flag_and_is_not_issued():
    decision = DecisionFactory(submitted=True, persons=4)
    line = Nomination.objects.filter(decision_lines__decision=decision).first()
    Nomination.objects.filter(pk=line.pk).update(position="Trưởng ấp 👍")
    signer, lineup = chairman(), lineup_queries.read(decision, clock.today())
    under = rules.signatory_today(signer, decision.category)
    told = f"Hồ sơ {line.dossier.ref}, {line.full_name}, «Chức vụ»: dấu «👍» {END}"
    assert told in [flag.text for flag in rules.signature_flags(signer, lineup, [], under)]
    with pytest.raises(Refused) as refused:
        approve(decision)
    assert f"dấu «👍» {END}" in reasons(refused)
    assert not Decision.objects.get(pk=decision.pk).symbol


def test_nothing_is_asked_of_ordinary_words():
    decision = DecisionFactory(submitted=True, persons=2, reason="đã đạt ≥ 90 % ✓ ថាច់")
    lineup = lineup_queries.read(decision, clock.today())
    assert rules.glyph_blockers(lineup) == []
