"""One table of columns: what the form refuses of a nominee a list is refused for, and as much."""

import unicodedata

import pytest
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from hypothesis import HealthCheck, given, settings, strategies as st

from dossiers.forms.nominee import NomineeForm
from dossiers.models import Nomination
from dossiers.queries import award_type as award_type_queries, columns as columns_queries
from dossiers.queries.columns import BY_KEY, IN_LISTS, IN_TEMPLATE, ON_FORM
from dossiers.services import list_import as list_import_services, nominee as nominee_services
from dossiers.sheets.check import Checked, Choices, check
from dossiers.sheets.heading import key_of
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.sheets.grids import Grid, Row
from nganam_awards.core.sheets.workbooks import guarded
from tests.factories.campaigns import QuotaFactory


pytestmark = pytest.mark.django_db
SOME = [HealthCheck.function_scoped_fixture]
NAMES = {"person": "Trần Văn Hai", "collective": "Ban nhân dân khóm 3", "household": "Lê Thị Ba"}
ORDINARY = {
    "full_name": "Dương Thị Ngọc Ánh",
    "gender": "Nữ",
    "birth": "05/09/1980",
    "position": "Trưởng khóm 3",
    "working_unit": "Trường Tiểu học Phường 1",
    "achievement": "Vận động hiến đất.\nLàm 2 km đường.",
    "votes_for": "12",
    "votes_total": "13",
    "rating": "Hoàn thành tốt nhiệm vụ",
    "service_months": "0",
    "initiative": "Quyết định 45/QĐ-UBND ngày 12/10/2023",
    "group": "Trực tiếp công tác, lao động",
    "headcount": "1.200",
    "hired_on": "15/04/2023",
    "leave_kind": "Nghỉ thai sản",
    "leave_days": "180 ngày",
    "penalty": "Cảnh cáo",
    "penalty_on": "12.5.2023",
    "initiative_kind": "Sáng kiến được công nhận",
    "initiative_scope": "Trong tỉnh",
    "initiative_body": "UBND thị xã",
    "initiative_on": "12/10/2023",
    "advanced_count": "10",
    "fighter_count": "0",
    "completed_count": "20",
    "penalised_count": "1",
}
OF_COLLECTIVES = {"group": "Tập thể nhỏ"}
# One of two columns that belong together is asked for the other.
HALVES = ("votes", "leave", "penalty")
BOUNDS = {
    "votes_for": (0, 9999),
    "votes_total": (1, 9999),
    "service_months": (0, 12),
    "headcount": (1, 30_000),
    "leave_days": (0, 366),
    "advanced_count": (0, 30_000),
    "fighter_count": (0, 30_000),
    "completed_count": (0, 30_000),
    "penalised_count": (0, 30_000),
}
ODD = "Tổ\u200b trưởng\x00  «số 3»\u00a0=1+1\u2028Ðội 2"


@pytest.fixture
def draft(town):
    return town.draft(persons=0, papers=False)


def listed(dossier, *rows: dict) -> Checked:
    """A list as a clerk brings it: {key of a column: what its cell says}."""
    keys = ["number", *dict.fromkeys(key for row in rows for key in row)]
    titles = Row(1, [BY_KEY[key].title for key in keys])
    cells = [
        Row(place + 1, [place, *(guarded(row.get(key, "")) for key in keys[1:])])
        for place, row in enumerate(rows, start=1)
    ]
    return check(
        [Grid("DS", [titles, *cells], frozenset())],
        types=list(award_type_queries.award_types_for(dossier)),
        choices=Choices(),
        today=clock.today(),
    )


def of_list(dossier, kind, key, text):
    """What a list makes of it: what is told at the row, or what stands on the line."""
    row = {"kind": HonoureeKind(kind).label, "full_name": NAMES[kind], key: text}
    found = listed(dossier, row)
    [(_, line)] = found.lines
    told = {(problem.key, capfirst(problem.message)) for problem in found.problems}
    return told or kept(line, key)


def of_form(dossier, kind, key, text):
    """What the form makes of the same."""
    award = award_type_queries.award_types_for(dossier).first()
    typed = {"honouree_kind": kind, "full_name": NAMES[kind], "award_type": award.pk}
    form = NomineeForm(typed | {BY_KEY[key].field: text}, dossier=dossier)
    keys = {column.field: column.key for column in ON_FORM}
    told = {(keys[name], said) for name, all_said in form.errors.items() for said in all_said}
    return told or kept(form.instance, key)


def kept(line, key):
    return {name: getattr(line, name) for name in (*BY_KEY[key].writes, "gender")}


