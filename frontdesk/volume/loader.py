"""Loads a register of any size: a table a file of SQL, all or nothing."""

from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2.extras import Json, execute_values

from dossiers.queries.recount import recount_quotas
from dossiers.services import limit as limit_services
from dossiers.services.recount import recount_caps
from frontdesk.volume import fact, paper, person, session
from nganam_awards.core.refusals import Refused
from units.models import User


SQL = Path(__file__).parent / "sql"
# In this order; `documents_document` needs the words of papers, which are written from the rows
# before it. A column that a table gains is filled in its file; a table that is added has a file
# of its own, and its name here.
TABLES = (
    "campaigns_campaign",
    "campaigns_awardplan",
    "campaigns_planevent",
    "campaigns_quota",
    "honourees_honouree",
    "law_numberentry",
    "honourees_award",
    "dossiers_dossier",
    "dossiers_nomination",
    "dossiers_namewords",
    "dossiers_dossierwords",
    "dossiers_dossierevent",
    "dossiers_nominationevent",
    "dossiers_attachment",
    "decisions_decision",
    "decisions_decisionevent",
    "decisions_decisionline",
    "council_councilcase",
    "decisions_decisionwordrow",
    "decisions_namedunit",
    "notices_notice",
)
AFTER_WORDS = (
    "documents_document",
    "decisions_unitextract",
    "decisions_resultannouncement",
    "decisions_untoldline",
)
# Filled by the same files besides the table that names them.
BESIDE = (
    "campaigns_awardplan_participants",
    "campaigns_criterion",
    "campaigns_standard",
    "dossiers_dossiercounter",
    "council_caseevent",
    "council_caseline",
    "law_numberbook",
    "decisions_resultannouncement_nominations",
)
OPEN = 4
MOST_OPEN = 50
FEWEST = 200


def make_load(dossiers: int, nominations: int, open_percent: int = OPEN) -> dict[str, int]:
    """Add so many dossiers with so many lines; give how many rows each table has gained.

    The states are those that years of work would have left: what is closed has its decision, its
    register and its papers; `open_percent` of the dossiers are on somebody's desk today. Raises
    Refused, in words, where it may not be done.
    """
    _check(dossiers, nominations, open_percent)
    with session.as_superuser(), transaction.atomic(), connection.cursor() as cursor:
        desks = person.seat(max(8, min(200, dossiers // 50)))
        sizes = _sizes(dossiers, nominations, open_percent)
        before = _counts(cursor)
        with session.asleep(cursor):
            facts = fact.enter(cursor, sizes, desks)
            with session.known_names(cursor):
                with session.without_indexes(cursor, [*TABLES, *AFTER_WORDS, *BESIDE]):
                    _fill(cursor, facts)
                _put_sequences(cursor)
                _analyze(cursor)
        head = User.objects.get(pk=facts["home_head"])
        with session.asleep(cursor):
            paper.finish_decisions(facts["decision_base"], head)
            paper.enter_supplements(facts["dossier_base"])
        recount_caps()
        if waiting := limit_services.order("nạp sổ lớn để đo", None):
            limit_services.run(waiting.pk)  # the day of each step under way
        gained = {table: count - before[table] for table, count in _counts(cursor).items()}
    if differences := recount_quotas():
        raise AssertionError(f"{len(differences)} counters differ, {differences[0]} among them")
    return gained


def _check(dossiers: int, nominations: int, open_percent: int) -> None:
    if not settings.IS_DEMONSTRATION:
        raise Refused("Không nạp sổ lớn dưới cấu hình vận hành thật: hồ sơ nạp vào là bịa.")
    if dossiers < FEWEST:
        raise Refused(f"Nạp ít nhất {FEWEST} hồ sơ.")
    if nominations < dossiers:
        raise Refused("Số đề nghị không được ít hơn số hồ sơ: hồ sơ nào cũng có ít nhất một.")
    if not 0 <= open_percent <= MOST_OPEN:
        raise Refused(f"Tỷ lệ hồ sơ đang giải quyết là từ 0 đến {MOST_OPEN} phần trăm.")


def _sizes(dossiers: int, nominations: int, open_percent: int) -> dict[str, int]:
    return {
        "dossiers": dossiers,
        "nominations": nominations,
        "open": dossiers * open_percent // 100,
        "town_campaigns": 4,
        "unit_campaigns": max(8, min(120, dossiers // 400)),
    }


def _fill(cursor: CursorWrapper, facts: dict) -> None:
    _run(cursor, "plan")
    for table in TABLES:
        _run(cursor, table)
    head = User.objects.get(pk=facts["home_head"])
    words = [(kind, Json(said)) for kind, said in paper.words(facts["decision_base"], head)]
    execute_values(cursor.cursor, "INSERT INTO load_words VALUES %s", words)
    for table in AFTER_WORDS:
        _run(cursor, table)


def _run(cursor: CursorWrapper, name: str) -> None:
    cursor.execute((SQL / f"{name}.sql").read_text("utf-8"))


def _counts(cursor: CursorWrapper) -> dict[str, int]:
    tables = sorted({*TABLES, *AFTER_WORDS, *BESIDE})
    cursor.execute(" UNION ALL ".join(f"SELECT '{one}', count(*) FROM {one}" for one in tables))
    return dict(cursor.fetchall())


def _put_sequences(cursor: CursorWrapper) -> None:
    for table in fact.BASES.values():
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
        )


def _analyze(cursor: CursorWrapper) -> None:
    for table in sorted({*TABLES, *AFTER_WORDS, *BESIDE}):
        cursor.execute(f"ANALYZE {table}")
