"""Phiếu thẩm định: yes or no and a note for each thing the letter asks, and the officer's words."""

from collections.abc import Iterable

from django import forms

from campaigns.appraisal import ASKS, Line
from campaigns.enums import AppraisalItem
from nganam_awards.core.forms import PlainTextMixin


MET, UNMET = "dat", "chua-dat"


class AppraisalForm(PlainTextMixin, forms.Form):
    """Two fields an item; unanswered ones may wait, an unmet one says why."""

    def __init__(self, *args: object, lines: Iterable[Line], **kwargs: object) -> None:
        self.lines = list(lines)
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
        """The sheet as the template draws it."""
        return [
            {
                "item": line.item,
                "asks": ASKS[line.item],
                "answer": line.answer,
                "met": self[f"{line.item}_met"],
                "note": self[f"{line.item}_note"],
            }
            for line in self.lines
        ]

    def _stored(self) -> dict[str, str]:
        stored = {}
        for item, answer in self.lines:
            if answer is not None:
                stored[f"{item}_met"] = MET if answer.is_met else UNMET
                stored[f"{item}_note"] = answer.note
        return stored
