"""What a bulk asks beside its list: who appraises, and words."""

from collections.abc import Mapping

from django import forms

from dossiers.enums import BulkAct
from dossiers.models.reminder import LONGEST_REMINDER
from dossiers.queries import workload as workload_queries
from nganam_awards.core.forms import PlainTextMixin
from nganam_awards.core.long_text import LONGEST_STORY
from units.models import User


class BulkForm(PlainTextMixin, forms.Form):
    """The officer of all of them, or nobody: each by the routing rules; and the words."""

    officer = forms.ModelChoiceField(
        User.objects.none(),
        label="Ai thẩm định",
        required=False,
        help_text="Theo phân tuyến: mỗi hồ sơ đến đúng chuyên viên của đơn vị, cụm, lĩnh vực đó.",
    )
    note = forms.CharField(
        required=False,
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Mapping | None = None, *, act: str) -> None:
        super().__init__(data)
        if act == BulkAct.ASSIGN:
            self.fields["note"].label = "Dặn dò"
            self.asked = {
                "officer": "theo phân tuyến, hoặc một người cho tất cả",
                "note": "ghi lý do khi giao lại hồ sơ đang thẩm định",
            }
            self.fields["officer"].queryset = User.objects.holding("dossiers.appraise_any")
            self.fields["officer"].choices = [
                ("", "Theo phân tuyến"),
                *(
                    (load.officer.pk, f"{load.officer.full_name} ({load.words})")
                    for load in workload_queries.workloads()
                ),
            ]
        else:
            del self.fields["officer"]
        if act == BulkAct.NUDGE:
            self.fields["note"] = forms.CharField(
                label="Lời nhắc",
                required=False,
                max_length=LONGEST_REMINDER,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        if act == BulkAct.RECEIVE:
            del self.fields["note"]
