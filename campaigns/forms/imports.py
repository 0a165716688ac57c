"""Plans of earlier years from Excel: one row a plan, recorded as closed, never written twice."""

from datetime import date

from campaigns.enums import CampaignKind, ReviewKind
from campaigns.models import AwardPlan
from campaigns.models.award_plan import FIRST_YEAR
from campaigns.rules import plan as plan_rules
from campaigns.services import past_plan as past_plan_services
from campaigns.services.past_plan import PastPlaces
from campaigns.transitions import plan as plan_transitions
from law.enums import HonoureeKind
from law.models import AwardType, CampaignTheme
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.core.registry import import_kinds
from nganam_awards.core.sheets.cells import Cell, day_cell, integer_cell
from nganam_awards.core.sheets.grids import Column
from nganam_awards.core.sheets.imports import (
    Done,
    ListKind,
    Names,
    Outcome,
    Taker,
    choice_cell,
    text_up_to,
)
from units.models import Unit, User


TITLES = {
    "organiser": "Đơn vị phát động",
    "name": "Tên phong trào",
    "theme": "Chủ đề",
    "kind": "Loại phong trào",
    "starts_on": "Ngày phát động",
    "ends_on": "Ngày tổng kết phong trào",
    "review_year": "Năm xét",
    "review_kind": "Dịp khen thưởng",
    "review_on": "Ngày xét",
    "content": "Nội dung thi đua",
    "paper_number": "Số kế hoạch",
    "paper_on": "Ngày kế hoạch",
    "approved_on": "Ngày duyệt",
    "award_type": "Hình thức",
}
_NUMBERS = {"asked": "đề nghị", "approved": "duyệt", "awarded": "đã khen"}
_USUAL_AWARD = "GK"
_MOST_PLACES = 9_999


def year_cell(cell: Cell) -> int:
    """A year the portal knows."""
    year = integer_cell(cell)
    if not FIRST_YEAR <= year <= clock.today().year:
        raise ValueError(f"«{year}» không phải một năm từ {FIRST_YEAR} đến nay.")
    return year


def places_cell(cell: Cell) -> int:
    """A number of places."""
    number = integer_cell(cell)
    if not 0 <= number <= _MOST_PLACES:
        raise ValueError(f"«{number}» không phải số lượng khen thưởng; ghi số từ 0 trở lên.")
    return number


class PlanList(ListKind):
    """The award plans (kế hoạch khen thưởng) of earlier years."""

    slug = "ke-hoach"
    title = "Kế hoạch các năm trước"
    about = "Kế hoạch đã duyệt trên giấy, để so sánh khi thẩm định kế hoạch năm nay."
    example = (
        "UBND_P1",
        "Chung sức xây dựng nông thôn mới",
        "Gương điển hình tiên tiến",
        "Chuyên đề",
        date(2021, 1, 15),
        date(2022, 12, 15),
        2022,
        "Tổng kết",
        date(2022, 12, 5),
        "",
        "10/KH-UBND",
        date(2022, 2, 10),
        date(2022, 2, 28),
        "Giấy khen",
        *(8, 8, 7, 15, 12, 12, "", "", ""),
    )
    advice = (
        (TITLES["organiser"], "Bắt buộc. Mã hoặc tên đơn vị, cụm, khối đã có trên cổng."),
        (TITLES["name"], "Bắt buộc. Phong trào chưa có trên cổng thì được thêm."),
        (TITLES["theme"], "Bắt buộc. Tên chủ đề trong danh mục."),
        (TITLES["kind"], "Chuyên đề, Nhiệm kỳ đại hội hoặc Thường xuyên; để trống: Chuyên đề."),
        ("Các ngày", "Bắt buộc, trừ ngày kế hoạch của đơn vị. Ví dụ 05/12/2022."),
        (TITLES["review_kind"], "Bắt buộc. Sơ kết, Tổng kết hoặc Đại hội."),
        (TITLES["approved_on"], "Bắt buộc. Ngày Chủ tịch duyệt, trong năm xét."),
        (TITLES["award_type"], "Để trống: Giấy khen."),
        ("Các cột số lượng", "Số đề nghị, số duyệt, số đã khen của tập thể, cá nhân, hộ gia đình."),
        ("Nhập lại", "Kế hoạch đã có trên cổng giữ nguyên; khác số thì cổng báo để kiểm tra."),
    )

    def may(self, user: User) -> bool:
        """Whoever keeps the town's campaigns."""
        return plan_rules.can_manage(user)

    def columns(self) -> list[Column]:
        """The plan, then its numbers."""
        kinds = {"Chuyên đề": CampaignKind.THEMATIC, "Đại hội": CampaignKind.CONGRESS}
        kinds |= {"Thường xuyên": CampaignKind.REGULAR}
        return [
            Column("organiser", [TITLES["organiser"], "Đơn vị"], required=True),
            Column("name", [TITLES["name"], "Phong trào"], required=True, parse=text_up_to(250)),
            Column("theme", [TITLES["theme"]], required=True),
            Column("kind", [TITLES["kind"]], parse=choice_cell(CampaignKind, kinds)),
            Column("starts_on", [TITLES["starts_on"]], required=True, parse=day_cell),
            Column("ends_on", [TITLES["ends_on"]], required=True, parse=day_cell),
            Column("review_year", [TITLES["review_year"], "Năm"], required=True, parse=year_cell),
            Column(
                "review_kind",
                [TITLES["review_kind"], "Dịp"],
                required=True,
                parse=choice_cell(ReviewKind),
            ),
            Column("review_on", [TITLES["review_on"]], required=True, parse=day_cell),
            Column("content", [TITLES["content"], "Nội dung"]),
            Column("paper_number", [TITLES["paper_number"]], parse=text_up_to(60)),
            Column("paper_on", [TITLES["paper_on"]], parse=day_cell, empty=None),
            Column("approved_on", [TITLES["approved_on"]], required=True, parse=day_cell),
            Column("award_type", [TITLES["award_type"], "Hình thức khen thưởng"]),
            *(
                Column(f"{kind}_{number}", [f"{name} {told}"], parse=places_cell, empty=None)
                for kind, name in HonoureeKind.options()
                for number, told in _NUMBERS.items()
            ),
        ]

    def taker(self, by: User) -> Taker:
        """Units, themes and awards there are, by the names they go by."""
        return _Plans(by)


