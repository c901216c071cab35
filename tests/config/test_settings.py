"""What the environment makes of the settings."""

import json
import os
import subprocess
import sys

import pytest

from tests import database
from tests.config.conftest import Installation


def setting(name: str, **environment: str) -> object:
    """The setting as a process with this environment has it."""
    code = f"import json\nfrom django.conf import settings\nprint(json.dumps(settings.{name}))"
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=database.ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(said.stdout)


@pytest.mark.parametrize(
    ("environment", "proxies"),
    [
        ({}, 0),
        ({"OPENHOUSE_HOSTS": "portal.example"}, 1),
        ({"OPENHOUSE_HOSTS": "portal.example", "OPENHOUSE_PROXIES": "2"}, 2),
        ({"OPENHOUSE_HOSTS": "portal.example", "OPENHOUSE_PROXIES": "0"}, 0),
        ({"OPENHOUSE_PROXIES": "1"}, 1),
    ],
)
def test_a_server_with_public_names_stands_behind_one_proxy_unless_told(
    environment: dict[str, str], proxies: int
) -> None:
    assert setting("ALLAUTH_TRUSTED_PROXY_COUNT", **environment) == proxies


def test_a_number_of_proxies_that_is_no_number_is_named(alone: Installation) -> None:
    alone.more["OPENHOUSE_PROXIES"] = "two"
    status, said = alone.openhouse("serve")
    assert status == 1
    assert "OPENHOUSE_PROXIES is 'two'" in said
    assert "Traceback" not in said
