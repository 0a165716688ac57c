"""Words of dossiers and nominations."""

from django.db.models import TextChoices

from law.enums import DossierPart


class DossierState(TextChoices):
    """Where a dossier stands (trạng thái)."""

    DRAFT = "draft", "Đang soạn"
    AWAITING_HEAD = "awaiting_head", "Chờ thủ trưởng xác nhận"
    FILED = "filed", "Đã nộp, chờ tiếp nhận"
    RECEIVED = "received", "Đã tiếp nhận"
    APPRAISING = "appraising", "Đang thẩm định"
    APPRAISED = "appraised", "Đã thẩm định"
    NEED_MORE = "need_more", "Chờ đơn vị bổ sung"
    CONCLUDED = "concluded", "Đã có kết quả"
    DELIVERED = "delivered", "Đã trả kết quả"
    REFUSED = "refused", "Không tiếp nhận"
    WITHDRAWN = "withdrawn", "Đơn vị đã rút"
    STOPPED = "stopped", "Dừng, quá hạn bổ sung"


class NominationState(TextChoices):
    """Result of each line of a dossier. «Đề nghị» always says whose word it is."""

    PROPOSED = "proposed", "Đơn vị đề nghị"
    RECOMMENDED = "recommended", "Phòng Nội vụ đề nghị"
    NOT_RECOMMENDED = "not_recommended", "Phòng Nội vụ không đề nghị"
    WITH_CHAIRMAN = "with_chairman", "Đang trình Chủ tịch"
    DECIDED = "decided", "Đã duyệt, chờ ban hành"
    AWARDED = "awarded", "Đã khen thưởng"
    DECLINED = "declined", "Không khen thưởng"
    REMOVED = "removed", "Đã rút khỏi danh sách"
    SUSPENDED = "suspended", "Tạm dừng xét"
    REVOKED = "revoked", "Đã hủy quyết định khen"
    FORWARDED = "forwarded", "Đã trình cấp trên"
    AWARDED_ABOVE = "awarded_above", "Được cấp trên khen thưởng"


class ReminderKind(TextChoices):
    """What a reminder is about (nhắc việc)."""

    RECEIVE = "receive", "Chờ tiếp nhận"
    ASSIGN = "assign", "Chờ phân công"
    APPRAISE = "appraise", "Hạn thẩm định"
    DUE_SOON = "due_soon", "Sắp đến hạn trả kết quả"
    OVERDUE = "overdue", "Quá hạn trả kết quả"
    CONFIRM = "confirm", "Chờ thủ trưởng xác nhận"
    SUPPLEMENT = "supplement", "Chờ đơn vị bổ sung"
    BY_HAND = "by_hand", "Nhắc riêng"


class ImportStage(TextChoices):
    """How far an Excel list has come."""

    WAITING = "waiting", "Chờ kiểm tra"
    CHECKING = "checking", "Đang kiểm tra"
    CHECKED = "checked", "Đã kiểm tra"
    REFUSED = "refused", "Không đọc được"
    SAVED = "saved", "Đã nhập"


class PaperType(TextChoices):
    """Papers that the portal writes for a unit (domain: T1 to T7)."""

    LETTER = "letter", "Tờ trình"
    LIST = "list", "Danh sách đề nghị"
    MINUTES = "minutes", "Biên bản họp xét"
    REPORT = "report", "Báo cáo thành tích"

    @property
    def part(self) -> DossierPart:
        """Which part of the checklist it is."""
        return _PARTS[self]


_PARTS = {
    PaperType.LETTER: DossierPart.SUBMISSION_LETTER,
    PaperType.LIST: DossierPart.NOMINEE_LIST,
    PaperType.MINUTES: DossierPart.MINUTES,
    PaperType.REPORT: DossierPart.ACHIEVEMENT_REPORT,
}


class NomineeGroup(TextChoices):
    """Group of a nominee: the share of those who do the work themselves is asked of every list."""

    LEADER = "leader", "Lãnh đạo, quản lý"
    DIRECT = "direct", "Trực tiếp công tác, lao động"
    FORCES = "forces", "Lực lượng vũ trang, dân quân, công an, bảo vệ ở cơ sở"
    SMALL = "small", "Tập thể nhỏ"  # of a collective: a team, a class, a ward's squad


