"""PostgreSQL's programs of the server's own version, or the package that brings them."""

import subprocess

import pytest

from nganam_awards.launcher import dump
from nganam_awards.launcher.postgres import VERSION
from nganam_awards.launcher.trouble import Trouble


def test_the_program_has_the_version_of_the_server():
    path = dump.tool("pg_dump", int(VERSION))
    assert f" {VERSION}." in subprocess.check_output([path, "--version"], text=True)


def test_a_missing_version_is_named_with_its_package():
    with pytest.raises(Trouble, match=r"pg_dump of PostgreSQL 99.*postgresql-client-99"):
        dump.tool("pg_dump", 99)
