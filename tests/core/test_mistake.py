"""What is wrong with a form: our sentence, beside its fields, once in the summary."""

import pkgutil
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.formsets import ManagementForm
from django.utils.module_loading import module_has_submodule

from nganam_awards.core import clock
from nganam_awards.core.forms import CountField, DayField, PlainTextMixin
from nganam_awards.core.mistake import mistakes, told_beside
from nganam_awards.core.refusals import Beside, Refused, Stale
from nganam_awards.core.sentence import About, lowered
from tests.test_house import HOUSE, ROOT


PARTS = {"LetterFieldsMixin", "SourceFields"}  # fields that two forms have in common


pytestmark = pytest.mark.django_db  # the office's day


class TripForm(PlainTextMixin, forms.Form):
    """Every kind of field that is asked."""

    name = forms.CharField(label="Tên chuyến đi", max_length=20)
    why = forms.CharField(label="Vì sao đi?", widget=forms.Textarea)
    first = DayField(label="Ngày đi")
    last = DayField(label="Về đến hết ngày")
    count = CountField(label="Số người")
    kind = forms.ChoiceField(label="Phương tiện", choices=[("xe", "Xe")], widget=forms.RadioSelect)
    stops = forms.MultipleChoiceField(label="Nơi dừng", choices=[("p1", "Phường 1")])
    paper = forms.FileField(label="Giấy đi đường")
    promise = forms.BooleanField(label="Tôi cam đoan")
    email = forms.EmailField(label="Thư điện tử", required=False)
    secret = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict:
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.tell([About("Ngày về phải sau ngày đi.", "first", "last")])
        return cleaned


KEY = {"key": "5f0c1f0e-9d0c-4d57-9a55-2c6f7d5b8f11"}
RELOADED = "Trang này mở đã lâu hoặc bị đổi. Tải lại trang rồi làm lại."


def words(form) -> set[str]:
    return {mistake.words for mistake in mistakes(form)}


def test_an_empty_form_says_of_each_field_what_to_do():
    assert words(TripForm(KEY)) == {
        "Ghi tên chuyến đi.",
        "Trả lời câu hỏi: Vì sao đi?",
        "Ghi ngày đi, ví dụ 20/11/2023.",
        "Ghi một ngày ở mục «Về đến hết ngày», ví dụ 20/11/2023.",
        "Ghi số người bằng chữ số.",
        "Chọn phương tiện.",
        "Chọn ít nhất một mục ở «Nơi dừng».",
        "Chọn tệp cho mục «Giấy đi đường» trên máy.",
        "Đánh dấu vào ô «Tôi cam đoan».",
    }


def test_nonsense_is_told_in_words_that_say_what_to_do():
    typed = KEY | {
        "name": "a" * 21,
        "why": ". . .",
        "first": "31/2/2023",
        "last": "20/11/2093",
        "count": "mười",
        "kind": "máy bay",
        "stops": "p9",
        "promise": "on",
        "email": "ten@",
    }
    assert words(TripForm(typed)) >= {
        "Tên chuyến đi dài 21 ký tự, nhiều nhất 20. Rút gọn lại.",
        "Trả lời bằng chữ; mới thấy «. . .».",
        "Tháng 2/2023 không có ngày 31. Kiểm tra lại ngày.",
        "Năm 2093 xa quá. Kiểm tra lại năm của ngày này.",
        "Ghi một số nguyên, ví dụ 15.",
        "Mục đã chọn ở «Phương tiện» không dùng được nữa. Chọn mục khác trong danh sách.",
        "Ghi đủ địa chỉ thư điện tử, ví dụ ten@soctrang.gov.vn.",
    }


def test_a_mistake_of_two_fields_is_told_once_and_leads_to_both():
    form = TripForm(KEY | {"first": "20/11/2023", "last": "19/11/2023"})
    told = next(one for one in mistakes(form) if one.words == "Ngày về phải sau ngày đi.")
    assert [way.href for way in told.ways] == ["#id_first", "#id_last"]
    assert not told.names_its_field
    assert {"first", "last"} <= set(form.errors)


def test_a_choice_is_led_to_at_its_first_answer_and_a_hidden_field_nowhere():
    found = {one.words: one for one in mistakes(TripForm(KEY))}
    assert found["Chọn phương tiện."].ways[0].href == "#id_kind_0"
    assert found["Chọn phương tiện."].names_its_field
    told = mistakes(TripForm({}))
    assert [(one.words, one.ways) for one in told] == [(RELOADED, ())]


def test_a_row_of_several_is_named_by_its_place():
    rows = forms.formset_factory(TripForm, extra=0)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-1-name": "An"}
        | {"form-0-key": KEY["key"], "form-1-key": KEY["key"]}
    )
    told = next(one for one in mistakes([rows]) if one.words == "Ghi tên chuyến đi.")
    assert [(way.label, way.href) for way in told.ways] == [
        ("Dòng 1, tên chuyến đi", "#id_form-0-name")
    ]


def test_a_sentence_of_ours_stays_as_it_is():
    class OwnForm(PlainTextMixin, forms.Form):
        """A field with a sentence of its own."""

        name = forms.CharField(
            error_messages={"required": "Ghi tên như trong giấy khai sinh."},
            validators=[MaxLengthValidator(2, "Hai chữ thôi.")],
        )

    assert words(OwnForm({})) == {"Ghi tên như trong giấy khai sinh."}
    assert words(OwnForm({"name": "abc"})) == {"Hai chữ thôi."}


@pytest.mark.parametrize(("label", "said"), [("Tên quỹ", "tên quỹ"), ("UBND xã", "UBND xã")])
def test_a_label_inside_a_sentence_keeps_its_short_words(label, said):
    assert lowered(label) == said


def test_a_day_of_a_paper_is_today_at_the_latest():
    today = clock.today()
    assert DayField(is_past=True).clean(f"{today:%d/%m/%Y}") == today
    with pytest.raises(ValidationError, match="chưa đến"):
        DayField(is_past=True).clean(f"{today + timedelta(days=1):%d/%m/%Y}")


def refusing(*reasons: str, kind: type[Refused] = Refused):
    def call() -> None:
        raise kind(*reasons)

    return call


def test_a_refusal_stands_beside_the_fields_that_it_names():
    form = TripForm({})
    with pytest.raises(Beside):
        told_beside([form], refusing(About("Xe đã kín chỗ.", "kind", "count")))()
    assert "Xe đã kín chỗ." in form.errors["kind"]
    assert "Xe đã kín chỗ." in form.errors["count"]


def test_a_refusal_without_a_place_is_refused_as_before():
    form = TripForm({})
    with pytest.raises(Refused, match=r"Hết xăng\.") as refusal:
        told_beside([form], refusing(About("Xe đã kín chỗ.", "kind"), "Hết xăng."))()
    assert refusal.value.reasons == ("Hết xăng.",)
    with pytest.raises(Stale):
        told_beside([form], refusing("Đã khác.", kind=Stale), "name")()


def forms_of(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from forms_of(one)


def test_every_form_of_the_house_speaks_our_words():
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "forms") and app.path.startswith(str(ROOT)):
            for found in pkgutil.walk_packages([f"{app.path}/forms"], prefix=f"{app.name}.forms."):
                import_module(found.name)
    silent = {
        form.__name__
        for form in forms_of(forms.BaseForm)
        if form.__module__.partition(".")[0] in HOUSE
        and not issubclass(form, PlainTextMixin)
        and not issubclass(form, ManagementForm)
        and form.__name__ not in PARTS
    }
    assert silent == set()
