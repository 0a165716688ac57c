"""The environment every process of the portal is started with."""

import os
import sys
from pathlib import Path

from nganam_awards.launcher.datafolder import DataFolder


TRY_OUT = "nganam_awards.settings.dev"
SUITE = "nganam_awards.settings.test"
LOOPBACK = "127.0.0.1,localhost,[::1]"
_STRANGERS = ("PYTHONPATH", "PYTHONHOME", "LANGUAGE", "VIRTUAL_ENV")


def plain() -> dict[str, str]:
    """Our own environment with a known language and nothing that redirects Python."""
    env = {name: value for name, value in os.environ.items() if name not in _STRANGERS}
    env.update(LC_ALL="C.UTF-8", LANG="C.UTF-8", PYTHONUNBUFFERED="1")
    return env


def of_portal(folder: DataFolder, settings: str = TRY_OUT) -> dict[str, str]:
    """What Django reads, but for the servers' addresses."""
    env = plain()
    env.update(
        PORTAL_DATA=str(folder.path),
        DJANGO_SETTINGS_MODULE=settings,
        XDG_CACHE_HOME=str(folder.path / "cache"),  # fontconfig's, so that nothing lies elsewhere
    )
    env.setdefault("SECRET_KEY", folder.secret_key())
    env.setdefault("ALLOWED_HOSTS", LOOPBACK)
    env.setdefault("EMAIL_URL", f"file://{folder.path / 'mail'}")
    return env


def of_suite(data: Path) -> dict[str, str]:
    """What the tests read, but for the servers' addresses."""
    env = plain()
    env.update(
        PORTAL_DATA=str(data),
        DJANGO_SETTINGS_MODULE=SUITE,
        SECRET_KEY="for tests only, signs nothing that lasts",  # noqa: S106
        ALLOWED_HOSTS=LOOPBACK,
    )
    return env


def python(*arguments: str) -> list[str]:
    """Run a module or a script with the interpreter that runs us."""
    return [sys.executable, *arguments]


def django(*arguments: str) -> list[str]:
    """Run a management command."""
    return python("-m", "django", *arguments)


def caller_path(text: str) -> Path:
    """Read a path as the caller meant it; `./portal` itself stands in the checkout."""
    return Path(os.environ.get("PORTAL_CALLED_FROM", os.getcwd()), text)  # noqa: PTH109
