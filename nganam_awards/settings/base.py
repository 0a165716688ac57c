"""Production. `dev` and `test` only loosen what is listed there."""

from ipaddress import ip_network
from pathlib import Path

import structlog
from celery.schedules import crontab, schedule
from csp.constants import NONE, SELF
from environs import Env, validate
from kombu import Queue
from redis.backoff import NoBackoff
from redis.retry import Retry

from nganam_awards.core.redaction import withhold_rows


env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(env.str("PORTAL_DATA", str(BASE_DIR / "var")))

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [])
# Whose X-Forwarded-For says who asks: addresses and networks.
TRUSTED_PROXIES = [ip_network(proxy) for proxy in env.list("TRUSTED_PROXIES", ["127.0.0.1", "::1"])]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])
DEBUG = False

# What the office is called on screen and where its papers can be checked.
PORTAL_ADDRESS = env.str("PORTAL_ADDRESS", "")
IS_DEMONSTRATION = False  # True lets a demonstration account move the office clock
CLAMD_URL = env.str("CLAMD_URL", "")  # tcp://host:3310 or unix:///path; empty: nothing is scanned

# What stays free of the disk, whichever is more: below it nothing large is taken in.
DISK_FLOOR_MB = env.int("DISK_FLOOR_MB", 256)
DISK_FLOOR_PERCENT = env.int("DISK_FLOOR_PERCENT", 2)

# Every night one archive here; the oldest go. The target is a folder off this machine, or a command
# with {file}. With a passphrase the archives are sealed.
BACKUP_DIR = Path(env.str("BACKUP_DIR", str(DATA_DIR / "backups")))
BACKUP_KEEP = env.int("BACKUP_KEEP", 14, validate=validate.Range(min=1))
BACKUP_TARGET = env.str("BACKUP_TARGET", "")
BACKUP_PASSPHRASE = env.str("BACKUP_PASSPHRASE", "")

ONE_STOP_PREFIX = env.str("ONE_STOP_PREFIX", "")  # the province's code before the receipt number

INSTALLED_APPS = [
    "nganam_awards.core",
    "nganam_awards.documents",
    "nganam_awards.notices",
    "units",
    "law",
    "campaigns",
    "honourees",
    "dossiers",
    "council",
    "decisions",
    "frontdesk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "guardian",
    "pgtrigger",
    "csp",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nganam_awards.core.middleware.CompressText",
    "csp.middleware.CSPMiddleware",
    "nganam_awards.core.middleware.keep_no_page",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "units.middleware.SignInAgain",
    "units.middleware.password_must_change",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "nganam_awards.core.logs.RequestLog",
    "nganam_awards.core.middleware.keep_room_to_work",
    "nganam_awards.core.middleware.office_clock",
    "law.middleware.law_held_still",
    "nganam_awards.core.middleware.forget_after_act",
    "nganam_awards.core.middleware.record_reading",
    "nganam_awards.core.middleware.tell_what_arrived",
    "nganam_awards.core.middleware.say_why_blank",
    "nganam_awards.core.middleware.AnswerOddValue",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "nganam_awards.urls"
WSGI_APPLICATION = "nganam_awards.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "nganam_awards.core.template_loader.FilesystemLoader",
                        "nganam_awards.core.template_loader.AppLoader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nganam_awards.core.context.portal",
            ],
            "builtins": ["nganam_awards.core.templatetags.portal"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": env.dj_db_url("DATABASE_URL", conn_max_age=60, conn_health_checks=True)}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL")
# redis-py writes unix sockets as unix://, Celery as redis+socket:// with the database apart.
_socket_path, _, _socket_db = REDIS_URL.removeprefix("unix://").partition("?db=")
CELERY_BROKER_URL = (
    f"redis+socket://{_socket_path}?virtual_host={_socket_db or 0}"
    if REDIS_URL.startswith("unix://")
    else REDIS_URL
)
CACHES = {
    "default": {
        "BACKEND": "nganam_awards.core.cache.PatientRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "portal",
        "OPTIONS": {  # a page does not wait for what it can do without
            "socket_connect_timeout": 1,
            "socket_timeout": 2,
            "retry": Retry(NoBackoff(), 1),
        },
    }
}

AUTH_USER_MODEL = "units.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "units.backends.OfficeBackend",
    "units.backends.DatedUnitBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "units.passwords.NotLikeTheOwner"},
    {"NAME": "units.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "units.passwords.NotCommon"},
    {"NAME": "units.passwords.NotOnlyDigits"},
]
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # it looks for its own backend by name; ours inherits it
ANONYMOUS_USER_NAME = None  # guardian: no row stands for a stranger
LOGIN_URL = "units:sign_in"
LOGIN_REDIRECT_URL = "frontdesk:home"
LOGOUT_REDIRECT_URL = "units:sign_in"

# Which counts hold up whom, and for how long: units/lockout.py.
AXES_HANDLER = "units.lockout.Lockout"
AXES_CLIENT_IP_CALLABLE = "nganam_awards.core.client.client_address"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 24  # hours after which a wrong password is forgotten
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "units.views.sign_in.locked_out"
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 8 * 3600  # one working day; a form sent later comes back after sign-in
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
DEVICE_COOKIE_NAME = "__Host-device"  # by which an owner is known at sign-in
DEVICE_COOKIE_AGE = 400 * 24 * 3600  # as long as browsers keep any
CSRF_FAILURE_VIEW = "units.views.sign_in.token_is_old"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False  # figures are grouped by our own filters, years never

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"  # outside the web root: served by permission-checked views only
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # the plain names are asked for by nobody
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # verdicts of one dossier of 5,000 lines
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

