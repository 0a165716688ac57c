"""The year 2023 of the town, step by step, by the office clock."""

from datetime import date

from campaigns.models import AwardPlan
from decisions import transitions as decisions
from decisions.enums import ForwardOutcome
from decisions.queries import fund as fund_queries
from decisions.services import announcement as announcement_services, answer as answer_services
from decisions.services.fund import enter_budget
from dossiers.forms.dossier import FilingForm
from dossiers.models import Dossier
from dossiers.queries import queue as queue_queries
from dossiers.services import (
    nominee as nominee_services,
    reminder as reminder_services,
)
from dossiers.services.queue_view import save_view
from dossiers.transitions import (
    apology as apology_transitions,
    dossier as dossier_transitions,
    nominee as nominee_transitions,
    supplement as supplement_transitions,
)
from frontdesk.demonstration import (
    council,
    desk,
    home_affairs,
    launches,
    nominees,
    people,
    registrations,
    testimony,
    twins,
)
from frontdesk.demonstration.amendments import amend_countryside, amend_teaching
from frontdesk.demonstration.cast import Cast
from frontdesk.demonstration.desk import at
from nganam_awards.core import clock


DEMONSTRATION_DAY = date(2023, 11, 20)
YEAR_BUDGET = 60_000_000
FOLLOWING = "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm 2023"


