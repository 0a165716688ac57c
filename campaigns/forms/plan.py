"""A campaign, its plan of a year, and the rows of the plan."""

from datetime import date

from django import forms

from campaigns.enums import CampaignKind, ReviewKind
from campaigns.models import AwardPlan, Campaign, Criterion, Standard
from campaigns.queries import window as window_queries
from campaigns.queries.exclusion import DECLARATIONS
from campaigns.rules import plan as plan_rules
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.forms import DayField, PlainTextMixin, SourceField, SymbolField, TitleField
from nganam_awards.core.sentence import About
from nganam_awards.core.text import clean_line
from units.models import Unit


LONGEST_TITLE = 300


class MayWait:
    """A field that a draft may leave open; the plan does not leave the unit without it."""

    asked = "có thể ghi sau"

    def clean(self, value: object) -> object:
        """An open field is no mistake yet."""
        return None if value in self.empty_values else super().clean(value)


class DayThatMayWait(MayWait, DayField):
    """A day the draft may leave open."""


class YesOrNo(MayWait, forms.TypedChoiceField):
    """A statement of the organiser: no, yes, or not answered yet."""

    def __init__(self, question: str) -> None:
        super().__init__(
            label=question,
            choices=[("False", "Không"), ("True", "Có")],
            coerce=lambda answer: answer == "True",
            widget=forms.RadioSelect,
        )


class CampaignForm(PlainTextMixin, forms.ModelForm):
    """An emulation campaign (phong trào): name, theme, from when to when."""

    class Meta:
        model = Campaign
        field_classes = {"name": TitleField, "starts_on": DayField, "ends_on": DayField}
        fields = ["name", "kind", "theme", "organiser", "is_town_wide", "starts_on", "ends_on"]
        labels = {"name": "Tên phong trào", "is_town_wide": "Phong trào do thị xã phát động"}
        help_texts = {
            "name": "Ghi đúng tên trong kế hoạch phát động, ví dụ: Chung sức xây dựng nông thôn "
            "mới, đô thị văn minh.",
        }

    basis = SourceField(
        label="Văn bản làm căn cứ",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng một văn bản, ghi tên, số, ngày, cơ quan.",
    )

    def __init__(self, *args: object, units: list[Unit] | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].empty_label = "Chọn chủ đề"
        self.fields["kind"].required = False
        organisers = units or ([self.instance.organiser] if self.instance.pk else [])
        if not any(unit.is_home_affairs for unit in organisers):
            del self.fields["is_town_wide"]  # only Phòng Nội vụ drafts for the town
        if self.instance.pk:
            titles = self.instance.basis_documents.values_list("title", flat=True)
            self.fields["basis"].initial = "\n".join(titles)
        if units is None or len(units) == 1:
            del self.fields["organiser"]  # there is nothing to choose
        else:
            self.fields["organiser"].queryset = Unit.objects.filter(pk__in=[u.pk for u in units])
            self.fields["organiser"].empty_label = "Chọn đơn vị"

    def clean_kind(self) -> str:
        """By occasion, unless it says otherwise."""
        return self.cleaned_data["kind"] or CampaignKind.THEMATIC

    def clean_basis(self) -> list[str]:
        """One document a line; each line short enough for its row."""
        lines = [clean_line(line) for line in self.cleaned_data["basis"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if any(len(line) > LONGEST_TITLE for line in found):
            raise forms.ValidationError(f"Mỗi văn bản ghi không quá {LONGEST_TITLE} ký tự.")
        return found


class PlanForm(PlainTextMixin, forms.ModelForm):
    """The award plan (kế hoạch khen thưởng) of one year, as its first step asks it."""

    class Meta:
        model = AwardPlan
        field_classes = {
            "review_on": DayField,
            "paper_number": SymbolField,
            "paper_on": DayField,
        }
        fields = [
            "review_year",
            "review_kind",
            "review_on",
            "content",
            "paper_number",
            "paper_on",
            *(declaration.field for declaration in DECLARATIONS),
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
            "paper_number": "Ví dụ 12/KH-UBND.",
        }
        widgets = {
            "review_kind": forms.RadioSelect,
            "content": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for declaration in DECLARATIONS:
            self.fields[declaration.field] = YesOrNo(declaration.question)
        if not self.instance.pk:
            self.fields["review_year"].initial = clock.today().year
        self.fields["review_kind"].choices = ReviewKind.choices

    @property
    def declarations(self) -> list[forms.BoundField]:
        """The three statements, for the page."""
        return [self[declaration.field] for declaration in DECLARATIONS]

    def clean_paper_on(self) -> date | None:
        """A paper that was signed is of today at the latest."""
        day = self.cleaned_data["paper_on"]
        if day and day > clock.today():
            raise forms.ValidationError("Ngày ký kế hoạch chưa đến; để trống khi chưa ký.")
        return day

    def clean(self) -> dict:
        """What is wrong with a day stands beside it."""
        cleaned = super().clean()
        if year := cleaned.get("review_year"):
            self.tell(day_sentences(year, cleaned))
        return cleaned


def day_sentences(year: int, typed: dict) -> list[str]:
    """Why the days of a plan do not fit its year and each other."""
    first, last = typed.get("filing_opens_on"), typed.get("filing_closes_on")
    found = window_queries.day_blockers(year, filing_opens_on=first, filing_closes_on=last)
    if review_on := typed.get("review_on"):
        found += plan_rules.day_blockers(None, year, review_on)
    if first and last and first > last:
        told = f"Ngày cuối nhận hồ sơ phải từ ngày bắt đầu ({first:%d/%m/%Y}) trở đi."
        found.append(About(told, "filing_opens_on", "filing_closes_on"))
    return found


class CriterionForm(PlainTextMixin, forms.ModelForm):
    """A criterion (tiêu chí) and what proves it."""

    class Meta:
        model = Criterion
        fields = ["text", "evidence", "is_measurable"]
        labels = {
            "text": "Tiêu chí",
            "evidence": "Minh chứng cần có",
            "is_measurable": "Đo đếm được bằng con số",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 2, "maxlength": 500})}


class StandardForm(PlainTextMixin, forms.ModelForm):
    """A standard (tiêu chuẩn) of one award."""

    class Meta:
        model = Standard
        fields = ["award_type", "text"]
        labels = {"award_type": "Danh hiệu, hình thức", "text": "Tiêu chuẩn phải đạt"}
        widgets = {"text": forms.Textarea(attrs={"rows": 2, "maxlength": 500})}

    def __init__(self, *args: object, plan: AwardPlan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offer_town_awards(self, plan)


def offer_town_awards(form: forms.Form, plan: AwardPlan) -> None:
    """Only what the town's Chairman decides; Giấy khen (certificate) leads the catalogue."""
    field = form.fields["award_type"]
    field.queryset = AwardType.objects.decided_by_town(plan_rules.award_day(plan))
    field.empty_label = None
