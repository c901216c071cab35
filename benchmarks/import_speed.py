"""How long an import takes beside a bare COPY of the same rows.

A OneRoster 1.1 delivery with N results (1,000,000 unless told) is written to a temporary folder.
Then, on a server of its own and one after the other: the schools, classes and students are
imported; the results are copied into a bare table that has no key, index or constraint; the
results are imported, as the restricted role, by the same call as ``openhouse import``. Prints the
times, how many times longer the import took, and the most memory that the importing process and
its database session took; then the same for the same file once more, which changes nothing.

    python benchmarks/import_speed.py [--results N]
"""

import argparse
import atexit
import csv
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from invented import write_delivery

ROOT = Path(__file__).resolve().parent.parent


def bare_copy(folder: Path, url: str) -> tuple[float, int]:
    """Seconds that COPY alone takes for every file, and how many rows there were."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        tables = []
        for path in sorted(folder.glob("*.csv")):
            with path.open(newline="") as file:
                names = next(csv.reader(file))
            columns = ", ".join(f'"{name}" text' for name in names)
            table = f"bare_{path.stem.lower()}"
            connection.execute(f"DROP TABLE IF EXISTS {table}")
            connection.execute(f"CREATE TABLE {table} ({columns})")
            tables.append((path, table))
        connection.execute("CHECKPOINT")
        started, rows = time.monotonic(), 0
        for path, table in tables:
            statement = f"COPY {table} FROM STDIN (FORMAT csv, HEADER true)"
            with connection.cursor() as cursor, path.open("rb") as file:
                with cursor.copy(statement) as copy:
                    while block := file.read(1024 * 1024):
                        copy.write(block)
                rows += cursor.rowcount
        seconds = time.monotonic() - started
        for _path, table in tables:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("CHECKPOINT")
    return seconds, rows


def session_memory(pid: int) -> float:
    """MB that the database session took for itself, shared buffers left out."""
    status = Path(f"/proc/{pid}/status").read_text()
    for line in status.splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1024
    return 0.0


@contextmanager
def watched(backend: int) -> Iterator[list[float]]:
    """The most memory that the session *backend* took while this went on, in MB."""
    most, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            most[0] = max(most[0], session_memory(backend))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield most
    finally:
        done.set()
        watcher.join()


def import_it(folder: Path) -> None:
    """In a process of its own: import the delivery and print what it took as JSON."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "openhouse.config.settings"
    import django

    django.setup()
    from django.db import connection

    from openhouse.districts.models import District
    from openhouse.interchange.run import run_import

    district = District.objects.get(slug="bench")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    steps: list[tuple[str, float]] = []

    def progress(words: str, share: float) -> None:
        if not steps or steps[-1][0] != words:
            steps.append((words, time.monotonic()))

    with watched(backend) as most:
        started = time.monotonic()
        report = run_import(folder, district, progress=progress)
        ended = time.monotonic()
    found = {
        "status": report.status,
        "message": report.message,
        "scores": report.as_json()["counts"].get("scores"),
        "rejected": [str(each) for each in report.rejected[:3]],
        "seconds": ended - started,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "session": most[0],
        "steps": longest(steps, ended),
    }
    print(json.dumps(found))


def longest(steps: list[tuple[str, float]], ended: float) -> list[str]:
    """The steps that took the most seconds, longest first."""
    ends = [*(at for _words, at in steps[1:]), ended]
    took = sorted(
        ((end - at, words) for (words, at), end in zip(steps, ends, strict=True)), reverse=True
    )
    return [f"{words} {seconds:.2f}" for seconds, words in took[:6]]


def run(arguments: list[str], role: str = "") -> str:
    environment = {**os.environ, "OPENHOUSE_ROLE": role}
    found = subprocess.run(
        [sys.executable, "-W", "ignore", *arguments],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return found.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=int, default=1_000_000)
    parser.add_argument("--import", dest="folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.folder:
        import_it(options.folder)
        return
    folder = tempfile.mkdtemp(prefix="openhouse-bench-")
    # registered before the server's own farewell, so it runs after that
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    bench(Path(folder), options.results)


def bench(folder: Path, results: int) -> None:
    folder.chmod(0o755)  # the embedded server runs as a user of its own
    os.environ["OPENHOUSE_HOME"] = str(folder / "home")
    for name in ("DATABASE_URL", "DATABASE_APP_URL"):
        os.environ.pop(name, None)
    delivery = folder / "delivery"
    delivery.mkdir()
    write_delivery(delivery, results)
    size = (delivery / "results" / "results.csv").stat().st_size / 1024**2
    print(f"delivery: {results:,} results, {size:.0f} MB", flush=True)
    run(["-m", "openhouse.config.cli", "migrate", "--skip-checks", "-v0"], "owner")
    make = (
        "import django; django.setup();"
        "from openhouse.districts.models import District;"
        "District.objects.create(slug='bench', name='Bench', state='MO')"
    )
    os.environ["DJANGO_SETTINGS_MODULE"] = "openhouse.config.settings"
    run(["-c", make], "owner")
    sys.path.insert(0, str(ROOT))
    from openhouse.config import database

    told("roster: import", delivery / "roster")
    bare, rows = bare_copy(delivery / "results", database.owner_url())
    print(f"bare COPY: {bare:.2f} s, {rows:,} rows", flush=True)
    told("import", delivery / "results", bare)
    told("the same file again", delivery / "results", bare)


def told(what: str, delivery: Path, bare: float = 0.0) -> None:
    """Import *delivery* in a process of its own and print what it took."""
    found = json.loads(run([__file__, "--import", str(delivery)]).splitlines()[-1])
    ratio = f", {found['seconds'] / bare:.2f} times bare COPY" if bare else ""
    print(
        f"{what}: {found['seconds']:.2f} s{ratio}; {found['status']}, scores {found['scores']};"
        f" peak memory {found['memory']:.0f} MB process, {found['session']:.0f} MB database"
        f" session; longest steps: {', '.join(found['steps'][:4])} {found['rejected'] or ''}",
        flush=True,
    )


if __name__ == "__main__":
    main()
