"""`./portal` itself: the shell that stands before Python, and the one sentence of a refusal."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from nganam_awards.launcher.datafolder import CHECKOUT
from nganam_awards.launcher.run import _listener, is_loopback
from nganam_awards.launcher.trouble import Trouble


def portal(*arguments: str, path: Path | None = None) -> subprocess.CompletedProcess:
    """Call the script as a newcomer would, with an empty environment."""
    env = {"PATH": f"{path}:/usr/bin:/bin" if path else "/usr/bin:/bin", "HOME": "/"}
    return subprocess.run(
        [CHECKOUT / "portal", *arguments], env=env, capture_output=True, text=True, check=False
    )


def launcher(*arguments: object) -> subprocess.CompletedProcess:
    """Call what the script calls."""
    return subprocess.run(
        [sys.executable, "-m", "nganam_awards.launcher", *map(str, arguments)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_script_is_plain_sh():
    assert (CHECKOUT / "portal").read_text().startswith("#!/bin/sh\n")
    assert os.access(CHECKOUT / "portal", os.X_OK)


def test_without_a_command_it_says_what_there_is():
    answer = portal()

    assert answer.returncode == 0
    for command in ("run", "test", "bench", "check", "fix", "manage"):
        assert f"./portal {command}" in answer.stdout


def test_an_unknown_command_is_refused():
    answer = portal("start")

    assert answer.returncode == 2
    assert "./portal run" in answer.stderr


@pytest.fixture
def bare_machine(tmp_path: Path) -> Path:
    """Commands of a machine where nothing is installed and nobody is root."""
    for name, line in {"dpkg-query": "exit 1", "id": "echo 1000"}.items():
        command = tmp_path / name
        command.write_text(f"#!/bin/sh\n{line}\n")
        command.chmod(0o755)
    return tmp_path


FOR_RUNNING = "python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
FOR_TESTING = f"{FOR_RUNNING} chromium poppler-utils qpdf"


@pytest.mark.parametrize(
    ("command", "packages"), [("run", FOR_RUNNING), ("manage", FOR_RUNNING), ("test", FOR_TESTING)]
)
def test_missing_packages_are_named_in_one_line(bare_machine, command, packages):
    answer = portal(command, path=bare_machine)

    assert answer.returncode == 3
    assert answer.stderr.splitlines()[1:] == [
        f"sudo apt-get install --yes --no-install-recommends {packages}"
    ]


def test_root_installs_what_is_missing(bare_machine):
    (bare_machine / "id").write_text("#!/bin/sh\necho 0\n")
    apt = bare_machine / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >> {bare_machine}/asked\n[ "$1" = update ]\n')
    apt.chmod(0o755)

    answer = portal("run", path=bare_machine)

    asked = (bare_machine / "asked").read_text().splitlines()
    assert asked[0].startswith("update")
    assert asked[1].startswith("install")
    assert asked[1].endswith(FOR_RUNNING)
    assert answer.returncode == 3
    assert answer.stderr == "portal: apt-get install failed; its words stand above.\n"


def test_an_unusable_data_folder_is_one_sentence(tmp_path):
    file = tmp_path / "file"
    file.write_text("")

    answer = launcher("run", "--data", file / "data")

    assert answer.returncode == 1
    assert answer.stderr == (
        f"portal: cannot use the data folder {file / 'data'}: not a directory.\n"
    )


@pytest.mark.parametrize("port", ["http", "-1", "65536"])
def test_a_port_is_a_number(port):
    answer = launcher("run", f"--port={port}")

    assert answer.returncode == 2
    assert f"«{port}» is no port" in answer.stderr


def test_a_taken_port_is_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Trouble) as trouble, _listener("127.0.0.1", port):
            pass

    assert str(trouble.value) == (
        f"port {port} of 127.0.0.1 cannot be used: address already in use; "
        "choose another one with --port."
    )


def test_an_address_of_another_machine_is_one_sentence():
    with (
        pytest.raises(Trouble, match=r"port 8000 of 192\.0\.2\.1 cannot be used: "),
        _listener("192.0.2.1", 8000),
    ):
        pass


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104  it is only looked at
        ("10.0.0.7", False),
        ("portal.example", False),
    ],
)
def test_only_this_machine_is_loopback(host, expected):
    assert is_loopback(host) is expected


def test_the_script_needs_no_more_than_debian_has():
    for tool in ("sh", "flock", "sha256sum", "readlink", "dpkg-query"):
        assert shutil.which(tool), tool
