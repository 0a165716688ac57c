"""A word against a posted name, and the answer of Phòng Nội vụ."""

from collections.abc import Iterable

from django import forms

from dossiers.enums import CaseOutcome
from dossiers.models import Nomination
from dossiers.rules.objection import UNREACHABLE, UNSIGNED
from nganam_awards.core.forms import PersonField, PlainTextMixin
from nganam_awards.core.text import whole_number


class ObjectionForm(PlainTextMixin, forms.Form):
    """About whom, what is not right, who says so and how to reach them."""

    line = forms.TypedChoiceField(label="Phản ánh về ai?", coerce=whole_number)
    text = forms.CharField(
        label="Nội dung phản ánh",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Việc gì, khi nào, ở đâu, ai biết; càng cụ thể càng dễ xác minh.",
    )
    name = PersonField(label="Họ và tên của anh/chị", max_length=120, required=False)
    contact = forms.CharField(
        label="Địa chỉ hoặc số điện thoại",
        max_length=250,
        required=False,
        help_text="Để Phòng Nội vụ trả lời anh/chị; không ai khác đọc được.",
    )

    def __init__(
        self, *args: object, lines: Iterable[Nomination], takes_unsigned: bool, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [
            ("", "Chọn một người, tập thể"),
            *((line.pk, f"{line.full_name} · {line.award_type.name}") for line in lines),
        ]
        if takes_unsigned:
            self.asked = {"contact": "ghi cùng họ tên"}
            return
        for name, sentence in (("name", UNSIGNED), ("contact", UNREACHABLE)):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence


class ObjectionAnswerForm(PlainTextMixin, forms.Form):
    """What came of it; the unit and whoever objected read the answer."""

    outcome = forms.ChoiceField(
        label="Kết luận", choices=[("", "Chọn kết luận"), *CaseOutcome.choices]
    )
    answer = forms.CharField(
        label="Nội dung trả lời",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=(
            "Đã xác minh gì, kết luận ra sao. Người phản ánh và đơn vị đề nghị đọc được; không "
            "ghi tên người phản ánh."
        ),
        error_messages={"required": "Ghi nội dung trả lời: đã xác minh gì, kết luận ra sao."},
    )
