"""The session in which a register is loaded: triggers asleep, indexes built once at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper

from nganam_awards.core.refusals import Refused


SUPERUSER = "postgres"  # of the try-out's own server; elsewhere the portal's role may be one
NO_SUPERUSER = (
    "Nạp sổ lớn cần quyền quản trị cao nhất của cơ sở dữ liệu (superuser) để tắt trigger trong lúc "
    "nạp. Tài khoản đang dùng không có quyền đó; chạy trên cổng dùng thử (./portal run) hoặc đặt "
    "DATABASE_URL bằng một tài khoản superuser."
)
FUNCTIONS = ("vn_fold", "vn_sort_key", "vn_name_key")


@contextmanager
def as_superuser() -> Iterator[None]:
    """Django's connection under a superuser, and back. Raises Refused where there is none.

    Outside any transaction: the connection is opened anew.
    """
    settings, own = connection.settings_dict, connection.settings_dict["USER"]
    try:
        if not _is_superuser():
            _reconnect(settings, SUPERUSER)
            if not _is_superuser():
                raise Refused(NO_SUPERUSER)
        yield
    finally:
        _reconnect(settings, own)  # temporary tables go with the session


def _reconnect(settings: dict, user: str) -> None:
    connection.close()
    settings["USER"] = user


def _is_superuser() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            return cursor.fetchone()[0]
    except OperationalError:
        return False


@contextmanager
def asleep(cursor: CursorWrapper) -> Iterator[None]:
    """No trigger and no foreign key is asked until the end: the rows are made legal as they are."""
    cursor.execute("SET LOCAL session_replication_role = replica")
    cursor.execute("SET LOCAL synchronous_commit = off")
    cursor.execute("SET LOCAL work_mem = '128MB'")
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    cursor.execute("SET LOCAL jit = off")
    yield
    cursor.execute("SET LOCAL session_replication_role = origin")


@contextmanager
def without_indexes(cursor: CursorWrapper, tables: list[str]) -> Iterator[None]:
    """Indexes that hold no constraint are built once, over all rows, instead of row by row."""
    cursor.execute(
        """
        SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
          FROM pg_index i
         WHERE i.indrelid = ANY (%s::regclass[]) AND NOT i.indisunique
         ORDER BY i.indexrelid
        """,
        [tables],
    )
    found = cursor.fetchall()
    for drop, _ in found:
        cursor.execute(drop)
    yield
    for _, make in found:
        cursor.execute(make)


@contextmanager
def known_names(cursor: CursorWrapper) -> Iterator[None]:
    """Keys of the names in `load_name` are looked up, not computed for each of a million rows.

    Generated columns and indexes call the functions of migration core.0001. For the time of the
    load these ask the pool first, where the same functions have written their answers; everything
    happens in one transaction, so that nobody else ever meets the borrowed bodies.
    """
    cursor.execute(
        "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE proname = ANY (%s)",
        [list(FUNCTIONS)],
    )
    own = dict(cursor.fetchall())
    for name in FUNCTIONS:
        schema_name = f"public.{name}("
        cursor.execute(own[name].replace(schema_name, f"public.load_{name}(", 1))
        cursor.execute(
            f"""
            CREATE OR REPLACE FUNCTION public.{name}(text) RETURNS text
            LANGUAGE plpgsql IMMUTABLE PARALLEL UNSAFE AS $$
            DECLARE known text;
            BEGIN
                SELECT {name} INTO known FROM pg_temp.load_name WHERE name = $1;
                RETURN coalesce(known, public.load_{name}($1));
            END $$
            """
        )
    yield
    for name in FUNCTIONS:
        cursor.execute(own[name])
        cursor.execute(f"DROP FUNCTION public.load_{name}(text)")
