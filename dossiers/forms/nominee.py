"""Một dòng của danh sách, typed by hand."""

from django import forms

from dossiers.models import Dossier, Nomination
from dossiers.queries import award_type as award_type_queries
from honourees.models.honouree import SALUTATIONS
from law.enums import HonoureeKind
from nganam_awards.core import clock
from nganam_awards.core.forms import CountField, PlainTextMixin
from nganam_awards.core.names import plausible_name, tidy_name
from nganam_awards.core.sheets.cells import DateOrYear, date_or_year_cell
from nganam_awards.core.text import clean_line


_EMPTY = {"group": "Không ghi", "rating": "Không ghi", "discipline": "Không ghi"}
_OWN_WORDS = ("gender", "birth")  # said in their own words below
P, C, H = HonoureeKind.PERSON, HonoureeKind.COLLECTIVE, HonoureeKind.HOUSEHOLD
# What is asked of some kinds only; the rest is asked of everybody (domain: T6).
FOR_KINDS = {
    "gender": (P, H),
    "birth": (P,),
    "position": (P, H),
    "group": (P,),
    "headcount": (C,),
    "service_months": (P,),
    "rating": (P, C),
    "initiative": (P,),
    "discipline": (P,),
}
# On the page they stand together: who, for what, what the unit found.
FOUND_IN_UNIT = (
    "votes_for",
    "votes_total",
    "rating",
    "service_months",
    "initiative",
    "discipline",
)


def _number(label: str, *, most: int, least: int = 0, **kwargs: object) -> CountField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return CountField(
        label=label, min_value=least, max_value=most, required=False, widget=widget, **kwargs
    )


