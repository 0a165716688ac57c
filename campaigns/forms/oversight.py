"""What Phòng Nội vụ types about a plan of others."""

from django import forms

from campaigns.enums import Exclusion, HintVerdict
from campaigns.models import AwardPlan
from nganam_awards.core.forms import PlainTextMixin
from units.models import Unit


class RulingForm(PlainTextMixin, forms.Form):
    """A word on one phrase; which phrase, the page says."""

    exclusion = forms.ChoiceField(choices=Exclusion.choices, widget=forms.HiddenInput)
    phrase = forms.CharField(max_length=300, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label="Kết luận",
        choices=HintVerdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một kết luận cho cụm từ này."},
    )
    note = forms.CharField(label="Ghi chú", required=False, max_length=500)


class ExtensionForm(PlainTextMixin, forms.Form):
    """Gia hạn: which unit, until when, why."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", empty_label="Chọn đơn vị")
    closes_on = forms.DateField(
        label="Nhận hồ sơ đến hết ngày", error_messages={"required": "Ghi ngày cuối được nộp."}
    )
    reason = forms.CharField(
        label="Lý do gia hạn",
        max_length=300,
        error_messages={"required": "Ghi lý do gia hạn."},
    )

    def __init__(self, *args: object, plan: AwardPlan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        there = [plan.campaign.organiser_id, *plan.participants.values_list("pk", flat=True)]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=there)