class Year(Cast):
    """The town at work from January to the morning of 20 November."""

    def live(self) -> None:
        """From January to the morning of 20 November."""
        self._enter_budget()
        people.choose_letters(self.people)
        registrations.register_titles(self)
        following, congress, countryside = launches.plans_of_spring(self)
        launches.plan_of_a_cluster(self)
        teaching = launches.late_and_refused_plans(self)
        amend_countryside(countryside, self.people)
        self._awards_of_october(following)
        self._asked_of_the_province()
        self._stopped(following)
        self._awards_of_early_november(congress)
        amend_teaching(teaching, self.people)
        self._returned_and_drafted(teaching, congress)
        self._desk_of_november(following)
        self._drafts_of_today(following, countryside)
        self._saved_views(following)
        testimony.hear(self)
        council.convene(self)
        twins.meet(self)
        self._reminders_of_the_morning()

    def _reminders_of_the_morning(self) -> None:
        """What the clock says on the last morning."""
        at(DEMONSTRATION_DAY)
        reminder_services.note_due()
        reminder_services.tell_noted()

    def _saved_views(self, plan: AwardPlan) -> None:
        """How an officer and the head of Phòng Nội vụ like to open their queues."""
        officer = self.people["chuyenvien"]
        save_view(
            by=officer,
            name="Học tập Bác, đã thẩm định",
            queue=queue_queries.APPRAISED,
            narrowing=f"campaign={plan.campaign_id}",
        )
        save_view(
            by=self.people["truongphong"],
            name=f"Quá hạn, {officer.full_name}",
            queue=queue_queries.LATE,
            narrowing=f"officer={officer.pk}",
        )

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
        nominee_transitions.decline_lines(
            dossier.nominations.filter(full_name="Đỗ Minh Dũng"), by=self.people["truongphong"]
        )
        at(date(2023, 10, 13), 9)
        announcement_services.issue(dossier, by=self.people["truongphong"])

    def _asked_of_the_province(self) -> None:
        """A letter of the town (UBND thị xã) about two awards above it; one has its answer."""
        at(date(2023, 10, 16), 9)
        dossier = self._file(None, "gddt", "PGDDT", nominees.GDDT_ABOVE, "Đề nghị tỉnh khen thưởng")
        self._take_in(dossier, date(2023, 10, 17), officer="chuyenvien2")
        at(date(2023, 10, 24), 9)
        desk.appraise(dossier, officer=self.people["chuyenvien2"])
        council.meet_about(dossier.nominations.all(), self.people, date(2023, 10, 25))
        at(date(2023, 10, 25), 16)
        letter = self._submit(dossier, "99/TTr-PNV", date(2023, 10, 25), reason="năm học 2022–2023")
        at(date(2023, 10, 27), 10)
        desk.approve(letter, by=self.people["chutich"])
        at(date(2023, 11, 15), 10)
        answer_services.record(
            letter.lines.select_related("decision", "nomination").order_by("pk").first(),
            outcome=ForwardOutcome.AWARDED,
            symbol="2856/QĐ-UBND",
            decided_on=date(2023, 11, 10),
            by=self.people["chuyenvien2"],
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
        dossier_transitions.deliver(dossier, by=self.people["chuyenvien2"])

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
        at(date(2023, 11, 17), 15)
        apology_transitions.apologise(
            drafted,
            reason="Chờ Hội Nông dân tỉnh xác nhận thành tích của một cá nhân trong danh sách.",
            until=date(2023, 11, 30),
            by=drafted.officer,
        )

    def _enter_budget(self) -> None:
        """The year's money for awards, as the head of Nội vụ enters it in January."""
        at(date(2023, 1, 9), 9)
        enter_budget(
            fund_queries.usual(),
            2023,
            amount_vnd=YEAR_BUDGET,
            seen_vnd=None,
            note="Quyết định giao dự toán ngân sách năm 2023",
            by=self.people["truongphong"],
        )

    def _desk_of_november(self, plan: AwardPlan) -> None:
        """What lies on the desks of Phòng Nội vụ and the Chairman on 20 November."""
        late = self._begun_late(plan)
        self._before_the_chairman(plan)
        again = self._sent_home(plan)
        self._of_the_last_days(plan)
        home_affairs.share_work(self.people)
        home_affairs.remind([late, again], by=self.people["truongphong"])

    def _begun_late(self, plan: AwardPlan) -> Dossier:
        """In October, and its day is past."""
        at(date(2023, 10, 27), 9)
        late = self._file(
            plan, "tanlong", "UBND_XTL", nominees.TANLONG_FOLLOWING, "Cán bộ, nhân dân xã Tân Long"
        )
        self._take_in(late, date(2023, 10, 30), officer="chuyenvien")
        at(date(2023, 10, 31), 9)
        desk.begin_to_read(
            late, officer=self.people["chuyenvien"], chief=self.people["truongphong"]
        )
        return late

    def _before_the_chairman(self, plan: AwardPlan) -> None:
        """Supplemented, appraised after the high water, in a decision that waits for him."""
        at(date(2023, 11, 2), 9)
        waiting = self._file(
            plan, "mybinh", "UBND_XMB", nominees.MYBINH_SUBMITTED, "Cán bộ, nhân dân xã Mỹ Bình"
        )
        self._take_in(waiting, date(2023, 11, 3), officer="chuyenvien2")
        self._supplemented(waiting)
        home_affairs.close_for_high_water(self.people)
        at(date(2023, 11, 13), 9)
        desk.appraise(waiting, officer=self.people["chuyenvien2"])
        at(date(2023, 11, 16), 10)
        self._submit(waiting, "112/TTr-PNV", date(2023, 11, 16), reason=FOLLOWING)

    def _sent_home(self, plan: AwardPlan) -> Dossier:
        """One refused, one asked for more (given back), one withdrawn by its unit."""
        at(date(2023, 11, 14), 8, 30)
        poor = self._file(
            plan, "tanlong", "UBND_XTL", nominees.TANLONG_REFUSED, "Bổ sung xã Tân Long"
        )
        at(date(2023, 11, 15), 8)
        dossier_transitions.refuse(
            poor,
            by=self.people["chuyenvien"],
            note="Thành tích ghi chung chung, chưa nêu kết quả và phạm vi ảnh hưởng. "
            "Viết lại rồi nộp hồ sơ mới.",
        )
        at(date(2023, 11, 15), 15)
        again = self._file(plan, "tanlong", "UBND_XTL", nominees.TANLONG_AGAIN, "Xã Tân Long")
        at(date(2023, 11, 16), 8, 30)
        supplement_transitions.ask_more(
            again,
            words="Biên bản họp xét chưa có chữ ký thư ký; ghi thêm số phiếu đồng ý.",
            until=date(2023, 11, 24),
            by=self.people["chuyenvien"],
        )
        at(date(2023, 11, 16), 8, 45)
        gone = self._file(plan, "thidoan", "TD", nominees.THIDOAN_WITHDRAWN, "Đoàn phường 3")
        at(date(2023, 11, 16), 8, 55)
        dossier_transitions.withdraw(
            gone, by=self.people["lanhdao.thidoan"], note="Gộp vào hồ sơ chung của Thị đoàn."
        )
        return again

    def _of_the_last_days(self, plan: AwardPlan) -> None:
        """Assigned, received, and filed this morning."""
        at(date(2023, 11, 16), 9)
        own = self._file(plan, "noivu", "PNV", nominees.NOIVU_OWN, "Cơ quan hành chính thị xã")
        self._take_in(own, date(2023, 11, 17), officer="chuyenvien2")
        at(date(2023, 11, 17), 8, 30)
        received = self._file(plan, "thidoan", "TD", nominees.THIDOAN_RECEIVED, "Tuổi trẻ thị xã")
        at(date(2023, 11, 17), 13, 30)
        dossier_transitions.receive(received, by=self.people["chuyenvien"])
        at(date(2023, 11, 20), 7, 40)
        self._file(
            plan, "phuong1", "UBND_P1", nominees.PHUONG1_FOLLOWING, "Cán bộ, nhân dân Phường 1"
        )
        at(date(2023, 11, 20), 7, 45)

    def _supplemented(self, dossier: Dossier) -> None:
        """Asked once more, mended by the clerk, sent by the head; the clock stood still."""
        who = self.of("mybinh")
        at(date(2023, 11, 6), 9)
        supplement_transitions.ask_more(
            dossier,
            words="Ghi số phiếu đồng ý của ông Hồ Văn Sang theo biên bản họp xét.",
            until=date(2023, 11, 10),
            by=self.people["chuyenvien2"],
        )
        at(date(2023, 11, 7), 14)
        line = dossier.nominations.get(full_name="Hồ Văn Sang")
        line.dossier, line.votes_for, line.votes_total = dossier, 21, 21
        nominee_services.edit_line(line, by=who["clerk"])
        supplement_transitions.mark_ready(dossier, by=who["clerk"])
        at(date(2023, 11, 8), 8)
        supplement_transitions.answer(
            dossier,
            by=who["head"],
            declaration=FilingForm.words,
            note="Đã ghi theo biên bản họp xét.",
        )
        dossier.refresh_from_db()

    def _stopped(self, plan: AwardPlan) -> None:
        """Nobody answered in time: the dossier ends by itself."""
        at(date(2023, 10, 23), 9)
        silent = self._file(plan, "thidoan", "TD", nominees.THIDOAN_STOPPED, "Thị đoàn, đợt 1")
        at(date(2023, 10, 25), 9)  # a day past the limit of reception
        supplement_transitions.ask_more(
            silent,
            words="Bổ sung biên bản họp xét có đủ chữ ký.",
            until=date(2023, 10, 31),
            by=self.people["chuyenvien"],
        )
        at(date(2023, 11, 1), 0, 20)
        supplement_transitions.stop_overdue()

    def _drafts_of_today(self, following: AwardPlan, countryside: AwardPlan) -> None:
        """What is still on the units' own desks."""
        at(date(2023, 11, 20), 7, 45)
        begun = desk.open_dossier(
            countryside,
            self.units["UBND_P1"],
            nominees.PHUONG1_DRAFT,
            title="Chung sức xây dựng nông thôn mới, đô thị văn minh – Phường 1",
            by=self.people["canbo.phuong1"],
        )
        at(date(2023, 11, 20), 7, 44)  # a moment before their signed copies came in
        desk.write_unit_papers(
            begun, clerk=self.people["canbo.phuong1"], head=self.people["lanhdao.phuong1"]
        )
        at(date(2023, 11, 20), 7, 50)
        waiting = desk.open_dossier(
            following,
            self.units["PGDDT"],
            nominees.GDDT_WAITING,
            title="Ngành Giáo dục thị xã, đợt 2",
            by=self.people["canbo.gddt"],
        )
        dossier_transitions.hand_over(waiting, by=self.people["canbo.gddt"])

    def _file(
        self,
        plan: AwardPlan | None,
        place: str,
        unit: str,
        people: tuple[nominees.Nominee, ...],
        title: str,
    ) -> Dossier:
        who = self.of(place)
        dossier = desk.open_dossier(
            plan, self.units[unit], people, title=f"{title} {clock.today().year}", by=who["clerk"]
        )
        desk.file_dossier(dossier, clerk=who["clerk"], head=who["head"])
        return dossier

    def _take_in(self, dossier: Dossier, day: date, *, officer: str) -> None:
        at(day, 9, 15)
        dossier_transitions.receive(dossier, by=self.people["chuyenvien"])
        at(day, 10)
        dossier_transitions.assign(
            dossier, officer=self.people[officer], by=self.people["truongphong"]
        )

    def _submit(self, dossier: Dossier, number: str, day: date, *, reason: str):
        dossier.refresh_from_db()
        decision = desk.compose(
            dossier, reason=f"đã có thành tích xuất sắc trong {reason}", by=dossier.officer
        )
        return decisions.submit(
            decision, by=self.people["truongphong"], letter_number=number, letter_on=day
        )
