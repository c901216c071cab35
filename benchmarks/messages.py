"""A message to a whole large district: ``python benchmarks/messages.py [--many 100000]``.

So many families, invented in SQL, each with one adult and an e-mail address, some without. The page
before sending and the page of who got it are asked for as the district's administrator, behind the
wall, with how long each took, how large it is, and how many statements it sent; in between the
recipients are written as the worker's job writes them.
"""

import argparse
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
NAME = "bench_messages"
OFFICE = "/north/office/messages/"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=100_000)
    asked = parser.parse_args()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "OPENHOUSE_TODAY": "2026-10-06T10:05",
    }
    from tests import database

    database.copy(NAME)
    os.environ |= {
        "DATABASE_URL": database.url_of(NAME),
        "DATABASE_APP_URL": database.url_of(NAME, database.ROLE),
        "EMAIL_URL": "smtp://127.0.0.1:9",
    }
    import django

    django.setup()
    import psycopg
    from django.test.utils import setup_test_environment

    setup_test_environment()
    from tests.cast import NORTH
    from tests.messages.many import fill

    fill(NORTH, asked.many, asked.many // 16)
    # as the server does by itself after a while
    with psycopg.connect(database.url_of(NAME), autocommit=True) as owner:
        owner.execute("ANALYZE")
    measure(NORTH)


def measure(north: Any) -> None:
    """The pages before and after, and the writing between."""
    from openhouse.districts.models import District
    from openhouse.messages.sending.writing import write_out
    from tests.cast import in_all
    from tests.house_client import HouseClient
    from tests.messages.many import SAID, newest

    admin = HouseClient.signed_in(north.admin)
    shown(admin, "the form", f"{OFFICE}new/?all=1")
    admin.post(f"{OFFICE}new/?all=1", SAID)
    url = f"{OFFICE}{newest(north)}/"
    shown(admin, "before it is sent, at once", url)
    shown(admin, "before it is sent, counted", f"{url}?show=all")
    shown(admin, "page 300 of whom nothing reaches", f"{url}?show=none&page=60")
    began = time.perf_counter()
    admin.post(f"{url}send/", {})
    print(f"sending it: {time.perf_counter() - began:.1f} s")
    with in_all(north):
        district = District.objects.get(pk=north.id)
    began = time.perf_counter()
    many = write_out(district, newest(north))
    took = time.perf_counter() - began
    print(f"{many} recipients written in {took:.0f} s ({many / took:.0f} a second)")
    shown(admin, "who got it", url)
    shown(admin, "who got it, page 900", f"{url}?page=900")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"most memory {peak} MB; load {os.getloadavg()[0]:.1f}")


def shown(client: Any, what: str, url: str) -> None:
    """One page, twice: how long the second took, how large it is, its statements."""
    from django.db import connection

    asked: list[str] = []

    def noted(execute: Any, statement: str, *more: Any) -> Any:
        asked.append(statement)
        return execute(statement, *more)

    with connection.execute_wrapper(noted):
        client.get(url)
    began = time.perf_counter()
    page = client.get(url)
    took = time.perf_counter() - began
    size = len(page.content) // 1024
    print(
        f"{what}: {page.status_code} in {took:.1f} s, {size} KB, {len(asked)} statements",
        flush=True,
    )


if __name__ == "__main__":
    main()
