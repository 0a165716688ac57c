"""The report of one line (báo cáo, T1 to T4): who they are, what they did, what they have."""

from campaigns.models.campaign import spoken_campaign
from dossiers.papers import blocks, phrases
from dossiers.queries.columns import BY_KEY
from dossiers.queries.year_column import COUNTS
from honourees.models.honouree import Gender
from law.enums import AwardKind, Category, HonoureeKind
from nganam_awards.documents.letterhead import signature


def report(facts: dict, said: dict[str, str], head: dict) -> dict:
    """`head` signs for the unit: a person reports and the unit confirms; else the unit reports."""
    line = facts["line"]
    is_person = line["kind"] == HonoureeKind.PERSON
    first = "SƠ LƯỢC LÝ LỊCH" if is_person else "SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH"
    body = [blocks.heading(f"I. {first}"), *(blocks.line(words) for words in _sketch(line))]
    for one in phrases.sketch(facts):
        body += _labelled(one, said)
    body.append(blocks.heading("II. THÀNH TÍCH"))
    if facts["campaign"]:
        campaign = spoken_campaign(facts["campaign"], facts["year"])
        body.append(blocks.text(f"{blocks.capital(campaign)}, {facts['plan']}"))
    for one in phrases.merit(facts):
        body += _labelled(one, said)
    if line["initiative"]:
        body.append(blocks.text(f"Sáng kiến được công nhận: {line['initiative']}"))
    if facts["criteria"]:
        body.append(
            blocks.table(["Tiêu chí", "Minh chứng cần có", "Kết quả"], facts["criteria"], "wide")
        )
    body.append(blocks.heading("III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG"))
    body += _earlier(line["earlier"])
    reporter = signature(["NGƯỜI BÁO CÁO"], line["full_name"])
    if facts["category"] == Category.UNSCHEDULED or not is_person:
        return {"blocks": body, "signature": head}
    confirmed = signature(["XÁC NHẬN CỦA ĐƠN VỊ", *head["titles"]], head["name"])
    # A person's own paper has no number of the office's book.
    return {"symbol_letters": "", "blocks": body, "left": confirmed, "signature": reporter}


def _sketch(line: dict) -> list[str]:
    """What the list knows already of the one who reports."""
    gender = {Gender.MALE: "Nam", Gender.FEMALE: "Nữ"}.get(line["gender"], "")
    told = {
        HonoureeKind.PERSON: [
            ("Họ và tên", line["name"]),
            ("Ngày, tháng, năm sinh", line["born"]),
            ("Giới tính", gender),
            ("Chức vụ", line["position"]),
            ("Đơn vị công tác", line["working_unit"]),
            ("Ngày vào làm việc", line.get("hired_on", "")),
            ("Xếp loại trong năm", line["rating"]),
        ],
        HonoureeKind.COLLECTIVE: [
            ("Tên tập thể", line["name"]),
            ("Trực thuộc", line["working_unit"]),
            ("Số người", str(line["headcount"] or "")),
            *((BY_KEY[key].title, line.get(key, "")) for key in COUNTS),
        ],
        HonoureeKind.HOUSEHOLD: [("Chủ hộ", line["full_name"]), ("Khóm, ấp", line["working_unit"])],
    }[HonoureeKind(line["kind"])]
    return [f"{label}: {words}" for label, words in told if words]


def _earlier(awards: list[dict]) -> list[dict]:
    """Titles first, then commendations (T1, part III)."""
    if not awards:
        return [blocks.text("Chưa có trong sổ khen thưởng của thị xã")]
    titles = [a for a in awards if a["kind"] == AwardKind.TITLE]
    others = [a for a in awards if a["kind"] != AwardKind.TITLE]
    return [
        blocks.table(
            ["Năm", head, "Số, ngày quyết định"],
            [[str(a["year"]), a["award"], a["paper"]] for a in rows],
        )
        for head, rows in (("Danh hiệu thi đua", titles), ("Hình thức khen thưởng", others))
        if rows
    ]


def _labelled(one: phrases.Paragraph, said: dict[str, str]) -> list[dict]:
    """A box of a report: short ones on the line of their name, dots where nothing is written."""
    words = said[one.key] or blocks.DOTS
    if one.rows == 1:
        return [blocks.line(f"{one.label}: {words}")]
    return [blocks.label(one.label), *blocks.paragraphs(words)]


def inside(line: dict) -> str:
    """«ông Dương Chí Sang», as a sentence goes on; names of bodies keep their capital."""
    name = line["name"]
    return name if name == line["full_name"] else f"{name[:1].lower()}{name[1:]}"
