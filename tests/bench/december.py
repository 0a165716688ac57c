"""`./portal bench december`: the real portal over HTTP, a town at work in its worst month.

Saturation: so many people who never think. Comfort: sixty clerks, ten officers, the Chairman, who
think six seconds between two clicks. The portal is launched as `./portal run` does, on a data
folder that is loaded once and kept; or one that runs already is asked, so that another release can
be measured by the same people.
"""

import argparse
import json
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from shutil import rmtree
from statistics import quantiles

import psutil
import psycopg2

from nganam_awards.launcher.datafolder import CHECKOUT
from nganam_awards.launcher.environment import plain
from tests.bench.client import Answer, Browser
from tests.bench.mark import mark
from tests.bench.person import SAID, Chairman, Clerk, Officer, Person


PASSWORD = "Nganam@2023"
SIGN_IN = "/dang-nhap/"  # where one is sent who is not signed in
CLERKS, OFFICERS, THINKING = 60, 10, 6.0
LINES_EACH = 10
READY = re.compile(r"^ready (http://\S+)$", re.M)
PATIENCE = 600  # seconds until a portal is ready, a cold one with the papers of its demonstration
# Who holds a right, and whose office it is: the tables are those of every release.
ASKED = {
    Clerk: """SELECT DISTINCT u.username FROM units_user u
        JOIN units_unituserpermission g ON g.user_id = u.id
        JOIN auth_permission p ON p.id = g.permission_id AND p.codename = 'file_dossiers'
        WHERE u.is_active AND u.is_demonstration ORDER BY 1""",
    Officer: """SELECT u.username FROM units_user u JOIN units_user_groups m ON m.user_id = u.id
        JOIN auth_group g ON g.id = m.group_id AND g.name = 'Chuyên viên Nội vụ'
        WHERE u.is_active AND u.is_demonstration ORDER BY 1""",
    Chairman: """SELECT u.username FROM units_user u JOIN units_user_groups m ON m.user_id = u.id
        JOIN auth_group g ON g.id = m.group_id AND g.name = 'Chủ tịch'
        WHERE u.is_active AND u.is_demonstration ORDER BY 1""",
}


def main(arguments: list[str]) -> int:
    """Both phases, one JSON object for each and for each of its roads."""
    given = _parser().parse_args(arguments)
    folder = Path(given.data)
    if given.address:
        _work(given.address, folder, given)
        return 0
    with portal(folder / f"december-{given.size}", given.size) as (address, place):
        _work(address, place, given)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("./portal bench december", description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="dossiers in the register")
    parser.add_argument("--seconds", type=int, default=120, help="of each phase")
    parser.add_argument("--saturation-users", type=int, default=32)
    parser.add_argument("--phase", choices=["saturation", "comfort"], help="one of them alone")
    parser.add_argument("--address", help="of a portal that runs already; --data names its folder")
    parser.add_argument("--data", default=str(CHECKOUT / "var" / "bench"))
    return parser


# --- the portal ---------------------------------------------------------------------------------


