"""The data folder: refused with a sentence, held by one run, private."""

import os
import stat
from pathlib import Path

import pytest

from nganam_awards.launcher.datafolder import LOG_LIMIT, MARKER, DataFolder
from nganam_awards.launcher.trouble import Trouble


HOLDER = """
import sys, time
from pathlib import Path
from nganam_awards.launcher.datafolder import DataFolder

with DataFolder(Path(sys.argv[1])).held_by("run"):
    print("held", flush=True)
    time.sleep(60)
"""
NOBODY = 65534


def as_nobody(work) -> str:
    """Do something as an ordinary user, for whom a read-only folder is read-only; give the refusal.

    Started by an ordinary user, the tests do it as him.
    """
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        words = "no refusal"
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            work()
        except Trouble as trouble:
            words = str(trouble)
        except BaseException as error:
            words = repr(error)
        os.write(writer, words.encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(pid, 0)
    with os.fdopen(reader) as answer:
        return answer.read()


def test_a_read_only_folder_is_one_sentence(open_place):
    place = open_place / "data"
    place.mkdir(mode=0o555)

    with pytest.raises(Trouble) as trouble:
        DataFolder(place).make()

    assert str(trouble.value) == f"the data folder {place} is read-only."
    assert stat.S_IMODE(place.stat().st_mode) == 0o555


def test_a_folder_of_somebody_else_is_one_sentence():
    words = as_nobody(lambda: DataFolder(Path("/usr/share")).furnish())

    assert words == "cannot write in the data folder /usr/share: permission denied."


def test_a_folder_that_cannot_be_made_is_one_sentence(open_place):
    place = open_place / "closed" / "data"
    place.parent.mkdir(mode=0o555)

    words = as_nobody(lambda: DataFolder(place).make())

    assert words == f"cannot use the data folder {place}: permission denied."


def test_a_file_in_the_way_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(Trouble, match=r"cannot use the data folder .*: not a directory"):
        DataFolder(tmp_path / "file" / "data").make()


def test_a_folder_of_other_things_is_refused_and_untouched(tmp_path):
    (tmp_path / "thesis.docx").write_text("")

    with pytest.raises(Trouble, match="holds files that are not a portal's data"):
        DataFolder(tmp_path).make()

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_used_folder_is_taken_again(folder):
    DataFolder(folder.path).make()

    assert (folder.path / MARKER).exists()


def test_a_full_disk_is_one_sentence(folder):
    folder.check_space()

    with pytest.raises(
        Trouble, match=r"^the disk of .* is full: \d+ MB are free, \d+ MB are needed"
    ):
        folder.check_space(needed=folder.free_bytes() * 2)


def test_a_second_run_is_told_who_holds_the_folder(folder, other_process):
    first = other_process(HOLDER, folder.path)
    assert first.stdout.readline() == "held\n"

    with pytest.raises(Trouble) as trouble, folder.held_by("run"):
        pass

    assert str(trouble.value) == (
        f"./portal run (process {first.pid}) uses the data folder {folder.path}; "
        "stop it first, or name another folder with --data."
    )


def test_a_killed_run_holds_nothing(folder, other_process):
    first = other_process(HOLDER, folder.path)
    first.stdout.readline()
    assert folder.is_held()
    first.kill()
    first.wait()

    assert not folder.is_held()
    assert folder.holder() == ""
    with folder.held_by("run"):
        assert folder.holder() == f"./portal run (process {os.getpid()})"


def test_secrets_of_the_data_folder_are_private(folder):
    key = folder.secret_key()
    folder.write_environment({"SECRET_KEY": key})

    assert len(key) > 50
    assert folder.secret_key() == key
    for path in (folder.path / "secret_key", folder.environment_file):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for path in (folder.path, folder.run, folder.logs):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_the_environment_of_a_run_is_read_as_it_was_written(folder):
    env = {"PORTAL_DATA": "/srv/my portal's $data", "EMAIL_URL": "", "SECRET_KEY": 'a"b\\c'}

    folder.write_environment({**env, "PATH": "/bin", "HOME": "/root"})

    assert folder.read_environment() == env


def test_no_environment_before_the_servers_are_up(folder):
    assert folder.read_environment() is None


def test_sockets_lie_in_the_folder_or_where_the_kernel_can_name_them(folder, tmp_path):
    assert folder.socket_folder() == folder.run

    deep = DataFolder(tmp_path / ("x" * 90))
    place = deep.socket_folder()
    try:
        assert len(os.fsencode(place / ".s.PGSQL.5432")) < 107
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert deep.socket_folder() == place

        place.chmod(0o755)
        with pytest.raises(Trouble, match="belongs to someone else"):
            deep.socket_folder()
    finally:
        place.rmdir()


def test_long_logs_are_set_aside(folder):
    for turn in range(5):
        folder.log("web").write_bytes(b"%d" % turn * LOG_LIMIT)
        folder.rotate_logs()
    folder.log("worker").write_text("short")
    folder.rotate_logs()

    assert sorted(path.name for path in folder.logs.iterdir()) == [
        "web.log.1",
        "web.log.2",
        "web.log.3",
        "worker.log",
    ]
    assert (folder.logs / "web.log.1").read_bytes()[:1] == b"4"
