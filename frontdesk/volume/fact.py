"""What the SQL of the load stands on: days, people, prizes, names, numbers already given."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db.backends.utils import CursorWrapper
from psycopg2.extras import execute_values

from decisions.queries import fund as fund_queries
from frontdesk.volume import name as names, paper
from frontdesk.volume.person import UnitDesk
from law.enums import HonoureeKind
from law.models import Authority, AwardType
from law.queries import regime as regime_queries
from nganam_awards.core import calendar, clock
from units.models import Unit, User


FIRST_YEAR = 2019
AWARDS = {"gk": "GK", "ldtt": "LDTT", "cstdcs": "CSTDCS", "ttldtt": "TTLDTT"}
# The last number each table gave, whose rows get their keys from the plan.
BASES = {
    "campaign_base": "campaigns_campaign",
    "plan_base": "campaigns_awardplan",
    "quota_base": "campaigns_quota",
    "dossier_base": "dossiers_dossier",
    "line_base": "dossiers_nomination",
    "honouree_base": "honourees_honouree",
    "award_base": "honourees_award",
    "decision_base": "decisions_decision",
    "decision_line_base": "decisions_decisionline",
    "announcement_base": "decisions_resultannouncement",
    "entry_base": "law_numberentry",
    "document_base": "documents_document",
    "dossier_event_base": "dossiers_dossierevent",
    "line_event_base": "dossiers_nominationevent",
}


def enter(cursor: CursorWrapper, sizes: dict[str, int], desks: list[UnitDesk]) -> dict:
    """Write everything into temporary tables, one row of facts among them; give that row."""
    today, officers = clock.today(), _officers()
    days = _days(today)
    _table(cursor, "load_day", "n int, day date, due_on date, year int", days)
    _units(cursor, desks)
    _table(cursor, "load_officer", "n int, id bigint, full_name text", officers)
    _table(cursor, "load_prize", PRIZE, _prizes(today))
    _table(cursor, "load_file", FILE, paper.files())
    _table(cursor, "load_words", "name text, words jsonb", [])
    pool = _names(cursor, sizes["nominations"])
    facts = sizes | pool | _bases(cursor) | _people() | _law()
    facts |= {
        "units": len(desks),
        "officers": len(officers),
        "officer": officers[0][1],
        "today": today,
        "today_n": len(days) - 1,  # yesterday: nothing is later than now
        "this_year": SmallNumber(today.year),
        "first_day": date(FIRST_YEAR, 1, 1),
        "one_stop_prefix": f"{settings.ONE_STOP_PREFIX}-" if settings.ONE_STOP_PREFIX else "",
        "extract_document_base": 0,
        "announcement_document_base": 0,
    }
    typed = ", ".join(f"{key} {_type(value)}" for key, value in facts.items())
    _table(cursor, "load_fact", typed, [tuple(facts.values())])
    return facts


class SmallNumber(int):
    """A number that stays small in SQL, where days are made of it."""


PRIZE = "month date, award_type_id bigint, kind text, prize_vnd bigint"
FILE = "part text, file text, name text, size int, sha256 text, page_count int"


def _type(value: object) -> str:
    return {int: "bigint", SmallNumber: "int", date: "date"}.get(type(value), "text")


def _table(cursor: CursorWrapper, name: str, columns: str, rows: Iterable[tuple]) -> None:
    cursor.execute(f"CREATE TEMP TABLE {name} ({columns})")
    execute_values(cursor.cursor, f"INSERT INTO {name} VALUES %s", list(rows), page_size=1000)
    cursor.execute(f"ANALYZE {name}")


def _days(today: date) -> list[tuple]:
    """Working days since the first year, numbered, each with the day promised to who files then."""
    off, worked = regime_queries.days_off()
    spans: dict[tuple[int, int], int] = {}
    found, day = [], date(FIRST_YEAR, 1, 1)
    while day <= today:
        if calendar.is_working_day(day, off, worked):
            month = (day.year, day.month)
            if month not in spans:
                spans[month] = regime_queries.rule_set_on(day).processing_days
            due = calendar.add_working_days(day, spans[month], off, worked)
            found.append((len(found) + 1, day, due, day.year))
        day += timedelta(days=1)
    return found


def _prizes(today: date) -> list[tuple]:
    """Amounts month by month: base salaries change on the first of one."""
    awards = AwardType.objects.filter(code__in=AWARDS.values())
    found, month = [], date(FIRST_YEAR, 1, 1)
    while month <= today:
        prizes = regime_queries.prizes_on(month)
        found += [
            (month, award.pk, kind, prizes.of(award, kind))
            for award in awards
            for kind in HonoureeKind.values
        ]
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found


def _units(cursor: CursorWrapper, desks: list[UnitDesk]) -> None:
    called = dict(Unit.objects.values_list("pk", "name"))
    rows = [
        (n, desk.unit, desk.clerk, desk.head, called[desk.unit]) for n, desk in enumerate(desks, 1)
    ]
    _table(cursor, "load_unit", "n int, id bigint, clerk bigint, head bigint, name text", rows)


def _officers() -> list[tuple]:
    people = User.objects.holding("dossiers.appraise_any").order_by("pk")
    rows = [person for person in people if not person.has_perm("dossiers.assign")]
    return [(n, person.pk, person.full_name) for n, person in enumerate(rows, 1)]


def _names(cursor: CursorWrapper, lines: int) -> dict[str, int]:
    """The pool, its keys counted once; collectives stand below zero."""
    persons = min(names.MOST_PERSONS, max(600, lines // 15))
    bodies = min(names.MOST_BODIES, max(60, lines // 250))
    rows = [(n, *called) for n, called in enumerate(names.persons(persons), 1)]
    rows += [(-n, full_name, "") for n, full_name in enumerate(names.bodies(bodies), 1)]
    _table(cursor, "load_typed", "n int, name text, gender text", rows)
    cursor.execute(
        "CREATE TEMP TABLE load_name AS SELECT *, vn_fold(name) AS vn_fold, "
        "vn_sort_key(name) AS vn_sort_key, vn_name_key(name) AS vn_name_key FROM load_typed"
    )
    cursor.execute("CREATE UNIQUE INDEX ON load_name (n)")
    cursor.execute("CREATE UNIQUE INDEX ON load_name (name)")
    cursor.execute("ANALYZE load_name")
    cursor.execute("GRANT SELECT ON load_name TO PUBLIC")  # indexes are built as their owner
    return {"persons": persons, "bodies": bodies}


def _bases(cursor: CursorWrapper) -> dict[str, int]:
    found = {}
    for key, table in BASES.items():
        cursor.execute(f"SELECT nextval(pg_get_serial_sequence('{table}', 'id'))")
        found[key] = cursor.fetchone()[0]
    return found


def _people() -> dict[str, int]:
    home = Unit.objects.get(code="PNV")
    head = User.objects.holding("dossiers.assign").order_by("pk").first()
    chairman = User.objects.holding("campaigns.approve_plan").order_by("pk").first()
    return {
        "home_unit": home.pk,
        "home_head": head.pk,
        "home_clerk": head.pk,
        "chairman": chairman.pk,
    }


def _law() -> dict:
    town, home = Authority.objects.get(code="UBND_TX"), Authority.objects.get(code="PNV")
    signatory, fund = regime_queries.head_of(town, clock.today()), fund_queries.usual()
    awards = dict(AwardType.objects.values_list("code", "pk"))
    return {
        "town": town.pk,
        "town_symbol": town.symbol,
        "home": home.pk,
        "home_symbol": home.symbol,
        "signatory": signatory.pk,
        "fund": fund.pk,
        "fund_name": fund.name,
        **{key: awards[code] for key, code in AWARDS.items()},
    }
