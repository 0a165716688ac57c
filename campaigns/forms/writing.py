"""A campaign, its plan of a year, and the rows of the plan."""

from itertools import groupby

from django import forms
from django.core.validators import MinValueValidator

from campaigns import rules
from campaigns.enums import HonoureeKind, ReviewKind
from campaigns.models import AwardPlan, AwardType, Campaign, Criterion, Standard
from nganam_awards.core import clock
from nganam_awards.core.forms import PlainTextMixin
from units.enums import UnitKind
from units.models import Unit


LARGEST_LIMIT = 9999


class CampaignForm(PlainTextMixin, forms.ModelForm):
    """Phong trào: name, theme, from when to when."""

    class Meta:
        model = Campaign
        fields = ["name", "theme", "organiser", "starts_on", "ends_on"]
        labels = {"name": "Tên phong trào"}
        help_texts = {
            "name": "Ghi đúng tên trong kế hoạch phát động, ví dụ: Chung sức xây dựng nông thôn "
            "mới, đô thị văn minh.",
        }

    def __init__(self, *args: object, units: list[Unit] | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].empty_label = "Chọn chủ đề"
        if units is None or len(units) == 1:
            del self.fields["organiser"]  # there is nothing to choose
        else:
            self.fields["organiser"].queryset = Unit.objects.filter(pk__in=[u.pk for u in units])
            self.fields["organiser"].empty_label = "Chọn đơn vị"


class UnitsByKind(forms.ModelMultipleChoiceField):
    """Units to tick, grouped as the town's letters group them."""

    def groups(self, ticked: set[str]) -> list[dict]:
        """[{label, units: [(pk, name, ticked)], count}], for the page."""
        rows = sorted(self.queryset, key=lambda u: (list(UnitKind).index(u.kind), u.sort_key))
        found = []
        for kind, units in groupby(rows, key=lambda u: u.kind):
            choices = [(u.pk, u.short_name, str(u.pk) in ticked) for u in units]
            found.append({"label": UnitKind(kind).label, "units": choices})
        return found


class PlanForm(PlainTextMixin, forms.ModelForm):
    """Kế hoạch khen thưởng of one year."""

    participants = UnitsByKind(Unit.objects.none(), label="Đơn vị cùng tham gia", required=False)

    class Meta:
        model = AwardPlan
        fields = [
            "review_year",
            "review_kind",
            "review_on",
            "content",
            "paper_number",
            "paper_on",
            "participants",
        ]
        labels = {
            "review_year": "Năm xét khen thưởng",
            "review_kind": "Dịp khen thưởng",
            "review_on": "Ngày sơ kết, tổng kết, đại hội",
            "content": "Nội dung thi đua",
            "paper_number": "Số, ký hiệu kế hoạch",
            "paper_on": "Ngày ký kế hoạch",
        }
        help_texts = {
            "review_year": "Chủ tịch duyệt kế hoạch vào đầu chính năm này.",
            "content": "Việc cụ thể mà tập thể, cá nhân thi đua thực hiện, bằng con số nếu có.",
            "paper_number": "Ví dụ: 12/KH-UBND.",
        }
        widgets = {
            "review_kind": forms.RadioSelect,
            "content": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        if not self.instance.pk:
            self.fields["review_year"].initial = today.year
        self.fields["review_kind"].choices = ReviewKind.choices
        self.fields["participants"].queryset = Unit.objects.in_force(today)

    @property
    def unit_groups(self) -> list[dict]:
        """Units that may take part, for the page."""
        value = self["participants"].value() or []
        return self.fields["participants"].groups({str(getattr(v, "pk", v)) for v in value})

    @property
    def ticked(self) -> int:
        """How many units are ticked."""
        return sum(t for g in self.unit_groups for *_, t in g["units"])


class CriterionForm(PlainTextMixin, forms.ModelForm):
    """Tiêu chí and what proves it."""

    class Meta:
        model = Criterion
        fields = ["text", "evidence"]
        labels = {"text": "Tiêu chí", "evidence": "Minh chứng cần có"}
        widgets = {"text": forms.Textarea(attrs={"rows": 2, "maxlength": 500})}


class StandardForm(PlainTextMixin, forms.ModelForm):
    """Tiêu chuẩn of one award."""

    class Meta:
        model = Standard
        fields = ["award_type", "text"]
        labels = {"award_type": "Danh hiệu, hình thức", "text": "Tiêu chuẩn phải đạt"}
        widgets = {"text": forms.Textarea(attrs={"rows": 2, "maxlength": 500})}

    def __init__(self, *args: object, plan: AwardPlan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _offer_town_awards(self, plan)


class QuotaForm(forms.Form):
    """Chỉ tiêu: how many places for whom, and whether one unit has them for itself."""

    award_type = forms.ModelChoiceField(
        AwardType.objects.none(), label="Danh hiệu, hình thức", empty_label=None
    )
    honouree_kind = forms.ChoiceField(
        label="Đối tượng",
        choices=[
            (HonoureeKind.COLLECTIVE, "Tập thể"),
            (HonoureeKind.PERSON, "Cá nhân"),
            (HonoureeKind.HOUSEHOLD, "Hộ gia đình"),
        ],
    )
    limit = forms.IntegerField(
        label="Số lượng",
        max_value=LARGEST_LIMIT,
        validators=[MinValueValidator(1, "Chỉ tiêu phải là một số cụ thể từ 1 trở lên.")],
        error_messages={"invalid": "Ghi một số, ví dụ 15."},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Chia riêng cho đơn vị",
        required=False,
        empty_label="Dùng chung",
    )

    def __init__(self, *args: object, plan: AwardPlan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _offer_town_awards(self, plan)
        joined = list(plan.participants.all())
        if joined:
            there = [unit.pk for unit in joined] + [plan.campaign.organiser_id]
            self.fields["unit"].queryset = Unit.objects.filter(pk__in=there)
        else:
            del self.fields["unit"]


def _offer_town_awards(form: forms.Form, plan: AwardPlan) -> None:
    """Only what the town's Chairman decides; Giấy khen stands first in the catalogue."""
    field = form.fields["award_type"]
    field.queryset = AwardType.objects.decided_by_town(rules.award_day(plan))
    field.empty_label = None
