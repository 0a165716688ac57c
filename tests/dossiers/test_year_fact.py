"""Facts of the year of merit: found in lists, told against each other, read out of a decision."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given, settings, strategies as st

from dossiers.forms.nominee import NomineeForm
from dossiers.models import Nomination
from dossiers.queries import award_type as award_type_queries, columns as columns_queries
from dossiers.queries.columns import in_template
from dossiers.queries.initiative import Recognised, recognised
from dossiers.queries.year_fact import months_from
from dossiers.services import nominee as nominee_services
from dossiers.sheets.check import Choices, check
from dossiers.sheets.heading import key_of
from law.enums import LeaveKind, Penalty
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.sheets.grids import Grid, Row
from nganam_awards.core.text import clean_line
from tests.factories.campaigns import QuotaFactory


pytestmark = pytest.mark.django_db
DECISION = "Quyết định 45/QĐ-UBND ngày 12/10/2023 của UBND thị xã"


@pytest.fixture
def draft(town):
    return town.draft(persons=0, papers=False)


@pytest.fixture
def titled(draft):
    """A draft whose plan has a title, too."""
    QuotaFactory(plan=draft.plan, award_type=AwardType.objects.get(code="LDTT"), limit=30)
    return draft


def checked(draft, titles, *rows):
    grid = Grid(
        "DS",
        [Row(1, ["STT", *titles]), *(Row(n + 1, [n, *row]) for n, row in enumerate(rows, 1))],
        frozenset(),
    )
    return check(
        [grid],
        types=list(award_type_queries.award_types_for(draft)),
        choices=Choices(),
        today=clock.today(),
        merit_year=draft.merit_year,
    )


def typed(draft, **said):
    award = award_type_queries.award_types_for(draft).first()
    person = {"honouree_kind": "person", "full_name": "Trần Văn Hai", "award_type": award.pk}
    return NomineeForm(person | said, dossier=draft)


# --- lists --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Ngày vào làm", "hired_on"),
        ("Ngày vào ngành", "hired_on"),
        ("Ngày tuyển dụng", "hired_on"),
        ("Ngày, tháng, năm vào làm việc", "hired_on"),
        ("Ngày tháng năm được tuyển dụng", "hired_on"),
        ("Thời điểm tuyển dụng", "hired_on"),
        ("Hợp đồng từ", "hired_on"),
        ("Hợp đồng lao động từ ngày", "hired_on"),
        ("Ngày ký hợp đồng", None),
        ("Nghỉ thai sản", "maternity"),
        ("Nghỉ thai sản (ngày)", "maternity"),
        ("Lý do nghỉ", "leave_kind"),
        ("Số ngày nghỉ", "leave_days"),
        ("Kỷ luật", "penalty"),
        ("Hình thức kỷ luật", "penalty"),
        ("Bị kỷ luật trong năm", "penalty"),
        ("Ngày quyết định kỷ luật", "penalty_on"),
        ("Số LĐTT", "advanced_count"),
        ("Số người đạt LĐTT", "advanced_count"),
        ("Số CSTĐCS", "fighter_count"),
        ("Số người hoàn thành nhiệm vụ", "completed_count"),
        ("Số người bị kỷ luật", "penalised_count"),
        ("Cơ quan công nhận", "initiative_body"),
        ("Phạm vi ảnh hưởng", "initiative_scope"),
        ("Ngày công nhận sáng kiến", "initiative_on"),
        # What was understood before is understood as before.
        ("Sáng kiến hoặc đề tài", "initiative"),
        ("Số QĐ, ngày công nhận sáng kiến", "initiative"),
        ("Số tháng công tác", "service_months"),
        ("Nơi làm việc", "working_unit"),
        ("Cơ quan", "working_unit"),
        ("Số người", "headcount"),
        ("Danh hiệu LĐTT", "award_type"),
        ("Hình thức khen thưởng", "award_type"),
        ("Mức độ hoàn thành nhiệm vụ", "rating"),
        ("Ngày sinh", "birth"),
    ],
)
def test_headings_of_clerks_are_understood(title, key):
    assert key_of(title) == key


@pytest.mark.parametrize(
    ("title", "cell", "fields"),
    [
        ("Ngày vào làm", "15/04/2023", {"hired_on": date(2023, 4, 15)}),
        ("Ngày vào làm", date(2023, 4, 15), {"hired_on": date(2023, 4, 15)}),
        ("Ngày vào làm", "45031", {"hired_on": date(2023, 4, 15)}),
        (
            "Nghỉ thai sản",
            "180 ngày",
            {"leave_kind": LeaveKind.MATERNITY, "leave_days": 180},
        ),
        ("Nghỉ thai sản", "Không", {"leave_kind": "", "leave_days": None}),
        ("Kỷ luật", "Không", {"penalty": ""}),
        ("Kỷ luật", "không bị kỷ luật", {"penalty": ""}),
        ("Kỷ luật", "–", {"penalty": ""}),
    ],
)
def test_cells_of_lists_are_read(titled, title, cell, fields):
    found = checked(titled, ["Họ và tên", "Hình thức", title], ["Trần Văn Hai", "Giấy khen", cell])
    assert found.problems == []
    [line] = found.good_lines
    assert {name: getattr(line, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("title", "cell", "told"),
    [
        ("Ngày vào làm", "2015", "«2015» chưa phải một ngày. Ghi ngày trước"),
        ("Ngày vào làm", "31/02/2023", "Tháng 2/2023 không có ngày 31"),
        ("Ngày vào làm", "15/04/1203", "năm phải từ 1900"),
        ("Lý do nghỉ", "ốm", "ghi số ngày nghỉ trong năm."),
        ("Lý do nghỉ", "đi chơi", "«đi chơi» không phải lý do nghỉ; ghi một trong: "),
        ("Kỷ luật", "Cảnh cáo", "ghi ngày của quyết định kỷ luật."),
        ("Kỷ luật", "phê bình", "«phê bình» không phải hình thức kỷ luật; ghi một trong: "),
        ("Số ngày nghỉ", "400", "400 không hợp lý; ghi từ 0 đến 366."),
        ("Số ngày nghỉ", "40", "ghi lý do của những ngày nghỉ này."),
        ("Số LĐTT", "10", "Cá nhân không ghi «Số Lao động tiên tiến»; xóa ô này."),
    ],
)
def test_what_cannot_be_is_told_at_its_row(titled, title, cell, told):
    found = checked(titled, ["Họ và tên", "Hình thức", title], ["Trần Văn Hai", "Giấy khen", cell])
    [problem] = found.problems
    assert problem.message.startswith(told) or told in problem.message


# --- against each other -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hired_on", "year", "months"),
    [
        (date(2015, 9, 5), 2023, 12),
        (date(2023, 1, 1), 2023, 12),
        (date(2023, 1, 2), 2023, 11),
        (date(2023, 4, 1), 2023, 9),
        (date(2023, 4, 15), 2023, 8),
        (date(2023, 12, 1), 2023, 1),
        (date(2023, 12, 31), 2023, 0),
        (date(2024, 1, 1), 2023, 0),
    ],
)
def test_months_follow_from_the_day_of_hiring(hired_on, year, months):
    assert months_from(hired_on, year) == months


@pytest.mark.parametrize(
    ("stated", "is_told"),
    [("12", True), ("10", True), ("9", False), ("8", False), ("7", True), ("", False)],
)
def test_stated_months_that_cannot_be_are_told_beside_them(titled, stated, is_told):
    year = titled.merit_year
    form = typed(titled, hired_on=f"15/04/{year}", service_months=stated)
    told = form.errors.get("service_months", [])
    assert bool(told) == is_told
    if is_told:
        assert told[0] == (
            f"Vào làm 15/04/{year} thì trong năm {year} làm việc 8 tháng tròn, không phải "
            f"{stated}. Sửa một trong hai ô, hoặc để trống ô này."
        )


def test_a_leave_may_have_been_taken_off_the_stated_months(titled):
    said = {"hired_on": "01/01/2015", "leave_kind": "unpaid", "leave_days": "90"}
    assert typed(titled, service_months="9", **said).errors == {}


@pytest.mark.parametrize(
    ("said", "name", "told"),
    [
        ({"penalty_on": "12/05/2023"}, "penalty", "Ghi hình thức kỷ luật của ngày này."),
        (
            {"penalty": "warning", "penalty_on": "12/05/2023", "discipline": "clear"},
            "discipline",
            "Đã ghi hình thức kỷ luật ở trên; chọn lại cam kết cho khớp.",
        ),
        (
            {"group": "small"},
            "group",
            "«Tập thể nhỏ» chỉ dùng cho tập thể; chọn nhóm của người này.",
        ),
        (
            {
                "honouree_kind": "collective",
                "full_name": "Tổ Văn",
                "headcount": "9",
                "advanced_count": "10",
            },
            "advanced_count",
            "10 người nhiều hơn số người của tập thể (9).",
        ),
        (
            {"honouree_kind": "collective", "full_name": "Tổ Văn", "group": "leader"},
            "group",
            "Tập thể chỉ chọn «Tập thể nhỏ» hoặc để trống.",
        ),
    ],
)
def test_the_sentence_stands_beside_its_box(titled, said, name, told):
    assert typed(titled, **said).errors == {name: [told]}


# --- where natural ------------------------------------------------------------------------------


def test_a_list_of_forms_alone_is_as_short_as_ever(draft):
    assert "Xét danh hiệu" not in " ".join(part.legend for part in typed(draft).parts())
    types = list(award_type_queries.award_types_for(draft))
    assert not [one.key for one in in_template(types) if one.is_for_titles]


def test_a_dossier_with_a_title_asks_for_that_title_alone(titled):
    title = AwardType.objects.get(code="LDTT")
    [part] = [one for one in typed(titled).parts() if one.awards]
    assert part.awards == str(title.pk)
    assert part.kinds == "person collective"
    types = list(award_type_queries.award_types_for(titled))
    assert {"hired_on", "penalty"} <= {one.key for one in in_template(types)}


def test_what_a_list_brought_is_shown_and_never_lost(draft, town, client_of):
    line = Nomination(
        honouree_kind="person",
        full_name="Trần Văn Hai",
        award_type=award_type_queries.award_types_for(draft).first(),
        hired_on=date(2015, 9, 5),
    )
    [line] = nominee_services.add_lines(draft, [line], by=town.clerk)
    page = client_of(town.clerk).get(reverse("dossiers:nominee_edit", args=[draft.ref, line.pk]))
    assert 'value="05/09/2015"' in page.text


def test_another_award_and_next_year_start_from_the_day_of_hiring():
    assert "hired_on" in columns_queries.PARTICULARS
    assert "hired_on" not in columns_queries.OF_THE_YEAR
    assert "penalty" not in columns_queries.PARTICULARS
    assert "initiative_on" not in columns_queries.OF_ANOTHER_AWARD


# --- a decision's words -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "on", "body"),
    [
        (DECISION, date(2023, 10, 12), "UBND thị xã"),
        ("QĐ số 45/QĐ-UBND, ngày 12/10/2023", date(2023, 10, 12), ""),
        ("Quyết định số 45/QĐ-UBND của Sở GDĐT", None, "Sở GDĐT"),
        (f"{DECISION} về công nhận sáng kiến", date(2023, 10, 12), "UBND thị xã"),
        (f"{DECISION}, loại A", date(2023, 10, 12), "UBND thị xã"),
        (
            "Quyết định 7/QĐ-SGDĐT ngày 02 tháng 5 năm 2023 của Sở Giáo dục và Đào tạo",
            date(2023, 5, 2),
            "Sở Giáo dục và Đào tạo",
        ),
        ("Quyết định 45/QĐ-UBND ngày 32/10/2023 của UBND thị xã", None, ""),
        (f"{DECISION}; Quyết định 46/QĐ-UBND ngày 13/10/2023 của UBND tỉnh", None, ""),
        ("Sáng kiến dạy toán, ngày 12/10/2023", None, ""),
        ("", None, ""),
    ],
)
def test_the_usual_words_of_a_decision_are_read(words, on, body):
    assert recognised(words) == Recognised(on, body)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["Quyết định", "QĐ", "quyết định số", "Quyết định số:"]),
    st.from_regex(r"[1-9][0-9]{0,3}(/QĐ-[A-ZĐ]{2,6})?", fullmatch=True),
    st.dates(date(1945, 1, 1), date(2100, 12, 31)),
    st.sampled_from(["ngày %d/%m/%Y", "ngày %d tháng %m năm %Y", "%d.%m.%Y", "ngày %d-%m-%Y"]),
    st.sampled_from(["UBND thị xã", "Sở Giáo dục và Đào tạo", "Hội đồng sáng kiến tỉnh", ""]),
)
def test_what_was_put_in_comes_out(what, symbol, day, pattern, body):
    words = f"{what} {symbol} {day.strftime(pattern)}" + (f" của {body}" if body else "")
    assert recognised(words) == Recognised(day, body)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_no_words_break_it_or_make_up_a_body(words):
    assert recognised(words).body in clean_line(words)
    words = f"Quyết định 45/QĐ-UBND {words}"
    assert recognised(words).body in clean_line(words)


def test_the_day_and_the_body_follow_the_decision(titled, town):
    line = typed(titled, initiative=DECISION).instance
    assert (line.initiative_on, line.initiative_body) == (None, "")
    form = typed(titled, initiative=DECISION)
    assert form.errors == {}
    line = nominee_services.add_line(titled, form.instance, by=town.clerk)
    line.refresh_from_db()
    assert (line.initiative_on, line.initiative_body) == (date(2023, 10, 12), "UBND thị xã")
    line.initiative = "Quyết định 9/QĐ-SGDĐT ngày 01/11/2023 của Sở GDĐT"
    nominee_services.edit_line(line, by=town.clerk)
    line.refresh_from_db()
    assert (line.initiative_on, line.initiative_body) == (date(2023, 11, 1), "Sở GDĐT")
    line.initiative_body = "Hội đồng sáng kiến"
    nominee_services.edit_line(line, by=town.clerk)
    line.refresh_from_db()
    assert line.initiative_body == "Hội đồng sáng kiến"


def test_the_short_line_tells_them(titled):
    line = Nomination(
        honouree_kind="person",
        hired_on=date(2023, 4, 15),
        leave_kind=LeaveKind.SICK,
        leave_days=12,
        penalty=Penalty.WARNING,
        penalty_on=date(2023, 5, 12),
    )
    assert columns_queries.stated(line) == (
        "vào làm 15/04/2023 · Nghỉ ốm 12 ngày · Cảnh cáo ngày 12/05/2023"
    )
