"""A day as people type it, and that no form asks for it in another way."""

from datetime import date, time
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms
from django.conf import settings
from hypothesis import given, strategies as st

from nganam_awards.core.day import typed_day, typed_time
from nganam_awards.core.forms import DayField, DayInput


@pytest.mark.parametrize(
    "text",
    [
        "01/03/2024",
        "1/3/2024",
        "1/3/24",
        " 01 / 03 / 2024 ",
        "01.03.2024",
        "1.3.24",
        "01-03-2024",
        "01–03–2024",
        "1 3 2024",
        "01032024",
        "ngày 01 tháng 3 năm 2024",
        "2024-03-01",
    ],
)
def test_the_day_comes_before_the_month_whatever_stands_between_them(text):
    assert typed_day(text) == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("11/20/2023", "không có tháng 20"),
        ("31/02/2024", "Tháng 2/2024 không có ngày 31"),
        ("29/2/2023", "Tháng 2/2023 không có ngày 29"),
        ("00/01/2024", "Tháng 1/2024 không có ngày 0"),
        ("20/11", "chưa phải một ngày"),
        ("20/11/202", "chưa phải một ngày"),
        ("hôm nay", "chưa phải một ngày"),
        ("1/1/1066", "năm phải từ 1900 đến 2100"),
        ("9" * 5000, "chưa phải một ngày"),
    ],
)
def test_what_is_no_day_is_told_with_what_to_write(text, told):
    with pytest.raises(ValueError, match=told):
        typed_day(text)


@given(
    st.dates(date(1970, 1, 1), date(2069, 12, 31)),
    st.sampled_from(["/", ".", "-", " ", " / "]),
    st.booleans(),
)
def test_a_day_written_in_any_usual_way_is_read_back(day, sign, is_short):
    year = f"{day.year % 100:02d}" if is_short else str(day.year)
    assert typed_day(sign.join([str(day.day), str(day.month), year])) == day


def test_two_figures_of_a_year_are_of_this_century_until_69():
    assert [typed_day(f"5/9/{year}").year for year in ("00", "69", "70", "99")] == [
        2000,
        2069,
        1970,
        1999,
    ]


@pytest.mark.parametrize("text", ["8:30", "08:30", "8h30", "8 giờ 30 phút", "8.30", "8g30"])
def test_a_time_of_day_is_read_as_the_office_writes_it(text):
    assert typed_time(text) == time(8, 30)


@pytest.mark.parametrize("text", ["25:00", "8:61", "8:30 PM", "sáng"])
def test_what_is_no_time_is_told(text):
    with pytest.raises(ValueError, match="chưa phải giờ trong ngày"):
        typed_time(text)


def test_a_wrong_day_stays_in_the_field_as_it_was_typed():
    class Form(forms.Form):
        on = DayField(label="Ngày")

    form = Form({"on": "11/20/2023"})
    assert "không có tháng 20" in str(form.errors["on"])
    assert 'value="11/20/2023"' in str(form["on"])
    assert 'type="text"' in str(form["on"])
    today = date(2024, 1, 3)
    assert 'value="03/01/2024"' in str(Form(initial={"on": today})["on"])
    assert not Form({"on": "3/1/24"}, initial={"on": today}).has_changed()


OURS = {"units", "law", "campaigns", "honourees", "dossiers", "council", "decisions", "frontdesk"}


def _forms() -> list[type[forms.BaseForm]]:
    for label in (*settings.INSTALLED_APPS, "nganam_awards"):
        if label not in OURS:
            continue
        package = import_module(label)
        for module in walk_packages(package.__path__, f"{label}."):
            if ".forms" in module.name and ".migrations" not in module.name:
                import_module(module.name)
    found, waiting = [], [forms.BaseForm]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        waiting += kinds
        found += [kind for kind in kinds if not kind.__module__.startswith(("django", "tests"))]
    return found


def test_every_form_asks_for_a_day_with_the_one_field():
    asked = _forms()
    assert len(asked) > 40
    strays = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in asked
        for name, field in getattr(form, "base_fields", {}).items()
        if (isinstance(field, forms.DateField) and not isinstance(field, DayField))
        or (isinstance(field, DayField) and not isinstance(field.widget, DayInput))
        or getattr(field.widget, "input_type", "") in {"date", "month", "time", "datetime-local"}
    ]
    assert strays == []


def test_no_template_uses_the_browsers_own_picker():
    folder = settings.BASE_DIR / "templates"
    guilty = [p for p in folder.rglob("*.html") if 'type="date"' in p.read_text()]
    assert guilty == []
