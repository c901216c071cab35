"""``openhouse``: the house's commands and Django's under one name."""

import os
import signal
import sys

from openhouse.config import database
from openhouse.config.allocator import begin_with_jemalloc
from openhouse.config.embedded import EmbeddedFailed

#: The house's own commands, each with what it does.
COMMANDS = {
    "demo": "Run a demonstration: database, an invented district, web server and worker.",
    "serve": "Run the web server (OPENHOUSE_ADDRESS, OPENHOUSE_PORT).",
    "worker": "Run a worker: it does the jobs that pages leave for later.",
    "migrate": "Bring the database up to date: tables, the restricted role, each table's policy.",
    "import": "Bring in a district's files: OneRoster CSV or Ed-Fi XML, a zip or a folder.",
    "district": "Add a school district: openhouse district add --slug … --name … --state …",
    "receive-mail": "Take in an e-mail from standard input, as mail servers hand it over.",
    "account": "Give one person of a district a user name and a password.",
    "signing_key": "Sign a district's papers with a new key from now on.",
}
#: Commands that make or change tables, or districts: they connect as the owner.
AS_OWNER = {"demo", "migrate", "makemigrations", "district", "createcachetable", "sqlmigrate"}


def main() -> None:
    """Run the command that the command line names; exit 1 with a sentence where it cannot."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openhouse.config.settings")
    arguments = sys.argv[1:]
    if arguments[:1] == ["worker"]:
        begin_with_jemalloc()
    database.asleep = not arguments or bool({"help", "--help", "-h", "--version"} & {*arguments})
    if not arguments or arguments in (["--help"], ["-h"], ["help"]):
        sys.stdout.write(f"{overview()}\n")
        return
    if arguments[0] in AS_OWNER:
        os.environ["OPENHOUSE_ROLE"] = "owner"
    if arguments[0] == "import" and not database.asleep and sys.stderr.isatty():
        sys.stderr.write("Opening the database …\n")
    # SIGTERM ends the process in the ordinary way, so that it leaves the embedded server.
    signal.signal(signal.SIGTERM, _end)
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(["openhouse", *arguments])
    except (EmbeddedFailed, OperationalError) as error:
        sys.stderr.write(f"openhouse: the database cannot be used: {str(error).strip()}\n")
        # A mail server keeps the mail and tries again.
        sys.exit(75 if arguments[0] == "receive-mail" else 1)
    except ImproperlyConfigured as error:
        sys.exit(f"openhouse: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def _end(number: int, frame: object) -> None:
    sys.exit(128 + number)


def overview() -> str:
    """What ``openhouse --help`` prints."""
    import django
    from django.core.management import get_commands

    django.setup()
    width = max(map(len, COMMANDS))
    own = [f"  {name.ljust(width)}  {what}" for name, what in COMMANDS.items()]
    others = ", ".join(sorted(get_commands().keys() - COMMANDS.keys()))
    return "\n".join(
        [
            "Openhouse, the family portal of a school district.",
            "",
            "usage: openhouse COMMAND [options]        openhouse COMMAND --help",
            "",
            *own,
            "",
            "Without DATABASE_URL a PostgreSQL of its own runs under OPENHOUSE_HOME (./var).",
            "",
            f"Django's commands: {others}",
        ]
    )


if __name__ == "__main__":
    main()
