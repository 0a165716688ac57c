"""From facts and wording to the frozen words of a paper: `documents/unit_paper.html` sets them.

A pure function: the same facts and sentences give the same paper.
"""

from collections.abc import Mapping

from campaigns.models.campaign import spoken_campaign
from dossiers.enums import PaperType
from dossiers.papers import blocks, lists, phrases
from dossiers.papers.report import inside, report
from law.enums import Category
from law.models.award_type import verb_of
from nganam_awards.documents import annex
from nganam_awards.documents.letterhead import Letterhead, signature
from nganam_awards.documents.typography import (
    balanced,
    paper_date,
    paper_symbol,
    subject,
    subject_blockers,
)


COMMITTEE = "Ủy ban nhân dân"  # a collective authority: its head signs on its behalf
_ISSUER_LETTERS = 26  # capitals on one line of the cell of the issuer
_MOST_INSIDE = 30  # ballots shown in the minutes themselves; more of them go behind
_SERIES = {PaperType.LETTER: "TTr", PaperType.MINUTES: "BB", PaperType.REPORT: "BC"}


def context(kind: str, facts: dict, wording: Mapping[str, str]) -> dict:
    """Everything the paper prints, as plain JSON."""
    write = {
        PaperType.LETTER: _letter,
        PaperType.LIST: _list_of_letter,
        PaperType.MINUTES: _minutes,
        PaperType.REPORT: _report,
    }[PaperType(kind)]
    said = phrases.said(kind, facts, wording, values_of(kind, facts))
    said["about"] = _about(kind, facts, wording, said["about"])
    return {**_frame(kind, facts), "about": said["about"], **write(facts, said)}


def about_blockers(kind: str, facts: dict, wording: Mapping[str, str]) -> list[str]:
    """Three lines at most, where the unit words it itself."""
    if "about" not in wording:
        return []
    said = phrases.said(kind, facts, wording, values_of(kind, facts))
    called = next(one.label for one in phrases.paragraphs(kind, facts) if one.key == "about")
    return subject_blockers(said["about"], called)


def _about(kind: str, facts: dict, wording: Mapping[str, str], full: str) -> str:
    """A usual abstract that would be long names the year; the paper tells the occasion."""
    if "about" in wording:
        return full
    short = values_of(kind, facts) | {"thành tích": f"thành tích năm {facts['year']}"}
    return subject(full, phrases.said(kind, facts, wording, short)["about"])


def values_of(kind: str, facts: dict) -> dict[str, str]:
    """What stands in the places of the sentences."""
    values = {
        "đơn vị": facts["unit"],
        "người nhận": facts["town_head"],
        "thành tích": occasion(facts),
        "xem xét": phrases.request_words(facts["category"]),
    }
    if kind == PaperType.REPORT:
        line = facts["line"]
        values["khen thưởng"] = f"{verb_of(line['award_kind'])} {line['award_in_full']}"
        values["đối tượng"] = inside(line)
        values["nội dung thành tích"] = line["achievement"] or "…"
        return values
    values["đối tượng"] = lists.whom(facts["lines"])
    if meeting := facts.get("meeting"):
        values |= {
            "ngày họp": paper_date(meeting["day"]),
            "có mặt": f"{meeting['present']}/{meeting['members']} thành viên",
            "giờ bắt đầu": _hour(meeting["began_at"]),
            "giờ kết thúc": _hour(meeting["ended_at"]),
            "địa điểm": meeting["place"],
        }
    return values


def occasion(facts: dict) -> str:
    """For what the award is asked."""
    match Category(facts["category"]):
        case Category.THEMATIC:
            return f"thành tích trong {spoken_campaign(facts['campaign'], facts['year'])}"
        case Category.UNSCHEDULED:
            return "thành tích xuất sắc đột xuất"
    return f"thành tích thực hiện nhiệm vụ năm {facts['year']}"


def _letterhead(facts: dict) -> Letterhead:
    name = facts["unit"].upper()
    if is_committee := facts["unit"].startswith(COMMITTEE):
        lines = [COMMITTEE.upper(), name.removeprefix(f"{COMMITTEE.upper()} ")]
    else:
        lines = balanced(name, _ISSUER_LETTERS)
    # A people's committee stands alone, other bodies below their superior (NĐ 30/2020).
    superior = not is_committee and facts["parent"]
    return Letterhead(
        parent=balanced(facts["parent"].upper(), _ISSUER_LETTERS) if superior else [],
        name=lines,
        symbol=facts["symbol"],
        place=facts["place"],
        issued_by=facts["unit"],
    )