@contextmanager
def portal(folder: Path, size: int) -> Iterator[tuple[str, Path]]:
    """The portal on its own folder and a free port, with a register of the size."""
    kept, wanted = folder / "loaded.json", {"size": size, "mark": mark()}
    if folder.exists() and (not kept.exists() or json.loads(kept.read_text()) != wanted):
        rmtree(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    if not kept.exists():
        _told(f"loading {size} dossiers, once")
        with _running(folder):
            pass  # a new portal with its demonstration; a load holds whole tables, so it stops
        numbers = [f"--dossiers={size}", f"--nominations={size * LINES_EACH}"]
        _launcher("manage", f"--data={folder}", "make_load", *numbers)
        kept.write_text(json.dumps(wanted))
    with _running(folder) as address:
        yield address, folder


@contextmanager
def _running(folder: Path) -> Iterator[str]:
    screen = folder.parent / f"{folder.name}.log"
    with screen.open("w") as file:
        argv = [sys.executable, "-m", "nganam_awards.launcher", "run", f"--data={folder}"]
        process = subprocess.Popen(
            [*argv, "--port=0"], cwd=CHECKOUT, env=plain(), stdout=file, stderr=subprocess.STDOUT
        )
    try:
        begun = time.monotonic()
        while not (found := READY.search(screen.read_text())):
            if process.poll() is not None or time.monotonic() - begun > PATIENCE:
                raise SystemExit(f"the portal did not start: {screen}")
            time.sleep(0.5)
        yield found[1]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _launcher(*arguments: str) -> None:
    argv = [sys.executable, "-m", "nganam_awards.launcher", *arguments]
    subprocess.run(argv, cwd=CHECKOUT, env=plain(), check=True, stdout=sys.stderr)


# --- the people ---------------------------------------------------------------------------------


def _work(address: str, folder: Path, given: argparse.Namespace) -> None:
    names = accounts(folder)
    everybody = {
        kind: names[kind][:most]
        for kind, most in ((Clerk, CLERKS), (Officer, OFFICERS), (Chairman, 1))
    }
    _told(f"signing in {sum(map(len, everybody.values()))} people")
    people = [_person(kind, address, name) for kind, found in everybody.items() for name in found]
    crowd = _crowd(people, given.saturation_users)
    for phase, who, thinking in (("saturation", crowd, 0.0), ("comfort", people, THINKING)):
        if given.phase in (None, phase):
            _say(Phase(phase, who, thinking, folder).run(given.seconds))


def accounts(folder: Path) -> dict[type[Person], list[str]]:
    """Usernames of the data folder's people, by what they do."""
    words = shlex.split((folder / "run" / "env").read_text("utf-8"))
    url = dict(word.split("=", 1) for word in words if "=" in word)["DATABASE_URL"]
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            found = {}
            for kind, question in ASKED.items():
                cursor.execute(question)
                found[kind] = [row[0] for row in cursor.fetchall()]
            return found
    finally:
        connection.close()


def _person(kind: type[Person], address: str, username: str) -> Person:
    browser = Browser(address)
    browser.sign_in(username, PASSWORD)
    return kind(browser, seed=sum(username.encode()))


def _crowd(people: list[Person], size: int) -> list[Person]:
    """So many of them in the proportion of the town, one Chairman among them."""
    clerks, officers, chairmen = (
        [one for one in people if isinstance(one, kind)] for kind in (Clerk, Officer, Chairman)
    )
    judges = officers[: max(1, size // 7)]
    return [*clerks[: size - len(judges) - 1], *judges, *chairmen[:1]]


class Phase:
    """Some people at work for some time, and what that took."""

    def __init__(self, name: str, people: list[Person], thinking: float, folder: Path) -> None:
        self.name, self.people, self.thinking, self.folder = name, people, thinking, folder
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.wrong: Counter[str] = Counter()
        self.said: Counter[str] = Counter()
        self.lock = threading.Lock()

    def run(self, seconds: int) -> Iterator[dict]:
        """One row for the phase, one for each road."""
        machine = Machine(self.folder)
        begun = time.monotonic()
        end = begun + seconds
        threads = [
            threading.Thread(target=self._live, args=(person, end), daemon=True)
            for person in self.people
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        spent = time.monotonic() - begun
        every = [taken for road in self.taken.values() for taken in road]
        yield {
            "phase": self.name,
            "users": len(self.people),
            "seconds": round(spent, 1),
            "requests": len(every),
            "per_second": round(len(every) / spent, 1),
            **percentiles(every),
            "errors": dict(self.wrong),
            "said_no": dict(self.said),
            **machine.since(spent),
        }
        for road in sorted(self.taken):
            taken = self.taken[road]
            yield {"phase": self.name, "road": road, "requests": len(taken), **percentiles(taken)}

    def _live(self, person: Person, end: float) -> None:
        if self.thinking:
            time.sleep(person.chance.uniform(0, self.thinking))  # nobody begins at the same moment
        while time.monotonic() < end:
            try:
                for road, answer in person.act():
                    self._note(road, answer)
                    if time.monotonic() > end:
                        return
                    if self.thinking:
                        time.sleep(min(person.chance.expovariate(1 / self.thinking), 30))
            except OSError as error:
                with self.lock:
                    self.wrong[type(error).__name__] += 1

    def _note(self, road: str, answer: Answer) -> None:
        with self.lock:
            self.taken[road].append(answer.seconds)
            if answer.status in SAID:
                self.said[f"{road} {answer.status}"] += 1
            elif answer.status >= HTTPStatus.BAD_REQUEST or answer.location.startswith(
                "/dang-nhap"
            ):
                self.wrong[f"{road} {answer.status}"] += 1


# --- the figures --------------------------------------------------------------------------------


def percentiles(taken: list[float]) -> dict[str, float]:
    """In milliseconds; few figures have no p99 worth telling, the greatest stands for it."""
    if len(taken) < 2:
        return dict.fromkeys(("p50_ms", "p95_ms", "p99_ms"), round(sum(taken) * 1000, 1))
    cut = quantiles(taken, n=100, method="inclusive")
    return {f"p{at}_ms": round(cut[at - 1] * 1000, 1) for at in (50, 95, 99)}


class Machine:
    """Processor time and memory of the portal's processes, by what they are."""

    KINDS = {"web": "python", "worker": "python", "beat": "python", "postgres": "postgres"}

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before, self.own = self._spent(), sum(psutil.Process().cpu_times()[:2])

    def since(self, seconds: float) -> dict:
        """Per cent of one core since the beginning, and what is held now."""
        spent, own = self._spent(), sum(psutil.Process().cpu_times()[:2])
        cores = {
            kind: round((spent[kind] - self.before[kind]) / seconds * 100, 1) for kind in spent
        }
        return {
            "cpu_percent": {**cores, "client": round((own - self.own) / seconds * 100, 1)},
            "rss_mb": self._held(),
        }

    def _spent(self) -> Counter[str]:
        """Children that ended are counted by their parents."""
        spent: Counter[str] = Counter()
        for name, processes in self._processes():
            for process in processes:
                with suppress(psutil.NoSuchProcess):  # its parent has its time
                    spent[self.KINDS[name]] += sum(process.cpu_times()[:2])
            spent[self.KINDS[name]] += sum(processes[0].cpu_times()[2:4])
        return spent

    def _held(self) -> dict[str, int]:
        held = {}
        for name, processes in self._processes():
            full = []
            for process in processes:
                with suppress(psutil.NoSuchProcess):
                    full.append(process.memory_full_info())
            held[name] = round(sum(one.rss for one in full) / 2**20)
            held[f"{name}_own"] = round(sum(one.pss for one in full) / 2**20)  # shared once
        return held

    def _processes(self) -> Iterator[tuple[str, list[psutil.Process]]]:
        for name in self.KINDS:
            path = self.folder / "run" / f"{name}.pid"
            if path.exists():
                parent = psutil.Process(int(path.read_text()))
                yield name, [parent, *parent.children(recursive=True)]


def _say(rows: Iterator[dict]) -> None:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False), flush=True)  # noqa: T201


def _told(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
