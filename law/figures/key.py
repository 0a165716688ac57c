"""Which figures and choices a regime sets, for everything and for single awards."""

from django.db.models import TextChoices


class RuleKey(TextChoices):
    """The figures and choices of a rule set."""

    CUTOFF = "cutoff", "Hạn cuối của «đầu năm» để duyệt kế hoạch khen thưởng"
    ANNOUNCEMENT_ISSUER = "announcement_issuer", "Cơ quan ra thông báo về kế hoạch khen thưởng"
    PROCESSING_DAYS = "processing_days", "Thời hạn giải quyết hồ sơ"
    BATCH_DAYS = "batch_days", "Thời hạn giải quyết hồ sơ danh hiệu cuối năm"
    RECEIVE_DAYS = "receive_days", "Thời hạn tiếp nhận"
    APPRAISE_DAYS = "appraise_days", "Thời hạn thẩm định"
    DECIDE_DAYS = "decide_days", "Thời hạn trình và ký quyết định"
    RETURN_DAYS = "return_days", "Thời hạn trả kết quả"
    APOLOGY_DAYS = "apology_days", "Xin lỗi và hẹn lại: chậm nhất trước hạn trả"
    OFFICE_HOURS = "office_hours", "Giờ làm việc trong ngày"
    PORTAL_SIGNATURE = (
        "portal_signature",
        "Thủ trưởng xác nhận trên cổng thay cho bản ký giấy của tờ trình, danh sách",
    )
    ROUNDING = "rounding", "Làm tròn tiền thưởng"
    COLLECTIVE_FACTOR = "collective_factor", "Tiền thưởng của tập thể so với cá nhân"
    HOUSEHOLD_FACTOR = "household_factor", "Tiền thưởng của hộ gia đình so với cá nhân"
    HIGHEST_TITLE_ONLY = (
        "highest_title_only",
        "Nhiều danh hiệu cùng thời điểm, cùng thành tích: chỉ nhận mức thưởng cao nhất",
    )
    CSTDCS_PERCENT = (
        "cstdcs_percent",
        "Tỷ lệ Chiến sĩ thi đua cơ sở tối đa trên số Lao động tiên tiến",
    )
    CSTDCS_BASE = "cstdcs_base", "Nơi tính tỷ lệ Chiến sĩ thi đua cơ sở"
    LDTT_MONTHS = "ldtt_months", "Thời gian làm việc trong năm để xét Lao động tiên tiến"
    LDTT_LEAVE = "ldtt_leave", "Thời gian nghỉ được tính là làm việc"
    LDTT_RATING = "ldtt_rating", "Xếp loại thấp nhất để xét Lao động tiên tiến"
    TITLE_PENALTY = "title_penalty", "Kỷ luật từ mức này trở lên: không xét danh hiệu trong năm"
    FORM_PENALTY = "form_penalty", "Kỷ luật từ mức này trở lên: xem lại khi xét hình thức khen"
    MEMBER_PENALTY = "member_penalty", "Thành viên bị kỷ luật từ mức này: không xét tập thể"
    TTLDTT_SHARE = "ttldtt_share", "Tập thể lao động tiên tiến: thành viên là Lao động tiên tiến"
    TTLDXS_SHARE = "ttldxs_share", "Tập thể lao động xuất sắc: thành viên là Lao động tiên tiến"
    ENDED_COLLECTIVE = (
        "ended_collective",
        "Khen tập thể đã ngừng hoạt động trước ngày quyết định",
    )
    BALLOT_TITLES = (
        "ballot_titles",
        "Tỷ lệ phiếu của Hội đồng cho Chiến sĩ thi đua cấp tỉnh, toàn quốc",
    )
    BALLOT_OTHERS = "ballot_others", "Tỷ lệ phiếu của Hội đồng cho khen thưởng khác trình cấp trên"
    BALLOT_TOWN = "ballot_town", "Tỷ lệ phiếu của Hội đồng cho khen thưởng của thị xã"
    COUNCIL_QUORUM = "council_quorum", "Số thành viên phải có mặt để Hội đồng họp"
    COUNCIL_TIE = "council_tie", "Biểu quyết công khai ngang phiếu: theo bên có Chủ tịch Hội đồng"
    COUNCIL_HEADS = (
        "council_heads",
        "Thành viên là thủ trưởng đơn vị trình không bỏ phiếu cho người của đơn vị mình",
    )
    COUNCIL_DAYS = "council_days", "Thời hạn Hội đồng xét"
    COMPLAINT_DAYS = "complaint_days", "Thời hiệu khiếu nại, từ khi nhận hoặc biết quyết định"
    COMPLAINT_ACCEPT_DAYS = "complaint_accept_days", "Thời hạn thụ lý khiếu nại"
    COMPLAINT_SETTLE_DAYS = "complaint_settle_days", "Thời hạn giải quyết khiếu nại, từ ngày thụ lý"
    COMPLAINT_LONG_DAYS = (
        "complaint_long_days",
        "Thời hạn giải quyết khiếu nại phức tạp, từ ngày thụ lý",
    )


