"""Nomination: one honouree × one award, a line of the dossier with a result of its own."""

from typing import TYPE_CHECKING

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, TextField

from campaigns.models import Quota
from dossiers.enums import Discipline, Identity, NominationState, NomineeGroup
from dossiers.models.dossier import UNIT_STATES, Dossier
from dossiers.workflow import (
    BACK_TO_JUDGE,
    CLOSED_STATES,
    COUNTER_OF,
    NOMINATION_FLOW,
    NOMINATION_TONES,
    TOLD_LINE_STEPS,
)
from honourees.models import Award, Honouree
from honourees.models.honouree import Gender
from law.enums import Evidence, HonoureeKind, LeaveKind, Penalty, Rating, Scope
from law.models import AwardType
from nganam_awards.core.events import Event, event_triggers
from nganam_awards.core.long_row import LongRow
from nganam_awards.core.long_text import LONGEST_STORY, LongTextField
from nganam_awards.core.text import fold, sort_key
from nganam_awards.core.workflow import state_triggers
from units.rules import units_with


if TYPE_CHECKING:
    from units.models import User

# What is recognised by a decision; a rating is proven otherwise.
INITIATIVE_KINDS = [(kind.value, kind.label) for kind in (Evidence.INITIATIVE, Evidence.RESEARCH)]


class NominationQuerySet(models.QuerySet):
    """Lines."""

    def visible_to(self, user: "User") -> "NominationQuerySet":
        """Lines of the dossiers that a person may see."""
        rows = self.filter(dossier__trashed_at=None)
        own = Q(dossier__unit__in=units_with(user, "file_dossiers", "confirm_dossiers"))
        if user.has_perm("dossiers.view_filed"):
            return rows.filter(own | ~Q(dossier__state__in=UNIT_STATES))
        return rows.filter(own)

    def on_list(self) -> "NominationQuerySet":
        """Without what the unit took off the list."""
        return self.exclude(state=NominationState.REMOVED)

    def as_filed(self) -> "NominationQuerySet":
        """Kind by kind, as the unit ordered them."""
        return self.order_by(HonoureeKind.rank_in_sql(), "order", "pk")

    def vietnamese_order(self) -> "NominationQuerySet":
        """Persons by given name, Đ after D; the rest by name (NĐ 30 annexes)."""
        return self.order_by("name_key", "pk")


