"""The appraisal report (báo cáo thẩm định, domain: T8): what Phòng Nội vụ found, and proposes.

Set by `documents/appraisal_report.html` and, for Word, by the copies of `unit_paper.html`.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from dossiers.papers import blocks
from dossiers.papers.kind import register_paper
from dossiers.papers.readers import slug
from dossiers.queries import columns as columns_queries, honouree as honouree_queries
from dossiers.queries.appraisal_report import APPRAISAL_REPORT
from dossiers.queries.composition import FAVOURED, LETTER, YearsBeside
from dossiers.queries.criterion import CriterionAsked
from dossiers.rules.dossier import can_see_appraisal, is_of_unit
from dossiers.rules.eligibility.finding import Finding
from dossiers.rules.line_note import LineNote
from law.models import Authority
from law.papers import letterhead_of, signature_of
from law.queries import regime as regime_queries
from nganam_awards.core import clock
from nganam_awards.documents import annex
from nganam_awards.documents.letterhead import signature
from nganam_awards.documents.typography import ended, paper_count, paper_date, roman, subject
from units.models import User


SERIES = "BC"
_IN_SPITE = "VẪN ĐỀ NGHỊ KHEN THƯỞNG, CÓ ĐIỀU KIỆN CHƯA ĐẠT"
_VERDICTS = {
    NominationState.RECOMMENDED: "ĐỦ ĐIỀU KIỆN, ĐỀ NGHỊ KHEN THƯỞNG",
    NominationState.NOT_RECOMMENDED: "KHÔNG ĐỀ NGHỊ KHEN THƯỞNG",
    NominationState.SUSPENDED: "TẠM DỪNG XÉT",
}
_WORDS = {"pass": "Đạt", "fail": "Không đạt", "ask": "Chưa rõ"}


def register() -> None:
    """Called once when the apps are loaded."""
    register_paper(
        APPRAISAL_REPORT,
        "documents/appraisal_report.html",
        "Báo cáo thẩm định",
        lambda document: f"{slug(document.title)}.pdf",
        may_read_of,
    )


def may_read_of(user: User, dossier: Dossier) -> bool:
    """Whoever sees the appraisal, but nobody of the filing unit."""
    return can_see_appraisal(user, dossier) and not is_of_unit(user, dossier.unit)


def context(
    dossier: Dossier,
    lines: list[Nomination],
    *,
    authority: Authority,
    symbol: str,
    day: date,
    findings: list[Finding],
    notes: dict[int, list[LineNote]],
    criteria: list[CriterionAsked],
    tallies: dict[str, str],
    earlier: dict[int, str],
    in_spite: dict[int, str],
    further: Iterable[tuple[str, list[str]]],
    note: str,
    composition: YearsBeside | None = None,
) -> dict:
    """Everything the report prints, as plain JSON."""
    head = letterhead_of(authority)
    told = f"hồ sơ đề nghị khen thưởng của {dossier.unit.name}"
    verdicts = _by_verdict(lines, in_spite)
    return {
        **head.head("BÁO CÁO", SERIES),
        "ref": dossier.ref,
        "about": subject(f"Thẩm định {told} ({dossier.title})", f"Thẩm định {told}"),
        "number": symbol,
        "dated": paper_date(day),
        "is_wide": False,
        "attached": "",
        "addressees": [regime_queries.authority_on(day).head_title],
        "grounds": [],
        "blocks": [
            *_opening(dossier, lines),
            *_numbered(
                ("THÀNH PHẦN HỒ SƠ, KẾ HOẠCH, CHỈ TIÊU", _found(findings)),
                ("TIÊU CHÍ, TIÊU CHUẨN CỦA KẾ HOẠCH", _criteria(criteria, tallies)),
                ("TRƯỜNG HỢP TRÙNG HOẶC CẦN LƯU Ý", _against(lines, notes)),
                ("CƠ CẤU ĐỀ NGHỊ", _composition(composition)),
                ("Ý KIẾN CÁC CƠ QUAN VÀ NHÂN DÂN", _further(further)),
                ("KẾT LUẬN, KIẾN NGHỊ", _conclusion(verdicts, note)),
            ),
        ],
        "annexes": [_list(dossier, verdicts, symbol, day, earlier=earlier, in_spite=in_spite)],
        "recipients": ["Như trên;", "Lưu: VT, hồ sơ."],
        "left": signature(["CHUYÊN VIÊN THẨM ĐỊNH"], dossier.officer.full_name),
        "signature": _signed(authority, day),
    }


def _numbered(*parts: tuple[str, list[dict]]) -> Iterator[dict]:
    """Parts that say something, I to V."""
    told = [(title, body) for title, body in parts if body]
    for number, (title, body) in enumerate(told, start=1):
        yield blocks.heading(f"{roman(number)}. {title}")
        yield from body


def _signed(authority: Authority, day: date) -> dict:
    head = regime_queries.head_of(authority, day)
    return signature_of(head) if head else signature(["TRƯỞNG PHÒNG"], "")


def _opening(dossier: Dossier, lines: list[Nomination]) -> list[dict]:
    received = paper_date(clock.day_of(dossier.received_at))
    opening = (
        f"Phòng Nội vụ tiếp nhận hồ sơ {dossier.ref} «{dossier.title}» của {dossier.unit.name} "
        f"{received}, mã tiếp nhận {dossier.one_stop_code}, hẹn trả kết quả "
        f"{paper_date(dossier.due_on)}; đề nghị khen thưởng "
        f"{honouree_queries.counted_on(lines, paper_count)}"
    )
    told = [opening]
    asked = getattr(dossier, "supplement", None)
    if asked is not None and asked.answered_at:
        told.append(
            f"Hồ sơ được yêu cầu bổ sung một lần {paper_date(clock.day_of(asked.asked_at))}; đơn "
            f"vị gửi bổ sung {paper_date(clock.day_of(asked.answered_at))}"
        )
    told.append("Kết quả thẩm định như sau:")
    return [blocks.text(words) for words in told]


def _found(findings: list[Finding]) -> list[dict]:
    rows = [[one.text, one.word, one.citation] for one in findings]
    return [_table(["Nội dung kiểm tra", "Kết quả", "Căn cứ"], rows)]


def _criteria(criteria: list[CriterionAsked], tallies: dict[str, str]) -> list[dict]:
    if not criteria:
        return []
    rows = []
    for one in criteria:
        answer = one.answer
        proof = ""
        if answer and answer.file:
            proof = f"{answer.file.get_part_display()}, trang {answer.page or 1}"
        rows.append(
            [
                one.text,
                _WORDS[one.verdict] if answer else tallies.get(one.text, "Chưa trả lời"),
                "; ".join(part for part in (answer.words if answer else "", proof) if part),
            ]
        )
    return [_table(["Tiêu chí, tiêu chuẩn", "Kết quả", "Nhận xét, minh chứng"], rows)]


def _table(columns: list[str], rows: list[list[str]]) -> dict:
    """A table whose second column holds one word."""
    drawn = blocks.table(columns, rows)
    drawn["table"]["widths"] = ["wide", "figure", ""]
    return drawn


def _against(lines: list[Nomination], notes: dict[int, list[LineNote]]) -> list[dict]:
    rows = [
        [line.full_name, f"{note.label}: {note.text}", note.citation]
        for line in lines
        for note in notes.get(line.pk, ())
    ]
    if not rows:
        return [blocks.text("Không có trường hợp nào")]
    return [blocks.table(["Họ và tên, tập thể", "Nội dung", "Căn cứ"], rows)]


def _composition(beside: YearsBeside | None) -> list[dict]:
    """The figures of the page's card, and the words of the letter; no judgement."""
    if beside is None:
        return []
    rows = [[label, str(now), str(last)] for label, now, last in beside.rows]
    whose = f"Đã khen năm {beside.year}: {beside.whose}"
    return [
        _table(["Nhóm đối tượng", "Hồ sơ này", f"Đã khen năm {beside.year}"], rows),
        blocks.text(f"{whose}, {beside.last.counted or 'chưa có ai trong sổ'}"),
        blocks.text(f"{FAVOURED} ({LETTER})"),
    ]


