"""The list of nominees (danh sách đề nghị, T6): counted, put in order, told with its ballots."""

from collections import Counter
from itertools import groupby

from dossiers.papers import blocks
from law.enums import HonoureeKind, counted
from nganam_awards.documents import annex
from nganam_awards.documents.typography import paper_count


def whom(lines: list[dict]) -> str:
    """«03 tập thể, 15 cá nhân»: honourees, however many awards each is asked for."""
    honourees = {(line["kind"], line["who"]) for line in lines}
    return counted(Counter(kind for kind, _ in honourees), paper_count)


def points(lines: list[dict]) -> list[dict]:
    """«1. Danh hiệu “Lao động tiên tiến”: 15 cá nhân»."""
    points = [
        f"{order}. {blocks.capital(award)}: {paper_count(len(rows))} {kind.noun}"
        for order, (award, kind, rows) in enumerate(_by_award(lines), start=1)
    ]
    return [blocks.line(point) for point in blocks.closed(points, ";", ".")]


def nominees(lines: list[dict]) -> dict:
    """The list, award by award, each kind in the unit's own order: T6."""
    return {
        "columns": [
            "STT",
            annex.NAME,
            "Năm sinh / Số người",
            "Chức vụ, đơn vị / Địa chỉ",
            "Tóm tắt thành tích",
            "Tỷ lệ phiếu",
            "Nhóm đối tượng",
        ],
        "widths": ["order", "name", "born", "detail", "achievement", "figure", "group"],
        "sections": annex.sections(
            ((f"{award.upper()}, {kind.section}", rows) for award, kind, rows in _by_award(lines)),
            _nominee,
        ),
    }


def _nominee(order: int, row: dict) -> list[str]:
    return [
        str(order),
        row["name"],
        row["born"] or (f"{row['headcount']} người" if row["headcount"] else ""),
        ", ".join(p for p in (row["position"], row["working_unit"]) if p),
        row["achievement"],
        percent(row),
        row["group"],
    ]


def _by_award(lines: list[dict]) -> list[tuple[str, HonoureeKind, list[dict]]]:
    """Kinds in the order of a list; inside, awards as the list first names them."""
    awards = list(dict.fromkeys(line["award_in_full"] for line in lines))

    def rank(line: dict) -> tuple[int, int]:
        return awards.index(line["award_in_full"]), HonoureeKind(line["kind"]).rank

    return [
        (rows[0]["award_in_full"], HonoureeKind(rows[0]["kind"]), rows)
        for _, found in groupby(sorted(lines, key=rank), key=rank)
        if (rows := list(found))
    ]


def ballot(line: dict) -> str:
    """«6/7»."""
    return "{}/{}".format(*line["votes"]) if line["votes"] else ""


def percent(line: dict) -> str:
    """Of all members, in whole and tenths of a per cent, halves upward; no float in between."""
    if not line["votes"]:
        return ""
    part, whole = line["votes"]
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10} %" if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10} %"
