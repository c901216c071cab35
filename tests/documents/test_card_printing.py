"""Printed cards: each home its own copy behind its own address."""

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from openhouse.access.viewer import System
from openhouse.people.models import Guardianship, Household
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.house_client import HouseClient
from tests.jobs import work_off

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]


def pages_of(content: bytes, folder: Path) -> list[str]:
    """What stands on each page."""
    file = folder / "printed.pdf"
    file.write_bytes(content)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def printed(client: HouseClient, cast: Cast, what: str) -> Any:
    release = cast.rows["release_elementary"].pk
    return client.get(f"{address('north', 'card-print', release)}?{what}")


def test_two_households_get_two_copies_and_neither_the_others_address(
    north: Cast, client_of: ClientOf, tmp_path: Path
) -> None:
    admin = client_of(north.admin)
    with in_all(north):
        for place, home in enumerate(("first_home", "second_home", "fourth_home")):
            Household.objects.filter(pk=north.rows[home].pk).update(
                street=f"{place + 1} Own Street", postal_code=f"6500{9 - place}"
            )
        Guardianship.objects.visible_to(System()).update(receives_mail=True)
    url = address("north", "card-release", north.rows["release_elementary"].pk)
    admin.post(url, {"step": "release"})
    work_off()
    ana = printed(admin, north, f"what=student&number={north.ana.id}").content
    pages = pages_of(ana, tmp_path)
    covers = [page for page in pages if "Own Street" in page]
    assert len(covers) == 2
    assert ["Hugo" in page for page in covers] == [True, False]
    assert ["2 Own Street" in page for page in covers] == [True, False]
    assert ["1 Own Street" in page for page in covers] == [False, True]
    assert not any("Gail" in page for page in pages)
    cards = [page for page in pages if "Own Street" not in page]
    assert cards[0] == cards[1]
    whole = pages_of(printed(admin, north, "what=school").content, tmp_path)
    order = [page.split("Own Street")[0].split()[-1] for page in whole if "Own Street" in page]
    assert order == sorted(order, reverse=True)  # by ZIP code, which falls as the number grows
    room = north.rows["homeroom"].pk
    a_class = pages_of(printed(admin, north, f"what=class&number={room}").content, tmp_path)
    assert not any("Own Street" in page for page in a_class)
    with pikepdf.open(io.BytesIO(ana)) as file:
        assert len(file.pages) == len(pages)
