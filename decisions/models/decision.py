"""Award decisions (quyết định khen thưởng): who is honoured with what, decided once, exactly."""

import uuid
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from campaigns.models import AwardPlan
from decisions.enums import (
    CHAIRMAN_STATES,
    DEAD_STATES,
    EDITABLE_STATES,
    NUMBERED_STATES,
    DecisionKind,
    DecisionState,
    LineOrder,
)
from decisions.models.fund import Fund
from decisions.workflow import FLOW, TONES
from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from honourees.models import Honouree
from law.enums import AwardKind, Category
from law.models import AwardType, Signatory
from law.models.award_type import spoken_awards, verb_of
from law.models.number_book import NumberEntry
from nganam_awards.core import clock
from nganam_awards.core.address import address
from nganam_awards.core.events import Event, event_triggers
from nganam_awards.core.trail import Chain
from nganam_awards.core.workflow import state_triggers
from nganam_awards.documents.models import Document
from units.rules import units_with


if TYPE_CHECKING:
    from units.models import User


# Not its context: the frozen words of a decision of 300 names are longer than the page.
_OF_DOCUMENT = tuple(f"document__{name}" for name in ("code", "kind", "state", "is_draft"))


def waiting_states(user: "User") -> list[DecisionState]:
    """Where a decision has this person's word next: the Chairman's, or Phòng Nội vụ's."""
    states = []
    if user.has_perm("decisions.approve_decision"):
        states.append(DecisionState.SUBMITTED)
    if user.has_perm("dossiers.appraise_any"):
        states += EDITABLE_STATES
    if user.has_perm("law.enter_number"):
        states.append(DecisionState.APPROVED)
    return states


class DecisionQuerySet(models.QuerySet):
    """Decisions, as far as a person may see them."""

    def visible_to(self, user: "User") -> "DecisionQuerySet":
        """Which decisions a person may see; `rules.can_view` says the same of one row."""
        if user.has_perm("dossiers.appraise_any"):
            return self
        if user.has_perm("decisions.approve_decision"):
            return self.filter(state__in=CHAIRMAN_STATES)
        issued = Q(state=DecisionState.ISSUED)
        if user.has_perm("law.enter_number"):
            return self.filter(state__in=NUMBERED_STATES)
        mine = units_with(user, "file_dossiers", "confirm_dossiers")
        named = self.model.named_units.rel.related_model.objects.filter(unit__in=mine)
        return self.filter(issued, pk__in=named.values("decision"))

    def waiting_for(self, user: "User") -> "DecisionQuerySet":
        """Decisions on which this person has the next word, the oldest first."""
        return self.visible_to(user).filter(state__in=waiting_states(user)).order_by("pk")

    def of_dossier(self, dossier: Dossier) -> "DecisionQuerySet":
        """Live decisions that name somebody of this dossier.

        Which ones is asked first: most dossiers stand in none, and among the joins of a page the
        planner would read all that was ever issued.
        """
        lines = DecisionLine.objects.filter(nomination__dossier=dossier).order_by()
        named = list(lines.values_list("decision_id", flat=True).distinct())
        return self.filter(pk__in=named).exclude(state__in=DEAD_STATES) if named else self.none()

    def of_year(self, year: int) -> "DecisionQuerySet":
        """Issued in the year; what has no date yet by the year of merit."""
        return self.filter(Q(issued_on__year=year) | Q(issued_on=None, merit_year=year))

    def for_detail(self) -> "DecisionQuerySet":
        """With what a decision's own page shows."""
        return self.select_related(
            "plan__campaign__organiser",
            "fund",
            "entry",
            "composed_by",
            "draft",
            "document",
            "letter",
            "signatory__authority",
        ).defer("document__context", "letter__context")

    def for_papers(self) -> "DecisionQuerySet":
        """With what a dossier's page says of a decision: its name, its number, its file's state."""
        rows = self.select_related("entry", "document")
        return rows.only("kind", "award_kind", "state", "issued_on", "entry__symbol", *_OF_DOCUMENT)

    def with_names(self) -> "DecisionQuerySet":
        """With what a decision is called by."""
        return self.select_related("plan__campaign", "entry")

    def for_list(self, user: "User") -> "DecisionQuerySet":
        """What waits for the person first, then the newest."""
        waits = models.Case(models.When(state__in=waiting_states(user), then=0), default=1)
        return self.select_related("entry").alias(waits=waits).order_by("waits", "-pk")

    def waiting_first(self, user: "User") -> Chain:
        """The same for a page, which need not sort them all."""
        rows = self.order_by("-pk")
        states = waiting_states(user)
        return Chain(
            rows.filter(state__in=states),
            rows.exclude(state__in=states),
            part_of=lambda row: int(row.state not in states),
        )


