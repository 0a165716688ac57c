"""Words of the award catalogue and of campaigns."""

from django.db.models import TextChoices


class Category(TextChoices):
    """Loại hình khen thưởng (Luật TĐKT; domain list §3.1): why an award is asked."""

    THEMATIC = "thematic", "Theo đợt (chuyên đề)"
    MERIT = "merit", "Theo công trạng (thường xuyên hằng năm)"
    UNSCHEDULED = "unscheduled", "Đột xuất"
    FORWARD = "forward", "Trình cấp trên"


class AwardKind(TextChoices):
    """Danh hiệu (công nhận) or hình thức (tặng)."""

    TITLE = "title", "Danh hiệu thi đua"
    COMMENDATION = "commendation", "Hình thức khen thưởng"


class HonoureeKind(TextChoices):
    """Who can be honoured."""

    PERSON = "person", "Cá nhân"
    COLLECTIVE = "collective", "Tập thể"
    HOUSEHOLD = "household", "Hộ gia đình"

    @property
    def counted(self) -> str:
        """After a number: «15 cá nhân»."""
        return str(self.label).lower()

    @property
    def section(self) -> str:
        """Above its part of a list: «CÁ NHÂN»."""
        return str(self.label).upper()


class Level(TextChoices):
    """Cấp quyết định: whose decision an award type needs."""

    COMMUNE = "commune", "Chủ tịch UBND xã, phường"
    TOWN = "town", "Chủ tịch UBND thị xã"
    PROVINCE = "province", "Chủ tịch UBND tỉnh"
    STATE = "state", "Nhà nước"
    FORCES = "forces", "Quân đội, Công an"
    MINISTRY = "ministry", "bộ, ngành, đoàn thể trung ương"


class CampaignKind(TextChoices):
    """Loại phong trào: by occasion, by term of a congress, or year after year."""

    THEMATIC = "thematic", "Chuyên đề (theo đợt)"
    CONGRESS = "congress", "Nhiệm kỳ đại hội"
    REGULAR = "regular", "Thường xuyên hằng năm"


class ReviewKind(TextChoices):
    """Sơ kết, tổng kết, đại hội: the occasion on which a campaign rewards."""

    INTERIM = "interim", "Sơ kết"
    FINAL = "final", "Tổng kết"
    CONGRESS = "congress", "Đại hội"


class DossierPart(TextChoices):
    """Thành phần hồ sơ: what kind of paper an attachment is."""

    SUBMISSION_LETTER = "submission_letter", "Tờ trình"
    ACHIEVEMENT_REPORT = "achievement_report", "Báo cáo thành tích"
    MINUTES = "minutes", "Biên bản họp xét"
    BALLOT = "ballot", "Kết quả bỏ phiếu"
    INITIATIVE = "initiative", "Quyết định công nhận sáng kiến"
    CONFIRMATION = "confirmation", "Văn bản xác nhận"
    NOMINEE_LIST = "nominee_list", "Danh sách có ký tên, đóng dấu"
    CONCURRENCE = "concurrence", "Ý kiến hiệp y"
    OTHER = "other", "Tài liệu khác"


class HolidayKind(TextChoices):
    """A day off, or a Saturday worked in exchange for one."""

    OFF = "off", "Nghỉ"
    WORKED = "worked", "Làm bù"
    DROPPED = "dropped", "Đã bỏ khỏi lịch"  # kept as a row, or the next load would bring it back


class PartNeed(TextChoices):
    """Whether a procedure asks a paper: the signs ●, ○ and – of the checklist."""

    REQUIRED = "required", "Bắt buộc"
    OPTIONAL = "optional", "Không bắt buộc"
    NOT_ASKED = "not_asked", "Không yêu cầu"


class Evidence(TextChoices):
    """Minh chứng: what an award may need besides an earlier award."""

    INITIATIVE = "initiative", "Sáng kiến được công nhận"
    RESEARCH = "research", "Đề tài khoa học được nghiệm thu"
    EXCELLENT = "excellent", "Xếp loại hoàn thành xuất sắc nhiệm vụ"


class Capacity(TextChoices):
    """Tư cách ký (NĐ 30/2020 Đ.13): what the line over a signature says of the person."""

    HEAD = "head", "Người đứng đầu"
    DEPUTY = "deputy", "Cấp phó ký thay (KT.)"
    ACTING = "acting", "Quyền người đứng đầu (Q.)"


class PlanState(TextChoices):
    """Trạng thái kế hoạch khen thưởng."""

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
    """Trạng thái bản điều chỉnh: the road of a plan, up to the Chairman's word."""

    DRAFT = "draft", "Đang soạn điều chỉnh"
    AWAITING_HEAD = "awaiting_head", "Chờ thủ trưởng xác nhận"
    SUBMITTED = "submitted", "Đã gửi Phòng Nội vụ"
    APPRAISED = "appraised", "Chờ Chủ tịch duyệt"
    APPROVED = "approved", "Đã duyệt điều chỉnh"
    REFUSED = "refused", "Không duyệt điều chỉnh"
    WITHDRAWN = "withdrawn", "Đã thôi điều chỉnh"


class Exclusion(TextChoices):
    """Lý do loại trừ: what the town's letter says is not awarded (R10–R12), and its kin."""

    LAW = "EX_LUAT", "Triển khai thực hiện Luật, Pháp lệnh, Nghị định"
    CONFERENCE = "EX_HOI_NGHI", "Phục vụ hội nghị, hội thảo, diễn đàn"
    JOINT_PROGRAMME = "EX_PHOI_HOP", "Chương trình, kế hoạch phối hợp"
    AUTHORITY = "EX_THAM_QUYEN", "Không thuộc thẩm quyền của thị xã"


class HintVerdict(TextChoices):
    """What Phòng Nội vụ says of a phrase that sounds like an exclusion."""

    CLEARED = "cleared", "Không thuộc trường hợp loại trừ"
    CONFIRMED = "confirmed", "Đúng là trường hợp loại trừ"


class AppraisalItem(TextChoices):
    """Nội dung thẩm định kế hoạch: what the letter asks, one by one (R4–R6, R8, R9)."""

    THEME = "theme", "Chủ đề thuộc nội dung được xét khen (điểm 1 công văn)"
    CONTENT = "content", "Nội dung thi đua thiết thực, có việc làm cụ thể"
    CRITERIA = "criteria", "Có tiêu chí rõ, kiểm tra được"
    STANDARDS = "standards", "Có tiêu chuẩn cho từng danh hiệu, hình thức"
    NUMBER = "number", "Chỉ tiêu số lượng cụ thể, không tràn lan"
    YEAR = "year", "Gửi đầu năm của năm sơ kết, tổng kết hoặc đại hội"


class NoticeKind(TextChoices):
    """What a notice of a plan tells the organiser."""

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
