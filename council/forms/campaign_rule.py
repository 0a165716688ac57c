"""From which day, and until which, the Council is asked about a campaign."""

from django import forms

from nganam_awards.core.forms import DayField, PlainTextMixin


class CampaignRuleForm(PlainTextMixin, forms.Form):
    """The first day."""

    starts_on = DayField(
        label="Lấy phiếu ý kiến từ ngày",
        help_text=(
            "Quyết định soạn từ ngày này phải chờ Hội đồng thông qua; quyết định soạn trước đó "
            "không hỏi lại."
        ),
    )


class EndCampaignRuleForm(PlainTextMixin, forms.Form):
    """The last day."""

    ends_on = DayField(
        label="Lấy phiếu ý kiến đến hết ngày",
        help_text="Trường hợp đang nằm ở Hội đồng vẫn bỏ phiếu cho xong.",
    )