class Decision(models.Model):
    """An award decision (quyết định khen thưởng): one category, at most one campaign, one verb.

    «Tặng» forms or «công nhận» titles, never both; several titles may stand in one decision.
    """

    FLOW = FLOW

    creation_key = models.UUIDField("khóa tạo một lần", unique=True, default=uuid.uuid4)
    category = models.CharField("loại hình", max_length=20, choices=Category.choices)
    plan = models.ForeignKey(
        AwardPlan, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    kind = models.CharField(
        "loại văn bản", max_length=10, choices=DecisionKind.choices, default=DecisionKind.AWARD
    )
    award_kind = models.CharField(
        "danh hiệu hay hình thức", max_length=20, choices=AwardKind.choices
    )
    merit_year = models.PositiveSmallIntegerField("năm thành tích")
    reason = models.CharField("thành tích chung ghi trong quyết định", max_length=400)
    fund_line = models.CharField("nguồn kinh phí", max_length=200)
    fund = models.ForeignKey(
        Fund, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="quỹ"
    )
    line_order = models.CharField(
        "thứ tự danh sách", max_length=10, choices=LineOrder.choices, default=LineOrder.BY_NAME
    )
    # Blocks of words that Phòng Nội vụ changed, and who receives the paper; empty: as the office
    # usually words it (`decisions/wording.py`).
    wording = models.JSONField("lời văn đã sửa", default=dict, blank=True)
    recipients = models.JSONField("nơi nhận", default=list, blank=True)
    # Where the merit was earned under another law than the decision's: whose standards, and why.
    # It goes into the letter of Phòng Nội vụ and before the Chairman, never into a ground.
    standards = models.CharField("tiêu chuẩn áp dụng, lý do", max_length=400, blank=True)
    letter_number = models.CharField("số tờ trình của Phòng Nội vụ", max_length=60, blank=True)
    letter_on = models.DateField("ngày tờ trình của Phòng Nội vụ", null=True, blank=True)
    letter = models.OneToOneField(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tờ trình của Phòng Nội vụ",
    )
    composed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người soạn"
    )
    composed_at = models.DateTimeField("soạn lúc", default=clock.now)
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
    # As the newest draft prints it; for good once it is issued.
    total_vnd = models.PositiveBigIntegerField("tổng tiền thưởng (đồng)", default=0)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định"
        permissions = [
            ("submit_decision", "Trình quyết định"),
            ("approve_decision", "Duyệt, ký quyết định"),
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
        indexes = [
            models.Index(fields=["state", "-id"], name="decision_by_state"),
            models.Index(fields=["issued_on"], name="decision_issued_on"),
        ]
        triggers = [
            *state_triggers(FLOW, "decisions_decisionevent", "decision_id"),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="issued_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=DecisionState.ISSUED),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("decisions:decision", self.pk)

    @property
    def state_tone(self) -> str:
        return TONES[self.state]

    @property
    def symbol(self) -> str:
        """Number and symbol (số, ký hiệu); empty before issue."""
        return self.entry.symbol if self.entry_id else ""

    @cached_property
    def award_types(self) -> list[AwardType]:
        """What its lines carry, in the order of the catalogue; lists ask `fill_awards` first."""
        carried = self.lines.order_by().values("nomination__award_type")
        return list(AwardType.objects.filter(pk__in=carried))

    @property
    def is_award(self) -> bool:
        """The town decides, and pays; else it asks the province."""
        return self.kind == DecisionKind.AWARD

    @property
    def verb(self) -> str:
        """«tặng» or «công nhận»."""
        return verb_of(self.award_kind)

    @property
    def award_words(self) -> str:
        """«Giấy khen», «danh hiệu “Lao động tiên tiến”, “Chiến sĩ thi đua cơ sở”»."""
        return spoken_awards(self.award_types)

    @property
    def act(self) -> str:
        """«Tặng Giấy khen», «Công nhận danh hiệu “Lao động tiên tiến”»."""
        if self.kind == DecisionKind.FORWARD:
            return f"Đề nghị {self.verb} {self.award_words}"
        return f"{self.verb[:1].upper()}{self.verb[1:]} {self.award_words}"

    @property
    def name(self) -> str:
        """What the number book and papers call it."""
        return f"{self.act}, {self.reason}"

    def name_within(self, longest: int) -> str:
        """The name, or the act alone where a box holds no more: parts are left out, never cut."""
        return self.name if len(self.name) <= longest else self.act

    @property
    def title(self) -> str:
        """What a page calls it: its number once it has one."""
        paper = "Tờ trình" if self.kind == DecisionKind.FORWARD else "Quyết định"
        return f"{paper} số {self.symbol}" if self.entry_id else self.act


class DecisionLineQuerySet(models.QuerySet):
    """Lines."""

    def not_struck(self) -> "DecisionLineQuerySet":
        """Without those the Chairman struck; what the province declined stays in its letter."""
        return self.exclude(nomination__state=NominationState.DECLINED, answer=None)


class DecisionLine(models.Model):
    """A line of a decision: a nomination in the line-up; its money is fixed at issue."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="lines")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="decision_lines")
    prize_vnd = models.PositiveBigIntegerField("tiền thưởng (đồng)", null=True, blank=True)
    # Fixed at issue where the nomination's own record had been merged by then: what the paper
    # counts and pays stays as it was, however records are merged and parted afterwards.
    record_then = models.ForeignKey(
        Honouree,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name="bản ghi chính lúc ban hành",
    )

    objects = DecisionLineQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng của quyết định"
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "nomination"], name="a_nomination_once_in_a_decision"
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="follows_its_decision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("standing", "text")],
                # Nobody joins or leaves on the Chairman's desk; money is fixed while it is issued.
                func="""
                    SELECT state INTO standing FROM decisions_decision
                        WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.decision_id
                            ELSE NEW.decision_id END;
                    IF (TG_OP = 'UPDATE' AND standing = 'issued')
                        OR (TG_OP <> 'UPDATE' AND standing NOT IN ('drafted', 'returned'))
                    THEN
                        RAISE EXCEPTION 'the line-up of a decision that is % stands', standing
                            USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
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
                            AND other.state NOT IN ('discarded', 'declined')
                    ) THEN
                        RAISE EXCEPTION 'nomination % stands in another live decision',
                            NEW.nomination_id USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.nomination}"


class DecisionEvent(Event):
    """A step of a decision."""

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
