"""A session of the Council: when and where, who came, which papers came of it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from council.enums import SessionState
from council.models.member import CouncilMember, runs_council
from council.workflow import SESSION_FLOW, SESSION_TONES
from nganam_awards.core import clock
from nganam_awards.core.events import Event, event_triggers
from nganam_awards.core.files.acceptance import FileKind
from nganam_awards.core.files.stored_file import StoredFile
from nganam_awards.core.workflow import state_triggers
from nganam_awards.documents.models import Document


if TYPE_CHECKING:
    from units.models import User


class CouncilSessionQuerySet(models.QuerySet):
    """Sessions, as far as a person may see them."""

    def visible_to(self, user: "User") -> "CouncilSessionQuerySet":
        """Those who keep the Council see all; a member what he is invited to, while he is one."""
        if runs_council(user):
            return self.all()
        if not user.has_perm("council.vote"):
            return self.none()
        invited = self.model.objects.filter(attendance__member__person=user.pk)
        invited = invited.exclude(state=SessionState.PLANNED).order_by()
        return self.filter(pk__in=invited.values("pk"))


class CouncilSession(models.Model):
    """A session (phiên họp). Invitation and minutes carry numbers of the Council's own books."""

    FLOW = SESSION_FLOW

    state = models.CharField(
        "trạng thái", max_length=12, choices=SessionState.choices, default=SessionState.PLANNED
    )
    held_on = models.DateField("ngày họp")
    starts_at = models.TimeField("giờ họp")
    place = models.CharField("địa điểm", max_length=200)
    presider = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="chủ trì"
    )
    secretary = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="thư ký"
    )
    invitation = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="giấy mời"
    )
    minutes = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="biên bản"
    )
    created_at = models.DateTimeField("lập lúc", default=clock.now)

    objects = CouncilSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên họp"
        default_permissions = ()
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="session_has_a_place",
                condition=~Q(place=""),
                violation_error_message="Ghi địa điểm họp.",
            ),
        ]
        indexes = [models.Index(fields=["-held_on", "-id"], name="session_by_day")]
        triggers = state_triggers(SESSION_FLOW, "council_sessionevent", "session_id")

    def __str__(self) -> str:
        return f"Phiên họp Hội đồng {self.held_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("council:session", args=[self.pk])

    @property
    def state_tone(self) -> str:
        """Colour of the state on screen."""
        return SESSION_TONES[self.state]


class SessionEvent(Event):
    """One step of a session."""

    session = models.ForeignKey(CouncilSession, models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        verbose_name = "bước của phiên họp"
        indexes = [
            models.Index(fields=["session", "-id"], name="sessionevent_newest"),
            models.Index(
                fields=["id"], condition=Q(announced_at=None), name="sessionevent_waiting"
            ),
        ]
        triggers = event_triggers("council_sessionevent", "council_councilsession", "session_id")


class Attendance(models.Model):
    """Whoever is invited to a session, and whether he came; None until it was noted."""

    session = models.ForeignKey(CouncilSession, models.PROTECT, related_name="attendance")
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+")
    is_present = models.BooleanField("có mặt", null=True)
    reason = models.CharField("lý do vắng", max_length=200, blank=True)

    class Meta:
        verbose_name = "điểm danh"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "member"], name="invited_once_to_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.session}"


class SignedMinutes(StoredFile):
    """The minutes as chair and secretary signed them."""

    session = models.OneToOneField(CouncilSession, models.CASCADE, related_name="signed_minutes")

    accepted_kinds = frozenset({FileKind.PDF, FileKind.JPG, FileKind.PNG})

    class Meta(StoredFile.Meta):
        verbose_name = "biên bản đã ký"

    def get_absolute_url(self) -> str:
        return reverse("council:signed_minutes", args=[self.session_id])

    @property
    def folder(self) -> str:
        """One a session."""
        return f"council/{self.session_id}"
