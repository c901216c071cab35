"""``openhouse demo``: everything on one machine, with an invented district."""

import os
import signal
import sys
import time
import urllib.request
from contextlib import ExitStack
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from openhouse.config import database
from openhouse.config.children import Child
from openhouse.config.management.commands.serve import address, ensure_free
from openhouse.interchange.demo import SLUG

FEWEST = 40


class Command(BaseCommand):
    help = (
        "Runs a demonstration: the database, an invented district, the web server and a worker;"
        " prints how to sign in. Ctrl-C stops all of it, the data is kept."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--students", type=int, default=600, help="students of the district (600)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = address()
        ensure_free(host, port)
        if options["students"] < FEWEST:
            raise CommandError(f"--students: {FEWEST} or more; three schools need them")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _end)
        # Nobody of an invented district has a mailbox: its mail is shown on a page, and no other's.
        os.environ.setdefault("EMAIL_URL", f"show:{SLUG}")
        call_command("migrate", verbosity=0, skip_checks=True)
        accounts, slug, note = make_district(options["students"])
        ask_for_no_second_step(slug)
        with ExitStack() as stack:
            children = []
            for name in ("serve", "worker"):
                child = Child(name)
                stack.callback(child.end)
                children.append(child)
            url = f"http://{'localhost' if host in LOCAL else host}:{port}"
            wait_for(f"{url}/health", children)
            self.stdout.write(self.words(f"{url}/{slug}/", accounts, note))
            self.stdout.flush()
            watch(children)

    def words(self, url: str, accounts: Any, note: str) -> str:
        """Where to go and how to sign in; *note* is what else there is to know."""
        rows = [
            (account.role[:1].upper() + account.role[1:], account.username, account.password)
            for account in accounts.all()
        ]
        role, name = (max(len(row[column]) for row in rows) for column in (0, 1))
        lines = [f"  {row[0]:{role}}  {row[1]:{name}}  {row[2]}" for row in rows]
        head = f"  {'':{role}}  {'user name':{name}}  password"
        return "\n".join(
            [
                "",
                f"Openhouse is ready: {url}",
                "",
                head,
                *lines,
                "",
                "Its staff sign in with a password alone, to be tried at once. In a district of",
                "your own, offices and the district's staff need a second step as well.",
                f"Mail it would send: {url}mail/",
                f"A family that is new here registers, with a link by mail: {url}register/",
                "The parent registers under More > Registration, and tells there what has changed",
                "between registrations: a new address, an emergency contact, who may pick up.",
                *([note] if note else []),
                "Ctrl-C stops it.",
                "",
            ]
        )


LOCAL = {"127.0.0.1", "0.0.0.0", "::", "::1", "localhost"}  # noqa: S104 - compared, not bound


def _end(number: int, frame: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise SystemExit(0)


def make_district(students: int) -> tuple[Any, str, str]:
    """The demonstration district's sign-ins, its slug and a note about its days.

    Made, with a bar, when it is not there; else the days since the last start go by in it.
    """
    from openhouse.interchange import demo

    console = Console(stderr=not sys.stdout.isatty())
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("Looking for the demonstration district", total=1.0)
        accounts = demo.make_district(
            students,
            progress=lambda what, share: progress.update(bar, description=what, completed=share),
        )
    from django.db import connection

    from openhouse.home.handing_demo import make_hand_ins
    from openhouse.registration.demo import make_registration

    make_registration(demo.SLUG, behind_the_walls())
    make_hand_ins(demo.SLUG, behind_the_walls())
    note = demo.standing()
    connection.close()
    return accounts, demo.SLUG, note


def behind_the_walls() -> str:
    """The restricted role, where this one may become it: what people do is done as web does it."""
    from django.db import connection

    role = database.role_name(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(%s, 'SET')", [role])
        (may,) = cursor.fetchone()
    return role if may else ""


def ask_for_no_second_step(slug: str) -> None:
    """The sign-ins that are printed are to open every page; whoever decided otherwise keeps it."""
    from openhouse.common.scope import ALL, scope
    from openhouse.districts.models import District
    from openhouse.sign_in.models import FROM_THE_START, AccountRules

    district = District.objects.get(slug=slug).pk
    with scope(district=district, students=ALL, hat="system"):
        rules = AccountRules.objects.filter(district_id=district)
        if not rules.exists():
            AccountRules.objects.create(second_step_from=None)
        rules.filter(second_step_from=FROM_THE_START).update(second_step_from=None)


def wait_for(url: str, children: list[Child], seconds: float = 60) -> None:
    """Return when the web server answers; CommandError when a child ends or time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for child in children:
            if child.process.poll() is not None:
                raise CommandError(f"openhouse {child.name} ended: see what it said above")
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.1)
    raise CommandError(f"{url} did not answer within {seconds:.0f} seconds")


def watch(children: list[Child]) -> None:
    """Wait until a child ends, which none should before Ctrl-C."""
    pid, _ = os.wait()
    for child in children:
        if child.process.pid == pid:
            child.process.returncode = 1
            raise CommandError(f"openhouse {child.name} ended: see what it said above")
