"""`./portal check` and `./portal fix`: what a machine can say about the code without running it."""

import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from nganam_awards.launcher import environment
from nganam_awards.launcher.datafolder import CHECKOUT
from nganam_awards.launcher.screen import say


# No server is asked: the ports of these addresses are closed on purpose.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "nganam_awards.settings.base",
    "SECRET_KEY": "checked-not-used-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": "postgres://portal@127.0.0.1:1/portal",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp://127.0.0.1:1",
    "PORTAL_ADDRESS": "https://portal.example",
}
# `makemigrations` says that it could not compare with a database; there is none here.
_NO_DATABASE = "ignore:Got an error checking a consistent migration history:RuntimeWarning"
_IMPORTS = "from importlinter.cli import lint_imports_command as check; check()"
_BRIEF = ("--output-format", "concise")


@dataclass(frozen=True)
class Check:
    """One tool, its arguments, and how it is called on the screen."""

    name: str
    argv: list[str]


def _checks() -> list[Check]:
    """The slow ones first: they run side by side."""
    python, django = environment.python, environment.django
    return [
        Check("templates", python("-m", "djlint", "--check", "templates")),
        Check(
            "migrations",
            python("-W", _NO_DATABASE, "-m", "django", "makemigrations", "--check", "--dry-run"),
        ),
        Check("deployment", django("check", "--deploy", "--fail-level", "WARNING")),
        Check("markup", python("-m", "djlint", "--lint", "--quiet", "templates")),
        Check("imports", python("-c", _IMPORTS, "--no-logo")),
        Check("style", python("-m", "ruff", "check", "--quiet", *_BRIEF, ".")),
        Check("format", python("-m", "ruff", "format", "--check", "--quiet", *_BRIEF, ".")),
    ]


def check() -> int:
    """Run every check, one line each; what a failed one said follows its line."""
    with tempfile.TemporaryDirectory(prefix="nganam-check-") as data:
        env = {**environment.plain(), **PRODUCTION, "PORTAL_DATA": data}
        with ThreadPoolExecutor(max_workers=2) as pool:
            results = list(pool.map(lambda one: _carry_out(one, env), _checks()))
    return 0 if all(results) else 1


def _carry_out(check: Check, env: dict[str, str]) -> bool:
    started = time.monotonic()
    done = subprocess.run(
        check.argv,
        cwd=CHECKOUT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    word = "ok" if done.returncode == 0 else "FAILED"
    lines = [f"{check.name:<12}{word:<8}{time.monotonic() - started:5.1f} s"]
    if done.returncode:
        lines.append(done.stdout.rstrip())
    say("\n".join(lines))
    return done.returncode == 0


def fix() -> int:
    """Let the tools put right what they can; what they cannot, `check` says."""
    env = environment.plain()
    python = environment.python
    status = 0
    for argv in (
        python("-m", "ruff", "check", "--fix", "--quiet", "."),
        python("-m", "ruff", "format", "--quiet", "."),
        python("-m", "djlint", "--reformat", "--quiet", "templates"),
    ):
        # djlint's status says that it changed something; ruff's, that something is left.
        done = subprocess.run(argv, cwd=CHECKOUT, env=env, check=False)
        status = status or (done.returncode if "ruff" in argv else 0)
    return status
