"""Rows of a list of earlier years: what each says, whom it means, whether it stands there already.

Nothing is written here; `services.past_list` writes what a person has confirmed.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.core.files.base import File

from honourees.models import Award
from honourees.queries.match import Candidate, Known, letters, likely
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets.cells import DateOrYear, date_or_year_cell, day_cell, integer_cell
from nganam_awards.core.sheets.grids import Column, read_table
from nganam_awards.core.sheets.imports import Names, choice_cell, text_up_to
from nganam_awards.core.text import fold
from units.models import FormerName, Unit


MOST_ROWS = 10_000
LONGEST_ACHIEVEMENT = 2_000
EARLIEST = 1945
NEW, KNOWN, ASK, SAME, WRONG = "new", "known", "ask", "same", "wrong"
OTHER_KINDS = {
    "người": "person",
    "cá nhân": "person",
    "hộ": "household",
    "tập thể nhỏ": "collective",
}
TITLES = {
    "full_name": ("Họ và tên, tên tập thể", "Họ và tên", "Tên", "Họ tên", "Tên tập thể"),
    "kind": ("Đối tượng", "Loại đối tượng"),
    "born": ("Ngày sinh, năm sinh", "Ngày sinh", "Năm sinh"),
    "unit": ("Đơn vị khi đó", "Đơn vị", "Cơ quan, đơn vị"),
    "working_unit": ("Nơi công tác, nơi ở khi đó", "Nơi công tác", "Đơn vị công tác"),
    "award": ("Danh hiệu, hình thức", "Danh hiệu", "Hình thức khen thưởng", "Hình thức"),
    "year": ("Năm thành tích", "Năm"),
    "symbol": ("Số quyết định", "Quyết định số"),
    "decided_on": ("Ngày quyết định", "Ngày ký"),
    "issuer": ("Cơ quan quyết định", "Cấp quyết định"),
    "prize": ("Tiền thưởng (đồng)", "Tiền thưởng", "Mức thưởng"),
    "achievement": ("Thành tích", "Nội dung thành tích"),
}
ADVICE = (
    ("Họ và tên, tên tập thể", "Bắt buộc. Viết có dấu như trong quyết định."),
    ("Đối tượng", "Cá nhân, Tập thể hoặc Hộ gia đình. Để trống là cá nhân."),
    ("Ngày sinh, năm sinh", "Của cá nhân: 02/09/1985 hoặc 1985. Có thì cổng nhận ra người cũ."),
    ("Đơn vị khi đó", "Bắt buộc. Mã hoặc tên đơn vị trên cổng, tên cũ cũng được."),
    ("Nơi công tác, nơi ở khi đó", "Ví dụ trường, khóm. Không bắt buộc."),
    ("Danh hiệu, hình thức", "Bắt buộc. Tên hoặc mã trong danh mục, ví dụ Lao động tiên tiến."),
    ("Năm thành tích", "Bắt buộc. Ví dụ 2018."),
    ("Số quyết định", "Bắt buộc. Ví dụ 1533/QĐ-UBND."),
    ("Ngày quyết định", "Bắt buộc. Ví dụ 17/12/2018."),
    ("Cơ quan quyết định", "Để trống là thị xã."),
    ("Tiền thưởng (đồng)", "Số tiền đã chi. Không bắt buộc."),
    ("Thành tích", "Không bắt buộc."),
)
EXAMPLE = (
    *("Lý Sà Rinh", "Cá nhân", "02/09/1985", "UBND_P2", "THCS Phường 2"),
    *("Lao động tiên tiến", 2018, "1533/QĐ-UBND", "17/12/2018", "", 417000, ""),
)


class CheckedRow(NamedTuple):
    """What came of one row; plain values, so that it can be kept."""

    row: int
    label: str
    outcome: str
    told: list[str]
    values: dict
    record: int | None = None
    options: list[list] = []  # [record, words]
    key: str = ""  # rows of one new honouree have the same


class _Read(NamedTuple):
    row: int
    label: str
    problems: list[str]
    values: dict
    candidate: Candidate | None = None
    unit: Unit | None = None


def columns(today: date) -> list[Column]:
    """The columns of a list, with how their cells are read."""
    kinds = choice_cell(HonoureeKind, OTHER_KINDS)

    def column(key: str, parse: Callable | None = None, **more: object) -> Column:
        how = {} if parse is None else {"parse": parse}
        return Column(key, TITLES[key], **how, **more)

    return [
        column("full_name", text_up_to(200), required=True),
        column("kind", kinds, empty=HonoureeKind.PERSON.value),
        column("born", date_or_year_cell(today), empty=None),
        column("unit", text_up_to(200), required=True),
        column("working_unit", text_up_to(250)),
        column("award", text_up_to(200), required=True),
        column("year", integer_cell, required=True, empty=None),
        column("symbol", text_up_to(60), required=True),
        column("decided_on", day_cell, required=True, empty=None),
        column("issuer", text_up_to(200)),
        column("prize", integer_cell, empty=0),
        column("achievement", text_up_to(LONGEST_ACHIEVEMENT)),
    ]


def read(file: File, today: date) -> list[dict]:
    """The rows of a file, each with what is wrong in its own cells under `problems`."""
    reading = read_table(file, columns(today))
    if reading.missing_columns or not (reading.rows or reading.problems):
        raise Refused(*reading.reasons)
    if len(reading.rows) > MOST_ROWS:
        raise Refused(
            f"Tệp có {len(reading.rows)} dòng; mỗi lần nhập tối đa {MOST_ROWS}. "
            "Chia thành nhiều tệp."
        )
    rows = {row["row"]: row | {"problems": []} for row in reading.rows}
    for problem in reading.problems:
        if problem.row not in rows:  # the row of titles itself
            raise Refused(str(problem))
        told = f"Cột «{problem.column_title}»: {problem.message}"
        rows[problem.row]["problems"].append(told)
    return list(rows.values())


def check(
    rows: list[dict], today: date, told: Callable[[int], None] = lambda _: None
) -> list[CheckedRow]:
    """What each row would do. A few queries a unit, however many rows it has."""
    units, awards = _units(), _awards()
    found = [_understood(row, units, awards, today) for row in rows]
    told(30)
    matches = _matches(found, told)
    seen: dict[tuple, int] = {}
    return [_judged(one, matches.get(one.row, []), seen) for one in found]


def same_symbol(symbol: str) -> str:
    """What two spellings of one number share."""
    return re.sub(r"[^a-z0-9]+", "", fold(symbol))


def _understood(row: dict, units: Names, awards: Names, today: date) -> _Read:
    problems = list(row["problems"])
    unit = _named(units, row["unit"], "unit", problems)
    award = _named(awards, row["award"], "award", problems)
    born: DateOrYear = row["born"] or DateOrYear(None, None)
    for key in ("full_name", "symbol", "decided_on", "year", "unit", "award"):
        if row[key] in (None, "") and not any(TITLES[key][0] in told for told in problems):
            problems.append(f"Cột «{TITLES[key][0]}»: chưa ghi.")
    if row["kind"] != HonoureeKind.PERSON and row["born"]:
        problems.append(f"Cột «{TITLES['born'][0]}»: chỉ cá nhân có ngày sinh.")
    if award and not award.can_go_to(row["kind"]):
        kind = HonoureeKind(row["kind"]).noun
        problems.append(f"Cột «{TITLES['award'][0]}»: «{award.name}» không trao cho {kind}.")
    problems += _of_days(row, today)
    values = {
        "kind": str(row["kind"]),
        "full_name": row["full_name"],
        "birth_year": born.year,
        "birth_date": born.day.isoformat() if born.day else None,
        "unit": unit and unit.pk,
        "working_unit": row["working_unit"],
        "award": award and award.pk,
        "award_name": award.name if award else row["award"],
        "year": row["year"],
        "symbol": row["symbol"],
        "decided_on": row["decided_on"].isoformat() if row["decided_on"] else None,
        "issuer": row["issuer"],
        "prize": row["prize"] or 0,
        "achievement": row["achievement"],
    }
    if problems:
        return _Read(row["row"], row["full_name"], problems, values)
    candidate = Candidate(values["kind"], values["full_name"], "", born.year, born.day)
    return _Read(row["row"], row["full_name"], [], values, candidate, unit)


def _of_days(row: dict, today: date) -> list[str]:
    found, year, on = [], row["year"], row["decided_on"]
    if year is not None and not EARLIEST <= year <= today.year:
        found.append(f"Cột «{TITLES['year'][0]}»: {year} không phải năm đã qua.")
    if on is not None and on > today:
        found.append(f"Cột «{TITLES['decided_on'][0]}»: ngày {on:%d/%m/%Y} chưa đến.")
    if on is not None and year is not None and year > on.year:
        found.append(f"Cột «{TITLES['year'][0]}»: năm {year} sau ngày quyết định.")
    if (row["prize"] or 0) < 0:
        found.append(f"Cột «{TITLES['prize'][0]}»: tiền thưởng không thể dưới 0.")
    return found


def _named(names: Names, words: str, key: str, problems: list[str]) -> object | None:
    if not words:
        return None
    try:
        return names.find(words)
    except Refused as refusal:
        problems.append(f"Cột «{TITLES[key][0]}»: {' '.join(refusal.reasons)}")
        return None


def _matches(found: list[_Read], told: Callable[[int], None]) -> dict[int, list[Known]]:
    """{row: records that it may mean}, a merged record as the main one."""
    of_unit: defaultdict[Unit, list[_Read]] = defaultdict(list)
    for one in found:
        if one.candidate:
            of_unit[one.unit].append(one)
    matches: dict[int, list[Known]] = {}
    for number, (unit, rows) in enumerate(of_unit.items(), start=1):
        known = likely([one.candidate for one in rows], unit=unit)
        matches |= {one.row: some for one, some in zip(rows, known, strict=True)}
        told(30 + 65 * number // len(of_unit))
    return matches


def _judged(one: _Read, known: list[Known], seen: dict[tuple, int]) -> CheckedRow:
    if one.problems:
        return CheckedRow(one.row, one.label, WRONG, one.problems, one.values)
    values = one.values
    key = _key(values)
    whole = (key, values["award"], values["year"], same_symbol(values["symbol"]))
    if whole in seen:
        told = [f"Trùng dòng {seen[whole]}: cùng người, danh hiệu, năm và số quyết định."]
        return CheckedRow(one.row, one.label, WRONG, told, values)
    seen[whole] = one.row
    groups: defaultdict[int, list[Known]] = defaultdict(list)
    for some in known:
        groups[some.honouree.record_id].append(some)
    standing = [award for some in known for award in some.awards]
    if len(groups) == 1 and _stands(standing, values):
        [record] = groups
        return CheckedRow(one.row, one.label, SAME, ["Sổ đã có lần khen này."], values, record)
    if len(groups) > 1:
        options = [[record, _told_of(some[0])] for record, some in groups.items()]
        told = ["Sổ có nhiều người có thể là người này; chọn một."]
        return CheckedRow(one.row, one.label, ASK, told, values, None, options, key)
    if groups:
        [(record, some)] = groups.items()
        return CheckedRow(one.row, one.label, KNOWN, [_told_of(some[0])], values, record)
    return CheckedRow(one.row, one.label, NEW, [], values, None, [], key)


def _stands(awards: list[Award], values: dict) -> bool:
    return any(
        award.award_type_id == values["award"]
        and award.merit_year == values["year"]
        and same_symbol(award.decision_symbol) == same_symbol(values["symbol"])
        for award in awards
    )


def _key(values: dict) -> str:
    born = values["birth_date"] or values["birth_year"] or ""
    return f"{values['kind']}|{letters(values['full_name'])}|{born}|{values['unit']}"


def _told_of(known: Known) -> str:
    """«Lý Sà Rinh, sinh 1985, UBND Phường 2, 12 lần khen»."""
    record = known.honouree
    born = f"sinh {record.born}" if record.born else ""
    count = f"{len(known.awards)} lần khen" if known.awards else "chưa có lần khen nào"
    return ", ".join(p for p in (record.full_name, born, record.unit.short_name, count) if p)


def _units() -> Names:
    names, former = Names("đơn vị"), defaultdict(list)
    for row in FormerName.objects.order_by("pk"):
        former[row.unit_id].append(row.name)
    for unit in Unit.objects.order_by("pk"):
        names.add(unit, unit.code, unit.name, unit.short_name, *former[unit.pk])
    return names


def _awards() -> Names:
    names = Names("danh hiệu, hình thức")
    for award in AwardType.objects.order_by("pk"):
        names.add(award, award.code, award.name, award.full_name, award.bare_name)
    return names
