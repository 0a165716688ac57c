"""Who has how much, which dossiers go to whom, who is away, who stands in."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dossiers.enums import DossierState as S
from dossiers.models import Absence, Dossier, Route
from dossiers.notifications.dossier import messages_of
from dossiers.queries import board as board_queries, queue as queue_queries
from dossiers.queries.route import Router
from dossiers.queries.workload import workloads
from dossiers.rules import dossier as dossier_rules, stand_in as stand_in_rules
from dossiers.services import route as route_services, stand_in as stand_in_services
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from dossiers.workflow import DossierAction as D
from honourees.services.account import link_account
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.core.steps import UNPROCESSABLE
from nganam_awards.notices.models import Notice
from tests.factories.dossiers import DossierFactory
from tests.factories.units import ClusterFactory, GrantFactory, UserFactory
from units.enums import UnitKind
from units.models import AdminAct, StandIn, User
from units.rules import offices_of


TODAY = date(2023, 11, 20)


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def route_to(officer: User, town, **which: object) -> Route:
    told = {"starts_on": TODAY, "ends_on": None} | which
    return route_services.add_route(officer=officer, by=town.chief, **told)


def away(person: User, stand_in: User, town, **days: object) -> Absence:
    told = {"starts_on": TODAY, "ends_on": date(2023, 11, 24)} | days
    return route_services.add_absence(person=person, stand_in=stand_in, by=town.chief, **told)


def proposed(dossier: Dossier) -> tuple[User | None, str]:
    return tuple(Router(clock.today()).of(dossier))


# --- routing ------------------------------------------------------------------------------------


def test_the_rule_that_says_most_wins_and_a_units_follower_before_all(town):
    town.ward.kind, town.ward.cluster = UnitKind.LOCAL_COMMITTEE, ClusterFactory()
    town.ward.save()
    dossier = DossierFactory(received=True, plan=town.plan, unit=town.ward)
    assert proposed(dossier)[0] is None
    route_to(town.officer, town)
    assert proposed(dossier)[0] == town.officer
    route_to(town.chief, town, unit_kind=UnitKind.LOCAL_COMMITTEE)
    assert proposed(dossier)[0] == town.chief
    theme = town.plan.campaign.theme
    route_to(town.officer2, town, cluster=town.ward.cluster, theme=theme)
    assert proposed(dossier)[0] == town.officer2
    route_to(town.officer, town, unit_kind=UnitKind.PARTY, cluster=town.ward.cluster, theme=theme)
    assert proposed(dossier)[0] == town.officer2
    GrantFactory(user=town.officer, unit=town.ward, right="appraise")
    assert proposed(dossier) == (town.officer, f"theo dõi {town.ward.short_name}")


def test_a_rule_counts_on_its_days_alone(town, at):
    dossier = DossierFactory(received=True, plan=town.plan)
    route_to(town.officer, town, starts_on=date(2023, 11, 21), ends_on=date(2023, 11, 22))
    found = {}
    for day in (20, 21, 22, 23):
        at(date(2023, 11, day))
        found[day] = proposed(dossier)[0]
    assert found == {20: None, 21: town.officer, 22: town.officer, 23: None}


def test_a_rule_to_someone_who_left_says_so_and_gives_nobody(town, client_of):
    dossier = DossierFactory(received=True, plan=town.plan)
    route_to(town.officer, town)
    town.officer.groups.clear()
    officer, why = proposed(dossier)
    assert officer is None
    assert "người không còn thẩm định ở Phòng Nội vụ; sửa tuyến" in why
    page = client_of(town.chief).post(
        reverse("dossiers:bulk", args=["phan-cong"]), {"dong": dossier.pk}
    )
    [left] = page.context["left"]
    assert "sửa tuyến hoặc chọn một chuyên viên" in left.fate.why
    desks = client_of(town.chief).get(reverse("dossiers:desks")).text
    assert "Không còn thẩm định ở Phòng Nội vụ; tuyến này không có tác dụng" in desks
    with pytest.raises(Refused, match="không còn thẩm định"):
        route_to(fresh(town.officer), town, unit_kind=UnitKind.PARTY)


def test_two_rules_never_say_the_same_of_one_day(town, client_of):
    route_to(town.officer, town, unit_kind=UnitKind.PARTY)
    sent = {"unit_kind": "party", "officer": town.officer2.pk, "starts_on": "25/11/2023"}
    client = client_of(town.chief)
    page = client.post(reverse("dossiers:route_add"), sent)
    assert page.status_code == UNPROCESSABLE
    assert f"giao {town.officer.full_name} từ 20/11/2023, chưa định ngày hết" in page.text
    assert 'value="25/11/2023"' in page.text
    ended = {"ends_on": "24/11/2023"}
    row = Route.objects.get()
    client.post(reverse("dossiers:desk_end", args=["tuyen", row.pk]), ended)
    assert client.post(reverse("dossiers:route_add"), sent).status_code == 302
    assert Route.objects.count() == 2


def test_assigning_stands_ready_at_the_officer_of_the_rule_with_each_ones_load(town, client_of):
    DossierFactory(appraising=True, plan=town.plan, officer=town.officer2)
    dossier = DossierFactory(received=True, plan=town.plan)
    route_to(town.officer2, town)
    form = client_of(town.chief).get(dossier.get_absolute_url()).context["assign_form"]
    assert form["officer"].value() == town.officer2.pk
    words = dict(form.fields["officer"].choices)
    assert words[town.officer2.pk] == "Trần Minh Khoa (đang thẩm định 1 hồ sơ)"
    assert words[town.officer.pk] == "Nguyễn Hoàng Ân (chưa có hồ sơ nào)"


def test_the_load_counts_what_is_late_and_puts_whoever_is_away_last(town, at):
    late = DossierFactory(appraising=True, plan=town.plan, officer=town.officer)
    Dossier.objects.filter(pk=late.pk).update(due_on=date(2023, 11, 17))
    away(town.officer2, town.officer, town)
    *_, last = workloads()
    assert last.officer == town.officer2
    assert last.words == "chưa có hồ sơ nào; vắng đến hết 24/11, Nguyễn Hoàng Ân thay"
    [load] = [one for one in workloads() if one.officer == town.officer]
    assert load.words == "đang thẩm định 1 hồ sơ, 1 quá hạn"


# --- absence ------------------------------------------------------------------------------------


def test_whoever_stands_in_does_all_of_it_on_these_days_alone(town, at):
    dossier = town.appraising(persons=2)
    [first, second] = dossier.nominations.order_by("pk")
    with pytest.raises(PermissionDenied):
        nominee_transitions.give_verdicts(dossier, {first.pk: ("recommend", "")}, by=town.officer2)
    away(town.officer, town.officer2, town)
    stand_in = fresh(town.officer2)
    assert queue_queries.rows_of(queue_queries.MINE, stand_in).get() == dossier
    board = board_queries.board_of(stand_in).queues[queue_queries.MINE]
    assert [row.pk for row in board] == [dossier.pk]
    nominee_transitions.give_verdicts(dossier, {first.pk: ("recommend", "")}, by=stand_in)
    assert first.events.latest("pk").by == town.officer2
    at(date(2023, 11, 25))
    late = fresh(town.officer2)
    assert not queue_queries.rows_of(queue_queries.MINE, late).exists()
    with pytest.raises(PermissionDenied):
        nominee_transitions.give_verdicts(dossier, {second.pk: ("recommend", "")}, by=late)


def test_nothing_is_given_to_whoever_is_away_and_a_rule_leads_to_the_stand_in(town):
    dossier = town.received()
    route_to(town.officer, town)
    away(town.officer, town.officer2, town)
    assert proposed(dossier)[0] == town.officer2
    with pytest.raises(Refused, match="Giao cho Trần Minh Khoa"):
        dossier_transitions.assign(dossier, officer=town.officer, by=town.chief)


@pytest.mark.parametrize(
    ("person", "stand_in", "days", "sentence"),
    [
        ("officer", "officer", {}, "Người thay phải là một người khác"),
        ("officer", "clerk", {}, "không còn thẩm định ở Phòng Nội vụ"),
        ("officer", "officer2", {"ends_on": date(2023, 11, 19)}, "không được trước"),
        ("officer2", "chief", {}, "đã được ghi vắng"),
        ("chief", "officer2", {}, "cũng vắng"),
        ("officer", "chief", {}, "đang thay Trần Minh Khoa"),
    ],
)
def test_an_absence_that_cannot_stand_says_why(person, stand_in, days, sentence, town):
    away(town.officer2, town.officer, town)
    with pytest.raises(Refused, match=sentence):
        away(getattr(town, person), getattr(town, stand_in), town, **days)


def test_an_absence_ends_on_a_day_or_at_once(town, client_of):
    row = away(town.officer, town.officer2, town, ends_on=date(2023, 12, 8))
    client = client_of(town.chief)
    address = reverse("dossiers:desk_end", args=["vang-mat", row.pk])
    refused = client.post(address, {"ends_on": "31/12/2023"})
    assert refused.status_code == UNPROCESSABLE
    assert "Kéo dài: thêm dòng mới" in refused.text
    assert client.post(address, {"ends_on": "22/11/2023"}).status_code == 302
    assert Absence.objects.get().ends_on == date(2023, 11, 22)
    client.post(reverse("dossiers:desk_stop", args=["vang-mat", row.pk]))
    assert not Absence.objects.exists()  # it began today


@pytest.mark.parametrize("who", ["officer", "clerk", "chairman", "stranger"])
def test_the_desks_are_the_heads_alone(who, town, client_of):
    client = client_of(getattr(town, who))
    for name in ("desks", "route_add", "absence_add"):
        assert client.get(reverse(f"dossiers:{name}")).status_code == 404
    with pytest.raises(PermissionDenied):
        route_services.add_route(
            officer=town.officer, starts_on=TODAY, ends_on=None, by=getattr(town, who)
        )


# --- another officer under appraisal ------------------------------------------------------------


def test_the_head_moves_a_dossier_with_a_reason_that_both_officers_read(town, client_of):
    dossier = town.appraising()
    client, url = client_of(town.chief), reverse("dossiers:reassign", args=[dossier.ref])
    seen = dossier.events.latest("pk").pk
    refused = client.post(url, {"seen": seen, "officer": town.officer2.pk, "note": ""})
    assert refused.status_code == UNPROCESSABLE
    sent = {"seen": seen, "officer": town.officer2.pk, "note": "Chia lại việc cuối năm."}
    assert client.post(url, sent).status_code == 302
    dossier.refresh_from_db()
    event = dossier.events.latest("pk")
    assert (dossier.officer, dossier.state, event.action) == (
        town.officer2,
        S.APPRAISING,
        D.REASSIGN,
    )
    assert event.facts["before"] == town.officer.full_name
    assert {message.user for message in messages_of(event)} == {town.officer, town.officer2}
    assert not dossier_rules.can_give_verdicts(town.officer, dossier)
    stale = client.post(url, sent | {"officer": town.officer.pk})
    assert stale.status_code == 409
    with pytest.raises(Refused, match="đang thẩm định hồ sơ này rồi"):
        dossier_transitions.reassign(dossier, officer=town.officer2, by=town.chief, note="x")


# --- nobody is left -----------------------------------------------------------------------------


@pytest.fixture
def alone(town):
    """A dossier whose list names everybody who appraises."""
    officers = list(User.objects.holding("dossiers.appraise_any"))
    dossier = DossierFactory(filed=True, plan=town.plan, persons=len(officers))
    administrator = UserFactory(administrator=True)
    for one, line in zip(officers, dossier.nominations.all(), strict=True):
        link_account(one, line.honouree, by=administrator)
    return dossier


def test_the_chairman_names_a_dated_stand_in_where_nobody_is_left(town, alone, client_of, at):
    helper = UserFactory(full_name="Kim Thị Sa Rây")
    other = DossierFactory(filed=True, plan=town.plan)
    assert stand_in_rules.nobody_is_left(alone)
    assert not stand_in_rules.nobody_is_left(other)
    client = client_of(town.chairman)
    page = client.get(reverse("dossiers:stand_ins"))
    assert [row.pk for row in page.context["page"]] == [alone.pk]
    url = reverse("dossiers:stand_in_name", args=[alone.ref])
    sent = {"person": helper.pk, "starts_on": "20/11/2023", "ends_on": "30/11/2023", "reason": ""}
    assert client.post(url, sent).status_code == UNPROCESSABLE
    assert client.post(url, sent | {"reason": "Mọi người có tên."}).status_code == 302
    assert AdminAct.objects.filter(what="Cử người thay").exists()
    assert Notice.objects.filter(user=helper, text__contains=alone.ref).exists()
    stand_in = fresh(helper)
    assert offices_of(stand_in)[0] == "Chuyên viên Phòng Nội vụ (thay đến hết 30/11/2023)"
    dossier_transitions.receive(alone, by=stand_in)
    dossier_transitions.assign(alone, officer=stand_in, by=stand_in)
    words = {line.pk: ("recommend", "") for line in alone.nominations.all()}
    nominee_transitions.give_verdicts(alone, words, by=stand_in)
    assert dossier_transitions.finish(alone, by=stand_in).state == S.APPRAISED
    at(date(2023, 12, 1))
    assert not fresh(helper).has_perm("dossiers.appraise_any")
    assert helper not in User.objects.holding("dossiers.appraise_any")


def test_no_stand_in_where_somebody_is_left_or_for_whom_the_list_names(town, alone):
    days = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=5), "reason": "Vắng người."}
    other = DossierFactory(filed=True, plan=town.plan)
    with pytest.raises(Refused, match="còn người thẩm định được"):
        stand_in_services.name_for(other, person=UserFactory(), by=town.chairman, **days)
    with pytest.raises(Refused, match="có tên trong danh sách"):
        stand_in_services.name_for(alone, person=town.officer, by=town.chairman, **days)
    with pytest.raises(Refused, match="thủ trưởng đơn vị nộp"):
        stand_in_services.name_for(alone, person=town.head, by=town.chairman, **days)
    with pytest.raises(PermissionDenied):
        stand_in_services.name_for(alone, person=UserFactory(), by=town.chief, **days)
    assert not StandIn.objects.exists()
