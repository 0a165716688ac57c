"""The suite: the try-out with a cheap hash, plain static names and files in a throw-away folder."""

import os
import tempfile
from pathlib import Path

from nganam_awards.settings.dev import *  # noqa: F403 - a settings file is its base plus a few lines


DATA_DIR = Path(tempfile.mkdtemp(prefix="portal-test-"))
MEDIA_ROOT = DATA_DIR / "media"
BACKUP_DIR = DATA_DIR / "backups"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()  # whitenoise warns of a missing folder, and warnings fail the suite
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # seconds, not secrets
ALLOWED_HOSTS = ["*"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
MAINTENANCE_DATABASE = DATABASES["default"]["NAME"]  # noqa: F405

# A process of the suite has its cache to itself, and its tasks stay in its own memory: the real
# broker and worker are driven by the browser tests, which do not run under these settings.
CACHES["default"]["KEY_PREFIX"] = f"portal-{os.getpid()}"  # noqa: F405
CELERY_BROKER_URL = "memory://"


class UndefinedVariable(str):
    """A name that a template speaks and nobody gave: the page fails instead of going blank."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        raise LookupError(f"undefined template variable: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")  # noqa: F405
