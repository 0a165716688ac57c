"""The portal's own account: what it may walk through, and nothing else changed."""

import os
import stat
from pathlib import Path

import pytest

from nganam_awards.launcher import account
from nganam_awards.launcher.processes import Owner


STRANGER = Owner(64_999, 64_999)


def modes(top: Path) -> dict[str, str]:
    """Who may do what with every file, seen from the account."""
    return {
        str(path.relative_to(top)): oct(stat.S_IMODE(path.lstat().st_mode))
        for path in sorted(top.rglob("*"))
    }


@pytest.fixture
def tree(open_place: Path) -> Path:
    """A checkout in a closed home, reached through a link as well."""
    (open_place / "home" / "clerk" / "checkout").mkdir(parents=True)
    (open_place / "home" / "python" / "bin").mkdir(parents=True)
    (open_place / "home" / "python" / "bin" / "python3").write_text("")
    (open_place / "home" / "letters").mkdir(mode=0o700)
    checkout = open_place / "home" / "clerk" / "checkout"
    (checkout / "python").symlink_to(Path("../../python/bin/python3"))
    (checkout / "code.py").write_text("")
    for name, mode in {"": 0o755, "clerk": 0o700, "clerk/checkout": 0o750, "python": 0o710}.items():
        (open_place / "home" / name).chmod(mode)
    return open_place / "home"


def test_a_way_is_opened_by_one_bit_a_folder(tree, capsys):
    before = modes(tree)

    account.open_way(STRANGER, tree / "clerk" / "checkout", tree / "clerk" / "checkout" / "python")

    after = modes(tree)
    changed = {name: (before[name], mode) for name, mode in after.items() if mode != before[name]}
    assert changed == {
        "clerk": ("0o700", "0o701"),
        "clerk/checkout": ("0o750", "0o751"),
        "python": ("0o710", "0o711"),
    }
    said = capsys.readouterr().out
    for name in changed:
        assert f"opened {tree / name} for passing through (chmod o+x)" in said

    account.open_way(STRANGER, tree / "clerk" / "checkout")
    assert capsys.readouterr().out == ""


def test_a_folder_of_its_own_needs_no_opening(tree, capsys):
    ours = Owner(os.geteuid(), os.getegid())

    account.open_way(ours, tree / "clerk" / "checkout")

    assert "clerk" not in capsys.readouterr().out
