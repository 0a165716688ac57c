"""The words of an announcement about a plan: what `documents/plan_announcement.html` prints.

A «Thông báo» by NĐ 30/2020, phụ lục III mẫu 1.4: what was approved, refused or amended, in the
words of the town's letter, for whoever may see the plan.
"""

from dataclasses import dataclass
from datetime import date

from campaigns.enums import AnnouncementKind, Exclusion
from campaigns.models import AwardPlan, PlanAmendment, PlanAnnouncement
from campaigns.models.campaign import told_year
from campaigns.queries import announcement_place as announcement_place_queries, diff as diff_queries
from campaigns.queries.lateness import Late, Lateness, lateness_of
from campaigns.rules.plan import can_view_plan
from law.models import Authority, Signatory
from law.papers import letterhead_of, one_stop, signature_of
from law.queries import regime as regime_queries
from nganam_awards.core.registry import document_readers
from nganam_awards.documents import letterhead, registry, typography
from nganam_awards.documents.models import Document
from nganam_awards.documents.typography import paper_count, paper_date
from nganam_awards.documents.version import Versions
from units.models import User


PAPER = "plan_announcement"
ANNOUNCEMENT_SERIES = "TB"
CONTENT_AT_MOST = 600  # of the plan's content, on the announcement: «nội dung tóm tắt»
LETTER = (
    "điểm 1 Công văn của Chủ tịch Ủy ban nhân dân thị xã về bảo đảm quy trình, thủ tục, hồ sơ công "
    "tác thi đua, khen thưởng trên địa bàn thị xã"
)
NOT_AWARDED = (
    "không khen thưởng và đề nghị Chủ tịch Ủy ban nhân dân thị xã khen thưởng đối với việc triển "
    "khai thực hiện Luật, Pháp lệnh, Nghị định hoặc khen thưởng phục vụ hội nghị, hội thảo, diễn "
    "đàn và các chương trình, kế hoạch phối hợp"
)
ABOUT = {
    AnnouncementKind.APPROVAL: "phê duyệt kế hoạch khen thưởng",
    AnnouncementKind.REFUSAL: "không phê duyệt kế hoạch khen thưởng",
    AnnouncementKind.AMENDMENT: "phê duyệt điều chỉnh kế hoạch khen thưởng",
}


@dataclass(frozen=True)
class Issuer:
    """Who announces on a day: the authority, its signatory, the town it speaks for."""

    authority: Authority
    signatory: Signatory
    town: Authority
    day: date

    @property
    def is_town(self) -> bool:
        """The town's own announcement, not that of its Phòng Nội vụ."""
        return self.authority.pk == self.town.pk

    def telling(self, of_what: str) -> str:
        """Who tells it: the Chairman himself, or Phòng Nội vụ what he decided."""
        if self.is_town:
            return f"{self.town.head_title} thông báo {of_what}"
        return f"{self.authority.name} thông báo ý kiến của {self.town.head_title} {of_what}"


def register() -> None:
    """Called once when the apps are loaded."""
    registry.register(
        registry.PaperKind(
            PAPER,
            "documents/plan_announcement.html",
            "Thông báo về kế hoạch khen thưởng",
            registry.symbol_filename,
            origin,
            Versions((letterhead.add_issuer,)),
        )
    )
    document_readers.add(may_read)


def origin(document: Document) -> tuple[str, str] | None:
    """The way back from the announcement to its plan."""
    plan = _plan_of(document)
    return ("Kế hoạch khen thưởng", plan.get_absolute_url()) if plan else None


def may_read(user: User, document: Document) -> bool | None:
    """Whoever may see the plan may read its announcements."""
    if document.kind != PAPER:
        return None
    plan = _plan_of(document)
    return plan is not None and can_view_plan(user, plan)


def _plan_of(document: Document) -> AwardPlan | None:
    rows = PlanAnnouncement.objects.select_related("plan__campaign__organiser")
    announcement = rows.filter(document=document).first()
    return announcement.plan if announcement else None


# The words --------------------------------------------------------------------------------------


def subject(plan: AwardPlan, kind: str) -> str:
    """The abstract (trích yếu), which the number book keeps too."""
    what, campaign = ABOUT[AnnouncementKind(kind)], plan.campaign
    return typography.subject(
        f"Về việc {what} {campaign.spoken(plan.review_year)}",
        f"Về việc {what} năm {plan.review_year} của {campaign.organiser.name}",
    )


