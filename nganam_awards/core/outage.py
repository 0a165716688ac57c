"""What a person reads when a part of the machine is full or away, and what to do next."""

import errno
import os
from typing import NamedTuple

import psycopg2
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError


FULL, AWAY = 507, 503
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
_NO_SPACE_WORDS = os.strerror(errno.ENOSPC)
_DISK_FULL = "53100"  # PostgreSQL's codes
_LEAVING = {"57P01", "57P02", "57P03", "53300"}  # shut down, crashed, starting, no connection left


class Outage(NamedTuple):
    """The answer's status, and its words."""

    status: int
    heading: str
    lead: str


DISK = Outage(
    FULL,
    "Máy chủ hết chỗ lưu",
    "Việc vừa rồi chưa được lưu; những gì đã lưu trước đó vẫn còn nguyên. Hãy bấm nút quay lại của "
    "trình duyệt để giữ chữ đã ghi, báo quản trị hệ thống tại Phòng Nội vụ, rồi thử lại sau.",
)
SERVER = Outage(
    AWAY,
    "Hệ thống đang bận",
    "Một phần của máy chủ đang khởi động lại. Việc vừa rồi có thể chưa được lưu; hãy bấm nút quay "
    "lại của trình duyệt để giữ chữ đã ghi và thử lại sau một phút.",
)


def outage_of(error: BaseException | None) -> Outage | None:
    """Which one an error comes from; None where the program itself is at fault."""
    while error is not None:
        if found := _of_one(error):
            return found
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return None


def _of_one(error: BaseException) -> Outage | None:
    code = getattr(error, "pgcode", None)
    is_database = isinstance(error, psycopg2.OperationalError | psycopg2.InterfaceError)
    if getattr(error, "errno", None) in _NO_SPACE or code == _DISK_FULL:
        return DISK
    if is_database and _NO_SPACE_WORDS in str(error):  # refused at its own start
        return DISK
    if code in _LEAVING or (is_database and code is None):
        return SERVER
    return SERVER if isinstance(error, RedisError | BrokerError) else None
