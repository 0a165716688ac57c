"""A session: its day, hour, place and people; its agenda; who came."""

from collections.abc import Iterable

from django import forms

from council.enums import KEEPING_ROLES, PRESIDING_ROLES
from council.models import Attendance, CouncilCase, CouncilMember
from council.queries import agenda as agenda_queries
from council.services.session import Presence
from nganam_awards.core import clock
from nganam_awards.core.forms import DayField, PlainTextMixin, TimeField
from units.models import User


HERE, AWAY = "here", "away"


class _SeatChoice(forms.ModelChoiceField):
    """One person of the Council, by name and seat."""

    def offer(self, roles: Iterable[str]) -> None:
        """Whoever sits there as one of these today or later."""
        seats = CouncilMember.objects.overlapping(clock.today(), None).filter(role__in=roles)
        self.seats = {seat.person_id: seat.get_role_display() for seat in seats}
        people = User.objects.filter(pk__in=seats.order_by().values("person"))
        self.queryset = people.order_by("sort_key", "pk")

    def label_from_instance(self, person: User) -> str:
        """«Huỳnh Thanh Tòng, Chủ tịch Hội đồng»."""
        return f"{person.full_name}, {self.seats[person.pk]}"


class SessionForm(PlainTextMixin, forms.Form):
    """When and where the Council meets, under whom."""

    held_on = DayField(label="Ngày họp")
    starts_at = TimeField(label="Giờ họp")
    place = forms.CharField(label="Địa điểm", max_length=200)
    presider = _SeatChoice(
        User.objects.none(),
        label="Chủ trì",
        empty_label="Chọn người chủ trì",
        help_text="Chủ tịch hoặc Phó Chủ tịch Hội đồng. Người chủ trì mở và đóng bỏ phiếu.",
    )
    secretary = _SeatChoice(
        User.objects.none(),
        label="Thư ký phiên họp",
        empty_label="Chọn thư ký",
        help_text="Ghi biên bản, cùng ký với người chủ trì.",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presider"].offer(PRESIDING_ROLES)
        self.fields["secretary"].offer(KEEPING_ROLES)


class _CaseChoices(forms.ModelMultipleChoiceField):
    """Waiting cases to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, case: CouncilCase) -> str:
        """«Chiến sĩ thi đua cơ sở năm 2023 · 8 dòng · họp, bỏ phiếu kín»."""
        return f"{case} · {case.open_lines} dòng · {case.get_form_display()}"


class AgendaForm(PlainTextMixin, forms.Form):
    """Which waiting cases come onto the agenda."""

    cases = _CaseChoices(
        CouncilCase.objects.none(),
        label="Vụ việc chờ xếp phiên",
        error_messages={"required": "Chọn ít nhất một vụ việc để đưa vào phiên."},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].queryset = agenda_queries.waiting_cases()


class AttendanceForm(PlainTextMixin, forms.Form):
    """Who came, and why somebody did not; a row for everybody who was invited."""

    rest_is_here = forms.BooleanField(label="Những người chưa chọn ở trên: có mặt", required=False)

    def __init__(self, *args: object, rows: Iterable[Attendance], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            name = row.member.person.full_name
            self.fields[f"presence-{row.pk}"] = forms.ChoiceField(
                label=name,
                choices=[(HERE, "Có mặt"), (AWAY, "Vắng")],
                widget=forms.RadioSelect,
                required=False,
                initial={True: HERE, False: AWAY}.get(row.is_present),
            )
            self.fields[f"reason-{row.pk}"] = forms.CharField(
                label=f"Lý do {name} vắng", max_length=200, required=False, initial=row.reason
            )

    @property
    def noted(self) -> dict[int, Presence]:
        """{row: what}; a reason stands beside an absence alone."""
        found = {}
        for row in self.rows:
            said = self.cleaned_data.get(f"presence-{row.pk}")
            if not said and self.cleaned_data.get("rest_is_here"):
                said = HERE
            is_present = {HERE: True, AWAY: False}.get(said)
            reason = self.cleaned_data.get(f"reason-{row.pk}", "") if said == AWAY else ""
            found[row.pk] = Presence(is_present, reason)
        return found

    def drawn(self) -> list[tuple[Attendance, object, object]]:
        """(row, presence, reason), as the page draws them."""
        return [(row, self[f"presence-{row.pk}"], self[f"reason-{row.pk}"]) for row in self.rows]
