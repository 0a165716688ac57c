"""The sentences of a unit's papers: as offices usually word them, or as the unit typed them.

What stands in a place «[…]» comes from the facts. A box whose usual words are empty prints a dotted
line, to be filled in here, in Word or by hand.
"""

from collections.abc import Mapping
from typing import NamedTuple

from dossiers.enums import PaperType
from law.enums import Category, HonoureeKind
from nganam_awards.documents import placeholders


class Paragraph(NamedTuple):
    """One box of the editing page, one paragraph of the paper (or several, line by line)."""

    key: str
    label: str
    usual: str
    rows: int = 3
    hint: str = ""


RECIPIENTS = Paragraph(
    "recipients",
    "Nơi nhận",
    "Như trên\nPhòng Nội vụ\nLưu: VT",
    4,
    "Mỗi dòng một nơi; dòng cuối là nơi lưu.",
)
_REQUEST = {
    Category.FORWARD: "xem xét, trình cấp có thẩm quyền khen thưởng",
}
_LETTER = (
    Paragraph("about", "Trích yếu", "Về việc đề nghị khen thưởng [thành tích]", 2),
    Paragraph(
        "meeting",
        "Kết quả họp xét",
        "[đơn vị] đã họp xét khen thưởng [ngày họp], có mặt [có mặt]; kết quả bỏ phiếu của từng "
        "trường hợp ghi tại danh sách kèm theo",
    ),
    Paragraph(
        "request",
        "Nội dung đề nghị",
        "[đơn vị] kính trình [người nhận] [xem xét] cho [đối tượng] có [thành tích] "
        "(có danh sách kèm theo), gồm",
    ),
    Paragraph(
        "assurance",
        "Cam kết",
        "Các trường hợp được đề nghị không trong thời gian bị xem xét, thi hành kỷ luật, thanh "
        "tra, kiểm tra và không có khiếu nại, tố cáo đang được giải quyết; [đơn vị] chịu trách "
        "nhiệm về tính chính xác của thành tích và hồ sơ",
        4,
    ),
    Paragraph("closing", "Câu kết", "Kính trình [người nhận] xem xét, quyết định", 2),
    RECIPIENTS,
)
_LIST = (Paragraph("about", "Tên danh sách", "[đối tượng] được đề nghị khen thưởng [thành tích]"),)
_MINUTES = (
    Paragraph("about", "Trích yếu", "Họp xét, đề nghị khen thưởng [thành tích]", 2),
    Paragraph(
        "opening",
        "Mở đầu",
        "Hôm nay, vào lúc [giờ bắt đầu] [ngày họp], tại [địa điểm], [đơn vị] họp xét, đề nghị "
        "khen thưởng [thành tích]",
    ),
    Paragraph(
        "discussion",
        "Diễn biến",
        "Sau khi nghe báo cáo thành tích, đối chiếu tiêu chuẩn của từng hình thức, danh hiệu, cuộc "
        "họp thảo luận và bỏ phiếu; kết quả như sau",
        5,
    ),
    Paragraph(
        "conclusion", "Kết luận", "Cuộc họp thống nhất đề nghị khen thưởng [đối tượng] nêu trên", 3
    ),
    Paragraph(
        "closing",
        "Câu kết",
        "Cuộc họp kết thúc vào lúc [giờ kết thúc] cùng ngày; biên bản đã được đọc lại, mọi người "
        "dự họp thống nhất nội dung",
    ),
)
_ABOUT_REPORT = Paragraph(
    "about", "Trích yếu", "Đề nghị [khen thưởng] cho [đối tượng] có [thành tích]", 2
)
_RESULTS = Paragraph(
    "results",
    "Thành tích đạt được",
    "[nội dung thành tích]",
    8,
    "Viết thêm kết quả, số liệu so với năm trước, minh chứng; mỗi dòng một đoạn.",
)
_PERSON = (
    Paragraph("home", "Quê quán", "", 1),
    Paragraph("address", "Nơi thường trú", "", 1),
    Paragraph("training", "Trình độ chuyên môn, nghiệp vụ; học hàm, học vị", "", 2),
)
_COLLECTIVE = (
    Paragraph("office", "Trụ sở chính, điện thoại", "", 2),
    Paragraph("history", "Quá trình thành lập, cơ cấu tổ chức, đoàn thể", "", 5),
    Paragraph("duties", "Chức năng, nhiệm vụ được giao", "", 5),
)
_HOUSEHOLD = (
    Paragraph("address", "Địa chỉ", "", 1),
    Paragraph("members", "Hoàn cảnh, số nhân khẩu, nghề nghiệp", "", 3),
)
_SKETCH = {
    HonoureeKind.PERSON: _PERSON,
    HonoureeKind.COLLECTIVE: _COLLECTIVE,
    HonoureeKind.HOUSEHOLD: _HOUSEHOLD,
}
_MERIT = (
    _RESULTS,
    Paragraph("measures", "Biện pháp, nguyên nhân đạt được thành tích", "", 5),
    Paragraph("policy", "Việc thực hiện chủ trương của Đảng, pháp luật của Nhà nước", "", 4),
    Paragraph("unions", "Hoạt động đảng, đoàn thể", "", 3),
)
_TASKS = Paragraph("tasks", "Quyền hạn, nhiệm vụ được giao hoặc đảm nhận", "", 4)
_SUDDEN = (
    Paragraph("when", "Thời gian, địa điểm xảy ra", "", 2),
    _RESULTS,
    Paragraph("effect", "Kết quả, người hoặc tài sản được cứu, tác dụng", "", 3),
    Paragraph("witness", "Người, cơ quan chứng kiến hoặc xác nhận", "", 2),
)