_email = env.dj_email_url("EMAIL_URL", "file://" + str(DATA_DIR / "mail"))
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "thiduakhenthuong@localhost")

CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# How long a worker may hold a paper without a sign of life before another takes it over: every page
# that it tells renews it, so that a paper may take longer than that, up to its own limit.
DOCUMENT_LEASE_SECONDS = 180
DOCUMENT_TIME_LIMIT = 900  # 5,000 names take a minute of a processor of one's own
CELERY_TASK_TIME_LIMIT = 170  # below that lease
CELERY_TASK_SOFT_TIME_LIMIT = 160
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 3,  # a dead broker must not hold a clerk's request
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1}
# Lists, files and papers have queues of their own, taken in turn: none waits behind another's pile.
# A worker without `--queues` takes all of them.
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_QUEUES = [Queue(name) for name in ("celery", "papers", "files", "lists")]
CELERY_TASK_ROUTES = {
    "nganam_awards.documents.tasks.draw": {"queue": "files"},
    "nganam_awards.documents.tasks.*": {"queue": "papers"},
    "nganam_awards.core.files.tasks.*": {"queue": "files"},
    "nganam_awards.core.sheets.tasks.*": {"queue": "lists"},
    "dossiers.tasks.check_list": {"queue": "lists"},
    "dossiers.tasks.mark_list": {"queue": "lists"},
    "dossiers.tasks.run_bulk": {"queue": "lists"},
    "units.tasks.check_list": {"queue": "lists"},
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "nganam_awards.celery.HeartbeatScheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 5


def _every(seconds: int, task: str) -> dict[str, object]:
    """So often; a run that nobody took up until the next one is not made up for."""
    return {"task": task, "schedule": schedule(seconds), "options": {"expires": seconds}}


CELERY_BEAT_SCHEDULE = {
    "render what waits or was left behind": _every(15, "nganam_awards.documents.tasks.sweep"),
    "announce steps nobody was told of": _every(30, "nganam_awards.notices.tasks.announce_waiting"),
    "send e-mail that waits": _every(30, "nganam_awards.notices.tasks.send_waiting"),
    "order the extracts of issued decisions": _every(60, "decisions.tasks.order_extracts"),
    "deliver what the units have fetched": _every(30, "decisions.tasks.deliver_fetched"),
    "lists of earlier years that were left behind": _every(
        20, "honourees.tasks.past_lists_left_behind"
    ),
    "check lists that were left behind": _every(20, "dossiers.tasks.check_left_behind"),
    "count limits anew that were left behind": _every(30, "dossiers.tasks.recalculate_left_behind"),
    "go on with bulks that were left behind": _every(30, "dossiers.tasks.run_bulks_left_behind"),
    "scan files that wait": _every(60, "nganam_awards.core.files.tasks.scan_waiting"),
    "forget files of forms nobody sent again": _every(
        3600, "nganam_awards.core.files.tasks.forget_kept_uploads"
    ),
    # the office's day may begin at any hour of the machine
    "stop what nobody supplemented": _every(60, "dossiers.tasks.stop_overdue"),
    # noted once a threshold, however often it is asked
    "remind of what is due": _every(600, "dossiers.tasks.remind_of_due"),
    "remind of the last days of plans": _every(600, "campaigns.tasks.remind_of_last_days"),
    "remind of the Council": _every(600, "council.tasks.remind_of_near"),
    # half past seven on the office's clock
    "write the digest of the morning": _every(60, "frontdesk.tasks.write_digests"),
    "tell what was reminded by hand": _every(30, "dossiers.tasks.tell_reminders"),
    "back up": {
        "task": "nganam_awards.core.tasks.back_up",
        "schedule": crontab(hour=1, minute=30),
        "options": {"expires": 5 * 3600},
    },
    "lay new records beside those they may be": _every(60, "honourees.tasks.look_at_new"),
    "look for records that are one again": {
        "task": "honourees.tasks.look_again",
        "schedule": crontab(hour=2, minute=30),
        "options": {"expires": 4 * 3600},
    },
    "empty the bin of drafts": _every(3600, "dossiers.tasks.empty_trash"),
}

# One JSON line an event; who did what to which row stands in the event tables, names never here.
_SHARED_PROCESSORS = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
    withhold_rows,
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
            "foreign_pre_chain": _SHARED_PROCESSORS,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "axes": {"level": "ERROR"},  # it would write user names and addresses
        "django.security": {"level": "ERROR"},
        # Its lines carry whole addresses; a failed request is told by RequestLog, with its trace.
        "django.request": {"level": "CRITICAL"},
        "django_structlog.celery": {"level": "WARNING"},  # every task sent, thousands a day
    },
}
structlog.configure(
    processors=[*_SHARED_PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
DJANGO_STRUCTLOG_USER_ID_FIELD = "pk"
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10  # the end of a request says it all
DJANGO_STRUCTLOG_CELERY_ENABLED = True
