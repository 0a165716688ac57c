"""What a killed earlier run left behind, and what is none of our business."""

import os
import subprocess

from nganam_awards.launcher.datafolder import DataFolder
from nganam_awards.launcher.leftovers import end_leftovers, leftovers
from nganam_awards.launcher.processes import MARK, Child
from tests.launcher.conftest import eventually


def test_leftovers_of_our_folder_are_ended_and_of_no_other(shell, folder, tmp_path):
    ours = [Child(shell("sleep 60")), Child(shell("trap '' INT QUIT TERM; sleep 60; sleep 60"))]
    for child in ours:
        child.spawn()
    other = {**os.environ, MARK: str(tmp_path / "other")}
    strangers = [
        subprocess.Popen(["sleep", "60"], env=other),
        subprocess.Popen(["sleep", "60"], cwd=folder.path),  # somebody's shell stands there
    ]
    try:
        found = set(leftovers(folder.path))
        assert {child.process.pid for child in ours} <= found
        assert found.isdisjoint(process.pid for process in strangers)

        assert end_leftovers(folder.path) >= 2

        assert all(child.has_ended() for child in ours)
        assert leftovers(folder.path) == []
        assert all(process.poll() is None for process in strangers)
    finally:
        for process in strangers:
            process.kill()
            process.wait()


def test_a_stale_pid_file_kills_nobody(folder):
    bystander = subprocess.Popen(["sleep", "60"])
    try:
        (folder.run / "worker.pid").write_text(f"{bystander.pid}\n")

        assert end_leftovers(folder.path) == 0
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_clean_folder_has_none(tmp_path):
    assert eventually(lambda: leftovers(DataFolder(tmp_path).path) == [])
