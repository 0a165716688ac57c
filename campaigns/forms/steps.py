"""What a person writes when taking a step with a plan."""

from django import forms

from campaigns.enums import Exclusion
from nganam_awards.core.forms import PlainTextMixin


class StepForm(PlainTextMixin, forms.Form):
    """The words a step asks for; which ones, the step says."""

    exclusions = forms.MultipleChoiceField(
        label="Lý do loại trừ theo công văn của Chủ tịch UBND thị xã",
        choices=Exclusion.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một lý do loại trừ."},
    )
    late_reason = forms.CharField(
        label="Lý do duyệt sau thời hạn đầu năm",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do duyệt muộn."},
    )
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi rõ lý do để đơn vị biết cần làm gì."},
    )

    def __init__(
        self, *args: object, asks: tuple[str, ...], label: str, is_required: bool, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(asks):
            del self.fields[name]
        if "note" in self.fields:
            self.fields["note"].label = label
            self.fields["note"].required = is_required
