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


class Level(TextChoices):
    """Cấp quyết định: whose decision an award type needs."""

    COMMUNE = "commune", "Chủ tịch UBND xã, phường"
    TOWN = "town", "Chủ tịch UBND thị xã"
    PROVINCE = "province", "Chủ tịch UBND tỉnh"
    STATE = "state", "Nhà nước"


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
    OTHER = "other", "Tài liệu khác"


class HolidayKind(TextChoices):
    """A day off, or a Saturday worked in exchange for one."""

    OFF = "off", "Nghỉ"
    WORKED = "worked", "Làm bù"


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
# Before these the plan is nobody else's business but the organiser's.
LEFT_THE_UNIT = (
    PlanState.SUBMITTED,
    PlanState.APPRAISED,
    PlanState.APPROVED,
    PlanState.CLOSED,
    PlanState.REFUSED,
    PlanState.CANCELLED,
)


class Exclusion(TextChoices):
    """Lý do loại trừ: what the town's letter says is not awarded (R10–R12), and its kin."""

    LAW = "EX_LUAT", "Triển khai thực hiện Luật, Pháp lệnh, Nghị định"
    CONFERENCE = "EX_HOI_NGHI", "Phục vụ hội nghị, hội thảo, diễn đàn"
    JOINT_PROGRAMME = "EX_PHOI_HOP", "Chương trình, kế hoạch phối hợp"
    AUTHORITY = "EX_THAM_QUYEN", "Không thuộc thẩm quyền của thị xã"


# Which plans a person wants to see in the list; they stand in addresses.
WAITING, OF_MY_UNIT = "cho-toi", "don-vi"
