"""Questions asked upward: a lower app asks, the apps above put in their answers at start-up."""

from collections.abc import Callable, Iterator


class Registry:
    """An ordered set of callables under one question."""

    def __init__(self, question: str) -> None:
        self.question = question
        self._answers: list[tuple[int, Callable]] = []

    def add(self, answer: Callable, *, order: int = 50) -> Callable:
        """Put in one answer; the same callable is kept once."""
        if all(known is not answer for _, known in self._answers):
            self._answers.append((order, answer))
            self._answers.sort(key=lambda pair: pair[0])
        return answer

    def __iter__(self) -> Iterator[Callable]:
        return (answer for _, answer in self._answers)


# f(user) -> list[NavItem]: which doors of the side menu this person has, with what waits behind.
navigation = Registry("Which pages does this person work with?")
# f(user) -> list[core.work.Lane]: rows on which this person has the next step.
work_lanes = Registry("What waits for this person?")
# f(user) -> list[core.work.Elsewhere]: what somebody else has to do first.
work_elsewhere = Registry("What does this person wait for?")
# f(user, dossier) -> list[core.steps.LastStep]: steps that other apps offer on a dossier's page.
dossier_steps = Registry("What else can be done with this dossier?")
# f() -> (slug, label, Q): a further queue of dossiers of Phòng Nội vụ.
dossier_queues = Registry("Which dossiers wait for what another app knows?")
# f(user, typed words) -> core.search.SearchGroup | None: what this person finds in one kind of
# thing; None where there is no such room for the person.
searches = Registry("What does this person find by these words?")
# f(user, document) -> bool | None: may this person open the paper? None: not my kind of paper.
document_readers = Registry("Who may open this paper?")
# f(event): called after the commit of every step.
step_listeners = Registry("Who is told of a step?")
# f(quota row) -> list[str]: names of those who hold its places with the Chairman or as awards.
place_holders = Registry("Who holds these places?")
# f(ids of records) -> {record: (position, place of work)}: as what the newest list names them.
honouree_positions = Registry("In which position does a list name this honouree?")
# f(plan) -> (lines without a result yet, dossiers still being written): suspended lines hold no
# place and are open all the same.
plan_dependents = Registry("What still hangs on this plan?")
# f(ids of plans) -> {(plan, unit)}: under which plans a unit has filed, so that nobody is reminded.
plan_filers = Registry("Which units have filed under these plans?")
# f(): called inside the transaction that changed a figure of the law or a unit's cluster; counts
# anew what stands on it, or raises Refused with what stands in the way.
recounters = Registry("Which counters stand on the law and on the clusters?")
# f(words, by): called inside the transaction that changed the calendar of working days.
calendar_listeners = Registry("What is counted anew when the calendar changes?")
# f() -> core.calendar.Aftermath | None: what the last change of the calendar set going.
calendar_aftermaths = Registry("How far is what follows a change of the calendar?")
# f(user) -> str: the office a person sits in, in words.
user_titles = Registry("Who is this person in the office?")
# f(user) -> str: as what a person sits somewhere by dated rows of an app above the accounts.
seat_titles = Registry("As what does this person sit in a body of the town today?")
# f(user) -> QuerySet: what this person has not read yet.
unread_lists = Registry("Which messages are unread?")
# f() -> QuerySet of rows of one nomination (OuterRef "pk") that hold it to a live decision.
lines_on_paper = Registry("Which nominations stand in a decision already?")
# f(list of nominations) -> {key: ("passed" | "failed" | "waiting", words)}: what a body that votes
# has said of each; who never came before it is not there.
vote_standings = Registry("What did the Council say of these nominations?")
# f(person, day) -> Q on permissions: rights that follow from dated rows of an app above the
# accounts. Both are expressions: its text is asked for everybody.
dated_rights = Registry("Which rights follow from a seat that this person holds on the day?")
# f(app label, codename) -> QuerySet of rows with a `person`: whoever holds the right by such a row.
dated_holders = Registry("Who holds this right by a seat today?")
# f(user, with_facts=…) -> hashable: all that decides which rows lie before a person; `.bearer()` is
# the person who knows no more. One answer.
seats = Registry("Who is this person to the portal today?")
# f(user) -> (name of the memo, {key: plain value}) | None: what an app above the accounts has read
# of the person that decides it as well; `.bearer()` knows it too.
seat_facts = Registry("What else decides which rows lie before this person?")
# f(document): called after the commit that made a paper's file ready.
document_listeners = Registry("Who is told that a paper is ready?")
# f(stored file): called after the commit that said what the scanner found, or that it is silent.
scan_listeners = Registry("Who waits for the scan of a file?")
# f(user, dossier) -> list of (label, address, thing with a state): papers of a dossier that this
# person may open.
dossier_papers = Registry("Which papers came of this dossier?")
# f(provision row of the law) -> list of worked cases: stories with what the provision says of them.
worked_cases = Registry("Which worked cases show this provision?")
# f() -> list[core.health.Sign]: what the administrator should know of this part of the machine.
health_signs = Registry("How does this part of the portal do?")
# f(unit id, merit year) -> list[str]: codes of filed dossiers that were examined against the unit's
# list of registered titles, which is shut then.
registration_uses = Registry("What was filed on the strength of this list?")
# f() -> core.sheets.imports.ListKind: a list that the administrator may bring in from Excel.
import_kinds = Registry("Which lists can be brought in from Excel?")
# f() -> core.sheets.export.SheetKind: a list that can be taken along as Excel.
list_sheets = Registry("Which lists can be taken along as Excel?")
# f(user, keys of records) -> honourees.queries.life_record.RecordFacts: of one honouree.
honouree_facts = Registry("What do dossiers know of this honouree?")
# f(keys of records) -> list[honourees.queries.restart.ToldPenalty]: of one honouree, by whoever
# told it.
told_penalties = Registry("Which penalties do dossiers tell of this honouree?")
# f(user, keys of awards) -> {award: address}: decisions that this person may open.
award_decisions = Registry("Where is the decision of an award to be read?")
