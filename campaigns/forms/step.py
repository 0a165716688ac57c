"""What a person writes when taking a step with a plan."""

from collections.abc import Iterable

from django import forms

from campaigns.enums import Exclusion
from campaigns.forms.approval import WithLimits
from campaigns.models import Quota
from nganam_awards.core.forms import PlainTextMixin


class StepForm(WithLimits, PlainTextMixin, forms.Form):
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
        self,
        *args: object,
        asks: tuple[str, ...],
        label: str,
        is_required: bool,
        rows: Iterable[Quota] = (),
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(asks):
            del self.fields[name]
        if "note" in self.fields:
            self.fields["note"].label = label
            self.fields["note"].required = is_required
        self.ask_limits(rows)

    @property
    def words(self) -> dict[str, object]:
        """What was written, as the step takes it; numbers of places as its cuts."""
        limits = {f"limit_{row.pk}" for row in self.rows}
        told = {name: value for name, value in self.cleaned_data.items() if name not in limits}
        return told | {"cuts": self.limits} if self.rows else told
