"""The command line: help, districts, what it says when something is wrong."""

import os
import socket

import psycopg
import pytest
from django.core.management import get_commands, load_command_class

from openhouse.config.cli import COMMANDS
from tests.config.conftest import Installation

ADD = ("district", "add", "--slug", "jefferson-city", "--name", "Jefferson City", "--state", "mo")


def test_help_names_every_command_with_a_sentence(alone: Installation) -> None:
    status, said = alone.openhouse("--help")
    assert status == 0
    lines = {line.split()[0]: line for line in said.splitlines() if line.startswith("  ")}
    for command, sentence in COMMANDS.items():
        assert sentence in lines[command]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_says_what_it_does(command: str) -> None:
    found = load_command_class(get_commands()[command], command)
    assert len(found.help.split()) > 5
    assert found.help.rstrip().endswith((".", "…"))


def test_help_of_a_command_starts_nothing(alone: Installation) -> None:
    status, said = alone.openhouse("demo", "--help")
    assert status == 0
    assert "an invented district" in said
    assert not (alone.home / "postgres").exists()


def test_a_district_is_added_once(shared: Installation) -> None:
    status, said = shared.openhouse(*ADD, "--help-phone", "555-0100")
    assert (status, said.strip()) == (0, "Added Jefferson City. Its address is /jefferson-city/")
    status, said = shared.openhouse(*ADD)
    assert status == 1
    assert "There is a district at /jefferson-city/ already" in said
    with psycopg.connect(shared.more["DATABASE_URL"]) as connection:
        found = connection.execute(
            "SELECT name, state, help_phone FROM districts_district WHERE slug = 'jefferson-city'"
        ).fetchall()
    assert found == [("Jefferson City", "MO", "555-0100")]


def test_a_new_key_signs_a_districts_papers(shared: Installation) -> None:
    shared.openhouse(*ADD)
    assert shared.openhouse("signing_key", "--district", "jefferson-city")[0] == 0
    status, said = shared.openhouse("signing_key", "--district", "nowhere")
    assert (status, "no district 'nowhere'" in said) == (1, True)
    with psycopg.connect(shared.more["DATABASE_URL"]) as connection:
        keys = connection.execute(
            "SELECT k.id FROM papers_signingkey k JOIN districts_district d ON d.id = k.district_id"
            " WHERE d.slug = 'jefferson-city'"
        ).fetchall()
    assert len(keys) == 1


def test_each_wrong_value_of_a_district_is_named(shared: Installation) -> None:
    status, said = shared.openhouse(
        *("district", "add", "--slug", "Jefferson City", "--name", " ", "--state", "Missouri"),
        *("--hue", "400", "--time-zone", "Chicago", "--help-email", "nobody"),
    )
    assert status == 1
    for option in ("slug", "name", "state", "hue", "time-zone", "help-email"):
        assert f"--{option}" in said
    assert "Traceback" not in said


def test_an_address_of_the_servers_own_is_no_districts(shared: Installation) -> None:
    status, said = shared.openhouse(
        "district", "add", "--slug", "static", "--name", "Static", "--state", "MO"
    )
    assert status == 1
    assert "--slug 'static': that address is the server's own; choose another" in said


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_in_use_is_named_with_what_to_set(command: str, shared: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        shared.more["OPENHOUSE_PORT"] = str(port)
        status, said = shared.openhouse(command)
    assert status == 1
    assert f"Port {port} is in use" in said
    assert f"OPENHOUSE_PORT={port + 1}" in said


def test_a_port_that_is_no_number_is_named(shared: Installation) -> None:
    shared.more["OPENHOUSE_PORT"] = "web"
    status, said = shared.openhouse("serve")
    assert status == 1
    assert "OPENHOUSE_PORT is 'web'" in said


def test_a_server_that_does_not_answer_is_a_sentence(alone: Installation) -> None:
    alone.more["DATABASE_URL"] = "postgresql://owner:secret@127.0.0.1:1/openhouse"
    status, said = alone.openhouse("migrate")
    assert status == 1
    assert "the database cannot be used" in said
    assert "Traceback" not in said
    assert "secret" not in said


def test_an_owner_who_may_not_make_roles_is_told_the_sql(shared: Installation) -> None:
    owner = f"plain_{os.getpid()}"
    url = shared.more["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {owner} LOGIN")
        try:
            shared.more["DATABASE_URL"] = url.replace("postgres@", f"{owner}@")
            del shared.more["DATABASE_APP_URL"]
            status, said = shared.openhouse("migrate")
        finally:
            connection.execute(f"DROP ROLE {owner}")
    assert status == 1
    assert "CREATE ROLE" in said
    assert "DATABASE_APP_URL=postgresql://" in said


def test_a_web_role_that_sees_everything_is_refused(shared: Installation) -> None:
    shared.more["DATABASE_APP_URL"] = shared.more["DATABASE_URL"]
    status, said = shared.openhouse("migrate")
    assert status == 1
    assert "bypasses row-level security" in said
