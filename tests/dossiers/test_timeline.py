"""The timeline of a dossier, in the words of whoever looks."""

import pytest

from dossiers.queries.timeline import steps_of
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from tests.factories.dossiers import DossierFactory


pytestmark = pytest.mark.django_db


def told(dossier, *, inside):
    dossier.refresh_from_db()
    events = list(dossier.events.select_related("by").order_by("pk"))
    lines = list(dossier.nominations.all())
    return [
        (s.status, s.label, s.who, s.note) for s in steps_of(dossier, events, lines, inside=inside)
    ]


def test_a_draft_has_everything_before_it(town):
    dossier = town.draft()
    assert told(dossier, inside=True) == [
        ("done", "Lập hồ sơ", town.clerk.full_name, ""),
        ("now", "Hoàn thiện và chuyển thủ trưởng", "", ""),
        ("next", "Thủ trưởng xác nhận và nộp", "", ""),
        ("next", "Phòng Nội vụ tiếp nhận", "", ""),
        ("next", "Phân công thẩm định", "", ""),
        ("next", "Thẩm định", "", ""),
        ("next", "Trình Chủ tịch, ban hành quyết định", "", ""),
        ("next", "Trả kết quả", "", ""),
    ]


def test_what_the_unit_said_to_itself_stays_inside(town):
    dossier = town.draft()
    dossier_transitions.hand_over(dossier, by=town.clerk)
    dossier_transitions.send_back(dossier, by=town.head, note="Thiếu chữ ký")
    dossier_transitions.hand_over(dossier, by=town.clerk)
    dossier_transitions.confirm(dossier, by=town.head)
    inside = [label for status, label, *_ in told(dossier, inside=True) if status == "done"]
    assert inside == [
        "Lập hồ sơ",
        "Đã chuyển thủ trưởng",
        "Thủ trưởng trả lại cán bộ",
        "Đã chuyển thủ trưởng",
        "Thủ trưởng xác nhận và nộp",
    ]
    outside = told(dossier, inside=False)
    assert outside[:2] == [
        ("done", "Thủ trưởng xác nhận và nộp", town.head.full_name, ""),
        ("now", "Phòng Nội vụ tiếp nhận", "", ""),
    ]


def test_it_names_the_officer_and_how_far_the_lines_have_come(town):
    dossier = town.appraising(persons=3)
    steps = told(dossier, inside=False)
    assert ("now", "Thẩm định", town.officer.full_name, "") in steps
    assert steps[2][3] == f"Giao {town.officer.full_name}"
    words = {line.pk: ("recommend", "") for line in dossier.nominations.all()}
    nominee_transitions.give_verdicts(dossier, words, by=town.officer)
    dossier_transitions.finish(dossier, by=town.officer)
    now = [step for step in told(dossier, inside=False) if step[0] == "now"]
    assert now == [("now", "Trình Chủ tịch, ban hành quyết định", "", "3/3 chờ lập tờ trình")]
    lines = list(dossier.nominations.select_related("dossier__unit"))
    nominee_transitions.submit_lines(lines[:2], by=town.chief)
    now = [step[3] for step in told(dossier, inside=False) if step[0] == "now"]
    assert now == ["đang trình Chủ tịch 2/3"]


@pytest.mark.parametrize("state", ["refused", "withdrawn", "delivered"])
def test_an_ended_dossier_shows_no_step_to_come(state, town):
    dossier = DossierFactory(state=state, plan=town.plan, by=town.head)
    assert {step[0] for step in told(dossier, inside=True)} == {"done"}
