"""Words of the award catalogue and of the number book."""

from collections.abc import Callable, Iterable, Mapping

from django.db.models import Case, TextChoices, Value, When

from nganam_awards.core.money import grouped


class Category(TextChoices):
    """The category of commendation (Luật TĐKT; domain list §3.1): why an award is asked."""

    THEMATIC = "thematic", "Theo đợt (chuyên đề)"
    MERIT = "merit", "Theo công trạng (thường xuyên hằng năm)"
    UNSCHEDULED = "unscheduled", "Đột xuất"
    FORWARD = "forward", "Trình cấp trên"


class AwardKind(TextChoices):
    """A title (danh hiệu) is recognised, a form of award (hình thức) is conferred."""

    TITLE = "title", "Danh hiệu thi đua"
    COMMENDATION = "commendation", "Hình thức khen thưởng"


class HonoureeKind(TextChoices):
    """Who can be honoured."""

    PERSON = "person", "Cá nhân"
    COLLECTIVE = "collective", "Tập thể"
    HOUSEHOLD = "household", "Hộ gia đình"

    @classmethod
    def in_order(cls) -> tuple["HonoureeKind", ...]:
        """Collectives, persons, households: on every list, annex, letter, archive and screen."""
        return cls.COLLECTIVE, cls.PERSON, cls.HOUSEHOLD

    @classmethod
    def options(cls) -> list[tuple[str, str]]:
        """The same for a field in which one is chosen."""
        return [(kind.value, kind.label) for kind in cls.in_order()]

    @classmethod
    def rank_in_sql(cls) -> Case:
        """The same order for a query; the twin of `rank`."""
        return Case(*(When(honouree_kind=kind, then=Value(kind.rank)) for kind in cls.in_order()))

    @property
    def rank(self) -> int:
        """Where the kind stands in this order."""
        return self.in_order().index(self)

    @property
    def noun(self) -> str:
        """Inside a sentence: «15 cá nhân»."""
        return str(self.label).lower()

    @property
    def section(self) -> str:
        """Above its part of a list: «CÁ NHÂN»."""
        return str(self.label).upper()


def kinds_in_words(kinds: Iterable[str]) -> str:
    """«tập thể, cá nhân»: those that occur, in the one order."""
    present = set(kinds)
    return ", ".join(kind.noun for kind in HonoureeKind.in_order() if kind in present)


def counted(
    numbers: Mapping[str, int], write: Callable[[int], str] = grouped, *, of: str = ""
) -> str:
    """«8 tập thể, 15 cá nhân»; a paper writes its figures with `paper_count`.

    `numbers` are honourees: who is asked for two titles is one person. What counts something else
    says `of` what: «20 chỉ tiêu cá nhân».
    """
    return ", ".join(
        f"{write(numbers[kind])} {of}{kind.noun}"
        for kind in HonoureeKind.in_order()
        if numbers.get(kind)
    )


class Level(TextChoices):
    """The level of decision: whose decision an award type needs."""

    COMMUNE = "commune", "Chủ tịch UBND xã, phường"
    TOWN = "town", "Chủ tịch UBND thị xã"
    PROVINCE = "province", "Chủ tịch UBND tỉnh"
    STATE = "state", "Nhà nước"
    FORCES = "forces", "Quân đội, Công an"
    MINISTRY = "ministry", "bộ, ngành, đoàn thể trung ương"


class DossierPart(TextChoices):
    """A part of the dossier (thành phần hồ sơ): what kind of paper an attachment is."""

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
    """Evidence (minh chứng): what an award may need besides an earlier award."""

    INITIATIVE = "initiative", "Sáng kiến được công nhận"
    RESEARCH = "research", "Đề tài khoa học được nghiệm thu"
    EXCELLENT = "excellent", "Xếp loại hoàn thành xuất sắc nhiệm vụ"


