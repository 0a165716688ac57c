"""What a person chooses when taking a step with a plan."""

from django import forms

from campaigns.enums import Exclusion
from campaigns.models import AwardPlan
from campaigns.rules import purpose as purpose_rules
from nganam_awards.core.steps import DeclarationForm, StepForm


class RefusalForm(StepForm):
    """A refusal: what of the letter excludes the plan; what was found is ticked already."""

    exclusions = forms.MultipleChoiceField(
        label="Lý do loại trừ theo công văn của Chủ tịch UBND thị xã",
        choices=Exclusion.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một lý do loại trừ."},
    )
    field_order = ("exclusions", "note")

    @staticmethod
    def initial_of(row: AwardPlan) -> dict[str, object]:
        """The reasons that the plan's own words give."""
        return {"exclusions": purpose_rules.reasons_to_refuse(row)}


class PlanDeclarationForm(DeclarationForm):
    """Xác nhận kế hoạch: the head answers for it (letter, point 1)."""

    words = (
        "Tôi cam đoan nội dung, tiêu chí, tiêu chuẩn và số lượng đề nghị khen thưởng trong kế "
        "hoạch là thiết thực, đúng với tình hình của đơn vị; tôi chịu trách nhiệm về chất lượng, "
        "hiệu quả công tác thi đua, khen thưởng (công văn của Chủ tịch UBND thị xã, điểm 1)."
    )


class AmendmentDeclarationForm(DeclarationForm):
    """Xác nhận bản điều chỉnh: the head answers for it as for the plan."""

    words = (
        "Tôi cam đoan nội dung, số lượng điều chỉnh là thiết thực, đúng với tình hình của đơn vị; "
        "tôi chịu trách nhiệm về chất lượng, hiệu quả công tác thi đua, khen thưởng (công văn của "
        "Chủ tịch UBND thị xã, điểm 1)."
    )
