"""What the display tags write, and that pages ask only for drawings and classes that exist."""

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string

from campaigns.queries.meter import Meter
from nganam_awards.core.clock import OFFICE_ZONE
from nganam_awards.core.templatetags import portal


ROOT = Path(settings.BASE_DIR)
NBSP = "\u00a0"
DRAWINGS = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/icons.svg").read_text()))


def rendered(source, **context):
    """One line of HTML, as a browser would read it."""
    return " ".join(Template(source).render(Context(context)).split())


def test_money_is_grouped_and_never_torn_from_its_unit():
    assert portal.vnd(1_080_000) == f"1.080.000{NBSP}đ"
    assert portal.vnd(0) == f"0{NBSP}đ"
    assert portal.vnd(None) == ""


def test_numbers_are_grouped():
    assert portal.number(12_345) == "12.345"
    assert portal.number("") == ""


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0"), (999, "999"), (1000, "1.000"), (1001, "1.000+"), (98_765, "1.000+"), (None, "")],
)
def test_counts_stop_at_a_thousand(count, words):
    assert portal.count_cap(count) == words


def test_an_instant_is_written_in_the_offices_own_zone():
    late = datetime.datetime(2023, 11, 19, 17, 30, tzinfo=datetime.UTC)
    assert portal.day(late) == "20/11/2023"
    assert portal.moment(late) == "20/11/2023 00:30"
    assert portal.weekday_day(late) == "Thứ Hai, 20/11/2023"


def test_a_day_needs_no_hour_and_words_stay_words():
    assert portal.day(datetime.date(2023, 9, 2)) == "02/09/2023"
    assert portal.moment(datetime.date(2023, 9, 2)) == "02/09/2023"
    assert portal.moment("sáng 20/11") == "sáng 20/11"
    assert portal.day(None) == portal.moment(None) == portal.weekday_day(None) == ""


