"""An amendment as its clerk writes it: why, the new words and days, the new figures."""

from collections.abc import Iterator

from django import forms
from django.core.validators import MinValueValidator

from campaigns.forms.place import LARGEST_LIMIT
from campaigns.forms.plan import day_sentences
from campaigns.models import AmendedQuota, AwardPlan, PlanAmendment, Quota
from campaigns.queries.diff import Figure, PlaceOfPlan, place_of, side_by_side
from campaigns.services.amendment import AmendmentWords, NewRow
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core.forms import CountField, DayField, PlainTextMixin
from nganam_awards.core.sentence import RELOAD
from units.forms.picker import UnitField
from units.models import Unit


NEW_ROWS = 2
KINDS = [("", "Chọn đối tượng"), *HonoureeKind.options()]


class AmendmentWordsForm(PlainTextMixin, forms.ModelForm):
    """The reason, the new content and the new days."""

    class Meta:
        model = PlanAmendment
        field_classes = {
            "review_on": DayField,
            "filing_opens_on": DayField,
            "filing_closes_on": DayField,
        }
        fields = ["reason", "content", "review_on", "filing_opens_on", "filing_closes_on"]
        labels = {
            "reason": "Vì sao cần điều chỉnh?",
            "content": "Nội dung thi đua",
            "review_on": "Ngày sơ kết, tổng kết, đại hội",
            "filing_opens_on": "Nhận hồ sơ từ ngày",
            "filing_closes_on": "Nhận hồ sơ đến hết ngày",
        }
        help_texts = {
            "reason": "Thủ trưởng, Phòng Nội vụ và Chủ tịch đọc lý do này trước tiên.",
            "content": "Sửa trực tiếp vào nội dung đang thực hiện; cổng tự chỉ ra chỗ thay đổi.",
        }
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 3}),
            "content": forms.Textarea(attrs={"rows": 6}),
        }
        error_messages = {"reason": {"required": "Ghi lý do điều chỉnh."}}

    def __init__(self, *args: object, plan: AwardPlan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan

    def clean(self) -> dict:
        """The new days fit the plan's year and each other."""
        cleaned = super().clean()
        self.tell(day_sentences(self.plan.review_year, cleaned))
        return cleaned

    @property
    def words(self) -> AmendmentWords:
        """What was written, for the service."""
        return AmendmentWords(**self.cleaned_data)


class FiguresForm(PlainTextMixin, forms.Form):
    """The new quota (chỉ tiêu) of every row; 0 gives the places up."""

    def __init__(
        self,
        *args: object,
        plan: AwardPlan,
        amendment: PlanAmendment | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._figures: dict[str, Figure] = {}
        self._places: dict[str, PlaceOfPlan] = {}
        for quota, row in side_by_side(plan, amendment):
            self._add(quota, row)

    def _add(self, quota: Quota | None, row: Quota | AmendedQuota) -> None:
        place = place_of(row)
        name = f"so-{place.award_type_id}-{place.honouree_kind}-{place.unit_id or 0}"
        old = None if quota is None else quota.limit
        self._places[name] = place
        self._figures[name] = Figure(row.label, old, row.limit, quota)
        self.fields[name] = CountField(
            label=row.label,
            initial=row.limit,
            max_value=LARGEST_LIMIT,
            validators=[MinValueValidator(0, "Chỉ tiêu không được nhỏ hơn 0.")],
            error_messages={
                "invalid": "Ghi một số, ví dụ 15.",
                "required": "Ghi chỉ tiêu mới; giữ nguyên thì ghi lại số cũ, thôi khen thì ghi 0.",
            },
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        )

    @property
    def rows(self) -> Iterator[tuple[Figure, forms.BoundField]]:
        """Each row as it stands, with the field for its new number."""
        return ((figure, self[name]) for name, figure in self._figures.items())

    @property
    def limits(self) -> dict[PlaceOfPlan, int]:
        """The new numbers, for the service."""
        return {self._places[name]: limit for name, limit in self.cleaned_data.items()}


class NewRowForm(PlainTextMixin, forms.Form):
    """A row the plan does not have yet; left empty it means nothing."""

    asked = dict.fromkeys(("award_type", "honouree_kind", "limit"), "khi thêm dòng")

    award_type = forms.ModelChoiceField(
        AwardType.objects.none(),
        label="Danh hiệu, hình thức",
        empty_label="Chọn hình thức",
        error_messages={"required": "Chọn hình thức cho dòng mới."},
    )
    honouree_kind = forms.ChoiceField(
        label="Đối tượng",
        choices=KINDS,
        error_messages={"required": "Chọn đối tượng cho dòng mới."},
    )
    limit = CountField(
        label="Số lượng",
        max_value=LARGEST_LIMIT,
        validators=[MinValueValidator(1, "Chỉ tiêu phải là một số cụ thể từ 1 trở lên.")],
        error_messages={
            "invalid": "Ghi một số, ví dụ 15.",
            "required": "Ghi số lượng cho dòng mới.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    unit = UnitField(
        Unit.objects.none(), label="Chia riêng cho đơn vị", required=False, empty_label="Dùng chung"
    )

    def __init__(self, *args: object, plan: AwardPlan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        awards = AwardType.objects.filter(pk__in=plan.standards.values("award_type"))
        self.fields["award_type"].queryset = awards
        joined = list(plan.participants.all())
        if joined:
            there = [unit.pk for unit in joined] + [plan.campaign.organiser_id]
            self.fields["unit"].queryset = Unit.objects.filter(pk__in=there)
        else:
            del self.fields["unit"]


class _NewRows(forms.BaseFormSet):
    """Rows to add; empty ones are passed over."""

    default_error_messages = {"missing_management_form": RELOAD}

    @property
    def is_filled(self) -> bool:
        return any(form.has_changed() for form in self.forms)

    @property
    def added(self) -> list[NewRow]:
        """What was written, for the service."""
        return [NewRow(**form.cleaned_data) for form in self.forms if form.has_changed()]


NewRowsForm = forms.formset_factory(NewRowForm, formset=_NewRows, extra=NEW_ROWS, max_num=NEW_ROWS)
