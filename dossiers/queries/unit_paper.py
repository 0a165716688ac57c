"""What changed since a paper was written, by name: the banner above a stale paper."""

import re
from datetime import date

from dossiers.models import DossierPaper
from dossiers.queries.columns import COLUMNS
from dossiers.queries.diff import Told, of_rows
from dossiers.queries.facts import Facts, facts_of, fingerprint_of
from honourees.models.honouree import Gender
from law.enums import Category, HonoureeKind
from nganam_awards.core.refusals import Refused
from nganam_awards.documents import diff
from nganam_awards.documents.diff import Change
from nganam_awards.documents.typography import paper_date


_OF_PAPER = {
    "unit": "Tên đơn vị",
    "parent": "Cơ quan cấp trên",
    "symbol": "Ký hiệu của đơn vị",
    "head_title": "Chức danh người ký",
    "head": "Người ký",
    "town_head": "Nơi nhận",
    "place": "Địa danh",
    "category": "Loại hình",
    "year": "Năm thành tích",
    "campaign": "Phong trào",
    "number": "Số tờ trình",
    "day": "Ngày tờ trình",
    "plan": "Kế hoạch khen thưởng",
}
_OF_MEETING = {
    "day": "Ngày họp",
    "began_at": "Bắt đầu lúc",
    "ended_at": "Kết thúc lúc",
    "place": "Địa điểm",
    "chair": "Chủ trì",
    "secretary": "Thư ký",
    "present": "Số có mặt",
    "members": "Tổng số thành viên",
    "absent": "Vắng",
}
_OF_LINE = {column.fact or column.key: column.title for column in COLUMNS if column.papers}

# Told as a whole: what it is called, and that it reads otherwise.
_WHOLE = {
    "grounds": ("Căn cứ", "", "Căn cứ pháp lý, kế hoạch đã thay đổi"),
    "criteria": ("Tiêu chí", "", "Tiêu chí của kế hoạch đã thay đổi"),
}
_CHOICES = {"kind": HonoureeKind, "category": Category, "gender": Gender}


def changes_of(paper: DossierPaper, facts: Facts) -> list[Change]:
    """Everything that the paper prints and that reads otherwise now; empty: the paper is fresh."""
    if not facts.knows(paper):
        return []
    try:
        now = facts.of(paper.kind, paper.line_id)
    except Refused as refusal:  # on this day there is nobody to write to
        return [Change("Văn bản", "Nơi nhận", "", refusal.reasons[0])]
    return [] if is_fresh(paper, now) else _between(facts_of(paper), now)


def is_fresh(paper: DossierPaper, now: dict) -> bool:
    """Whether the paper was written from these facts, by this version of the portal or before."""
    present = fingerprint_of(now)
    if present == paper.fingerprint:
        return True
    return present == fingerprint_of(facts_of(paper))


def still_named(paper: DossierPaper, now: dict) -> list[str]:
    """Names that the list no longer has and that a sentence typed by hand still mentions."""
    standing = {_bare(line["name"]) for line in _lines(now)}
    gone = {_bare(line["name"]) for line in _lines(facts_of(paper))} - standing
    return sorted(name for name in gone if any(name in text for text in paper.wording.values()))


def _between(before: dict, now: dict) -> list[Change]:
    found = [*of_rows(_rows(before), _rows(now), gone="Không còn trong danh sách")]
    found += diff.fields("Văn bản", _OF_PAPER, before, now, _spoken)
    meetings = (side.get("meeting") or {} for side in (before, now))
    found += diff.fields("Cuộc họp xét", _OF_MEETING, *meetings, _spoken)
    found += [Change("Văn bản", *_WHOLE[part]) for part in diff.parts(before, now, _WHOLE)]
    if _earlier(before) != _earlier(now):
        found.append(Change("Văn bản", "Khen thưởng đã có", "", "Sổ khen thưởng vừa ghi thêm"))
    if not found:
        found.append(Change("Danh sách", "Thứ tự", "", "Thứ tự trong danh sách đã đổi"))
    return found


def _rows(facts: dict) -> dict[str, Told]:
    return {str(line["pk"]): Told(line["name"], _said(_OF_LINE, line)) for line in _lines(facts)}


def _lines(facts: dict) -> list[dict]:
    return facts.get("lines") or ([facts["line"]] if "line" in facts else [])


def _bare(name: str) -> str:
    """«Dương Chí Sang» of «Ông Dương Chí Sang», «Hộ ông Dương Chí Sang»."""
    return re.sub(r"^(Hộ )?([Ôô]ng |[Bb]à )?", "", name)


def _said(labels: dict[str, str], facts: dict) -> dict[str, str]:
    """{label: words} of what is filled in."""
    return {
        label: _spoken(key, facts[key])
        for key, label in labels.items()
        if facts.get(key) not in (None, "", [])
    }


def _spoken(key: str, value: object) -> str:
    if key == "votes":
        return f"{value[0]}/{value[1]}"
    if key == "day":
        return paper_date(date.fromisoformat(value))
    return str(_CHOICES[key](value).label) if key in _CHOICES else str(value)


def _earlier(facts: dict) -> list:
    return facts["line"]["earlier"] if "line" in facts else []
