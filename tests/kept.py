"""What this process of the suite keeps in Redis, which the others of the suite share."""

from django.conf import settings
from django.core.cache import cache


def forget() -> None:
    """Its own keys alone: `cache.clear()` would empty the others' in the middle of their tests."""
    redis = cache._cache.get_client(None, write=True)
    if keys := list(redis.scan_iter(f"{settings.CACHES['default']['KEY_PREFIX']}:*")):
        redis.delete(*keys)