def paragraphs(kind: str, facts: dict) -> tuple[Paragraph, ...]:
    """The boxes of a paper, in the order in which it is read."""
    match PaperType(kind):
        case PaperType.LETTER:
            has_meeting = facts["meeting"] is not None
            return tuple(one for one in _LETTER if has_meeting or one.key != "meeting")
        case PaperType.LIST:
            return _LIST
        case PaperType.MINUTES:
            return _MINUTES
        case PaperType.REPORT:
            return (_ABOUT_REPORT, *sketch(facts), *merit(facts))


def sketch(facts: dict) -> tuple[Paragraph, ...]:
    """Part I of a report: who they are (T1 to T4)."""
    return _SKETCH[HonoureeKind(facts["line"]["kind"])]


def merit(facts: dict) -> tuple[Paragraph, ...]:
    """Part II of a report, by category: a deed, one campaign, or a year's work."""
    match Category(facts["category"]):
        case Category.UNSCHEDULED:
            return _SUDDEN
        case Category.THEMATIC:
            return (_RESULTS,)
    is_person = facts["line"]["kind"] == HonoureeKind.PERSON
    return (_TASKS, _RESULTS) if is_person else _MERIT


def sentence(paragraph: Paragraph, wording: Mapping[str, str]) -> str:
    """As this paper words it, with its places."""
    return wording.get(paragraph.key, paragraph.usual)


def said(kind: str, facts: dict, wording: Mapping[str, str], values: Mapping[str, str]) -> dict:
    """{key: the paragraph as printed}."""
    return {
        one.key: placeholders.filled(sentence(one, wording), values)
        for one in paragraphs(kind, facts)
    }


def changed(kind: str, facts: dict, typed: Mapping[str, str]) -> dict[str, str]:
    """What of the typed words differs from the usual ones: all that a paper keeps."""
    return {
        one.key: typed[one.key]
        for one in paragraphs(kind, facts)
        if typed.get(one.key) and typed[one.key] != one.usual
    }


def request_words(category: str) -> str:
    """What is asked of the Chairman."""
    return _REQUEST.get(category, "xem xét, khen thưởng")