class _Plans:
    """Takes rows one by one."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.units, self.themes = Names("đơn vị"), Names("chủ đề")
        self.awards = Names("hình thức")
        for unit in Unit.objects.all():
            self.units.add(unit, unit.code, unit.name, unit.short_name)
        for theme in CampaignTheme.objects.all():
            self.themes.add(theme, theme.code, theme.name)
        for award in AwardType.objects.all():
            self.awards.add(award, award.code, award.name, award.full_name)

    def __call__(self, row: dict) -> Done:
        organiser = self.units.find(row["organiser"])
        award_type = self.awards.find(row["award_type"] or _USUAL_AWARD)
        theme, places = self.themes.find(row["theme"]), _places(row)
        label = f"{row['name']}, năm {row['review_year']}"
        if known := _known_plan(organiser, row):
            _check_same(known, award_type, places)
            return Done(label, Outcome.SAME)
        names = ("review_year", "review_kind", "review_on", "paper_number", "paper_on")
        plan = past_plan_services.enter_past_plan(
            organiser=organiser,
            campaign={
                "name": row["name"],
                "theme": theme,
                "kind": row["kind"] or CampaignKind.THEMATIC,
                "starts_on": row["starts_on"],
                "ends_on": row["ends_on"],
            },
            plan={"content": row["content"] or _content(row)} | {n: row[n] for n in names},
            award_type=award_type,
            places=places,
            by=self.by,
        )
        plan_transitions.record(plan, approved_on=row["approved_on"], by=self.by)
        return Done(label, Outcome.ADD, (f"{organiser.short_name}: {_told(places)}",))


def _places(row: dict) -> list[PastPlaces]:
    """Kinds of honouree with any number; what was not cut or is not written counts as approved."""
    found = []
    for kind, title in HonoureeKind.options():
        asked, approved, awarded = (row[f"{kind}_{number}"] for number in _NUMBERS)
        if approved is None and (asked is not None or awarded is not None):
            raise Refused(f"Ghi cột «{title} duyệt», vì đã ghi số khác của đối tượng này.")
        if approved is not None and (asked or approved):
            found.append(
                PastPlaces(kind, approved if asked is None else asked, approved, awarded or 0)
            )
    return found


def _known_plan(organiser: Unit, row: dict) -> AwardPlan | None:
    campaign = past_plan_services.known_campaign(organiser, row["name"])
    return campaign and campaign.plans.filter(review_year=row["review_year"]).first()


def _check_same(plan: AwardPlan, award_type: AwardType, places: list[PastPlaces]) -> None:
    rows = plan.quotas.filter(award_type=award_type)
    there = {
        PastPlaces(q.honouree_kind, q.asked or q.limit, q.limit, q.awarded_on_paper + q.awarded)
        for q in rows
    }
    if there != set(places):
        raise Refused(
            f"Phong trào này đã có kế hoạch năm {plan.review_year} trên cổng với số khác: "
            f"{_told(sorted(there)) or 'không có hình thức này'}. Kiểm tra lại tệp; kế hoạch "
            "trên cổng không bị sửa."
        )


def _content(row: dict) -> str:
    number = f" số {row['paper_number']}" if row["paper_number"] else ""
    return f"Theo kế hoạch{number} đã duyệt trên giấy."


def _told(places: list[PastPlaces]) -> str:
    return "; ".join(
        f"{HonoureeKind(p.honouree_kind).noun} đề nghị {p.asked}, duyệt {p.approved}, "
        f"đã khen {p.awarded}"
        for p in places
    )


def register() -> None:
    """Offer the list on the administrator's page."""
    import_kinds.add(PlanList, order=40)
