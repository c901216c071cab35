"""What a worker has loaded before its first job."""

import subprocess
import sys

from tests import database

#: How much of the house the first letter loads in a process that has just begun.
SCRIPT = """
import sys
import django
django.setup()
from openhouse.config.warm import warm_up
if sys.argv[1:]:
    warm_up()
before = len(sys.modules)
warm_up()
print(len(sys.modules) - before)
"""


def loads(*how: str) -> int:
    found = subprocess.run(
        [sys.executable, "-c", SCRIPT, *how],
        cwd=database.ROOT,
        env={
            "DJANGO_SETTINGS_MODULE": "openhouse.config.settings",
            "DATABASE_URL": "postgresql://nobody@localhost:1/nothing",
            "OPENHOUSE_HOME": str(database.HOME),
        },
        text=True,
        capture_output=True,
        check=True,
        timeout=120,
    )
    return int(found.stdout)


def test_a_worker_that_is_warm_loads_nothing_for_its_first_letter() -> None:
    """An emergency may be its first job. No database is there, and none is asked."""
    assert loads() > 100
    assert loads("warm") == 0
