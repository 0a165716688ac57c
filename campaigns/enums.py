"""Words of campaigns and their plans."""

from django.db.models import TextChoices


class CampaignKind(TextChoices):
    """Emulation campaigns (phong trào): by occasion, by term of a congress, or year after year."""

    THEMATIC = "thematic", "Chuyên đề (theo đợt)"
    CONGRESS = "congress", "Nhiệm kỳ đại hội"
    REGULAR = "regular", "Thường xuyên hằng năm"


class ReviewKind(TextChoices):
    """The occasion on which a campaign rewards: an interim or final review, a congress."""

    INTERIM = "interim", "Sơ kết"
    FINAL = "final", "Tổng kết"
    CONGRESS = "congress", "Đại hội"


class PlanState(TextChoices):
    """The states of an award plan (kế hoạch khen thưởng)."""

    DRAFT = "draft", "Đang soạn"
    AWAITING_HEAD = "awaiting_head", "Chờ thủ trưởng xác nhận"
    SUBMITTED = "submitted", "Đã gửi Phòng Nội vụ"
    APPRAISED = "appraised", "Chờ Chủ tịch duyệt"
    APPROVED = "approved", "Đã được Chủ tịch duyệt"
    CLOSED = "closed", "Đã kết thúc"
    REFUSED = "refused", "Không được duyệt"
    CANCELLED = "cancelled", "Đã hủy"


# Everybody in town may know of these.
PUBLIC_STATES = (PlanState.APPROVED, PlanState.CLOSED)
INSIDE_THE_UNIT = (PlanState.DRAFT, PlanState.AWAITING_HEAD)
# Before these the plan is nobody else's business but the organiser's.
LEFT_THE_UNIT = (
    PlanState.SUBMITTED,
    PlanState.APPRAISED,
    PlanState.APPROVED,
    PlanState.CLOSED,
    PlanState.REFUSED,
    PlanState.CANCELLED,
)


class AmendmentState(TextChoices):
    """The states of an amendment (điều chỉnh): as of a plan, up to the Chairman's word."""

    DRAFT = "draft", "Đang soạn điều chỉnh"
    AWAITING_HEAD = "awaiting_head", "Chờ thủ trưởng xác nhận"
    SUBMITTED = "submitted", "Đã gửi Phòng Nội vụ"
    APPRAISED = "appraised", "Chờ Chủ tịch duyệt"
    APPROVED = "approved", "Đã duyệt điều chỉnh"
    REFUSED = "refused", "Không duyệt điều chỉnh"
    WITHDRAWN = "withdrawn", "Đã thôi điều chỉnh"


class Exclusion(TextChoices):
    """Grounds of exclusion: what the town's letter says is not awarded (R10–R12), and kin."""

    LAW = "EX_LUAT", "Triển khai thực hiện Luật, Pháp lệnh, Nghị định"
    CONFERENCE = "EX_HOI_NGHI", "Phục vụ hội nghị, hội thảo, diễn đàn"
    JOINT_PROGRAMME = "EX_PHOI_HOP", "Chương trình, kế hoạch phối hợp"
    AUTHORITY = "EX_THAM_QUYEN", "Không thuộc thẩm quyền của thị xã"


class HintVerdict(TextChoices):
    """What Phòng Nội vụ says of a phrase that sounds like an exclusion."""

    CLEARED = "cleared", "Không thuộc trường hợp loại trừ"
    CONFIRMED = "confirmed", "Đúng là trường hợp loại trừ"


class AppraisalItem(TextChoices):
    """Items of appraisal (thẩm định): what the letter asks, one by one (R4–R6, R8, R9)."""

    THEME = "theme", "Chủ đề thuộc nội dung được xét khen (điểm 1 công văn)"
    CONTENT = "content", "Nội dung thi đua thiết thực, có việc làm cụ thể"
    CRITERIA = "criteria", "Có tiêu chí rõ, kiểm tra được"
    STANDARDS = "standards", "Có tiêu chuẩn cho từng danh hiệu, hình thức"
    NUMBER = "number", "Chỉ tiêu số lượng cụ thể, không tràn lan"
    YEAR = "year", "Gửi đầu năm của năm sơ kết, tổng kết hoặc đại hội"


class AnnouncementKind(TextChoices):
    """What an announcement of a plan tells the organiser."""

    APPROVAL = "approval", "Thông báo phê duyệt kế hoạch khen thưởng"
    REFUSAL = "refusal", "Thông báo không phê duyệt kế hoạch khen thưởng"
    AMENDMENT = "amendment", "Thông báo phê duyệt điều chỉnh kế hoạch khen thưởng"


# Which plans a person wants to see in the list; they stand in addresses.
WAITING, OF_MY_UNIT = "cho-toi", "don-vi"
FILING, UNDECIDED, ENDED = "dang-nhan-ho-so", "cho-duyet", "da-ket-thuc"
SCOPES = {
    WAITING: "Đang chờ tôi",
    OF_MY_UNIT: "Của đơn vị tôi",
    FILING: "Đang nhận hồ sơ",
    UNDECIDED: "Chờ duyệt",
    ENDED: "Đã kết thúc",
}


class PlanReminderKind(TextChoices):
    """What a reminder of a plan is about (nhắc việc)."""

    SEND = "send", "Hạn gửi kế hoạch đầu năm"
    FILE = "file", "Hạn nộp hồ sơ theo kế hoạch"
