"""Quotas (chỉ tiêu): how many places for whom, and how many of them single units have alone."""

from django import forms
from django.core.validators import MinValueValidator

from campaigns.forms.plan import offer_town_awards
from campaigns.models import AwardPlan
from campaigns.rules import plan as plan_rules
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core.forms import CountField, PlainTextMixin
from units.models import Unit


LARGEST_LIMIT = 9999
_SHARE = "share_"


def _number(label: str, *, least: int, sentence: str, is_required: bool) -> CountField:
    return CountField(
        label=label,
        required=is_required,
        max_value=LARGEST_LIMIT,
        validators=[MinValueValidator(least, sentence)],
        error_messages={
            "invalid": "Ghi một số, ví dụ 15.",
            "max_value": f"Nhiều nhất {LARGEST_LIMIT:,}.".replace(",", "."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control"}),
    )


class NewPlacesForm(PlainTextMixin, forms.Form):
    """A new number of places for one award and one kind of honouree."""

    award_type = forms.ModelChoiceField(
        AwardType.objects.none(), label="Danh hiệu, hình thức", empty_label=None
    )
    honouree_kind = forms.ChoiceField(label="Đối tượng", choices=HonoureeKind.options())
    total = _number(
        "Tổng số",
        least=1,
        sentence="Chỉ tiêu phải là một số cụ thể từ 1 trở lên.",
        is_required=True,
    )

    def __init__(self, *args: object, plan: AwardPlan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offer_town_awards(self, plan)


class PlacesForm(PlainTextMixin, forms.Form):
    """The total, and a field for each unit that files under the plan. What is left is common."""

    total = _number(
        "Tổng số",
        least=1,
        sentence="Chỉ tiêu phải là một số cụ thể từ 1 trở lên.",
        is_required=True,
    )

    def __init__(self, *args: object, plan: AwardPlan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        joined = sorted(plan.participants.all(), key=lambda unit: unit.sort_key)
        self.units = {u.pk: u for u in [plan.campaign.organiser, *joined]} if joined else {}
        for pk, unit in self.units.items():
            self.fields[f"{_SHARE}{pk}"] = _number(
                unit.short_name, least=0, sentence="Ghi từ 0 trở lên.", is_required=False
            )

    @staticmethod
    def initial_of(shares: dict[int | None, int]) -> dict[str, int]:
        """What stands in the fields, from {unit or None: places}."""
        fields = {f"{_SHARE}{pk}": number for pk, number in shares.items() if pk}
        return fields | {"total": sum(shares.values())}

    @property
    def share_fields(self) -> list[forms.BoundField]:
        """One field a unit, for the page."""
        return [self[f"{_SHARE}{pk}"] for pk in self.units]

    @property
    def shares(self) -> dict[Unit, int]:
        """What was written for each unit."""
        return {
            unit: self.cleaned_data.get(f"{_SHARE}{pk}") or 0 for pk, unit in self.units.items()
        }

    def clean(self) -> dict:
        """The shares fit the total; both numbers stand in the sentence."""
        cleaned = super().clean()
        total = cleaned.get("total")
        if total and (excess := plan_rules.share_excess(total, self.shares.values())):
            self.add_error("total", excess)
        return cleaned
