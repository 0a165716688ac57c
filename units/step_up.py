"""The password again before a signature or another password; a few wrong ones and it rests."""

from typing import NamedTuple

from django.core.cache import cache
from redis.exceptions import RedisError

from nganam_awards.core.refusals import Refused
from units.models import User


WRONG_AT_MOST = 5
REST_SECONDS = 15 * 60


class Act(NamedTuple):
    """What the password opens, in words."""

    name: str
    wrong: str
    untouched: str


SIGN = Act("Việc ký", "Mật khẩu chưa đúng, văn bản chưa được ký.", "văn bản chưa được ký")
CHANGE = Act("Việc đổi mật khẩu", "Mật khẩu hiện tại chưa đúng.", "mật khẩu chưa đổi")
MERGE = Act("Việc gộp", "Mật khẩu chưa đúng, hai bản ghi chưa được gộp.", "hai bản ghi còn nguyên")


def confirm(user: User, password: str, act: Act = SIGN) -> None:
    """Raise Refused unless this is the person's password; nothing is done then.

    The tries are those of the password, whatever it was asked for.
    """
    key = f"step-up:{user.pk}"
    try:
        cache.add(key, 0, REST_SECONDS)
        tries = cache.incr(key)  # counted before the look: many at once get no more tries
    except RedisError as error:
        raise Refused(
            f"Máy chủ đang bận nên chưa kiểm tra được mật khẩu; {act.untouched}. "
            "Hãy thử lại sau một phút."
        ) from error
    if tries > WRONG_AT_MOST:
        raise Refused(
            f"Mật khẩu đã nhập sai nhiều lần. {act.name} tạm khóa 15 phút; {act.untouched}."
        )
    if user.check_password(password):
        cache.delete(key)
        return
    left = WRONG_AT_MOST - tries
    told = f" Còn {left} lần thử." if left else f" {act.name} tạm khóa 15 phút."
    raise Refused(f"{act.wrong}{told}")