def test_every_day_of_the_week_has_its_name():
    monday = datetime.date(2023, 11, 20)
    names = [
        portal.weekday_day(monday + datetime.timedelta(days=n)).split(",")[0] for n in range(7)
    ]
    assert names == [*("Thứ " + n for n in ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")), "Chủ Nhật"]


def test_a_drawing_is_silent_unless_it_carries_a_label():
    assert 'aria-hidden="true"' in rendered('{% icon "bell" %}')
    labelled = rendered('{% icon "check" label %}', label="Đã xong <b>")
    assert 'role="img"' in labelled
    assert 'aria-label="Đã xong &lt;b&gt;"' in labelled


@dataclass
class Stated:
    """Anything with a state."""

    state_tone: str

    def get_state_display(self):
        return "Đang thẩm định"


@pytest.mark.parametrize("tone", sorted(portal.SIGNS))
def test_a_state_is_a_colour_a_word_and_a_sign(tone):
    badge = rendered("{% state_badge thing %}", thing=Stated(tone))
    assert f"state--{tone}" in badge
    assert f"#{portal.SIGNS[tone]}" in badge
    assert "Đang thẩm định" in badge


@dataclass
class Row:
    """A quota row."""

    label: str = "Cá nhân · Giấy khen"
    limit: int = 15
    proposed: int = 2
    recommended: int = 8
    with_chairman: int = 0
    awarded: int = 1
    left: int = 4


def test_a_meter_draws_each_use_of_a_place_to_scale():
    drawn = rendered("{% meter quota %}", quota=Row())
    assert 'viewBox="0 0 15 1"' in drawn
    assert re.findall(r'class="fill--(\w+)" x="(\d+)" y="0" width="(\d+)"', drawn) == [
        ("awarded", "0", "1"),
        ("recommended", "1", "8"),
        ("proposed", "9", "2"),
    ]
    assert "11 / 15" in drawn
    assert "8 đề nghị khen" in drawn
    assert "còn 4" in drawn
    assert "chờ Chủ tịch" not in drawn


def test_a_meter_says_by_how_many_a_row_is_exceeded():
    quota = {"label": "Hộ", "limit": 15, "proposed": 17, "left": -2}
    drawn = rendered("{% meter quota %}", quota=quota | dict.fromkeys(
        ("recommended", "with_chairman", "awarded"), 0
    ))  # fmt: skip
    assert 'viewBox="0 0 17 1"' in drawn
    assert 'x1="15"' in drawn
    assert "vượt 2" in drawn


@pytest.mark.parametrize(
    ("others", "own", "said", "left", "fills"),
    [
        (17, 8, "17 + 8 của hồ sơ này / 40", "còn 15", [("others", 0, 17), ("own", 17, 8)]),
        (9, 31, "9 + 31 của hồ sơ này / 40", "vừa đủ", [("others", 0, 9), ("own", 9, 31)]),
        (38, 5, "38 + 5 của hồ sơ này / 40", "vượt 3",
         [("others", 0, 38), ("own", 38, 2), ("over", 40, 3)]),
        (41, 2, "41 + 2 của hồ sơ này / 40", "vượt 3", [("others", 0, 40), ("over", 40, 3)]),
        (0, 0, "0 + 0 của hồ sơ này / 40", "còn 40", []),
    ],
)  # fmt: skip
def test_a_meter_tells_the_lines_of_its_page_from_all_others(others, own, said, left, fills):
    quota = Meter("Giấy khen, cá nhân", 40, proposed=others, own=own)
    drawn = rendered('{% meter quota whose="hồ sơ này" %}', quota=quota)
    assert said in drawn
    assert left in drawn
    assert f"{others} trường hợp khác, cộng {own} của hồ sơ này, trên chỉ tiêu 40" in drawn
    found = re.findall(r'class="fill--(\w+)" x="(\d+)" y="0" width="(\d+)"', drawn)
    assert found == [(kind, str(start), str(count)) for kind, start, count in fills]


def test_a_row_without_places_is_an_empty_bar():
    drawn = rendered("{% meter quota %}", quota=Row("Tập thể", 0, 0, 0, 0, 0, 0))
    assert 'viewBox="0 0 1 1"' in drawn
    assert "0 / 0" in drawn


class NomineeForm(forms.Form):
    """One field of each shape."""

    name = forms.CharField(label="Họ và tên", help_text="Viết hoa chữ đầu.")
    kind = forms.ChoiceField(
        label="Đối tượng", choices=[("p", "Cá nhân"), ("c", "Tập thể")], widget=forms.RadioSelect
    )
    sheet = forms.FileField(label="Danh sách", required=False)

    def clean(self):
        raise forms.ValidationError("Tờ trình chưa có số.")


def test_the_summary_leads_to_each_field_that_must_be_mended():
    form = NomineeForm({})
    summary = render_to_string("_errors.html", {"form": form})
    assert 'href="#id_name"' in summary
    assert 'href="#id_kind_0"' in summary
    assert "Tờ trình chưa có số." in summary
    fields = "".join(render_to_string("_field.html", {"field": field}) for field in form)
    assert 'id="id_name"' in fields
    assert 'id="id_kind_0"' in fields


def test_a_form_without_mistakes_has_no_summary():
    assert render_to_string("_errors.html", {"form": NomineeForm()}).strip() == ""


def test_a_field_names_its_help_and_its_error():
    field = render_to_string("_field.html", {"field": NomineeForm({})["name"]})
    assert 'aria-describedby="id_name_helptext id_name_error"' in field
    assert 'id="id_name_helptext"' in field
    assert 'id="id_name_error"' in field
    assert 'aria-invalid="true"' in field


def test_only_what_may_be_left_out_is_marked():
    assert "không bắt buộc" not in render_to_string("_field.html", {"field": NomineeForm()["name"]})
    assert "không bắt buộc" in render_to_string("_field.html", {"field": NomineeForm()["sheet"]})


def test_a_journey_tells_the_step_of_now():
    at = datetime.datetime(2023, 11, 20, 8, 12, tzinfo=OFFICE_ZONE)
    steps = [
        {"label": "Xác nhận", "status": "done", "when": at, "who": "Võ Quốc Ưng"},
        {"label": "Thẩm định", "status": "now"},
        {"label": "Trình Chủ tịch", "status": "next"},
    ]
    drawn = " ".join(render_to_string("_journey.html", {"steps": steps}).split())
    assert drawn.count('aria-current="step"') == 1
    assert "20/11/2023 08:12 · Võ Quốc Ưng" in drawn


def templates():
    return sorted((ROOT / "templates").rglob("*.html"))


def test_pages_ask_only_for_drawings_that_exist():
    asked = {
        (path.name, name)
        for path in templates()
        for name in re.findall(
            r'{%\s*icon\s+"([\w-]+)"|\b(?:icon|sign)="([\w-]+)"', path.read_text()
        )
        for name in name
        if name
    }
    assert {(page, name) for page, name in asked if name not in DRAWINGS} == set()
    assert set(portal.SIGNS.values()) <= DRAWINGS


@pytest.mark.parametrize(
    "pattern", [r"\sstyle=", r"\son[a-z]+=", r"<style", r"<script(?![^>]*\ssrc=)"]
)
def test_no_page_of_the_screen_carries_inline_script_or_style(pattern):
    pages = [
        p for p in templates() if "documents" not in p.parts or p.name.startswith(("_", "detail"))
    ]
    assert [p.name for p in pages if re.search(pattern, p.read_text())] == []