class ProvisionKey(TextChoices):
    """Provisions (quy định xét) that a nominee or a dossier is held against, in reading order.

    Each has one function in `dossiers/rules/eligibility` and dated rows with its source.
    """

    RECEIVER = "receiver", "Đối tượng được nhận"
    AUTHORITY = "authority", "Thẩm quyền quyết định"
    REGIME_GAP = "regime_gap", "Thành tích và quyết định theo hai luật"
    REGISTRATION = "registration", "Đăng ký thi đua"
    FUTURE_DAY = "future_day", "Ngày tháng khai báo"
    SERVICE = "service", "Thời gian công tác trong năm"
    RATING = "rating", "Xếp loại trong năm"
    DISCIPLINE = "discipline", "Kỷ luật"
    UNDER_REVIEW = "under_review", "Đang bị xem xét, thanh tra, điều tra"
    NEEDED_AWARD = "needed_award", "Danh hiệu phải có trước"
    EVIDENCE = "evidence", "Sáng kiến, đề tài, xếp loại"
    MERIT_GROUND = "merit_ground", "Khen chuyên đề, đột xuất không làm căn cứ"
    MEMBER_SHARE = "member_share", "Tỷ lệ thành viên"
    MEMBER_DISCIPLINE = "member_discipline", "Kỷ luật của thành viên"
    MEMBER_DUTY = "member_duty", "Thành viên hoàn thành nhiệm vụ"
    RATIO = "ratio", "Tỷ lệ tối đa"
    SAME_TITLE = "same_title", "Một danh hiệu một năm"
    SAME_DEED = "same_deed", "Một thành tích một hình thức"
    STATE_TWICE = "state_twice", "Hai hình thức cấp Nhà nước một năm"
    ELSEWHERE = "elsewhere", "Có trong hồ sơ khác"
    BODY_ENDED = "body_ended", "Tập thể, đơn vị đã ngừng hoạt động"
    CONSULTATION = "consultation", "Ý kiến hiệp y"
    COUNCIL = "council", "Hội đồng xét"
    PLAN = "plan", "Kế hoạch khen thưởng được duyệt đầu năm"
    PLAN_YEAR = "plan_year", "Năm thành tích"
    EXCLUSION = "exclusion", "Việc không xét khen"
    QUOTA = "quota", "Chỉ tiêu được duyệt"
    PAPERS = "papers", "Thành phần hồ sơ"


class GoverningDay(TextChoices):
    """Which day's law a provision goes by."""

    MERIT = "merit", "ngày cuối của năm thành tích"
    DECISION = "decision", "ngày quyết định"


class LeaveKind(TextChoices):
    """Why somebody was away in the year of merit (nghỉ, đi học)."""

    MATERNITY = "maternity", "Nghỉ thai sản"
    STUDY_SHORT = "study_short", "Đi học, bồi dưỡng dưới 1 năm"
    STUDY_LONG = "study_long", "Đi học, bồi dưỡng từ 1 năm, kết quả khá trở lên"
    BRAVE_HURT = "brave_hurt", "Bị thương vì hành động dũng cảm cứu người, cứu tài sản"
    SICK = "sick", "Nghỉ ốm"
    UNPAID = "unpaid", "Nghỉ không hưởng lương"
    OTHER = "other", "Nghỉ khác"


class Penalty(TextChoices):
    """Discipline by grade (hình thức kỷ luật), the lightest first."""

    REPRIMAND = "reprimand", "Khiển trách"
    WARNING = "warning", "Cảnh cáo"
    PAY_CUT = "pay_cut", "Hạ bậc lương"
    DEMOTION = "demotion", "Giáng chức"
    REMOVAL = "removal", "Cách chức"
    DISMISSAL = "dismissal", "Buộc thôi việc"

    @property
    def grade(self) -> int:
        """How heavy it is; a floor in the law is compared with it."""
        return list(Penalty).index(self)


class Scope(TextChoices):
    """How far an initiative was recognised to have influence (phạm vi ảnh hưởng)."""

    BASE = "base", "Cơ sở"
    PROVINCE = "province", "Trong tỉnh"
    NATION = "nation", "Toàn quốc"

    @property
    def reach(self) -> int:
        """A wider one proves a narrower one."""
        return list(Scope).index(self)


class Rating(TextChoices):
    """Quality rating (xếp loại) of the year of merit (NĐ 90/2020)."""

    EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "good", "Hoàn thành tốt nhiệm vụ"
    COMPLETED = "completed", "Hoàn thành nhiệm vụ"
    FAILED = "failed", "Không hoàn thành nhiệm vụ"

    @property
    def rank(self) -> int:
        """The best first."""
        return list(Rating).index(self)


class Capacity(TextChoices):
    """The capacity to sign (NĐ 30/2020 Đ.13): what the line over a signature says of the person."""

    HEAD = "head", "Người đứng đầu"
    DEPUTY = "deputy", "Cấp phó ký thay (KT.)"
    ACTING = "acting", "Quyền người đứng đầu (Q.)"


class SeriesPolicy(TextChoices):
    """Who gives the numbers of a series (NĐ 30/2020 Đ.15)."""

    OWN = "own", "Cổng tự cấp số khi ban hành"
    SHARED = "shared", "Văn thư vào số, dùng chung sổ với văn bản khác"


class EntryOrigin(TextChoices):
    """How a number came into the book."""

    PORTAL = "portal", "Cổng cấp"
    TYPED = "typed", "Văn thư vào số"
    PAPER = "paper", "Quyết định giấy"