def _further(further: Iterable[tuple[str, list[str]]]) -> list[dict]:
    """What other parts of the appraisal found: opinions of other bodies, of the public."""
    found = []
    for title, sentences in further:
        found.append(blocks.label(title))
        found += [blocks.text(words) for words in sentences]
    return found


def _by_verdict(
    lines: list[Nomination], in_spite: dict[int, str]
) -> list[tuple[str, list[Nomination]]]:
    """Whom an officer recommends in spite of a provision is not told to meet them all."""
    first, *others = _VERDICTS.values()
    groups: dict[str, list[Nomination]] = {words: [] for words in (first, _IN_SPITE, *others)}
    for line in lines:
        if line.state in _VERDICTS:
            is_in_spite = line.state == NominationState.RECOMMENDED and in_spite.get(line.pk)
            groups[_IN_SPITE if is_in_spite else _VERDICTS[line.state]].append(line)
    return [(words, rows) for words, rows in groups.items() if rows]


def _conclusion(verdicts: list[tuple[str, list[Nomination]]], note: str) -> list[dict]:
    body = []
    for words, rows in verdicts:
        counted = honouree_queries.counted_on(rows, paper_count)
        body.append(blocks.text(f"{blocks.capital(words.lower())}: {counted}"))
    body += blocks.paragraphs(note)
    body.append(
        blocks.text(
            "Danh sách và lý do từng trường hợp kèm theo báo cáo này. Phòng Nội vụ báo cáo "
            "Chủ tịch Ủy ban nhân dân thị xã xem xét, quyết định",
            "./.",
        )
    )
    return body


def _list(
    dossier: Dossier,
    verdicts: list[tuple[str, list[Nomination]]],
    symbol: str,
    day: date,
    *,
    earlier: dict[int, str],
    in_spite: dict[int, str],
) -> dict:
    """Verdict by verdict; seven columns, as the copy for Word sets them."""
    return annex.annex(
        about=f"Kết quả thẩm định từng trường hợp, hồ sơ {dossier.ref}",
        attached=f"Kèm theo Báo cáo số {symbol} {paper_date(day)} của Phòng Nội vụ",
        columns=[
            "STT",
            annex.NAME,
            "Chức vụ, đơn vị / Địa chỉ",
            "Đề nghị",
            "Đơn vị nêu",
            "Đã được khen",
            "Ý kiến thẩm định",
        ],
        widths=["order", "name", "detail", "group", "achievement", "achievement", "achievement"],
        sections=annex.sections(
            verdicts,
            lambda order, line: _row(
                order, line, earlier.get(line.honouree_id, ""), in_spite.get(line.pk, "")
            ),
        ),
    )


def _row(order: int, line: Nomination, earlier: str, in_spite: str) -> list[str]:
    return [
        str(order),
        line.addressed,
        ", ".join(part for part in (line.position, line.working_unit) if part),
        line.award_type.name,
        columns_queries.stated(line),
        earlier or "Chưa có trong sổ",
        in_spite or (ended(line.verdict_reason, ".") if line.verdict_reason else "Đủ điều kiện"),
    ]