def plan_paper(plan: AwardPlan) -> str:
    """«Kế hoạch số 12/KH-UBND ngày …»: the organiser's own paper, or the plan by its name."""
    if plan.paper_number and plan.paper_on:
        return f"Kế hoạch số {plan.paper_number} {paper_date(plan.paper_on)}"
    return told_year(f"Kế hoạch khen thưởng “{plan.campaign.name}”", plan.review_year)


def plan_ground(plan: AwardPlan) -> str:
    """The basis (căn cứ): the plan approved early in the year, allowing the award (letter)."""
    return (
        f"Căn cứ {plan_paper(plan)} của {plan.campaign.organiser.name} được "
        f"Chủ tịch Ủy ban nhân dân thị xã phê duyệt {paper_date(plan.approved_on)}"
    )


def context(
    plan: AwardPlan, kind: str, issuer: Issuer, *, note: str, amendment: PlanAmendment | None
) -> dict:
    """Everything the announcement prints, as plain JSON."""
    opening, items, closing = {
        AnnouncementKind.APPROVAL: _approval,
        AnnouncementKind.REFUSAL: _refusal,
        AnnouncementKind.AMENDMENT: _amendment,
    }[AnnouncementKind(kind)](plan, issuer, note, amendment)
    organiser = plan.campaign.organiser
    return {
        **letterhead_of(issuer.authority).head("THÔNG BÁO", ANNOUNCEMENT_SERIES),
        "about": subject(plan, kind),
        "opening": opening,
        "items": items,
        "closing": closing,
        "recipients": _recipients(organiser.name, issuer, is_shared=plan.participants.exists()),
        "signature": signature_of(issuer.signatory),
    }


def _approval(
    plan: AwardPlan, issuer: Issuer, note: str, _: PlanAmendment | None
) -> tuple[str, list[dict], str]:
    table = announcement_place_queries.approved(plan)
    items = [
        _item("Phong trào thi đua", _campaign(plan)),
        _item("Dịp khen thưởng", f"{plan.get_review_kind_display()}, {paper_date(plan.review_on)}"),
        _item("Nội dung thi đua", _shortened(plan.content)),
        _item("Chỉ tiêu khen thưởng", plan.places_in_words(paper_count), table),
        _item("Đơn vị được lập hồ sơ", _participants(plan)),
        _item("Thời gian nhận hồ sơ", _window(plan)),
    ]
    if late := lateness_of(plan, _cutoff(plan, issuer.day), issuer.day):
        items.append(_item("Về thời hạn trình duyệt", _late(plan, issuer, late)))
    if note.strip():
        items.append(_item("Ý kiến chỉ đạo", note.strip()))
    opening = (
        f"Xét {plan_paper(plan)} của {plan.campaign.organiser.name} và kết quả thẩm định của Phòng "
        f"Nội vụ, {issuer.telling('phê duyệt kế hoạch khen thưởng với các nội dung sau')}"
    )
    closing = (
        "Đề nghị thủ trưởng các đơn vị có tên trên lập hồ sơ trong phạm vi chỉ tiêu được duyệt, "
        "đúng đối tượng, tiêu chuẩn, và gửi Phòng Nội vụ qua "
        f"{one_stop()}"
    )
    return opening, items, closing


def _refusal(
    plan: AwardPlan, issuer: Issuer, note: str, _: PlanAmendment | None
) -> tuple[str, list[dict], str]:
    kinds = [Exclusion(code) for code in plan.exclusions]
    grounds = []
    if set(kinds) - {Exclusion.AUTHORITY}:
        grounds.append(f"Theo {LETTER}: {NOT_AWARDED}")
    if Exclusion.AUTHORITY in kinds:
        grounds.append(
            "Hình thức được đề nghị không thuộc thẩm quyền quyết định của Chủ tịch Ủy ban nhân dân "
            "thị xã"
        )
    items = [
        _item("Phong trào thi đua", _campaign(plan)),
        _item("Trường hợp không khen thưởng", "; ".join(kind.label for kind in kinds)),
        _item("Căn cứ", ". ".join(grounds)),
        _item("Lý do cụ thể", note.strip()),
    ]
    opening = (
        f"Qua thẩm định {plan_paper(plan)} của {plan.campaign.organiser.name}, "
        f"{issuer.telling('không phê duyệt kế hoạch khen thưởng, lý do như sau')}"
    )
    closing = (
        f"Đề nghị {plan.campaign.organiser.name} tiếp tục tổ chức phong trào thi đua. Khi có nội "
        "dung thiết thực, tiêu chí, tiêu chuẩn và chỉ tiêu khen thưởng cụ thể, đơn vị lập kế hoạch "
        "gửi Phòng Nội vụ vào đầu năm của năm sơ kết, tổng kết hoặc tổ chức đại hội"
    )
    return opening, items, closing


