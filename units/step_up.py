"""The password again before a signature; a few wrong ones and signing rests for a while."""

from django.core.cache import cache
from redis.exceptions import RedisError

from nganam_awards.core.refusals import Refused
from units.models import User


WRONG_AT_MOST = 5
REST_SECONDS = 15 * 60


def confirm(user: User, password: str) -> None:
    """Raise Refused unless this is the person's password; nothing is signed then."""
    key = f"step-up:{user.pk}"
    try:
        cache.add(key, 0, REST_SECONDS)
        tries = cache.incr(key)  # counted before the look: many at once get no more tries
    except RedisError as error:
        raise Refused(
            "Máy chủ đang bận nên chưa kiểm tra được mật khẩu; văn bản chưa được ký. "
            "Hãy thử lại sau một phút."
        ) from error
    if tries > WRONG_AT_MOST:
        raise Refused(
            "Mật khẩu đã nhập sai nhiều lần. Việc ký tạm khóa 15 phút; văn bản chưa được ký."
        )
    if user.check_password(password):
        cache.delete(key)
        return
    left = WRONG_AT_MOST - tries
    told = f" Còn {left} lần thử." if left else " Việc ký tạm khóa 15 phút."
    raise Refused(f"Mật khẩu chưa đúng, văn bản chưa được ký.{told}")