class NomineeForm(PlainTextMixin, forms.ModelForm):
    """Who is nominated for what. A day of birth may be a year alone, as in old papers."""

    birth = forms.CharField(
        label="Ngày sinh hoặc năm sinh",
        required=False,
        help_text="Ví dụ 05/09/1980, hoặc 1980.",
    )
    headcount = _number("Số người của tập thể", least=1, most=30_000)
    votes_for = _number("Số phiếu đồng ý", most=9999)
    votes_total = _number("Tổng số phiếu", least=1, most=9999)
    service_months = _number("Số tháng công tác trong năm", most=12)
    place = _number("Số thứ tự trong danh sách", least=1, most=5000)

    class Meta:
        model = Nomination
        fields = [
            "honouree_kind",
            "full_name",
            "gender",
            "birth",
            "position",
            "working_unit",
            "group",
            "headcount",
            "award_type",
            "achievement",
            *FOUND_IN_UNIT,
        ]
        widgets = {
            "honouree_kind": forms.RadioSelect,
            "achievement": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = {
            "full_name": {"required": "Ghi họ và tên hoặc tên tập thể."},
            "achievement": {"required": "Ghi thành tích, một câu ngắn cũng được."},
        }
        help_texts = {
            "gender": "Cá nhân: chọn Ông hoặc Bà.",
            "full_name": "Cá nhân: họ và tên, không ghi Ông, Bà. Hộ gia đình: tên chủ hộ.",
            "working_unit": "Nơi người này công tác, học tập hoặc ở; có thể khác đơn vị lập hồ sơ.",
            "initiative": "Số, ngày, cơ quan, ví dụ Quyết định 45/QĐ-UBND ngày 12/10/2023.",
            "achievement": "Việc đã làm, kết quả cụ thể; câu này được in trong danh sách.",
        }

    def __init__(self, *args: object, dossier: Dossier, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.instance.dossier = dossier
        self.fields["honouree_kind"].choices = HonoureeKind.options()
        self.fields["award_type"].queryset = award_type_queries.award_types_for(dossier)
        self.fields["gender"].choices = [("", "Không ghi"), *Nomination.gender.field.choices]
        for name, empty in _EMPTY.items():
            self.fields[name].choices = [("", empty), *getattr(Nomination, name).field.choices]
        if dossier.filed_at:  # a supplement: the line keeps its place
            for name in ("honouree_kind", "award_type"):
                self.fields[name].disabled = True
        if self.instance.pk is None or dossier.filed_at:
            del self.fields["place"]
        if self.instance.pk is None:
            self.fields["honouree_kind"].initial = HonoureeKind.PERSON
            self.fields["award_type"].initial = self.fields["award_type"].queryset.first()
        elif self.instance.birth_date:
            self.fields["birth"].initial = f"{self.instance.birth_date:%d/%m/%Y}"
        else:
            self.fields["birth"].initial = self.instance.birth_year

    def clean_birth(self) -> DateOrYear | None:
        """Read like a cell of the Excel list."""
        typed = clean_line(self.cleaned_data["birth"])
        if not typed:
            return None
        try:
            return date_or_year_cell(clock.today())(typed)
        except ValueError as error:
            raise forms.ValidationError(f"{str(error)[:1].upper()}{str(error)[1:]}") from error

    def clean(self) -> dict:
        """What one field asks of another."""
        cleaned = super().clean()
        kind, birth = cleaned.get("honouree_kind"), cleaned.get("birth")
        if kind == HonoureeKind.PERSON:
            self._clean_person(cleaned)
        elif birth is not None:
            self.add_error("birth", "Tập thể, hộ gia đình không có ngày sinh; xóa ô này.")
        if kind == HonoureeKind.COLLECTIVE:
            cleaned["gender"] = ""
        award_type = cleaned.get("award_type")
        if kind and award_type and not award_type.can_go_to(kind):
            label = HonoureeKind(kind).noun
            self.add_error("award_type", f"{award_type.name} không dành cho {label}.")
        self.instance.birth_date = birth.day if birth else None
        self.instance.birth_year = birth.year if birth else None
        if not self.errors and self._stands_already(cleaned):
            self.add_error("full_name", f"{cleaned['full_name']} đã có trong danh sách này.")
        self._clean_what_is_not_asked(cleaned, kind)
        self._clean_votes(cleaned)
        return cleaned

    def _clean_what_is_not_asked(self, cleaned: dict, kind: str | None) -> None:
        """What belongs to another kind of honouree is told, not silently dropped."""
        for name, kinds in FOR_KINDS.items():
            if kind and kind not in kinds and cleaned.get(name) and name not in _OWN_WORDS:
                label = self.fields[name].label
                whose = HonoureeKind(kind).label
                self.add_error(name, f"{whose} không ghi «{label}»; xóa ô này.")

    def _clean_votes(self, cleaned: dict) -> None:
        agreed, total = cleaned.get("votes_for"), cleaned.get("votes_total")
        if "votes_for" in self.errors or "votes_total" in self.errors:
            return
        if agreed is not None and total is None:
            self.add_error("votes_total", "Ghi tổng số phiếu.")
        elif total is not None and agreed is None:
            self.add_error("votes_for", "Ghi số phiếu đồng ý.")
        elif total is not None and agreed > total:
            self.add_error("votes_for", f"{agreed} phiếu đồng ý nhiều hơn tổng số {total} phiếu.")

    def _stands_already(self, cleaned: dict) -> bool:
        """The same honouree for the same award: a second click, or a slip."""
        same = self.instance.dossier.nominations.on_list().filter(
            honouree_kind=cleaned["honouree_kind"],
            full_name=cleaned["full_name"],
            birth_year=self.instance.birth_year,
            birth_date=self.instance.birth_date,
            award_type=cleaned["award_type"],
        )
        return same.exclude(pk=self.instance.pk).exists()

    def _clean_person(self, cleaned: dict) -> None:
        tidy = tidy_name(cleaned.get("full_name") or "")
        if tidy.name and not plausible_name(tidy.name):
            self.add_error("full_name", f"«{tidy.name}» không giống họ và tên một người.")
        cleaned["full_name"] = tidy.name
        cleaned["gender"] = cleaned.get("gender") or SALUTATIONS.get(tidy.salutation, "")
        if not cleaned["gender"]:
            self.add_error("gender", "Chọn Ông hoặc Bà để in trên văn bản.")
