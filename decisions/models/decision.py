"""Quyết định khen thưởng: who is honoured with what, decided once, exactly."""

import uuid
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.enums import Category
from campaigns.models import AwardPlan, AwardType, Signatory
from decisions.enums import DecisionState
from decisions.models.number_book import NumberEntry
from decisions.workflow import FLOW, TONES
from dossiers.models import Nomination
from nganam_awards.core.events import Event, event_triggers
from nganam_awards.core.workflow import state_triggers
from nganam_awards.documents.models import Document
from units.rules import units_with


if TYPE_CHECKING:
    from units.models import User


class DecisionQuerySet(models.QuerySet):
    """Decisions, as far as a person may see them."""

    def visible_to(self, user: "User") -> "DecisionQuerySet":
        """Which decisions a person may see; `rules.can_view` says the same of one row."""
        if user.has_perm("dossiers.appraise_any"):
            return self
        issued = Q(state=DecisionState.ISSUED)
        if user.has_perm("decisions.approve_decision"):
            return self.filter(
                issued
                | Q(
                    state__in=[
                        DecisionState.SUBMITTED,
                        DecisionState.APPROVED,
                        DecisionState.RETURNED,
                    ]
                )
            )
        if user.has_perm("decisions.enter_number"):
            return self.filter(issued)
        mine = units_with(user, "file_dossiers", "confirm_dossiers")
        lines = DecisionLine.objects.filter(nomination__dossier__unit__in=mine)
        return self.filter(issued, pk__in=lines.values("decision"))

    def for_list(self) -> "DecisionQuerySet":
        """With what a list line shows, newest first."""
        return (
            self.select_related("award_type", "plan__campaign", "entry__book__authority")
            .annotate(n_lines=models.Count("lines"))
            .order_by("-pk")
        )


class Decision(models.Model):
    """Quyết định khen thưởng: one category, at most one campaign, one award, one verb."""

    FLOW = FLOW

    creation_key = models.UUIDField("khóa tạo một lần", unique=True, default=uuid.uuid4)
    category = models.CharField("loại hình", max_length=20, choices=Category.choices)
    plan = models.ForeignKey(
        AwardPlan, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    award_type = models.ForeignKey(
        AwardType, models.PROTECT, related_name="+", verbose_name="hình thức, danh hiệu"
    )
    merit_year = models.PositiveSmallIntegerField("năm thành tích")
    reason = models.CharField("thành tích chung ghi trong quyết định", max_length=400)
    fund_line = models.CharField("nguồn kinh phí", max_length=200)
    letter_number = models.CharField("số tờ trình của Phòng Nội vụ", max_length=60, blank=True)
    letter_on = models.DateField("ngày tờ trình của Phòng Nội vụ", null=True, blank=True)
    composed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(
        "trạng thái", max_length=20, choices=DecisionState.choices, default=DecisionState.DRAFTED
    )
    draft = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dự thảo"
    )
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="văn bản"
    )
    entry = models.OneToOneField(
        NumberEntry, models.PROTECT, null=True, blank=True, related_name="decision"
    )
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    signatory = models.ForeignKey(
        Signatory, models.PROTECT, null=True, blank=True, related_name="+"
    )
    total_vnd = models.PositiveBigIntegerField("tổng tiền thưởng (đồng)", default=0)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định"
        permissions = [
            ("submit_decision", "Trình quyết định"),
            ("approve_decision", "Duyệt, ký quyết định"),
            ("enter_number", "Vào số văn bản"),
        ]
        constraints = [
            models.CheckConstraint(
                name="issued_decision_is_complete",
                condition=~Q(state=DecisionState.ISSUED)
                | Q(
                    entry__isnull=False,
                    issued_on__isnull=False,
                    signatory__isnull=False,
                    document__isnull=False,
                ),
                violation_error_message=(
                    "Quyết định đã ban hành phải có số, ngày, người ký và văn bản."
                ),
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="decision_by_state")]
        triggers = state_triggers(FLOW, "decisions_decisionevent", "decision_id")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The decision's page."""
        return reverse("decisions:decision", args=[self.pk])

    @property
    def state_tone(self) -> str:
        """Colour of the state on screen."""
        return TONES[self.state]

    @property
    def symbol(self) -> str:
        """Số, ký hiệu; empty before issue."""
        return self.entry.symbol if self.entry_id else ""

    @property
    def name(self) -> str:
        """What lists call it."""
        verb = self.award_type.verb
        return f"{verb[:1].upper()}{verb[1:]} {self.award_type.name} – {self.reason}"


class DecisionLine(models.Model):
    """Một dòng của quyết định: a nomination in the line-up; its money is fixed at issue."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="lines")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="decision_lines")
    prize_vnd = models.PositiveBigIntegerField("tiền thưởng (đồng)", null=True, blank=True)

    class Meta:
        verbose_name = "dòng của quyết định"
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "nomination"], name="a_nomination_once_in_a_decision"
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="one_live_decision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                # The composer holds the nomination's row lock, so two cannot look at once.
                func="""
                    IF EXISTS (
                        SELECT 1 FROM decisions_decisionline line
                        JOIN decisions_decision other ON other.id = line.decision_id
                        WHERE line.nomination_id = NEW.nomination_id
                            AND line.decision_id <> NEW.decision_id
                            AND other.state <> 'discarded'
                    ) THEN
                        RAISE EXCEPTION 'nomination % stands in another live decision',
                            NEW.nomination_id USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.nomination}"


class DecisionEvent(Event):
    """Một bước của quyết định."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "bước của quyết định"
        indexes = [
            models.Index(fields=["decision", "-id"], name="decisionevent_newest"),
            models.Index(
                fields=["id"], condition=Q(announced_at=None), name="decisionevent_waiting"
            ),
        ]
        triggers = event_triggers("decisions_decisionevent", "decisions_decision", "decision_id")
