"""The second step of a draft: which units take part, and from when to when they hand in."""

from django import forms
from django.http import QueryDict

from campaigns.forms.plan import DayThatMayWait, day_sentences
from campaigns.models import AwardPlan
from nganam_awards.core import clock
from nganam_awards.core.forms import PlainTextMixin
from units.forms.picker import UnitsField
from units.models import Unit


class ParticipantsForm(PlainTextMixin, forms.ModelForm):
    """Units beside the organiser, and the filing window (thời gian nhận hồ sơ)."""

    filing_opens_on = DayThatMayWait(label="Nhận hồ sơ từ ngày")
    filing_closes_on = DayThatMayWait(label="Đến hết ngày")
    participants = UnitsField(
        Unit.objects.none(),
        label="Đơn vị cùng tham gia",
        required=False,
        help_text="Được lập hồ sơ theo kế hoạch này, ngoài đơn vị phát động.",
    )

    class Meta:
        model = AwardPlan
        fields = ["filing_opens_on", "filing_closes_on", "participants"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.in_force(clock.today())
        self.fields["participants"].queryset = units.exclude(pk=self.instance.campaign.organiser_id)
        self.fields["participants"].widget.asks_server = True

    @classmethod
    def narrowed(cls, data: QueryDict, plan: AwardPlan) -> "ParticipantsForm":
        """As it was typed, with «Lọc» and «Chọn cả cụm» answered; nothing is saved or judged."""
        form = cls(instance=plan)
        days = {name: data.get(name, "") for name in ("filing_opens_on", "filing_closes_on")}
        form.initial |= days
        form.initial["participants"] = form.fields["participants"].typed(data, "participants")
        return form

    def clean(self) -> dict:
        """What is wrong with the window stands beside its days."""
        cleaned = super().clean()
        self.tell(day_sentences(self.instance.review_year, cleaned))
        return cleaned
