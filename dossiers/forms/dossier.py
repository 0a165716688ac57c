"""A new dossier (hồ sơ): under which plan, for which unit, called what."""

from uuid import uuid4

from django import forms
from django.db.models import Q

from campaigns.enums import ReviewKind
from campaigns.models import AwardPlan
from campaigns.models.campaign import own_noun, told_year
from dossiers.models import Dossier
from dossiers.rules.dossier import merit_years
from law.enums import Category
from nganam_awards.core import clock
from nganam_awards.core.forms import PlainTextMixin, TitleField
from nganam_awards.core.steps import DeclarationForm
from units.models import Unit, User
from units.rules import units_with


# What a dossier without a name of its own is called.
TITLES = {
    Category.MERIT: "Khen thưởng theo công trạng",
    Category.UNSCHEDULED: "Khen thưởng đột xuất",
    Category.FORWARD: "Đề nghị cấp trên khen thưởng",
}


# What is asked for, where it is not the work of a year.
HELP = {
    Category.THEMATIC: {
        "title": "Để trống: cổng đặt tên theo phong trào.",
        "summary": "Kết quả nổi bật của phong trào tại đơn vị, vài câu.",
    },
    Category.UNSCHEDULED: {"summary": "Việc gì xảy ra, ở đâu, khi nào, vài câu."},
    Category.FORWARD: {"summary": "Thành tích nổi bật của người được đề nghị, vài câu."},
}


class PlanField(forms.ModelChoiceField):
    """Plans by campaign, organiser and year."""

    def label_from_instance(self, plan: AwardPlan) -> str:
        """As the clerk knows it."""
        kind = plan.get_review_kind_display().lower()
        organiser = plan.campaign.organiser.short_name
        return f"{plan.campaign.name} ({kind} {plan.review_year}, {organiser})"


class DossierForm(PlainTextMixin, forms.ModelForm):
    """A new dossier. `key` is the page's own: a second click makes no second dossier."""

    plan = PlanField(
        AwardPlan.objects.none(),
        label="Kế hoạch khen thưởng đã duyệt",
        empty_label="Chọn kế hoạch",
        error_messages={
            "required": "Chọn kế hoạch khen thưởng đã duyệt.",
            "invalid_choice": "Kế hoạch này không dùng được nữa; chọn kế hoạch khác.",
        },
        help_text="Chỉ hiện kế hoạch năm nay đã được Chủ tịch duyệt cho đơn vị của anh/chị.",
    )
    merit_year = forms.TypedChoiceField(
        label="Năm thành tích",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Chọn năm thành tích.",
            "invalid_choice": "Chọn năm thành tích: năm nay hoặc năm trước.",
        },
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị đề nghị")
    key = forms.UUIDField(widget=forms.HiddenInput)
    source = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    class Meta:
        model = Dossier
        fields = ["plan", "merit_year", "unit", "title", "summary", "key", "source"]
        field_classes = {"title": TitleField}
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "title": "Để trống: cổng đặt tên theo loại hình và năm.",
            "summary": "Kết quả công tác nổi bật trong năm, vài câu.",
        }

    def __init__(self, *args: object, clerk: User, category: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.category = category
        for name, words in HELP.get(category, {}).items():
            self.fields[name].help_text = words
        if category == Category.THEMATIC:
            del self.fields["merit_year"]
        else:
            del self.fields["plan"]
        self._ask_plan_or_year(clerk)
        self._ask_unit(clerk)
        self.fields["title"].required = False
        self.fields["key"].initial = uuid4

    def _ask_plan_or_year(self, clerk: User) -> None:
        if "merit_year" in self.fields:
            years = merit_years()
            self.fields["merit_year"].choices = [(year, f"Năm {year}") for year in years]
            self.fields["merit_year"].initial = years[0]
            return
        plans = AwardPlan.objects.open_for(clerk, clock.today().year)
        self.fields["plan"].queryset = plans.select_related("campaign__organiser")

    def _ask_unit(self, clerk: User) -> None:
        mine = units_with(clerk, "file_dossiers")
        units = Unit.objects.in_force(clock.today()).filter(pk__in=mine)
        self.fields["unit"].queryset = units
        fitting = self._fitting(self.initial.get("plan"))
        self.fields["unit"].initial = min(
            fitting or units, key=lambda unit: unit.pk != clerk.unit_id, default=None
        )
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()

    def clean(self) -> dict:
        """A dossier without a name of its own is called after its campaign, or its category."""
        cleaned = super().clean()
        if (year := cleaned.get("merit_year")) and not cleaned.get("title"):
            cleaned["title"] = f"{TITLES[self.category]} năm {year}"
        plan, unit = cleaned.get("plan"), cleaned.get("unit")
        if plan and unit and unit not in (fitting := self._fitting(plan)):
            names = " hoặc ".join(other.name for other in fitting) or "kế hoạch khác"
            self.add_error("unit", f"Kế hoạch đã chọn không áp dụng cho {unit.name}. Chọn {names}.")
        if plan is not None and not cleaned.get("title"):
            cleaned["title"] = _title_of(plan)
        return cleaned

    def _fitting(self, plan: AwardPlan | None) -> list[Unit]:
        """Of the clerk's units, those that organise or joined the plan."""
        if plan is None:
            return []
        takes_part = Q(pk=plan.campaign.organiser_id) | Q(plans_joined=plan)
        return list(self.fields["unit"].queryset.filter(takes_part).distinct())

    def _post_clean(self) -> None:
        """The row is made by the service, with its number; its constraints are checked there."""


def _title_of(plan: AwardPlan) -> str:
    """The fullest name of a dossier under the plan that fits: parts are left out, never cut."""
    name, year = plan.campaign.name, plan.review_year
    kind = f"{plan.get_review_kind_display().lower()} "
    if plan.review_kind == ReviewKind.CONGRESS:
        kind = ""
    called = told_year(own_noun(name) or f"phong trào {name}", year)
    longest = Dossier._meta.get_field("title").max_length
    offered = (f"Khen thưởng {kind}{called}", called, name)
    return next(words for words in offered if len(words) <= longest)


class DossierTextForm(PlainTextMixin, forms.ModelForm):
    """Changes of the name and the summary (tóm tắt)."""

    class Meta:
        model = Dossier
        fields = ["title", "summary"]
        field_classes = {"title": TitleField}
        error_messages = {"title": {"required": "Ghi tên hồ sơ."}}
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}


class FilingForm(DeclarationForm):
    """Xác nhận và nộp: the head answers for what leaves the unit (letter, point 1)."""

    words = (
        "Tôi cam đoan hồ sơ và thành tích nêu trong hồ sơ là chính xác, đúng đối tượng, tiêu "
        "chuẩn; tôi chịu trách nhiệm về chất lượng, hiệu quả công tác thi đua, khen thưởng của đơn "
        "vị (công văn của Chủ tịch UBND thị xã, điểm 1)."
    )