class AwardKey(TextChoices):
    """The choices that a regime makes for one award."""

    CONSULTATION = "consultation", "Hỏi ý kiến hiệp y của cơ quan liên quan"
    POSTING_DAYS = "posting_days", "Lấy ý kiến công khai trước khi quyết định"
    POSTING_AUDIENCE = "posting_audience", "Ai xem được danh sách lấy ý kiến"
    UNSIGNED_OBJECTION = "unsigned_objection", "Nhận ý kiến phản ánh không ghi tên"
    COUNCIL_VOTE = "council_vote", "Hội đồng xét trước khi trình Chủ tịch"
    COUNCIL_BASE = "council_base", "Tỷ lệ phiếu của Hội đồng tính trên"
    COUNCIL_SHARE = "council_share", "Tỷ lệ phiếu phải đạt"


class Audience(TextChoices):
    """Before whom names are posted (lấy ý kiến công khai)."""

    UNITS = "units", "các đơn vị đăng nhập vào cổng"
    EVERYBODY = "everybody", "mọi người, không cần tài khoản"


class VoteForm(TextChoices):
    """How the Council is asked about an award."""

    NONE = "none", "không đưa ra Hội đồng"
    OPINION = "opinion", "lấy phiếu ý kiến bằng văn bản"
    OPEN = "open", "họp, biểu quyết công khai"
    SECRET = "secret", "họp, bỏ phiếu kín"


class VoteBase(TextChoices):
    """Over whom the Council's share is counted."""

    ALL = "all", "tổng số thành viên Hội đồng"
    PRESENT = "present", "số thành viên có mặt"


class CouncilShare(TextChoices):
    """Which of the regime's shares an award must reach."""

    TITLES = "titles", "như Chiến sĩ thi đua cấp tỉnh, toàn quốc"
    OTHERS = "others", "như khen thưởng khác trình cấp trên"
    TOWN = "town", "như khen thưởng của thị xã"


class RatioBase(TextChoices):
    """Over whom a ratio counts."""

    UNIT = "unit", "từng đơn vị"
    CLUSTER = "cluster", "từng cụm, khối thi đua"
    TOWN = "town", "toàn thị xã"


class EndedCollective(TextChoices):
    """What becomes of a collective that ended before the day of the decision."""

    OFFICER = "officer", "chuyên viên xem xét, ghi lý do"
    REFUSED = "refused", "không khen thưởng"


class AnnouncementIssuer(TextChoices):
    """Whose paper, from whose number book, tells an organiser about its plan."""

    TOWN = "UBND", "Ủy ban nhân dân thị xã"
    HOME_AFFAIRS = "PNV", "Phòng Nội vụ"


class YesNo(TextChoices):
    """A rule that holds or does not."""

    YES = "yes", "có"
    NO = "no", "không"
