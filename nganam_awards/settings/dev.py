"""The try-out: production over plain http on loopback, with a movable office clock."""

import os

from nganam_awards.settings.base import *  # noqa: F403 - a settings file is its base plus a few lines


ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
if "TRUSTED_PROXIES" not in os.environ:
    TRUSTED_PROXIES = []  # no nginx stands before it
IS_DEMONSTRATION = os.environ.get("PORTAL_DEMO", "1") == "1"

# No certificate on loopback: cookies without the Secure flag cannot carry the __Host- prefix.
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_NAME = "csrf"
DEVICE_COOKIE_NAME = "device"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False

# Compression takes half a minute at the first start and gains nothing on loopback.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
}
