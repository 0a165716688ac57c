"""The dossier (hồ sơ đề nghị khen thưởng): what a unit files, and how far it has come."""

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from campaigns.models import AwardPlan
from dossiers.enums import NATIONAL_CODES, DossierState
from dossiers.workflow import DOSSIER_FLOW, DOSSIER_TONES, FINISHING_STEPS
from law.enums import Category
from nganam_awards.core import clock
from nganam_awards.core.address import address
from nganam_awards.core.events import Event, event_triggers
from nganam_awards.core.long_text import LONGEST_STORY, LongTextField
from nganam_awards.core.workflow import state_triggers
from units.models import Unit
from units.rules import units_with


if TYPE_CHECKING:
    from units.models import User


UNIT_STATES = [DossierState.DRAFT, DossierState.AWAITING_HEAD]
# The clock runs from reception until there is a result.
CLOCK_RUNS = [DossierState.RECEIVED, DossierState.APPRAISING, DossierState.APPRAISED]
TRASH_DAYS = 30  # whole days for which a draft in the bin can be brought back (law 11)


# What a line of a list says of a dossier. Not its texts, nor what a supplement keeps of all its
# rows: those of one dossier may weigh a megabyte.
_LISTED = (
    *("ref", "title", "category", "merit_year", "state", "one_stop_code"),
    *("created_at", "filed_at", "received_at", "due_on", "step_due_on"),
    *("unit__name", "officer__full_name", "supplement__until", "supplement__answered_at"),
)


class DossierQuerySet(models.QuerySet):
    """Dossiers, as far as a person may see them."""

    def visible_to(self, user: "User") -> "DossierQuerySet":
        """Which dossiers a person may see; `rules.can_view` says the same of one row."""
        rows = self.filter(trashed_at=None)
        own = Q(unit__in=units_with(user, "file_dossiers", "confirm_dossiers"))
        if user.has_perm("dossiers.view_filed"):
            return rows.filter(own | ~Q(state__in=UNIT_STATES))
        return rows.filter(own)

    def in_trash_of(self, user: "User") -> "DossierQuerySet":
        """The bin (thùng rác): drafts that the clerks of the person's units threw away."""
        kept = clock.today() - timedelta(days=TRASH_DAYS)
        rows = self.filter(unit__in=units_with(user, "file_dossiers"), trashed_at__date__gte=kept)
        return rows.select_related("unit").order_by("-trashed_at", "-pk")

    def gone_by(self, day: date) -> "DossierQuerySet":
        """Drafts whose days in the bin are over; `Dossier.gone_on` says the same of one row."""
        return self.filter(trashed_at__date__lt=day - timedelta(days=TRASH_DAYS))

    def for_list(self) -> "DossierQuerySet":
        """With what a list line shows and no more, newest first."""
        return self.select_related("unit", "officer", "supplement").only(*_LISTED).order_by("-pk")

    def for_sheet(self) -> "DossierQuerySet":
        """The same with the campaign, for a list that goes into Excel."""
        rows = self.select_related("unit", "officer", "supplement", "plan__campaign")
        return rows.only(*_LISTED, "plan__campaign__name")


