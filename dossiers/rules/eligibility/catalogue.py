"""Every provision that the portal asks: importing this fills the registry, in any order.

Whoever examines takes `examine`, `examine_lines` and `examine_line` from here, so that nothing is
left unasked.
"""

from dossiers.rules.eligibility import (
    authority,
    body,
    collective,
    discipline,
    household,
    ladder,
    person,
    plan,
    ratio,
    repetition,
)
from dossiers.rules.eligibility.provision import (
    examine,
    examine_line,
    examine_lines,
    registered,
)
from law.enums import ProvisionKey


MODULES = (
    authority,
    body,
    collective,
    discipline,
    household,
    ladder,
    person,
    plan,
    ratio,
    repetition,
)


def check() -> None:
    """Called once when the apps are loaded: no provision of the law is without its function."""
    missing = set(ProvisionKey) - set(registered())
    if missing:
        raise ValueError(f"no function asks {', '.join(sorted(missing))}")


__all__ = ["MODULES", "examine", "examine_line", "examine_lines", "registered"]