def typed_into(key: str, kind: str) -> dict[str, str]:
    """What people may put into a column."""
    ordinary = (OF_COLLECTIVES if kind == "collective" else {}).get(key, ORDINARY[key])
    found = {
        "empty": "",
        "nothing to be seen": " \u200b\n\t",
        "ordinary": ordinary,
        "letters taken apart": unicodedata.normalize("NFD", ordinary),
        "spaces around": f"  {ordinary}\u00a0",
        "odd": ODD,
        "mended by a salutation": "Bà Trần Thị Lan",
        "a figure": "2023",
    }
    if key in BOUNDS:
        least, most = BOUNDS[key]
        found |= {"least": str(least), "too few": str(least - 1)}
        found |= {"most": str(most), "too many": str(most + 1), "half": "1,5", "raised": "²"}
    if longest := getattr(Nomination._meta.get_field(BY_KEY[key].writes[0]), "max_length", None):
        apart = unicodedata.normalize("NFD", "ế" * min(longest, 5_000))  # a cell holds 32,767 signs
        text = apart + "ế" * (longest - min(longest, 5_000))
        found |= {"longest": text, "too long by one": f"{text}ế"}
    return found


@pytest.mark.parametrize("kind", HonoureeKind.values)
@pytest.mark.parametrize("key", ORDINARY)
def test_form_and_list_take_and_refuse_the_same_in_the_same_words(kind, key, draft):
    values = typed_into(key, kind)
    by_form = {name: of_form(draft, kind, key, text) for name, text in values.items()}
    by_list = {name: of_list(draft, kind, key, text) for name, text in values.items()}
    assert by_form == by_list
    is_asked = kind in BY_KEY[key].kinds
    if not is_asked:
        whose, label = HonoureeKind(kind).label, BY_KEY[key].label
        assert by_list["ordinary"] == {(key, f"{whose} không ghi «{label}»; xóa ô này.")}
    elif not key.startswith(HALVES):
        assert isinstance(by_list["ordinary"], dict), by_list["ordinary"]


def test_every_column_that_both_have_is_compared():
    both = {column.key for column in ON_FORM} & {column.key for column in IN_LISTS}
    assert both - set(ORDINARY) == {"kind", "award_type"}


@settings(max_examples=150, deadline=None, suppress_health_check=SOME)
@given(
    st.sampled_from(HonoureeKind.values),
    st.sampled_from(["full_name", "position", "working_unit", "achievement", "initiative"]),
    st.text(max_size=310),
)
def test_no_text_parts_form_and_list(draft, kind, key, text):
    text = f"Tổ {text} dân phố"  # whatever stands between, it is no ditto mark
    assert of_form(draft, kind, key, text) == of_list(draft, kind, key, text)


@pytest.mark.parametrize(
    ("agreed", "total", "told"),
    [
        ("12", "", ("votes_total", "Ghi tổng số phiếu.")),
        ("", "13", ("votes_for", "Ghi số phiếu đồng ý.")),
        ("14", "13", ("votes_for", "14 phiếu đồng ý nhiều hơn tổng số 13 phiếu.")),
        ("0", "0", ("votes_total", "0 không hợp lý; ghi từ 1 đến 9999.")),
        ("12", "13", None),
        ("0", "13", None),
    ],
)
def test_half_a_ballot_is_told_and_never_dropped(agreed, total, told, draft):
    found = listed(draft, {"full_name": NAMES["person"], "votes_for": agreed, "votes_total": total})
    assert [(p.key, capfirst(p.message)) for p in found.problems] == ([told] if told else [])
    award = award_type_queries.award_types_for(draft).first().pk
    typed = {"honouree_kind": "person", "full_name": NAMES["person"], "award_type": award}
    form = NomineeForm(typed | {"votes_for": agreed, "votes_total": total}, dossier=draft)
    assert [(name, *said) for name, said in form.errors.items()] == ([told] if told else [])


@pytest.mark.parametrize("column", ["birth_male", "birth_female"])
def test_a_birth_in_the_column_of_a_gender_is_told_where_it_stands(column, draft):
    row = {"kind": "Tập thể", "full_name": NAMES["collective"], column: "1975"}
    [problem] = check_by_titles(draft, row).problems
    assert (problem.key, problem.value) == (column, "1975")
    assert problem.message == "Tập thể không ghi «Ngày sinh hoặc năm sinh»; xóa ô này."


def check_by_titles(dossier, row):
    """«Năm sinh» over «Nam | Nữ»."""
    top = ["STT", "Đối tượng", "Họ và tên", "Năm sinh", ""]
    below = ["", "", "", "Nam", "Nữ"]
    cells = [
        1,
        row["kind"],
        row["full_name"],
        row.get("birth_male", ""),
        row.get("birth_female", ""),
    ]
    rows = [Row(1, top), Row(2, below), Row(3, cells)]
    types = list(award_type_queries.award_types_for(dossier))
    return check(
        [Grid("DS", rows, frozenset())], types=types, choices=Choices(), today=clock.today()
    )


