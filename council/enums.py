"""Seats, states, choices and conclusions of the Council."""

from enum import StrEnum

from django.db.models import TextChoices


class Role(TextChoices):
    """As what a person sits on the Council (domain §5.2)."""

    CHAIR = "chair", "Chủ tịch Hội đồng"
    VICE_CHAIR = "vice_chair", "Phó Chủ tịch Hội đồng"
    STANDING = "standing", "Ủy viên thường trực"
    MEMBER = "member", "Ủy viên"
    SECRETARY = "secretary", "Thư ký Hội đồng"


# The secretary writes down what the others decide.
VOTING_ROLES = (Role.CHAIR, Role.VICE_CHAIR, Role.STANDING, Role.MEMBER)
PRESIDING_ROLES = (Role.CHAIR, Role.VICE_CHAIR)
# Phòng Nội vụ, the standing body, and the secretary prepare everything and count.
KEEPING_ROLES = (Role.STANDING, Role.SECRETARY)


class SessionState(TextChoices):
    """Where a session stands."""

    PLANNED = "planned", "Đang chuẩn bị"
    INVITED = "invited", "Đã mời họp"
    UNDER_WAY = "under_way", "Đang họp"
    CLOSED = "closed", "Đã họp xong"
    CANCELLED = "cancelled", "Không họp"


class CaseState(TextChoices):
    """Where a case stands."""

    WAITING = "waiting", "Chờ xếp phiên"
    SCHEDULED = "scheduled", "Đã xếp phiên"
    VOTING = "voting", "Đang bỏ phiếu"
    CLOSED = "closed", "Đã có kết quả"
    DISSOLVED = "dissolved", "Không đưa ra Hội đồng"


class BallotChoice(TextChoices):
    """What a member says of one line."""

    AGREE = "agree", "Đồng ý"
    DISAGREE = "disagree", "Không đồng ý"
    ABSTAIN = "abstain", "Không có ý kiến"


class LineOutcome(TextChoices):
    """What the Council concluded about one line; "" while it has not."""

    PASSED = "passed", "Thông qua"
    FAILED = "failed", "Không thông qua"
    OUT = "out", "Không còn xét"  # left the case: withdrawn, suspended, or the case was dissolved


class Hold(StrEnum):
    """Why no decision may take a recommended line yet."""

    THERE = "there"  # it lies before the Council without a conclusion
    MISSING = "missing"  # it has to be brought there
    FAILED = "failed"  # it did not pass


class BarReason(TextChoices):
    """Why a member has no vote on one line."""

    NOMINEE = "nominee", "là người được đề nghị"
    HEAD = "head", "là thủ trưởng đơn vị trình"
    OTHER = "other", "có liên quan khác"
