"""Programs as processes: who ends with whom, and how a stop is insisted on."""

import os
import signal
import sys

from nganam_awards.launcher.datafolder import CHECKOUT
from nganam_awards.launcher.processes import Child, is_alive, run_attached
from tests.launcher.conftest import eventually


PARENT = """
import os, sys, time
from pathlib import Path
from nganam_awards.launcher.processes import Program, die_with_parent
from nganam_awards.launcher.supervision import Crew

folder = Path(sys.argv[1])
child = Crew().start(Program("sleep", ["sleep", "60"], env={}, cwd=folder, log=folder / "log"))
reader, writer = os.pipe()
forked = os.fork()
if not forked:
    die_with_parent()
    os.write(writer, b"bound")
    time.sleep(60)
os.read(reader, 5)
print(child.process.pid, forked, flush=True)
time.sleep(60)
"""


def test_children_die_with_a_parent_that_was_killed(other_process, tmp_path):
    parent = other_process(PARENT, tmp_path)
    pids = [int(word) for word in parent.stdout.readline().split()]
    assert len(pids) == 2
    assert all(is_alive(pid) for pid in pids)

    parent.kill()

    assert eventually(lambda: not any(is_alive(pid) for pid in pids))


def test_a_program_that_will_not_stop_is_killed_with_its_children(shell, folder):
    program = shell(
        "trap '' TERM; sleep 60 & echo $! > child; wait; sleep 60", stops=((signal.SIGTERM, 0.2),)
    )
    child = Child(program)
    child.spawn()
    note = folder.path / "child"
    assert eventually(lambda: note.exists() and note.read_text().strip())

    child.stop()

    assert child.how_it_ended() == "killed by SIGKILL"
    assert eventually(lambda: not is_alive(int(note.read_text())))


def test_what_a_dead_program_leaves_of_its_group_is_ended(shell, folder):
    child = Child(shell("sleep 60 & echo $! > child; exit 3"))
    child.spawn()

    assert eventually(child.has_ended)
    assert child.how_it_ended() == "exit status 3"
    assert eventually(lambda: not is_alive(int((folder.path / "child").read_text())))


def test_an_attached_command_hands_on_its_status():
    def status(code: str) -> int:
        return run_attached([sys.executable, "-c", code], dict(os.environ), CHECKOUT)

    assert status("raise SystemExit(7)") == 7
    assert status("import os, signal; os.kill(os.getpid(), signal.SIGKILL)") == 128 + 9
