"""Whatever is done in whatever order, the counters of places say what the lines say."""

from contextlib import suppress
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.strategies import integers, sampled_from

from campaigns.models import Quota
from campaigns.queries.diff import place_of
from campaigns.services import amendment as amendment_services
from campaigns.services.amendment import AmendmentWords
from campaigns.transitions import amendment as amendment_transitions
from dossiers.enums import NominationState
from dossiers.models import Dossier
from dossiers.queries.recount import recount_quotas
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from dossiers.workflow import CLOSED_STATES
from honourees.models import Award
from honourees.services.award import enter_awards
from law.figures import RuleKey
from law.models import AwardType, RuleValue
from law.services import correction as correction_services
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from tests.factories.campaigns import AwardPlanFactory, SignatoryFactory
from tests.factories.dossiers import AttachmentFactory, DossierFactory, NominationFactory
from tests.factories.units import ClusterFactory, UnitFactory, UserFactory
from units.models import Unit
from units.services import body as body_services


class Filing(RuleBasedStateMachine):
    """Two dossiers of one ward under one plan and one of its titles, pushed about by everybody."""

    @initialize()
    def people(self):
        ward = UnitFactory()
        self.plan = AwardPlanFactory(approved=True, campaign__organiser=ward, persons=4)
        self.clerk = UserFactory(clerk=True, unit=ward)
        self.head = UserFactory(head=True, unit=ward)
        self.officer = UserFactory(officer=True)
        self.chief = UserFactory(home_affairs_head=True)
        self.chairman = UserFactory(chairman=True)
        SignatoryFactory(user=self.chairman)
        self.keeper = UserFactory(administrator=True)
        self.clusters = ClusterFactory.create_batch(2)
        self.dossiers = []
        for persons in (2, 3):
            dossier = DossierFactory(plan=self.plan, persons=persons, collectives=1)
            for part in ("submission_letter", "achievement_report", "minutes"):
                AttachmentFactory(dossier=dossier, part=part)
            self.dossiers.append(dossier)
        self.dossiers.append(self.titles(ward))
        self.step_on(0, "hand_over")
        self.step_on(0, "confirm")
        self.step_on(0, "receive")
        self.assign(0)

    def titles(self, ward):
        """Seven «Lao động tiên tiến» carry one «Chiến sĩ thi đua cơ sở»; two are asked."""
        dossier = DossierFactory(
            appraising=True,
            persons=0,
            plan=None,
            unit=ward,
            category="merit",
            merit_year=2023,
            officer=self.officer,
        )
        for code, count in (("LDTT", 7), ("CSTDCS", 2)):
            title = AwardType.objects.get(code=code)
            NominationFactory.create_batch(
                count, dossier=dossier, award_type=title, recommended=True
            )
        return dossier

    def lines(self, which, state):
        dossier = self.dossiers[which]
        rows = dossier.nominations.filter(state=state).select_related("dossier__unit")
        return list(rows.order_by("pk"))

    def attempt(self, call, *args, **kwargs):
        with suppress(Refused, PermissionDenied):
            call(*args, **kwargs)

    def fresh(self, which):
        return Dossier.objects.get(pk=self.dossiers[which].pk)

    @rule(which=integers(0, 1), step=sampled_from(["hand_over", "confirm", "receive", "finish"]))
    def step_on(self, which, step):
        by = {"hand_over": self.clerk, "confirm": self.head}.get(step, self.officer)
        self.attempt(getattr(dossier_transitions, step), self.fresh(which), by=by)

    @rule(which=integers(0, 1))
    def assign(self, which):
        self.attempt(
            dossier_transitions.assign, self.fresh(which), officer=self.officer, by=self.chief
        )

    @rule(which=integers(0, 1), step=sampled_from(["recall", "send_back", "reopen"]))
    def step_back(self, which, step):
        by = self.chief if step == "reopen" else self.head
        self.attempt(getattr(dossier_transitions, step), self.fresh(which), by=by, note="Sửa lại")

    @rule(which=integers(0, 1), step=sampled_from(["withdraw", "refuse"]), sure=integers(0, 5))
    def end(self, which, step, sure):
        if sure == 5:
            by = self.officer if step == "refuse" else self.head
            self.attempt(getattr(dossier_transitions, step), self.fresh(which), by=by, note="Thôi")

    @rule(
        which=integers(0, 1),
        nth=integers(0, 3),
        verdict=sampled_from(["recommend", "not_recommend", "reconsider"]),
    )
    def judge(self, which, nth, verdict):
        dossier = self.fresh(which)
        for line in dossier.nominations.order_by("pk")[nth : nth + 1]:
            words = {line.pk: (verdict, "Chưa đủ.")}
            self.attempt(nominee_transitions.give_verdicts, dossier, words, by=self.officer)

    @rule(which=integers(0, 1))
    def remove(self, which):
        for line in self.lines(which, NominationState.PROPOSED)[:1]:
            self.attempt(nominee_transitions.remove_line, line, by=self.head, note="Thôi")

    @rule(
        which=integers(0, 2),
        how=sampled_from(["submit", "set_aside", "approve", "approve"]),
        many=sampled_from([1, 2, 8]),
    )
    def decide(self, which, how, many):
        state = NominationState.RECOMMENDED if how == "submit" else NominationState.WITH_CHAIRMAN
        call = getattr(nominee_transitions, f"{how}_lines")
        self.attempt(call, self.lines(which, state)[:many], by=self.chairman)

    @rule(which=integers(0, 2), nth=integers(0, 8))
    def suspend(self, which, nth):
        open_lines = self.dossiers[which].nominations.exclude(state__in=CLOSED_STATES)
        for line in open_lines.select_related("dossier__unit").order_by("pk")[nth : nth + 1]:
            step = nominee_transitions.suspend_line
            if line.state == NominationState.SUSPENDED:
                step = nominee_transitions.resume_line
            self.attempt(step, line, by=self.officer, note="Đang xác minh.")

    @rule(which=integers(0, 2))
    def strike(self, which):
        for line in self.lines(which, NominationState.WITH_CHAIRMAN)[:1]:
            reasons = {line.pk: "Chưa tiêu biểu."}
            self.attempt(
                nominee_transitions.strike_lines, [line], by=self.chairman, reasons=reasons
            )

    @rule(which=integers(0, 2))
    def void(self, which):
        rows = self.lines(which, NominationState.DECIDED)[:1]
        self.attempt(nominee_transitions.void_lines, rows, by=self.chairman, note="Xem lại.")

    @rule(which=integers(0, 2))
    def issue(self, which):
        rows = self.lines(which, NominationState.DECIDED)
        awards = enter_awards(
            [
                Award(
                    honouree=row.honouree,
                    award_type=row.award_type,
                    merit_year=2023,
                    decision_symbol="412/QĐ-UBND",
                    decided_on=clock.today(),
                )
                for row in rows
            ]
        )
        for row, award in zip(rows, awards, strict=True):
            row.award = award
        self.attempt(nominee_transitions.issue_lines, rows, by=self.chairman)

    @rule(which=integers(0, 2))
    def revoke(self, which):
        rows = self.lines(which, NominationState.AWARDED)[:1]
        self.attempt(
            nominee_transitions.revoke_lines,
            rows,
            by=self.chairman,
            symbol="500/QĐ-UBND",
            note="Khai gian.",
        )

    @rule(which=integers(0, 1))
    def decline(self, which):
        rows = self.lines(which, NominationState.NOT_RECOMMENDED)
        self.attempt(nominee_transitions.decline_lines, rows, by=self.chief)

    @rule(persons=integers(0, 6))
    def amend(self, persons):
        """The plan's persons become so many; refused where more are taken for good."""
        row = self.plan.quotas.get(honouree_kind="person")
        taken = row.awarded + row.with_chairman
        words = AmendmentWords(
            "Số người tham gia thay đổi.", self.plan.content, self.plan.review_on
        )
        amendment = amendment_services.start(
            self.plan, words=words, limits={place_of(row): persons}, by=self.clerk
        )
        try:
            amendment_transitions.hand_over(amendment, by=self.clerk)
        except Refused:
            assert persons < taken or persons == row.limit
            amendment_services.discard(amendment, by=self.clerk)
            return
        amendment_transitions.confirm(amendment, by=self.head)
        amendment_transitions.appraise(amendment, by=self.officer)
        amendment_transitions.approve(amendment, by=self.chairman)
        row.refresh_from_db()
        assert taken <= row.limit == persons

    @rule(
        key=sampled_from([RuleKey.CSTDCS_BASE, RuleKey.CSTDCS_PERCENT]),
        value=integers(0, 2),
        month=integers(1, 12),
    )
    def correct(self, key, value, month):
        """The office finds that the law says otherwise, from a day of the year on."""
        values = {RuleKey.CSTDCS_BASE: ["unit", "cluster", "town"]}.get(key, ["10", "15", "20"])
        on = date(2023, month, 1)
        row = RuleValue.objects.valid_on(on).get(key=key, rule_set__code="LUAT_2003")
        self.attempt(
            correction_services.correct,
            row,
            value=values[value],
            effective_on=on,
            citation="Quy định của tỉnh",
            reason="Đối chiếu văn bản của tỉnh",
            is_verified=False,
            by=self.keeper,
        )

    @rule(which=integers(0, 2))
    def regroup(self, which):
        """The ward competes in another cluster, or in none."""
        unit = Unit.objects.get(pk=self.plan.campaign.organiser_id)
        cluster = [None, *self.clusters][which]
        body_services.change_unit(unit, by=self.keeper, cluster=cluster)

    @invariant()
    def the_books_agree(self):
        assert recount_quotas() == []
        connection.check_constraints()  # events and states too, as at a commit

    @invariant()
    def nothing_beyond_the_limit(self):
        assert not [row for row in Quota.objects.all() if row.awarded > row.limit]


class TestCounters(TestCase, Filing.TestCase):
    """Each example in a transaction of its own."""

    settings = settings(
        max_examples=15,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.django_db
def test_the_command_prints_every_difference_and_fails(town, capsys):
    town.filed(persons=2)
    call_command("recount_quotas")
    assert capsys.readouterr().out == "0 chỗ lệch.\n"
    Quota.objects.filter(honouree_kind="person").update(proposed=5)
    with pytest.raises(CommandError, match="1 chỗ lệch") as error:
        call_command("recount_quotas")
    assert error.value.returncode == 1
    assert "Giấy khen, cá nhân · proposed: sổ ghi 5, đếm lại 2" in capsys.readouterr().out
