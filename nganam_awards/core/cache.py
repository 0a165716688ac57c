"""The cache, which nobody's page depends on: Redis away for a moment is a miss, not an error.

`add` and `incr` still raise: who counts or locks with them must know, and refuse.
"""

from collections.abc import Callable
from functools import wraps

import structlog
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import ConnectionPool, Redis
from redis.exceptions import RedisError


log = structlog.get_logger(__name__)


def _or_a_miss(name: str, miss: Callable[..., object]) -> Callable:
    real = getattr(RedisCache, name)

    @wraps(real)
    def quiet(self: RedisCache, *args: object, **kwargs: object) -> object:
        try:
            return real(self, *args, **kwargs)
        except RedisError as error:
            log.warning("cache_away", error=type(error).__name__)
            return miss(*args, **kwargs)

    return quiet


class _KeptClient(RedisCacheClient):
    """One client for each pool: Django makes another for every single question."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._clients: dict[ConnectionPool, Redis] = {}

    def get_client(self, key: str | None = None, *, write: bool = False) -> Redis:
        """The one that was made of this pool."""
        pool = self._get_connection_pool(write)
        if pool not in self._clients:
            self._clients[pool] = self._client(connection_pool=pool)
        return self._clients[pool]


class PatientRedisCache(RedisCache):
    """Django's own, but what it cannot reach it does not know."""

    def __init__(self, server: str, params: dict) -> None:
        super().__init__(server, params)
        self._class = _KeptClient

    get = _or_a_miss("get", lambda key, default=None, **_: default)
    get_many = _or_a_miss("get_many", lambda *_, **__: {})
    has_key = _or_a_miss("has_key", lambda *_, **__: False)
    set = _or_a_miss("set", lambda *_, **__: None)
    set_many = _or_a_miss("set_many", lambda data, *_, **__: list(data))
    touch = _or_a_miss("touch", lambda *_, **__: False)
    delete = _or_a_miss("delete", lambda *_, **__: False)
    delete_many = _or_a_miss("delete_many", lambda *_, **__: None)

    def is_awake(self) -> bool:
        """Does Redis answer?"""
        try:
            return bool(self._cache.get_client(None).ping())
        except RedisError:
            return False
