"""What Phòng Nội vụ types about a plan: the appraisal sheet, a ruling, an extension."""

from collections.abc import Iterable

from django import forms

from campaigns.enums import AppraisalItem, Exclusion, HintVerdict
from campaigns.models import AwardPlan
from campaigns.rules.appraisal import ASKS, AppraisalLine
from campaigns.rules.appraisal_fact import Fact
from nganam_awards.core.forms import DayField, PlainTextMixin
from units.forms.picker import UnitField
from units.models import Unit


MET, UNMET = "dat", "chua-dat"


class AppraisalForm(PlainTextMixin, forms.Form):
    """Two fields an item; unanswered ones may wait, an unmet one says why."""

    def __init__(self, *args: object, lines: Iterable[AppraisalLine], **kwargs: object) -> None:
        self.lines = list(lines)
        self.facts: dict[AppraisalItem, list[Fact]] = {}  # what the page shows beside each question
        super().__init__(*args, initial=self._stored(), auto_id="tham-dinh-%s", **kwargs)
        for item in AppraisalItem:
            self.fields[f"{item}_met"] = forms.ChoiceField(
                label=item.label,
                choices=[(MET, "Đạt"), (UNMET, "Chưa đạt")],
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"{item}_note"] = forms.CharField(
                label=f"Ghi chú: {item.label.lower()}", max_length=500, required=False
            )
        self.fields["note"] = forms.CharField(
            label="Ý kiến thẩm định",
            help_text="Gửi Chủ tịch khi trình; gửi đơn vị khi trả lại (bỏ trống thì gửi các nội "
            "dung chưa đạt).",
            widget=forms.Textarea(attrs={"rows": 3}),
            required=False,
        )

    def clean(self) -> dict:
        """A note without a verdict, or «chưa đạt» without a note, is half an answer."""
        cleaned = super().clean()
        for item in AppraisalItem:
            met, note = cleaned.get(f"{item}_met"), cleaned.get(f"{item}_note")
            if met == UNMET and not note:
                self.add_error(f"{item}_note", "Ghi rõ vì sao chưa đạt.")
            if note and not met:
                self.add_error(f"{item}_met", "Chọn «Đạt» hoặc «Chưa đạt».")
        return cleaned

    @property
    def answers(self) -> dict[str, tuple[bool, str]]:
        """What was answered, for the service."""
        return {
            item.value: (met == MET, self.cleaned_data[f"{item}_note"])
            for item in AppraisalItem
            if (met := self.cleaned_data[f"{item}_met"])
        }

    def rows(self) -> list[dict]:
        """The sheet as the template draws it; what the plan gives to doubt stands first."""
        found = [
            {
                "item": line.item,
                "asks": ASKS[line.item],
                "facts": self.facts.get(line.item, []),
                "answer": line.answer,
                "met": self[f"{line.item}_met"],
                "note": self[f"{line.item}_note"],
            }
            for line in self.lines
        ]
        return sorted(found, key=lambda row: not any(fact.is_doubtful for fact in row["facts"]))

    def _stored(self) -> dict[str, str]:
        stored = {}
        for item, answer in self.lines:
            if answer is not None:
                stored[f"{item}_met"] = MET if answer.is_met else UNMET
                stored[f"{item}_note"] = answer.note
        return stored


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
    """An extension of filing (gia hạn): which unit, until when, why."""

    unit = UnitField(Unit.objects.none(), label="Đơn vị", empty_label="Chọn đơn vị")
    closes_on = DayField(
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
