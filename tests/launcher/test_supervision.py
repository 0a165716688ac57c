"""The crew: restarted when it dies, stopped in order, silent about nothing."""

import os
import signal

import pytest

from nganam_awards.launcher.supervision import Crew, Stopped
from nganam_awards.launcher.trouble import Trouble
from tests.launcher.conftest import eventually


def test_a_killed_program_is_started_again(crew, shell, told):
    child = crew.start(shell("sleep 60", name="worker"))
    first = child.process.pid

    os.kill(first, signal.SIGKILL)

    def is_back() -> bool:
        crew.look()
        return child.process is not None and child.process.pid != first

    assert eventually(is_back)
    assert told == ["worker ended (killed by SIGKILL); starting it again in 0.5 s"]


def test_a_program_that_does_not_stay_up_is_given_up_with_its_log(crew, shell, folder, told):
    crew.start(shell("echo no database >&2; exit 1", name="web"))

    with pytest.raises(Trouble) as trouble:
        crew.wait_until(lambda: False, 20, "the portal is not healthy")

    assert str(trouble.value) == (
        f"web does not stay up; the reason stands in {folder.log('web')}."
    )
    assert [line.rpartition(" in ")[2] for line in told] == ["0.5 s", "1 s", "2 s"]
    assert folder.log("web").read_text().count("no database") == 3


def test_waiting_ends_with_a_sentence(crew, shell, folder):
    crew.start(shell("sleep 60"))

    with pytest.raises(Trouble, match=r"^Redis does not answer after 0\.2 s; the logs are in "):
        crew.wait_until(lambda: False, 0.2, "Redis does not answer")


def test_the_last_started_stops_first(crew, shell, folder):
    for name in ("postgres", "redis", "beat", "worker", "web"):
        line = (
            f"trap 'echo {name} >> order; exit' TERM; echo up >> up; while :; do sleep 0.05; done"
        )
        crew.start(shell(line, name=name))
    up = folder.path / "up"
    assert eventually(lambda: up.exists() and up.read_text().count("up") == 5)

    crew.stop()

    stopped = (folder.path / "order").read_text().split()
    assert stopped == ["web", "worker", "beat", "redis", "postgres"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_every_wait(crew, number, answered):
    with crew.listening():
        os.kill(os.getpid(), number)
        with pytest.raises(Stopped):
            crew.pause(30)
        with pytest.raises(Stopped):
            crew.watch()
    assert signal.getsignal(number) is answered


@pytest.fixture
def answered(number):
    """How this process answers the signal; a suite started under nohup would ignore SIGHUP."""

    def answer(*_):
        pytest.fail("The signal reached nobody who listens.")

    before = signal.signal(number, answer)
    yield answer
    signal.signal(number, before)


def test_under_nohup_the_end_of_the_terminal_is_ignored(crew):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with crew.listening():
            os.kill(os.getpid(), signal.SIGHUP)
            crew.pause(0)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_being_asked_twice_makes_the_stop_quick(crew, shell, folder):
    child = crew.start(
        shell("trap 'kill -INT $PPID' TERM; echo > up; while :; do sleep 0.05; done")
    )
    assert eventually((folder.path / "up").exists)

    with crew.listening():
        crew.stop()  # ten seconds of patience, unless asked again

    assert child.how_it_ended() == "killed by SIGKILL"


def test_a_command_is_heard_line_by_line(crew, shell):
    heard = []

    crew.run_once(shell("echo một; echo hai", name="prepare"), heard.append)

    assert heard == ["một", "hai"]


def test_a_failed_command_is_one_sentence(crew, shell, folder):
    with pytest.raises(Trouble) as trouble:
        crew.run_once(shell("echo Traceback >&2; exit 1", name="prepare"), print)

    log = folder.log("prepare")
    assert str(trouble.value) == f"prepare failed (exit status 1); the reason stands in {log}."
    assert log.read_text() == "Traceback\n"


def test_a_missing_program_is_one_sentence(shell, folder):
    program = shell("true")
    program.argv[0] = str(folder.path / "nothing")

    with pytest.raises(Trouble, match="cannot start program: no such file or directory"):
        Crew().start(program)


def test_a_command_that_refuses_is_quoted_whole(crew, shell):
    refuses = shell(
        "echo 'CommandError: start with a new data folder.' >&2; exit 1", name="prepare"
    )
    with pytest.raises(Trouble, match=r"^start with a new data folder\.$"):
        crew.run_once(refuses, print)


def test_a_start_that_the_system_refuses_is_tried_again(crew, shell, folder, told):
    """A full disk: the log cannot be opened, the run goes on, the program comes back."""
    child = crew.start(shell("sleep 60", name="worker"))
    log = folder.log("worker")
    log.unlink()
    log.mkdir()  # nothing can be written there, root or not
    os.kill(child.process.pid, signal.SIGKILL)

    def was_refused() -> bool:
        crew.look()
        return any(line.startswith("cannot start worker") for line in told)

    assert eventually(was_refused)
    log.rmdir()

    def is_back() -> bool:
        crew.look()
        return child.process is not None

    assert eventually(is_back)
