"""Where the database is, who connects to it, and the embedded server.

``DATABASE_URL`` names a PostgreSQL server and its owner role. Without it a PostgreSQL of our own
runs under ``OPENHOUSE_HOME``. Two roles use the database: the owner migrates; the restricted role
(``<database>_app``) is what web and worker connect as. ``OPENHOUSE_ROLE=owner`` in the environment
of a process picks the first.
"""

import hashlib
import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import dj_database_url

from openhouse.config.embedded import Embedded

#: What the commands set when they only print their help: nothing is started for that.
asleep = False


def home() -> Path:
    """The folder that keeps everything this installation writes; made when it is not there."""
    path = Path(os.environ.get("OPENHOUSE_HOME") or "var").expanduser().resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


@cache
def secret_key() -> str:
    """``OPENHOUSE_SECRET_KEY``, or one made once and kept under the home folder."""
    given = os.environ.get("OPENHOUSE_SECRET_KEY")
    if given:
        return given
    path = home() / "secret-key"
    if not path.exists():
        descriptor, fresh = tempfile.mkstemp(dir=home())  # readable by this user only
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(fresh, path)
        Path(fresh).unlink()
    return path.read_text().strip()


def given_app_url() -> str:
    """``DATABASE_APP_URL``: the restricted role's address, where it is not the derived one."""
    return os.environ.get("DATABASE_APP_URL", "")


def role_name(database: str) -> str:
    """The restricted role of *database*; ``DATABASE_APP_URL`` may name another."""
    given = given_app_url()
    return str(dj_database_url.parse(given)["USER"]) if given else f"{database}_app"


def role_password() -> str:
    """The restricted role's password: derived, so that no second secret is to be kept."""
    if given_app_url():
        return str(dj_database_url.parse(given_app_url())["PASSWORD"])
    key = secret_key().encode()
    return hmac.new(key, b"openhouse database role", hashlib.sha256).hexdigest()


@cache
def embedded() -> Embedded:
    """The embedded server of this installation."""
    return Embedded(home())


def embedded_url() -> str:
    """The owner's URL of the embedded server, which is started when it does not run.

    Raises EmbeddedFailed when it cannot be.
    """
    if not asleep:
        embedded().start()
    return embedded().url()


def owner_url() -> str:
    """The owner's database URL."""
    return os.environ.get("DATABASE_URL") or embedded_url()


def settings() -> dict[str, Any]:
    """Django's settings for the database, as owner or as the restricted role."""
    found = _parsed(owner_url())
    if os.environ.get("OPENHOUSE_ROLE") == "owner":
        return found
    given = given_app_url()
    if given:
        return _parsed(given)
    found["USER"] = role_name(found["NAME"])
    if os.environ.get("DATABASE_URL"):
        found["PASSWORD"] = role_password()
    return found


def _parsed(url: str) -> dict[str, Any]:
    found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=None))
    if "postgresql" not in found["ENGINE"]:
        raise ValueError(f"Openhouse keeps its data in PostgreSQL only, not in {found['ENGINE']}")
    # Parameters travel apart from the statement, and a statement that comes back is planned once
    # a connection: a third off what a page costs the database.
    found.setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=2)
    return found