class Identity(TextChoices):
    """What the unit said of a nominee whom the register may know already."""

    KNOWN = "known", "Đúng người đã có trong sổ"
    NEW = "new", "Người khác, chưa có trong sổ"


class SlipKind(TextChoices):
    """Slips of the one-stop desk (phiếu), by the kind of their paper (TT 01/2018/TT-VPCP)."""

    SUPPLEMENT = "supplement_slip", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"
    REFUSAL = "refusal_slip", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"
    APOLOGY = "apology_slip", "Phiếu xin lỗi và hẹn lại ngày trả kết quả"

    @property
    def series(self) -> str:
        """The series of Phòng Nội vụ's book that numbers it."""
        return _SERIES[self]


_SERIES = {SlipKind.SUPPLEMENT: "HDHS", SlipKind.REFUSAL: "TCTN", SlipKind.APOLOGY: "PXL"}


class Verdict(TextChoices):
    """What one provision says of a nominee or a dossier, what weighs most first."""

    FAIL = "fail", "Không đạt"
    WARNING = "warning", "Cân nhắc"
    UNKNOWN = "unknown", "Chưa rõ"
    PASS = "pass", "Đạt"

    @property
    def weight(self) -> int:
        """What failed stands first."""
        return _WEIGHTS[self]

    @property
    def sign(self) -> str:
        """The drawing beside it."""
        return _VERDICT_SIGNS[self]

    @property
    def tone(self) -> str:
        """As a colour."""
        return _VERDICT_TONES[self]


_WEIGHTS = {verdict: place for place, verdict in enumerate(Verdict)}
_VERDICT_SIGNS = {
    Verdict.FAIL: "circle-x",
    Verdict.WARNING: "alert-triangle",
    Verdict.UNKNOWN: "help",
    Verdict.PASS: "circle-check",
}
_VERDICT_TONES = {
    Verdict.FAIL: "stop",
    Verdict.WARNING: "wait",
    Verdict.UNKNOWN: "wait",
    Verdict.PASS: "ok",
}


class Stage(TextChoices):
    """When a dossier was held against the provisions as a whole."""

    FILED = "filed", "Khi nộp"
    APPRAISED = "appraised", "Khi thẩm định"
    SUBMITTED = "submitted", "Khi trình Chủ tịch"
    ISSUED = "issued", "Khi ban hành"


class Discipline(TextChoices):
    """The unit's assurance: whether the nominee stands under discipline or investigation."""

    CLEAR = "clear", "Không bị kỷ luật, không đang bị xem xét"
    UNDER = "under", "Đang bị xem xét hoặc thi hành kỷ luật"


class BulkAct(TextChoices):
    """What Phòng Nội vụ does with many dossiers at once."""

    RECEIVE = "receive", "Tiếp nhận"
    ASSIGN = "assign", "Phân công"
    NUDGE = "nudge", "Nhắc"


class BulkOutcome(TextChoices):
    """What came of one dossier of a bulk."""

    WAITING = "waiting", "Đang chờ"
    DONE = "done", "Đã làm"
    REFUSED = "refused", "Chưa làm được"


class CriterionVerdict(TextChoices):
    """What an officer found of one criterion of the plan."""

    MET = "met", "Đạt"
    UNMET = "unmet", "Không đạt"
    UNCLEAR = "unclear", "Chưa rõ"


# Mã trạng thái của Cổng Dịch vụ công quốc gia (QĐ 766): derived, never stored.
NATIONAL_CODES = {
    DossierState.FILED: 1,
    DossierState.RECEIVED: 2,
    DossierState.REFUSED: 3,
    DossierState.APPRAISING: 4,
    DossierState.APPRAISED: 4,
    DossierState.NEED_MORE: 5,
    DossierState.WITHDRAWN: 7,
    DossierState.STOPPED: 8,
    DossierState.CONCLUDED: 9,
    DossierState.DELIVERED: 10,
}


class Opinion(TextChoices):
    """What another body says of one nominee (hiệp y)."""

    CLEAR = "clear", "Không có ý kiến khác"
    ADVERSE = "adverse", "Có ý kiến không thuận"


class CaseOutcome(TextChoices):
    """What came of an objection or a complaint."""

    UNFOUNDED = "unfounded", "Không có cơ sở"
    FOUNDED = "founded", "Có cơ sở"
    PARTLY = "partly", "Có cơ sở một phần"
