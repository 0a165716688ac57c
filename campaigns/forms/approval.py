"""What the Chairman ticks and writes for one plan of his desk, and the numbers he makes smaller."""

from django import forms
from django.forms import BoundField

from campaigns.models import AwardPlan, Quota
from nganam_awards.core.forms import CountField, PlainTextMixin


def limit_field(row: Quota) -> CountField:
    """Places approved for one row: what was asked, or fewer."""
    too_many = f"Đơn vị đề nghị {row.limit}; chỉ duyệt bằng hoặc ít hơn."
    field = CountField(
        label=f"Duyệt: {row.label} (đề nghị {row.limit})",
        required=False,
        min_value=0,
        max_value=row.limit,
        error_messages={"max_value": too_many, "min_value": too_many},
    )
    field.widget.attrs["inputmode"] = "numeric"
    return field


class DeskForm(PlainTextMixin, forms.Form):
    """One plan on the desk. Nothing is asked of a plan that is not ticked.

    One number for each row of places, `limit_12` for row 12, filled with what was asked.
    """

    asked = {"note": "cần ghi khi trả lại"}

    is_ticked = forms.BooleanField(label="Duyệt kế hoạch này", required=False)
    late_reason = forms.CharField(
        label="Lý do duyệt sau thời hạn đầu năm",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi lý do duyệt muộn."},
    )
    note = forms.CharField(
        label="Ý kiến của Chủ tịch",
        help_text="In trên thông báo khi duyệt; gửi đơn vị khi trả lại.",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, data: dict | None, *, plan: AwardPlan, **kwargs: object) -> None:
        super().__init__(data, prefix=f"kh{plan.pk}", auto_id="%s", **kwargs)
        self.rows = list(plan.quotas.all())
        for row in self.rows:
            name = f"limit_{row.pk}"
            self.fields[name] = limit_field(row)
            self.initial.setdefault(name, row.limit)
        if plan.late is None:
            del self.fields["late_reason"]
        else:  # nothing is asked of a plan that the Chairman leaves for another day
            self.fields["late_reason"].required = data is None or self["is_ticked"].value()

    @property
    def late_words(self) -> str:
        """The reason, where one was asked."""
        return self.cleaned_data.get("late_reason", "")

    @property
    def limits(self) -> dict[int, int]:
        """What is approved for each row; one left empty as it was asked."""
        typed = {row: self.cleaned_data[f"limit_{row.pk}"] for row in self.rows}
        return {row.pk: row.limit if limit is None else limit for row, limit in typed.items()}

    @property
    def places(self) -> list[tuple[Quota, BoundField]]:
        """Each row beside its number."""
        return [(row, self[f"limit_{row.pk}"]) for row in self.rows]
