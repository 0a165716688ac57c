"""What the office keeps without correcting the law: days off, themes, authorities, signatories."""

from datetime import date

from django import forms
from django.contrib.auth.models import Group

from law.enums import Capacity, Category, HolidayKind
from law.models import (
    Authority,
    CampaignTheme,
    Holiday,
    Signatory,
)
from law.queries import regime as regime_queries
from nganam_awards.core import clock
from nganam_awards.core.forms import DayField, PersonField, PlainTextMixin, SourceField, TitleField
from units.models import User


class HolidayForm(PlainTextMixin, forms.ModelForm):
    """A holiday, or a day worked instead (làm bù)."""

    kind = forms.ChoiceField(
        label="Loại",
        choices=[
            (HolidayKind.OFF.value, HolidayKind.OFF.label),
            (HolidayKind.WORKED.value, "Làm bù (thứ Bảy đi làm)"),
        ],
    )

    class Meta:
        model = Holiday
        field_classes = {"day": DayField, "name": TitleField, "citation": SourceField}
        fields = ["day", "name", "kind", "citation"]
        labels = {"name": "Tên ngày nghỉ", "citation": "Nguồn"}
        help_texts = {"citation": "Thông báo nghỉ lễ, Tết của năm, ví dụ: Thông báo 9441/TB-BNV."}

    def validate_unique(self) -> None:
        """A day that was dropped may come back: the write looks at the row under its lock."""


class ThemeForm(PlainTextMixin, forms.ModelForm):
    """A theme of campaigns (chủ đề phong trào)."""

    class Meta:
        model = CampaignTheme
        field_classes = {"name": TitleField}
        fields = ["name", "order"]
        labels = {"name": "Tên chủ đề", "order": "Thứ tự trong danh sách"}


class AuthorityForm(PlainTextMixin, forms.ModelForm):
    """The issuing authority: how its papers name it, and until when it exists."""

    reason = forms.CharField(label="Lý do sửa", max_length=500)

    class Meta:
        model = Authority
        field_classes = {"name": TitleField, "valid_to": DayField, "citation": SourceField}
        fields = [
            "name",
            "parent_lines",
            "issuer_lines",
            "head_title",
            "place",
            "symbol",
            "successor",
            "valid_to",
            "citation",
            "is_verified",
        ]
        labels = {"valid_to": "Tồn tại đến hết ngày", "citation": "Nguồn"}
        widgets = {
            "parent_lines": forms.Textarea(attrs={"rows": 2}),
            "issuer_lines": forms.Textarea(attrs={"rows": 2}),
        }


class SignatureField(forms.FileField):
    """A picture of a signature: what it is, the write finds out by opening it."""

    def __init__(self) -> None:
        super().__init__(
            label="Ảnh chữ ký",
            required=False,
            help_text="Tệp PNG nền trong suốt, mực xanh; chỉ quản trị xem được.",
        )


def scope_field() -> forms.MultipleChoiceField:
    """Categories to tick; none is every one."""
    return forms.MultipleChoiceField(
        label="Được ký loại hình",
        choices=Category.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn: ký mọi loại hình.",
    )


class SignatoryForm(PlainTextMixin, forms.ModelForm):
    """A new signatory (người ký)."""

    scope = scope_field()
    signature = SignatureField()

    class Meta:
        model = Signatory
        field_classes = {"full_name": PersonField, "starts_on": DayField, "ends_on": DayField}
        fields = [
            "authority",
            "user",
            "capacity",
            "title_lines",
            "full_name",
            "scope",
            "starts_on",
            "ends_on",
        ]
        labels = {"authority": "Cơ quan", "full_name": "Họ và tên trên văn bản"}
        help_texts = {
            "title_lines": "Ví dụ: CHỦ TỊCH; hoặc KT. CHỦ TỊCH và dòng dưới PHÓ CHỦ TỊCH.",
            "full_name": "Không ghi học hàm, học vị (Nghị định 30/2020/NĐ-CP).",
        }
        widgets = {"title_lines": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        signed_for = Authority.objects.valid_on(today).exclude(code=regime_queries.COUNCIL)
        self.fields["authority"].queryset = signed_for  # the Council signs by its seats
        self.fields["authority"].empty_label = "Chọn cơ quan"
        offices = Group.objects.filter(user__isnull=False)
        people = User.objects.filter(is_active=True, groups__in=offices).distinct()
        self.fields["user"].queryset = people
        self.fields["user"].empty_label = "Chọn người"
        self.fields["user"].label_from_instance = lambda person: (
            f"{person.full_name} ({person.username})"
        )
        self.fields["capacity"].choices = Capacity.choices
        self.initial.setdefault("starts_on", today)


class SignatoryChangeForm(PlainTextMixin, forms.Form):
    """Scope, last day and signature picture of a signatory."""

    scope = scope_field()
    ends_on = DayField(label="Ký đến hết ngày", required=False)
    signature = SignatureField()

    def __init__(self, *args: object, row: Signatory, **kwargs: object) -> None:
        kwargs["initial"] = {"scope": row.scope, "ends_on": row.ends_on}
        super().__init__(*args, **kwargs)


class DropForm(PlainTextMixin, forms.Form):
    """Why a row is dropped."""

    note = forms.CharField(label="Lý do bỏ", max_length=500)


def year_choices(years: list[int], today: date) -> list[int]:
    """Years of the calendar to choose from, with this one and the next."""
    return sorted({*years, today.year, today.year + 1}, reverse=True)