class Dossier(models.Model):
    """A dossier (hồ sơ đề nghị khen thưởng): one filing of one unit, with many nominations."""

    FLOW = DOSSIER_FLOW
    edition: dict | None = None  # rows last sent, where the reader sees nothing newer

    ref = models.CharField("mã tham chiếu", max_length=20, unique=True)
    creation_key = models.UUIDField("khóa tạo một lần", unique=True, default=uuid.uuid4)
    category = models.CharField(
        "loại hình", max_length=20, choices=Category.choices, default=Category.THEMATIC
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="dossiers", verbose_name="đơn vị đề nghị"
    )
    plan = models.ForeignKey(
        AwardPlan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name="kế hoạch khen thưởng",
    )
    merit_year = models.PositiveSmallIntegerField(
        "năm thành tích", validators=[MinValueValidator(2017), MaxValueValidator(2035)]
    )
    title = models.CharField("tên hồ sơ", max_length=250)
    summary = LongTextField("tóm tắt", max_length=LONGEST_STORY, blank=True)
    # Of the tờ trình, from the unit's own number book.
    letter_number = models.CharField("số, ký hiệu tờ trình", max_length=40, blank=True)
    letter_on = models.DateField("ngày tờ trình", null=True, blank=True)
    version = models.PositiveIntegerField("lần ghi", default=1)
    state = models.CharField(
        "trạng thái", max_length=20, choices=DossierState.choices, default=DossierState.DRAFT
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập"
    )
    created_at = models.DateTimeField("lập lúc", default=clock.now)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chuyên viên thẩm định",
    )
    one_stop_code = models.CharField("mã tiếp nhận", max_length=40, null=True, unique=True)
    filed_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    received_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    due_on = models.DateField("hạn trả kết quả", null=True, blank=True)
    # Working days promised at reception; what an earlier release received was promised the usual.
    limit_days = models.PositiveSmallIntegerField(
        "thời hạn giải quyết (ngày làm việc)", null=True, blank=True
    )
    step_due_on = models.DateField("hạn của bước đang làm", null=True, blank=True)
    trashed_at = models.DateTimeField("bỏ vào thùng rác lúc", null=True, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ"
        permissions = [
            ("view_filed", "Xem hồ sơ đã nộp"),
            ("receive", "Tiếp nhận hồ sơ"),
            ("appraise_any", "Thẩm định hồ sơ được giao"),
            ("assign", "Phân công thẩm định"),
        ]
        constraints = [
            models.CheckConstraint(
                name="thematic_dossier_has_a_plan",
                condition=~Q(category=Category.THEMATIC) | Q(plan__isnull=False),
                violation_error_message=(
                    "Hồ sơ khen thưởng chuyên đề phải thuộc một kế hoạch khen thưởng "
                    "đã được Chủ tịch duyệt."
                ),
            ),
            models.CheckConstraint(
                name="received_dossier_has_code_and_due_date",
                condition=Q(
                    state__in=[
                        *UNIT_STATES,
                        DossierState.FILED,
                        DossierState.REFUSED,
                        DossierState.WITHDRAWN,
                        DossierState.NEED_MORE,
                        DossierState.STOPPED,
                    ]
                )
                | Q(one_stop_code__isnull=False, received_at__isnull=False, due_on__isnull=False),
                violation_error_message="Hồ sơ đã tiếp nhận phải có mã và ngày hẹn trả.",
            ),
            models.CheckConstraint(
                name="appraised_dossier_has_an_officer",
                condition=~Q(
                    state__in=[
                        DossierState.APPRAISING,
                        DossierState.APPRAISED,
                        DossierState.CONCLUDED,
                        DossierState.DELIVERED,
                    ]
                )
                | Q(officer__isnull=False),
                violation_error_message="Hồ sơ đang thẩm định phải có chuyên viên phụ trách.",
            ),
            models.CheckConstraint(
                name="only_a_draft_is_trashed",
                condition=Q(trashed_at=None) | Q(state=DossierState.DRAFT),
                violation_error_message="Chỉ bản nháp mới nằm trong thùng rác.",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="dossier_of_unit"),
            models.Index(fields=["state", "due_on", "id"], name="dossier_queue"),
            models.Index(fields=["state", "step_due_on", "id"], name="dossier_step_queue"),
            models.Index(fields=["due_on", "id"], name="dossier_by_due_day"),
            models.Index(
                F("due_on").desc(nulls_last=True), F("id").desc(), name="dossier_by_last_due_day"
            ),
            models.Index(fields=["officer", "state"], name="dossier_of_officer"),
            models.Index(fields=["merit_year", "state", "-id"], name="dossier_of_year"),
            models.Index(
                fields=["received_at", "id"],
                condition=Q(received_at__isnull=False),
                name="dossier_received",
            ),
            models.Index(
                fields=["trashed_at"], condition=~Q(trashed_at=None), name="dossier_in_trash"
            ),
        ]
        triggers = [
            *state_triggers(DOSSIER_FLOW, "dossiers_dossierevent", "dossier_id"),
            pgtrigger.Trigger(
                name="plan_is_approved_for_its_year",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("plan_id", "merit_year", "category"),
                condition=pgtrigger.Q(new__category=Category.THEMATIC.value),
                # The letter, point 1: no thematic dossier without an approved plan of its year.
                # Steps save the whole row: a plan closed later holds up nothing filed under it.
                func="""
                    IF TG_OP = 'UPDATE' THEN
                        IF (NEW.plan_id, NEW.merit_year, NEW.category)
                            IS NOT DISTINCT FROM (OLD.plan_id, OLD.merit_year, OLD.category)
                        THEN
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF NOT EXISTS (
                        SELECT 1 FROM campaigns_awardplan WHERE id = NEW.plan_id
                            AND state = 'approved' AND review_year = NEW.merit_year
                    ) THEN
                        RAISE EXCEPTION 'thematic dossier without an approved plan of its year'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return address("dossiers:dossier", self.ref)

    @property
    def state_tone(self) -> str:
        """Colour of the state on screen."""
        return DOSSIER_TONES[self.state]

    @property
    def national_code(self) -> int | None:
        """Status code of the National Public Service Portal; None before filing."""
        return NATIONAL_CODES.get(self.state)

    @property
    def is_in_unit(self) -> bool:
        """Still inside the unit: nobody else sees it."""
        return self.state in UNIT_STATES

    @property
    def gone_on(self) -> date | None:
        """The day on which a draft in the bin goes for good."""
        if self.trashed_at is None:
            return None
        return clock.day_of(self.trashed_at) + timedelta(days=TRASH_DAYS + 1)


class DossierEvent(Event):
    """One step of a dossier."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "bước của hồ sơ"
        indexes = [
            models.Index(fields=["dossier", "-id"], name="dossierevent_newest"),
            models.Index(
                fields=["happened_at"],
                condition=Q(action__in=FINISHING_STEPS),
                name="dossierevent_finish",
            ),
            models.Index(
                fields=["id"], condition=Q(announced_at=None), name="dossierevent_waiting"
            ),
        ]
        triggers = event_triggers("dossiers_dossierevent", "dossiers_dossier", "dossier_id")
