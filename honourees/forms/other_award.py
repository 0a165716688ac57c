"""An award of another body, with its paper; for an honouree of the register or a new one."""

from django import forms

from honourees.models import Award, Honouree
from honourees.queries import match as match_queries
from honourees.queries.match import Candidate, Known
from honourees.services.other_award import LABELS, AwardFacts
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.forms import (
    CountField,
    DayField,
    PlainTextMixin,
    SymbolField,
)
from nganam_awards.core.sheets.cells import DateOrYear, date_or_year_cell
from units.models import Unit


FIRST_YEAR = 1945


class OtherAwardForm(PlainTextMixin, forms.Form):
    """What stands on the paper."""

    award_type = forms.ModelChoiceField(
        AwardType.objects.all(), label="Danh hiệu, hình thức", empty_label="Chọn"
    )
    merit_year = CountField(label="Năm thành tích")
    decision_symbol = SymbolField(label="Số quyết định", max_length=60)
    decided_on = DayField(label="Ngày quyết định", is_past=True)
    issuer = forms.CharField(
        label="Cơ quan quyết định", max_length=200, help_text="Ví dụ UBND tỉnh Sóc Trăng."
    )
    unit_then = forms.ModelChoiceField(
        Unit.objects.all(), label="Đơn vị khi đó", required=False, empty_label="Không rõ"
    )
    working_unit = forms.CharField(
        label="Nơi công tác, nơi ở khi đó", max_length=250, required=False
    )
    achievement = forms.CharField(
        label="Thành tích", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    prize_vnd = CountField(
        label="Tiền thưởng (đồng)",
        min_value=0,
        max_value=10**12,
        required=False,
        help_text="Như quyết định ghi.",
    )
    upload = forms.FileField(
        label="Giấy tờ chứng minh",
        allow_empty_file=True,  # an empty file is refused with its own sentence
        help_text="Bản chụp quyết định, giấy chứng nhận: PDF hoặc ảnh, không quá 25 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": "Chọn bản chụp quyết định hoặc giấy chứng nhận."},
    )

    def __init__(self, *args: object, kind: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if kind:
            receivers = AwardType.objects.filter(**{f"for_{kind}": True})
            self.fields["award_type"].queryset = receivers

    def clean_merit_year(self) -> int:
        """A year somebody alive could have worked in."""
        year = self.cleaned_data["merit_year"]
        if not FIRST_YEAR <= year <= clock.today().year:
            latest = clock.today().year
            raise forms.ValidationError(f"Năm thành tích từ {FIRST_YEAR} đến {latest}.")
        return year

    @property
    def facts(self) -> AwardFacts:
        """What was typed of the award."""
        typed = {name: self.cleaned_data[name] for name in LABELS}
        return AwardFacts(**typed | {"prize_vnd": typed["prize_vnd"] or 0})


class NewHonoureeForm(PlainTextMixin, forms.Form):
    """Who received it, where the register may not know them yet."""

    kind = forms.ChoiceField(
        label="Đối tượng", choices=HonoureeKind.options, initial=HonoureeKind.PERSON
    )
    full_name = forms.CharField(label="Họ và tên hoặc tên tập thể", max_length=200)
    born = forms.CharField(
        label="Ngày sinh hoặc năm sinh",
        max_length=20,
        required=False,
        help_text="Của cá nhân. Ví dụ 02/09/1985 hoặc 1985.",
    )
    unit = forms.ModelChoiceField(
        Unit.objects.all(), label="Đơn vị hiện nay", empty_label="Chọn đơn vị"
    )
    is_new = forms.BooleanField(
        label="Không phải ai có tên ở trên; ghi thành người mới", required=False
    )

    known: tuple[Known, ...] = ()

    def clean(self) -> dict:
        """Whoever may be in the register already is shown first; nobody is guessed."""
        typed = super().clean()
        if self.errors:
            return typed
        if typed["born"]:
            if typed["kind"] != HonoureeKind.PERSON:
                self.add_error("born", "Chỉ cá nhân có ngày sinh, năm sinh.")
                return typed
            try:
                typed["birth"] = date_or_year_cell(clock.today())(typed["born"])
            except ValueError as error:
                self.add_error("born", str(error).capitalize())
                return typed
        if not typed["is_new"]:
            [found] = match_queries.likely([self.candidate], unit=typed["unit"])
            self.known = tuple(found)
            if found:
                self.add_error(
                    "full_name",
                    "Sổ đã có người có thể là người này: mở trang của họ ở dưới để ghi, hoặc đánh "
                    "dấu là người mới.",
                )
        return typed

    @property
    def candidate(self) -> Candidate:
        """As the register compares them."""
        typed = self.cleaned_data
        born: DateOrYear = typed.get("birth") or DateOrYear(None, None)
        return Candidate(
            typed["kind"], typed["full_name"], "", born.year, born.day, is_new=typed["is_new"]
        )


class AwardChangeForm(OtherAwardForm):
    """The same, put right; the paper stays where none is chosen."""

    reason = forms.CharField(label="Lý do sửa", max_length=300)
    field_order = [*OtherAwardForm.base_fields, "reason"]

    def __init__(self, *args: object, award: Award, **kwargs: object) -> None:
        start = {name: getattr(award, name) for name in LABELS}
        super().__init__(*args, kind=award.honouree.kind, initial=start, **kwargs)
        self.fields["upload"].required = False
        self.fields["upload"].label = "Thêm giấy tờ chứng minh"
        if not award.issuer:  # an earlier year of the town itself
            self.fields["issuer"].required = False


class WithdrawForm(PlainTextMixin, forms.Form):
    """Why an award is taken out of the register."""

    reason = forms.CharField(label="Lý do rút", max_length=300)


def told(known: Known) -> tuple[Honouree, str]:
    """A record of the register beside what it received, to choose among."""
    awards = ", ".join(f"{a.award_type.name} {a.merit_year}" for a in known.awards[:3])
    return known.honouree, awards
