"""What a person chooses when taking a step with a case."""

from django import forms

from council.enums import SessionState
from council.models import CouncilCase, CouncilSession
from law.figures import RuleKey
from law.queries import regime as regime_queries
from nganam_awards.core import clock
from nganam_awards.core.forms import DayField
from nganam_awards.core.steps import StepForm


class ScheduleForm(StepForm):
    """Onto whose agenda."""

    session = forms.ModelChoiceField(
        CouncilSession.objects.none(), label="Phiên họp", empty_label="Chọn phiên họp"
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        open_ones = CouncilSession.objects.filter(
            state__in=[SessionState.PLANNED, SessionState.INVITED], held_on__gte=clock.today()
        )
        self.fields["session"].queryset = open_ones.order_by("held_on", "pk")


class SendOutForm(StepForm):
    """Until when members answer; the page offers what the rules allow the Council."""

    due_on = DayField(label="Trả lời trước hết ngày")

    @staticmethod
    def initial_of(row: CouncilCase) -> dict[str, object]:
        """The working days that the rule gives the Council."""
        today = clock.today()
        days = regime_queries.rule_set_on(today)[RuleKey.COUNCIL_DAYS]
        return {"due_on": regime_queries.due_on(today, days)}
