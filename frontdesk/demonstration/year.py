"""The year 2023 of the town, step by step, by the office clock."""

from datetime import date

from campaigns import transitions as plans
from campaigns.appraisal import is_sent_late
from campaigns.appraising import save_answers
from campaigns.enums import AppraisalItem, CampaignKind, Exclusion, HonoureeKind, ReviewKind
from campaigns.models import AwardPlan
from decisions import transitions as decisions
from dossiers import transitions as dossiers
from dossiers.models import Dossier
from frontdesk.demonstration import desk, nominees
from frontdesk.demonstration.amendments import amend_countryside, amend_teaching
from frontdesk.demonstration.desk import at
from frontdesk.demonstration.plans import draft_plan
from units.clusters import name_head
from units.models import Cluster, Unit, User


DEMONSTRATION_DAY = date(2023, 11, 20)
FOLLOWING = "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm 2023"


class Year:
    """Who acts, and where; filled as the year goes on."""

    def __init__(self, people: dict[str, User]) -> None:
        self.people = people
        self.units = Unit.objects.in_bulk(field_name="code")

    def of(self, place: str) -> dict[str, User]:
        """Clerk and head of one body: {"clerk": …, "head": …}."""
        return {
            "clerk": self.people[f"canbo.{place}"],
            "head": self.people.get(f"lanhdao.{place}", self.people["truongphong"]),
        }

    def live(self) -> None:
        """From February to the morning of 20 November."""
        following, congress, countryside = self._plans_of_spring()
        self._plan_of_a_cluster()
        teaching = self._late_and_refused_plans()
        amend_countryside(countryside, self.people)
        self._awards_of_october(following)
        self._awards_of_early_november(congress)
        amend_teaching(teaching, self.people)
        self._returned_and_drafted(teaching, congress)
        self._desk_of_november(following)
        self._drafts_of_today(following, countryside)
        at(DEMONSTRATION_DAY)

    # plans ------------------------------------------------------------------------------------

    def _plans_of_spring(self) -> tuple[AwardPlan, AwardPlan, AwardPlan]:
        """Sent in February, approved on the last day of it: in time."""
        at(date(2023, 2, 10), 9)
        countryside = draft_plan(
            name="Chung sức xây dựng nông thôn mới, đô thị văn minh",
            theme="DIEN_HINH",
            organiser=self.units["UBND_P1"],
            years=(date(2021, 1, 15), date(2023, 12, 15)),
            review=(ReviewKind.FINAL, date(2023, 12, 5)),
            paper=("12/KH-UBND", date(2023, 2, 8)),
            places=(8, 15, 4),
            by=self.people["canbo.phuong1"],
        )
        at(date(2023, 2, 13), 10)
        following = draft_plan(
            name="Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
            theme="HOC_TAP_BAC",
            organiser=self.units["PNV"],
            years=(date(2021, 5, 19), date(2025, 12, 31)),
            review=(ReviewKind.INTERIM, date(2023, 12, 20)),
            paper=("03/KH-PNV", date(2023, 2, 10)),
            places=(20, 40, 0),
            participants=[
                self.units[code]
                for code in ("UBND_P1", "PGDDT", "UBND_XTL", "UBND_XMB", "TD", "PNV")
            ],
            by=self.people["canbo.noivu"],
            kind=CampaignKind.REGULAR,
            is_town_wide=True,
        )
        at(date(2023, 2, 14), 9)
        congress = draft_plan(
            name="Đại hội Hội Nông dân các cấp, nhiệm kỳ 2023–2028",
            theme="DAI_HOI",
            organiser=self.units["HND"],
            years=(date(2023, 1, 10), date(2023, 10, 30)),
            review=(ReviewKind.CONGRESS, date(2023, 10, 12)),
            paper=("05/KH-HND", date(2023, 2, 13)),
            places=(3, 6, 0),
            by=self.people["canbo.hoinongdan"],
            kind=CampaignKind.CONGRESS,
        )
        for plan, place in (
            (countryside, "phuong1"),
            (following, "noivu"),
            (congress, "hoinongdan"),
        ):
            at(date(2023, 2, 16), 14)
            self._send(plan, place)
            at(date(2023, 2, 22), 9, 30)
            self._appraise(
                plan, by=self.people["chuyenvien"], note="Đủ tiêu chí, tiêu chuẩn, chỉ tiêu."
            )
            at(date(2023, 2, 28), 15)
            plans.approve(plan, by=self.people["chutich"])
        return following, congress, countryside

    def _plan_of_a_cluster(self) -> None:
        """The wards together, led by Phường 1; the Chairman gives one place less than asked."""
        at(date(2023, 3, 1), 8)
        wards = Cluster.objects.get(code="CUM_PHUONG")
        name_head(wards, year=2023, unit=self.units["UBND_P1"], by=self.people["quantri"])
        at(date(2023, 3, 2), 9)
        plan = draft_plan(
            name="Các phường thi đua xây dựng nếp sống văn minh đô thị",
            theme="DIEN_HINH",
            organiser=Unit.objects.get(acts_for=wards),
            years=(date(2022, 1, 10), date(2023, 12, 31)),
            review=(ReviewKind.FINAL, date(2023, 12, 28)),
            paper=("02/KH-CTĐ", date(2023, 3, 1)),
            places=(3, 6, 0),
            participants=wards.units.all(),
            by=self.people["canbo.phuong1"],
        )
        self._send(plan, "phuong1")
        at(date(2023, 3, 8), 9)
        self._appraise(plan, by=self.people["chuyenvien2"], note="Đủ tiêu chí, tiêu chuẩn.")
        at(date(2023, 3, 14), 15)
        persons = plan.quotas.get(honouree_kind=HonoureeKind.PERSON)
        plans.approve(
            plan,
            by=self.people["chutich"],
            cuts={persons.pk: persons.limit - 1},
            note="Cụm có ba phường; mỗi phường không quá hai cá nhân, giữ một chỗ dự phòng.",
        )

    def _late_and_refused_plans(self) -> AwardPlan:
        """What the letter does not allow, and what came after the cut-off; gives the late one."""
        at(date(2023, 3, 6), 8, 30)
        law = draft_plan(
            name="Tổng kết 5 năm thực hiện Luật Tiếp cận thông tin",
            theme="DIEN_HINH",
            organiser=self.units["PTP"],
            years=(date(2018, 7, 1), date(2023, 7, 1)),
            review=(ReviewKind.FINAL, date(2023, 6, 30)),
            paper=("11/KH-PTP", date(2023, 3, 3)),
            places=(3, 5, 0),
            by=self.people["canbo.tuphap"],
        )
        self._send(law, "tuphap")
        at(date(2023, 3, 9), 10)
        plans.refuse(
            law,
            by=self.people["truongphong"],
            exclusions=[Exclusion.LAW],
            note="Không khen thưởng việc triển khai thực hiện Luật (công văn UBND thị xã, điểm 1).",
        )
        at(date(2023, 3, 13), 9)
        conference = draft_plan(
            name="Sơ kết chương trình phối hợp Mặt trận – Công an",
            theme="GUONG_TOT",
            organiser=self.units["BDV"],
            years=(date(2022, 1, 5), date(2024, 12, 31)),
            review=(ReviewKind.INTERIM, date(2023, 8, 15)),
            paper=("07/KH-BDV", date(2023, 3, 10)),
            places=(2, 5, 0),
            by=self.people["canbo.danvan"],
        )
        self._send(conference, "danvan")
        at(date(2023, 3, 15), 9)
        plans.ask_back(
            conference,
            by=self.people["chuyenvien2"],
            note="Nêu rõ phong trào thi đua, không đề nghị khen để phục vụ hội nghị sơ kết.",
        )
        at(date(2023, 5, 12), 9)
        teaching = draft_plan(
            name="Dạy tốt, học tốt chào mừng ngày Nhà giáo Việt Nam",
            theme="GUONG_TOT",
            organiser=self.units["PGDDT"],
            years=(date(2022, 9, 5), date(2023, 11, 20)),
            review=(ReviewKind.FINAL, date(2023, 11, 18)),
            paper=("21/KH-PGDĐT", date(2023, 5, 10)),
            places=(6, 12, 0),
            by=self.people["canbo.gddt"],
        )
        self._send(teaching, "gddt")
        at(date(2023, 5, 18), 9)
        self._appraise(
            teaching, by=self.people["chuyenvien"], note="Gửi sau ngày 31/3, nội dung đạt."
        )
        at(date(2023, 5, 22), 16)
        plans.approve(
            teaching,
            by=self.people["chutich"],
            late_reason="Năm học kết thúc tháng 5 nên kế hoạch chỉ hoàn chỉnh được sau đó.",
        )
        at(date(2023, 11, 8), 9)
        volunteers = draft_plan(
            name="Thanh niên tình nguyện vì cuộc sống cộng đồng",
            theme="GUONG_TOT",
            organiser=self.units["TD"],
            years=(date(2022, 3, 26), date(2023, 12, 31)),
            review=(ReviewKind.FINAL, date(2023, 12, 26)),
            paper=("30/KH-TĐTN", date(2023, 11, 6)),
            places=(4, 8, 0),
            by=self.people["canbo.thidoan"],
        )
        self._send(volunteers, "thidoan")
        at(date(2023, 11, 14), 9)
        safety = draft_plan(
            name="Toàn dân bảo vệ an ninh Tổ quốc",
            theme="DIEN_HINH",
            organiser=self.units["UBND_XTL"],
            years=(date(2021, 8, 19), date(2023, 12, 31)),
            review=(ReviewKind.FINAL, date(2023, 12, 22)),
            paper=("44/KH-UBND", date(2023, 11, 13)),
            places=(2, 6, 0),
            by=self.people["canbo.tanlong"],
        )
        self._send(safety, "tanlong")
        at(date(2023, 11, 16), 9)
        self._appraise(safety, by=self.people["chuyenvien2"], note="Nội dung đạt; gửi muộn.")
        return teaching

    def _appraise(self, plan: AwardPlan, *, by: User, note: str) -> None:
        """Every item answered; one sent after the cut-off says so and goes to the Chairman."""
        plan.refresh_from_db()  # the day on which it was sent
        answers = dict.fromkeys(AppraisalItem.values, (True, ""))
        if is_sent_late(plan):
            answers[AppraisalItem.YEAR] = (False, f"Gửi ngày {plan.submitted_on:%d/%m/%Y}.")
        save_answers(plan, answers, by=by)
        plans.appraise(plan, by=by, note=note)

    def _send(self, plan: AwardPlan, place: str) -> None:
        plans.hand_over(plan, by=self.of(place)["clerk"])
        plans.confirm(plan, by=self.of(place)["head"])

    # dossiers and decisions -------------------------------------------------------------------

    def _awards_of_october(self, plan: AwardPlan) -> None:
        """A whole road: filed, appraised, one line not recommended, decided, issued."""
        at(date(2023, 10, 2), 8, 20)
        dossier = self._file(plan, "gddt", "PGDDT", nominees.GDDT_AWARDED, "Ngành Giáo dục thị xã")
        self._take_in(dossier, date(2023, 10, 3), officer="chuyenvien")
        at(date(2023, 10, 9), 14)
        desk.appraise(
            dossier,
            officer=self.people["chuyenvien"],
            against={"Đỗ Minh Dũng": "Sáng kiến chưa được Hội đồng sáng kiến cơ sở công nhận."},
        )
        at(date(2023, 10, 10), 9)
        decision = self._submit(dossier, "96/TTr-PNV", date(2023, 10, 10), reason=FOLLOWING)
        at(date(2023, 10, 11), 10)
        desk.approve(decision, by=self.people["chutich"])
        at(date(2023, 10, 12), 8)
        dossiers.decline_lines(
            dossier.nominations.filter(full_name="Đỗ Minh Dũng"), by=self.people["truongphong"]
        )

    def _awards_of_early_november(self, plan: AwardPlan) -> None:
        """The congress of the Farmers' Union, delivered."""
        at(date(2023, 10, 23), 9)
        dossier = self._file(
            plan, "hoinongdan", "HND", nominees.HND_AWARDED, "Đại hội Hội Nông dân thị xã"
        )
        self._take_in(dossier, date(2023, 10, 24), officer="chuyenvien2")
        at(date(2023, 10, 30), 9)
        desk.appraise(dossier, officer=self.people["chuyenvien2"])
        at(date(2023, 11, 1), 9)
        decision = self._submit(
            dossier,
            "101/TTr-PNV",
            date(2023, 11, 1),
            reason="nhiệm kỳ Đại hội Hội Nông dân thị xã 2018–2023",
        )
        at(date(2023, 11, 3), 15, 30)
        desk.approve(decision, by=self.people["chutich"])
        at(date(2023, 11, 6), 9)
        dossiers.deliver(dossier, by=self.people["chuyenvien2"])

    def _returned_and_drafted(self, teaching: AwardPlan, congress: AwardPlan) -> None:
        """One decision came back with the Chairman's words, another is still being written."""
        at(date(2023, 10, 24), 9)
        returned = self._file(
            teaching, "gddt", "PGDDT", nominees.GDDT_RETURNED, "Phong trào Dạy tốt, học tốt"
        )
        self._take_in(returned, date(2023, 10, 25), officer="chuyenvien")
        at(date(2023, 11, 6), 10)
        desk.appraise(returned, officer=self.people["chuyenvien"])
        at(date(2023, 11, 9), 9)
        decision = self._submit(
            returned,
            "108/TTr-PNV",
            date(2023, 11, 9),
            reason="phong trào thi đua Dạy tốt, học tốt năm học 2022–2023",
        )
        at(date(2023, 11, 13), 16)
        decisions.send_back(
            decision,
            by=self.people["chutich"],
            note="Nêu rõ năm học trong trích yếu, trình lại trước ngày 20/11.",
        )
        at(date(2023, 11, 8), 9)
        drafted = self._file(
            congress, "hoinongdan", "HND", nominees.HND_DRAFTED, "Đại hội Hội Nông dân, đợt 2"
        )
        self._take_in(drafted, date(2023, 11, 9), officer="chuyenvien2")
        at(date(2023, 11, 16), 14)
        desk.appraise(drafted, officer=self.people["chuyenvien2"])
        at(date(2023, 11, 17), 10)
        drafted.refresh_from_db()
        desk.compose(
            drafted,
            reason="đã có thành tích xuất sắc trong nhiệm kỳ Đại hội Hội Nông dân 2018–2023",
            by=drafted.officer,
        )

    def _desk_of_november(self, plan: AwardPlan) -> None:
        """What lies on the desks of Phòng Nội vụ and the Chairman on 20 November."""
        at(date(2023, 10, 27), 9)
        late = self._file(
            plan, "tanlong", "UBND_XTL", nominees.TANLONG_FOLLOWING, "Cán bộ, nhân dân xã Tân Long"
        )
        self._take_in(late, date(2023, 10, 30), officer="chuyenvien")
        at(date(2023, 11, 2), 9)
        waiting = self._file(
            plan, "mybinh", "UBND_XMB", nominees.MYBINH_SUBMITTED, "Cán bộ, nhân dân xã Mỹ Bình"
        )
        self._take_in(waiting, date(2023, 11, 3), officer="chuyenvien2")
        at(date(2023, 11, 13), 9)
        desk.appraise(waiting, officer=self.people["chuyenvien2"])
        at(date(2023, 11, 16), 10)
        self._submit(waiting, "112/TTr-PNV", date(2023, 11, 16), reason=FOLLOWING)
        at(date(2023, 11, 14), 8, 30)
        poor = self._file(
            plan, "tanlong", "UBND_XTL", nominees.TANLONG_REFUSED, "Bổ sung xã Tân Long"
        )
        at(date(2023, 11, 15), 8)
        dossiers.refuse(
            poor,
            by=self.people["chuyenvien"],
            note="Thành tích ghi chung chung, chưa nêu kết quả và phạm vi ảnh hưởng. "
            "Viết lại rồi nộp hồ sơ mới.",
        )
        at(date(2023, 11, 15), 9)
        gone = self._file(plan, "thidoan", "TD", nominees.THIDOAN_WITHDRAWN, "Đoàn phường 3")
        at(date(2023, 11, 15), 14)
        dossiers.withdraw(
            gone, by=self.people["lanhdao.thidoan"], note="Gộp vào hồ sơ chung của Thị đoàn."
        )
        at(date(2023, 11, 16), 9)
        own = self._file(plan, "noivu", "PNV", nominees.NOIVU_OWN, "Cơ quan hành chính thị xã")
        self._take_in(own, date(2023, 11, 17), officer="chuyenvien2")
        at(date(2023, 11, 17), 8, 30)
        received = self._file(plan, "thidoan", "TD", nominees.THIDOAN_RECEIVED, "Tuổi trẻ thị xã")
        at(date(2023, 11, 17), 13, 30)
        dossiers.receive(received, by=self.people["chuyenvien"])
        at(date(2023, 11, 20), 7, 40)
        self._file(
            plan, "phuong1", "UBND_P1", nominees.PHUONG1_FOLLOWING, "Cán bộ, nhân dân Phường 1"
        )

    def _drafts_of_today(self, following: AwardPlan, countryside: AwardPlan) -> None:
        """What is still on the units' own desks."""
        at(date(2023, 11, 20), 7, 45)
        desk.open_dossier(
            countryside,
            self.units["UBND_P1"],
            nominees.PHUONG1_DRAFT,
            title="Chung sức xây dựng nông thôn mới, đô thị văn minh – Phường 1",
            by=self.people["canbo.phuong1"],
        )
        at(date(2023, 11, 20), 7, 50)
        waiting = desk.open_dossier(
            following,
            self.units["PGDDT"],
            nominees.GDDT_WAITING,
            title="Ngành Giáo dục thị xã, đợt 2",
            by=self.people["canbo.gddt"],
        )
        dossiers.hand_over(waiting, by=self.people["canbo.gddt"])

    def _file(
        self,
        plan: AwardPlan,
        place: str,
        unit: str,
        people: tuple[nominees.Nominee, ...],
        title: str,
    ) -> Dossier:
        who = self.of(place)
        dossier = desk.open_dossier(
            plan, self.units[unit], people, title=f"{title} {plan.review_year}", by=who["clerk"]
        )
        desk.file_dossier(dossier, clerk=who["clerk"], head=who["head"])
        return dossier

    def _take_in(self, dossier: Dossier, day: date, *, officer: str) -> None:
        at(day, 9, 15)
        dossiers.receive(dossier, by=self.people["chuyenvien"])
        at(day, 10)
        dossiers.assign(dossier, officer=self.people[officer], by=self.people["truongphong"])

    def _submit(self, dossier: Dossier, number: str, day: date, *, reason: str):
        dossier.refresh_from_db()
        decision = desk.compose(
            dossier, reason=f"đã có thành tích xuất sắc trong {reason}", by=dossier.officer
        )
        return decisions.submit(
            decision, by=self.people["truongphong"], letter_number=number, letter_on=day
        )