class Nomination(LongRow, models.Model):
    """A nomination (đề nghị): who, for which award, for what; its result stands here."""

    FLOW = NOMINATION_FLOW

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="nominations")
    award_type = models.ForeignKey(
        AwardType, models.PROTECT, related_name="+", verbose_name="hình thức, danh hiệu"
    )
    honouree_kind = models.CharField("đối tượng", max_length=20, choices=HonoureeKind.choices)
    full_name = models.CharField("họ và tên hoặc tên tập thể", max_length=200)
    gender = models.CharField("danh xưng", max_length=10, choices=Gender.choices, blank=True)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        "năm sinh",
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2035)],
    )
    position = models.CharField("chức vụ", max_length=200, blank=True)
    working_unit = models.CharField("đơn vị công tác, nơi ở", max_length=250, blank=True)
    achievement = LongTextField("tóm tắt thành tích", max_length=LONGEST_STORY)
    group = models.CharField(
        "nhóm đối tượng", max_length=10, choices=NomineeGroup.choices, blank=True
    )
    headcount = models.PositiveIntegerField("số người của tập thể", null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField("số phiếu đồng ý", null=True, blank=True)
    votes_total = models.PositiveSmallIntegerField("tổng số phiếu", null=True, blank=True)
    initiative = models.CharField("quyết định công nhận sáng kiến", max_length=300, blank=True)
    rating = models.CharField(
        "xếp loại trong năm", max_length=12, choices=Rating.choices, blank=True
    )
    service_months = models.PositiveSmallIntegerField(
        "số tháng công tác trong năm",
        null=True,
        blank=True,
        validators=[MaxValueValidator(12)],
    )
    hired_on = models.DateField("ngày vào làm việc", null=True, blank=True)
    leave_kind = models.CharField(
        "lý do nghỉ", max_length=12, choices=LeaveKind.choices, blank=True
    )
    leave_days = models.PositiveSmallIntegerField(
        "số ngày nghỉ trong năm", null=True, blank=True, validators=[MaxValueValidator(366)]
    )
    penalty = models.CharField(
        "hình thức kỷ luật", max_length=10, choices=Penalty.choices, blank=True
    )
    penalty_on = models.DateField("ngày kỷ luật", null=True, blank=True)
    # The recognised initiative or research: its decision stands in `initiative`.
    initiative_kind = models.CharField(
        "sáng kiến hay đề tài", max_length=10, choices=INITIATIVE_KINDS, blank=True
    )
    initiative_scope = models.CharField(
        "phạm vi ảnh hưởng", max_length=10, choices=Scope.choices, blank=True
    )
    initiative_body = models.CharField("cơ quan công nhận", max_length=200, blank=True)
    initiative_on = models.DateField("ngày công nhận", null=True, blank=True)
    # What a collective says of its members where they are not named; a paper proves it.
    advanced_count = models.PositiveIntegerField("số Lao động tiên tiến", null=True, blank=True)
    fighter_count = models.PositiveIntegerField("số Chiến sĩ thi đua cơ sở", null=True, blank=True)
    completed_count = models.PositiveIntegerField(
        "số người hoàn thành nhiệm vụ", null=True, blank=True
    )
    penalised_count = models.PositiveIntegerField(
        "số người bị kỷ luật từ cảnh cáo", null=True, blank=True
    )
    discipline = models.CharField(
        "cam kết về kỷ luật", max_length=10, choices=Discipline.choices, blank=True
    )
    version = models.PositiveIntegerField("lần ghi", default=1)
    order = models.PositiveIntegerField("thứ tự", default=0)
    state = models.CharField(
        "kết quả", max_length=20, choices=NominationState.choices, default=NominationState.PROPOSED
    )
    verdict_reason = LongTextField("lý do", blank=True)
    quota = models.ForeignKey(Quota, models.PROTECT, null=True, blank=True, related_name="+")
    honouree = models.ForeignKey(
        Honouree, models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    identity = models.CharField(
        "đối chiếu với sổ khen thưởng", max_length=10, choices=Identity.choices, blank=True
    )
    award = models.OneToOneField(
        Award, models.PROTECT, null=True, blank=True, related_name="nomination"
    )
    name_key = models.GeneratedField(
        expression=models.Case(
            models.When(
                honouree_kind=HonoureeKind.COLLECTIVE,
                then=Func(F("full_name"), function="vn_sort_key"),
            ),
            default=Func(F("full_name"), function="vn_name_key"),
        ),
        output_field=TextField(),
        db_persist=True,
    )

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="nominee_has_a_name",
                condition=~Q(full_name=""),
                violation_error_message="Nhập họ và tên hoặc tên tập thể.",
            ),
            models.CheckConstraint(
                name="only_nominated_persons_are_born",
                condition=Q(honouree_kind=HonoureeKind.PERSON)
                | Q(birth_year=None, birth_date=None),
                violation_error_message="Tập thể, hộ gia đình không có ngày sinh.",
            ),
            models.CheckConstraint(
                name="votes_for_within_votes_total",
                condition=Q(votes_for=None, votes_total=None)
                | Q(
                    votes_for__isnull=False,
                    votes_total__gt=0,
                    votes_for__lte=F("votes_total"),
                ),
                violation_error_message=(
                    "Ghi đủ số phiếu đồng ý và tổng số phiếu; số đồng ý không vượt tổng số."
                ),
            ),
            models.CheckConstraint(
                name="only_collectives_count_members",
                condition=Q(honouree_kind=HonoureeKind.COLLECTIVE)
                | Q(
                    headcount=None,
                    advanced_count=None,
                    fighter_count=None,
                    completed_count=None,
                    penalised_count=None,
                ),
                violation_error_message="Chỉ tập thể có số người.",
            ),
            models.CheckConstraint(
                name="only_persons_serve",
                condition=Q(honouree_kind=HonoureeKind.PERSON)
                | Q(
                    service_months=None,
                    discipline="",
                    hired_on=None,
                    leave_kind="",
                    leave_days=None,
                    penalty="",
                    penalty_on=None,
                    initiative_kind="",
                    initiative_scope="",
                    initiative_body="",
                    initiative_on=None,
                ),
                violation_error_message=(
                    "Chỉ cá nhân có thời gian công tác, ngày nghỉ, kỷ luật và sáng kiến."
                ),
            ),
            models.CheckConstraint(
                name="group_fits_its_kind",
                condition=Q(group="")
                | Q(honouree_kind=HonoureeKind.PERSON) & ~Q(group=NomineeGroup.SMALL)
                | Q(honouree_kind=HonoureeKind.COLLECTIVE, group=NomineeGroup.SMALL),
                violation_error_message=(
                    "Cá nhân: chọn nhóm của người; tập thể chỉ có «Tập thể nhỏ»; hộ để trống."
                ),
            ),
            models.CheckConstraint(
                name="counts_within_headcount",
                condition=Q(headcount=None)
                | Q(
                    Q(advanced_count=None) | Q(advanced_count__lte=F("headcount")),
                    Q(fighter_count=None) | Q(fighter_count__lte=F("headcount")),
                    Q(completed_count=None) | Q(completed_count__lte=F("headcount")),
                    Q(penalised_count=None) | Q(penalised_count__lte=F("headcount")),
                ),
                violation_error_message="Số người đạt không được nhiều hơn số người của tập thể.",
            ),
            models.CheckConstraint(
                name="known_nominee_has_a_record",
                condition=~Q(identity=Identity.KNOWN) | Q(honouree__isnull=False),
                violation_error_message="Người đã có trong sổ phải gắn với dòng của sổ.",
            ),
            models.CheckConstraint(
                name="unfavourable_verdict_says_why",
                condition=~Q(state__in=[NominationState.NOT_RECOMMENDED, NominationState.DECLINED])
                | ~Q(verdict_reason=""),
                violation_error_message="Ghi lý do không đề nghị để đơn vị được biết.",
            ),
            models.CheckConstraint(
                name="awarded_line_has_its_award",
                condition=~Q(state=NominationState.AWARDED) | Q(award__isnull=False),
                violation_error_message="Đề nghị đã khen phải gắn với lần khen trong sổ.",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "order"], name="nomination_of_dossier"),
            models.Index(fields=["state", "quota"], name="nomination_holding"),
            # What may be composed is looked for by the dossiers of such lines.
            models.Index(
                fields=["dossier"],
                condition=Q(state=NominationState.RECOMMENDED),
                name="nomination_offered",
            ),
            # Of a year thousands of lines are open, of a name a few; the rest is in the register.
            models.Index(
                fields=["full_name"],
                condition=~Q(state__in=CLOSED_STATES),
                name="nomination_open_name",
            ),
        ]
        triggers = state_triggers(
            NOMINATION_FLOW, "dossiers_nominationevent", "nomination_id", when=pgtrigger.After
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def list_url(self) -> str:
        """Where it stands on the page of its dossier, whichever page of the list that is."""
        return f"{self.dossier.get_absolute_url()}?dong={self.pk}#dong-{self.pk}"

    @property
    def state_tone(self) -> str:
        """Colour of the state on screen."""
        return NOMINATION_TONES[self.state]

    @property
    def counter(self) -> str | None:
        """Which counter of its quota row the line holds where it stands."""
        return COUNTER_OF.get(self.state)

    @property
    def particulars(self) -> str:
        """«sinh 1964 · Trưởng khóm 3 · UBND Phường 1», as far as they were given."""
        born = f"{self.birth_date:%d/%m/%Y}" if self.birth_date else self.birth_year
        kind = self.get_honouree_kind_display().lower()
        what = kind if self.honouree_kind != HonoureeKind.PERSON else f"sinh {born}" * bool(born)
        return " · ".join(part for part in (what, self.position, self.working_unit) if part)

    @property
    def same_row(self) -> tuple:
        """One honouree for one award: rows that agree in this are the same row."""
        born = self.birth_date or self.birth_year
        return (self.honouree_kind, sort_key(self.full_name), born, self.award_type_id)

    @property
    def near_row(self) -> tuple:
        """The same but for accents: a name typed anew, or twins that both stand there."""
        born = self.birth_date or self.birth_year
        return (self.honouree_kind, fold(self.full_name), born, self.award_type_id)

    @property
    def addressed(self) -> str:
        """«Ông Dương Chí Sang», «Hộ ông …», or the collective's name, as papers write it."""
        title = self.get_gender_display() if self.gender else ""
        if self.honouree_kind == HonoureeKind.HOUSEHOLD:
            if self.full_name.lower().startswith("hộ "):  # as earlier releases kept it
                return self.full_name
            return f"Hộ {title.lower()} {self.full_name}" if title else f"Hộ {self.full_name}"
        return f"{title} {self.full_name}".strip()


class NominationEvent(Event):
    """One step of a nomination."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "bước của đề nghị"
        indexes = [
            models.Index(fields=["nomination", "-id"], name="nominationevent_newest"),
            # The sweep asks for these alone; the other steps are never ticked off.
            models.Index(
                fields=["id"],
                condition=Q(announced_at=None, action__in=TOLD_LINE_STEPS),
                name="nominationevent_waiting",
            ),
            # Of an officer's ten thousand finished dossiers few came back; by these they are found.
            models.Index(
                fields=["nomination"],
                condition=Q(action__in=BACK_TO_JUDGE),
                name="nominationevent_back",
            ),
        ]
        triggers = event_triggers(
            "dossiers_nominationevent", "dossiers_nomination", "nomination_id"
        )