def _frame(kind: str, facts: dict) -> dict:
    series = _SERIES.get(PaperType(kind), "")
    return {
        **_letterhead(facts).head(PaperType(kind).label.upper(), series),
        "number": "",
        "dated": "",
        "is_wide": False,
        "addressees": [],
        "grounds": [],
        "attached": "",
        "blocks": [],
        "annexes": [],
        "recipients": [],
        "left": signature([], ""),
        "signature": _head(facts),
    }


def _head(facts: dict) -> dict:
    above = [f"TM. {COMMITTEE.upper()}"] if facts["unit"].startswith(COMMITTEE) else []
    return signature([*above, facts["head_title"].upper()], facts["head"])


def _letter(facts: dict, said: dict[str, str]) -> dict:
    body = blocks.paragraphs(said.get("meeting", ""))
    body += [blocks.text(f"{said['request']}:"), *lists.points(facts["lines"])]
    body += [*blocks.paragraphs(said["assurance"]), blocks.text(said["closing"], "./.")]
    return {
        **_numbered(facts),
        "addressees": [f"{facts['town_head']} (qua Phòng Nội vụ)"],
        "grounds": blocks.closed(facts["grounds"], ";", ","),
        "blocks": body,
        "annexes": [
            annex.annex(
                about=_list_title(facts),
                attached=_attached(facts),
                **lists.nominees(facts["lines"]),
            )
        ],
        "recipients": blocks.closed(said["recipients"].splitlines(), ";", "."),
    }


def _list_of_letter(facts: dict, said: dict[str, str]) -> dict:
    return {
        "kind": annex.HEADING,
        "dated": paper_date(facts["day"]) if facts["day"] else "",
        "attached": _attached(facts),
        "is_wide": True,
        "annexes": [
            annex.annex(heading="", about="", attached="", **lists.nominees(facts["lines"]))
        ],
        "about": said["about"],
    }


def _minutes(facts: dict, said: dict[str, str]) -> dict:
    meeting, lines = facts["meeting"], facts["lines"]
    table = {
        "columns": ["STT", "Họ và tên, tập thể", "Đề nghị", "Số phiếu", "Tỷ lệ"],
        "widths": ["order", "name", "detail", "figure", "figure"],
        "sections": annex.plain(
            [
                [str(order), row["name"], row["award"], lists.ballot(row), lists.percent(row)]
                for order, row in enumerate(lines, start=1)
            ]
        ),
    }
    is_inside = len(lines) <= _MOST_INSIDE
    discussion = said["discussion"] + (":" if is_inside else " tại bảng kèm theo")
    return {
        "dated": paper_date(meeting["day"]),
        "blocks": [
            *blocks.paragraphs(said["opening"]),
            blocks.text(f"Chủ trì: {meeting['chair']}"),
            blocks.text(f"Thư ký: {meeting['secretary']}"),
            blocks.text(f"Có mặt: {meeting['present']}/{meeting['members']} thành viên"),
            blocks.text(f"Vắng: {meeting['absent'] or 'không'}"),
            *blocks.paragraphs(discussion),
            *([{"style": "table", "text": "", "table": table}] if is_inside else []),
            *blocks.paragraphs(said["conclusion"]),
            blocks.text(said["closing"]),
        ],
        "annexes": []
        if is_inside
        else [
            annex.annex(
                heading="KẾT QUẢ BỎ PHIẾU",
                about="",
                attached=f"Kèm theo Biên bản họp xét {paper_date(meeting['day'])}",
                **table,
            )
        ],
        "recipients": [],
        "left": signature(["THƯ KÝ"], meeting["secretary"]),
        "signature": signature(["CHỦ TRÌ"], meeting["chair"]),
    }


def _list_title(facts: dict) -> str:
    who = blocks.capital(lists.whom(facts["lines"]))
    return f"{who} được đề nghị khen thưởng {occasion(facts)}"


def _attached(facts: dict) -> str:
    return annex.attached_to(
        "Tờ trình",
        symbol=facts["number"],
        letters=_letterhead(facts).letters(_SERIES[PaperType.LETTER]),
        when=annex.when(facts["day"]),
        of=facts["unit"],
    )


def _numbered(facts: dict) -> dict:
    return {
        "number": paper_symbol(facts["number"]),
        "dated": paper_date(facts["day"]) if facts["day"] else "",
    }


def _hour(clock: str) -> str:
    """«08:30» as «08 giờ 30»."""
    hour, _, minute = clock.partition(":")
    return f"{hour} giờ {minute}"


def _report(facts: dict, said: dict[str, str]) -> dict:
    return report(facts, said, _head(facts))
