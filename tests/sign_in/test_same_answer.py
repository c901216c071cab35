"""Known or unknown: the same answer, and the same work for it, statement by statement.

That the times are alike follows: what a page does for somebody known is what it does for anybody.
"""

import re
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openhouse.common.scope import scope
from openhouse.people.models import Account
from tests.access.signing import sign_in
from tests.access.test_sign_in import hashes
from tests.cast import Cast
from tests.house_client import HouseClient
from tests.jobs import waiting
from tests.sign_in.test_opening import ask as ask_for_account
from tests.sign_in.test_opening import child_of, code_for

__all__ = ["hashes"]
pytestmark = pytest.mark.django_db
Ask = Callable[[Cast, bool], Any]
#: Nobody's name is typed twice: the second time would be another count.
NUMBERS = count()


def forgot_password(cast: Cast, known: bool) -> Any:
    name = "mother" if known else "nobody"
    return HouseClient().post("/north/forgot-password/", {"username": name})


def forgot_username(cast: Cast, known: bool) -> Any:
    name = "mail" if known else "nobody"
    return HouseClient().post("/north/forgot-username/", {"email": f"{name}@openhouse.example"})


def ask(cast: Cast, known: bool) -> Any:
    name = cast.mother.name if known else "Nobody Atall"
    email = "mail@openhouse.example" if known else "nobody@openhouse.example"
    return ask_for_account(cast, name, email, **child_of(cast, "ben", "high"))


def ask_on_the_form(cast: Cast, known: bool) -> Any:
    name = cast.mother.name if known else "Nobody Atall"
    child = cast.ben.name if known else "Nobody Either"
    home = {"street": "1 Main St", "city": "Openfield", "relation1": "Mother"}
    more = {"legal": "on", "agree": "on", "email": "mail@openhouse.example"}
    school = str(cast.rows["high"].pk)
    return HouseClient().post(
        "/north/ask/form/", {"name": name, "child1": child, "school1": school, **home, **more}
    )


def wrong_password(cast: Cast, known: bool) -> Any:
    return sign_in(HouseClient(), "mother" if known else f"nobody-{next(NUMBERS)}", "wrong")


def wrong_password_of_a_closed_account(cast: Cast, known: bool) -> Any:
    with scope(district=cast.id, students="all", hat="system"):
        Account.objects.filter(pk=cast.father.account).update(is_active=False)
    return sign_in(HouseClient(), "father" if known else f"nobody-{next(NUMBERS)}", "wrong")


def used_code(cast: Cast, known: bool) -> Any:
    code = code_for(cast, "mother")
    code_for(cast, "mother")  # the first one is withdrawn by that
    return HouseClient().post("/north/open/", {"code": code if known else "0" * 32})


def work(asked: CaptureQueriesContext) -> list[str]:
    """Each statement of the page, without its values and the names of savepoints."""
    values = r"'(?:[^']|'')*'|\b\d[\d.]*\b|\"s\d+_x\d+\""
    said = [re.sub(values, "?", each["sql"]) for each in asked]
    first = next(n for n, sql in enumerate(said) if "openhouse_enter" in sql)
    return said[first:]


@pytest.mark.parametrize(
    "page",
    [
        forgot_password,
        forgot_username,
        ask,
        ask_on_the_form,
        wrong_password,
        wrong_password_of_a_closed_account,
        used_code,
    ],
)
def test_known_and_unknown_cost_the_same(page: Ask, north: Cast, hashes: list[str]) -> None:
    page(north, False)  # what is read once a process
    seen = []
    for known in (True, False):
        hashes.clear()
        before = len(waiting())
        with CaptureQueriesContext(connection) as asked:
            answer = page(north, known)
        jobs = [name for _, name, _ in waiting()[before:]]
        headers = (answer.status_code, answer.headers.get("Location"))
        seen.append((headers, jobs, len(hashes), work(asked)))
    assert seen[0] == seen[1]
    assert len(seen[0][3]) > 2
