"""Routing rules and absences: whom, what, from when to when."""

from django import forms

from dossiers.queries import workload as workload_queries
from law.models import CampaignTheme
from nganam_awards.core import clock
from nganam_awards.core.forms import DayField, PlainTextMixin
from units.enums import UnitKind
from units.models import Cluster, User


class RouteForm(PlainTextMixin, forms.Form):
    """Which dossiers go to which officer."""

    unit_kind = forms.ChoiceField(
        label="Loại đơn vị", choices=[("", "Mọi loại đơn vị"), *UnitKind.choices], required=False
    )
    cluster = forms.ModelChoiceField(
        Cluster.objects.order_by("name"),
        label="Cụm, khối thi đua",
        required=False,
        empty_label="Mọi cụm, khối",
    )
    theme = forms.ModelChoiceField(
        CampaignTheme.objects.order_by("order", "pk"),
        label="Lĩnh vực (chủ đề phong trào)",
        required=False,
        empty_label="Mọi lĩnh vực",
    )
    officer = forms.ModelChoiceField(
        User.objects.none(), label="Giao cho", empty_label="Chọn chuyên viên"
    )
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(
        label="Đến hết ngày", required=False, help_text="Để trống nếu chưa định ngày kết thúc."
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = clock.today()
        _offer(self.fields["officer"])


class AbsenceForm(PlainTextMixin, forms.Form):
    """Who is away, and who stands in."""

    person = forms.ModelChoiceField(
        User.objects.none(), label="Người vắng", empty_label="Chọn người vắng"
    )
    stand_in = forms.ModelChoiceField(
        User.objects.none(),
        label="Người thay",
        empty_label="Chọn người thay",
        help_text="Làm được mọi việc của người vắng trên hồ sơ trong những ngày này; "
        "mỗi việc ghi tên người thay.",
    )
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến hết ngày")
    reason = forms.CharField(label="Lý do", max_length=200, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = clock.today()
        for name in ("person", "stand_in"):
            _offer(self.fields[name])


class EndDeskForm(PlainTextMixin, forms.Form):
    """The last day on which a rule or an absence counts."""

    ends_on = DayField(label="Ngày cuối cùng")


def _offer(field: forms.ModelChoiceField) -> None:
    """Officers with what lies on their desk; whoever left is asked again by the rules."""
    field.queryset = User.objects.holding("dossiers.appraise_any")
    field.choices = [
        ("", field.empty_label),
        *(
            (load.officer.pk, f"{load.officer.full_name} ({load.words})")
            for load in workload_queries.workloads()
        ),
    ]