def _amendment(
    plan: AwardPlan, issuer: Issuer, note: str, amendment: PlanAmendment
) -> tuple[str, list[dict], str]:
    items = [
        _item("Phong trào thi đua", _campaign(plan)),
        _item("Lý do điều chỉnh", amendment.reason.strip()),
        _item("Chỉ tiêu sau điều chỉnh", "", announcement_place_queries.amended(amendment)),
        *(_item(head, text) for head, text in _moved(amendment)),
    ]
    if note.strip():
        items.append(_item("Ý kiến chỉ đạo", note.strip()))
    approved = f"đã được phê duyệt {paper_date(plan.approved_on)}" if plan.approved_on else ""
    opening = (
        f"Xét đề nghị điều chỉnh {plan_paper(plan)} của {plan.campaign.organiser.name} {approved} "
        "và kết quả thẩm định của Phòng Nội vụ, "
        f"{issuer.telling('phê duyệt điều chỉnh kế hoạch khen thưởng như sau')}"
    )
    closing = (
        "Các nội dung khác của kế hoạch khen thưởng đã được phê duyệt không thay đổi. Đề nghị thủ "
        "trưởng các đơn vị có liên quan lập hồ sơ trong phạm vi chỉ tiêu sau điều chỉnh"
    )
    return " ".join(opening.split()), items, closing


def _item(head: str, text: str, table: dict | None = None) -> dict:
    if table:
        text = f"{text}, cụ thể" if text else "như bảng sau"
    return {"head": head, "text": text, "table": table}


def _campaign(plan: AwardPlan) -> str:
    return f"“{plan.campaign.name}”, do {plan.campaign.organiser.name} phát động"


def _shortened(content: str) -> str:
    words = " ".join(content.split())
    if len(words) <= CONTENT_AT_MOST:
        return words
    return words[:CONTENT_AT_MOST].rsplit(" ", 1)[0].rstrip(" ,;.:–-") + "…"


def _participants(plan: AwardPlan) -> str:
    organiser = plan.campaign.organiser
    others = [unit.name for unit in plan.participants.order_by("sort_key") if unit != organiser]
    return "; ".join([organiser.name, *others])


def _window(plan: AwardPlan) -> str:
    opens, closes = plan.filing_opens_on, plan.filing_closes_on
    start = f"từ {paper_date(opens)} " if opens else ""
    end = paper_date(closes or date(plan.review_year, 12, 31))
    return f"{start}đến hết {end}"


def _cutoff(plan: AwardPlan, day: date) -> date:
    return regime_queries.rule_set_on(day).cutoff_in(plan.review_year)


def _late(plan: AwardPlan, issuer: Issuer, late: Late) -> str:
    sent, until = paper_date(plan.submitted_on), f"(hết {paper_date(late.cutoff)})"
    told = f"Kế hoạch gửi Phòng Nội vụ {sent}, sau thời hạn đầu năm {until}"
    if late.kind == Lateness.APPROVED:
        told = (
            f"Kế hoạch gửi Phòng Nội vụ {sent}, trong thời hạn đầu năm {until}, nhưng được phê "
            "duyệt sau thời hạn"
        )
    return f"{told}. {issuer.town.head_title} chấp thuận vì: {plan.late_reason}"


def _moved(amendment: PlanAmendment) -> list[tuple[str, str]]:
    """Days and content that read otherwise from now on."""
    before, found = diff_queries.snapshot_of(amendment), []
    for name in ("review_on", "filing_opens_on", "filing_closes_on"):
        old, new = before.get(name), getattr(amendment, name)
        if old != (new.isoformat() if new else None):
            label = PlanAmendment._meta.get_field(name).verbose_name
            days = [paper_date(day) if day else "không quy định" for day in (old, new)]
            found.append((f"{label[:1].upper()}{label[1:]}", " thành ".join(days)))
    if "content" in before and before["content"] != amendment.content:
        found.append(("Nội dung thi đua sau điều chỉnh", _shortened(amendment.content)))
    return found


def _recipients(organiser: str, issuer: Issuer, *, is_shared: bool) -> list[str]:
    joined = ["Các đơn vị tham gia phong trào"] if is_shared else []
    if issuer.is_town:
        return [organiser, *joined, "CT, các PCT UBND thị xã", "Phòng Nội vụ", "Lưu: VT, NV"]
    return [organiser, *joined, "CT UBND thị xã (báo cáo)", "Lưu: VT"]