def test_a_section_whose_name_is_no_unit_is_told_at_its_rows(draft):
    titles = Row(1, ["STT", "Họ và tên", "Chức vụ"])
    section = Row(2, ["", "Trường " + "x" * 250, ""])
    person = Row(3, [1, NAMES["person"], "Giáo viên"])
    types = list(award_type_queries.award_types_for(draft))
    grids = [Grid("DS", [titles, section, person], frozenset())]
    [problem] = check(grids, types=types, choices=Choices(), today=clock.today()).problems
    assert (problem.row, problem.key) == (3, "working_unit")
    assert problem.message == "dài 257 ký tự; rút gọn còn tối đa 250."


# --- what used to be lost or guessed ------------------------------------------------------------


def test_an_imported_collective_keeps_its_position_through_the_form(draft, town, client_of):
    row = {"kind": "Tập thể", "full_name": "Tổ tự quản", "position": "Khóm 5, Phường 1"}
    found = listed(draft, row)
    assert found.problems == []
    nominee_services.merge_lines(draft, found.good_lines, by=town.clerk)
    line = draft.nominations.get()
    assert line.position == "Khóm 5, Phường 1"
    client = client_of(town.clerk)
    address = reverse("dossiers:nominee_edit", args=[draft.ref, line.pk])
    form = client.get(address).context["form"]
    sent = {box.html_name: box.value() or "" for box in form}
    hidden = {
        box.html_name
        for part in form.parts()
        for row in part.rows
        for box, kinds in row
        if kinds and "collective" not in kinds.split()
    }  # the page's script does not send what it hides
    sent = {name: value for name, value in sent.items() if name not in hidden}
    assert client.post(address, sent | {"headcount": "12"}).status_code == 302
    line.refresh_from_db()
    assert (line.position, line.headcount) == ("Khóm 5, Phường 1", 12)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("Huân chương Lao động", "«Huân chương Lao động» không có trong hồ sơ này; chọn: "),
        ("", "chưa ghi; chọn: "),
    ],
)
def test_a_line_whose_award_was_not_understood_carries_none(cell, told, draft, town):
    QuotaFactory(plan=draft.plan, award_type=AwardType.objects.get(code="LDTT"), limit=3)
    row = {"full_name": NAMES["person"], "award_type": cell}
    found = listed(draft, row, row)
    assert [line.award_type_id for _, line in found.lines] == [None, None]
    assert [problem.key for problem in found.problems] == ["award_type"] * 2
    assert all(problem.message.startswith(told) for problem in found.problems)
    assert found.good_lines == []
    kept_lines = [
        columns_queries.from_plain(list_import_services._as_plain(line)) for _, line in found.lines
    ]
    assert [line.award_type_id for line in kept_lines] == [None, None]


def test_an_award_for_another_kind_is_refused_alike(draft):
    title = AwardType.objects.get(code="LDTT")
    QuotaFactory(plan=draft.plan, award_type=title, limit=3)
    row = {"kind": "Tập thể", "full_name": NAMES["collective"], "award_type": title.name}
    [problem] = listed(draft, row).problems
    typed = {"honouree_kind": "collective", "full_name": NAMES["collective"]}
    form = NomineeForm(typed | {"award_type": title.pk}, dossier=draft)
    assert form.errors == {"award_type": [capfirst(problem.message)]}
    nothing = NomineeForm(typed, dossier=draft)
    [lacking] = listed(draft, {"full_name": NAMES["person"]}).problems
    assert nothing.errors == {"award_type": [capfirst(lacking.message)]}


# --- the table ----------------------------------------------------------------------------------


def test_the_table_holds_every_field_that_a_unit_writes_of_a_nominee():
    of_the_portal = {
        "id", "dossier", "version", "order", "state", "verdict_reason", "quota", "honouree",
        "identity", "award", "name_key",
    }  # fmt: skip
    fields = {field.name for field in Nomination._meta.concrete_fields}
    assert fields - of_the_portal == set(columns_queries.TYPED)
    assert len(set(columns_queries.TYPED)) == len(columns_queries.TYPED)


@pytest.mark.parametrize("column", IN_LISTS, ids=lambda column: column.key)
def test_a_column_of_lists_is_found_by_its_title_and_read(column):
    read = columns_queries.readers(clock.today(), str)
    if column.words:
        assert key_of(column.title) == column.key
    if column.part:
        assert key_of(column.label) == column.key
        assert column.key in read
    assert not column.of or column.of in BY_KEY


def test_bounds_fit_their_fields():
    for column in ON_FORM:
        for name in column.writes:
            field = Nomination._meta.get_field(name)
            if isinstance(field, models.IntegerField) and name in BOUNDS:
                for number in BOUNDS[name]:
                    field.run_validators(number)


def test_words_to_choose_from_are_words_that_are_read():
    read = columns_queries.readers(clock.today(), str)
    for column in IN_TEMPLATE:
        for option in column.options:
            assert read[column.key](option)
