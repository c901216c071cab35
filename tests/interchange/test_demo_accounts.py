"""A demonstration that was made before one of its printed sign-ins was there."""

import pytest

from openhouse.interchange.demo.accounts import DemoAccounts
from openhouse.interchange.demo.hiring import hire_who_came_later
from openhouse.people.models import Person
from tests.access.signing import sign_in
from tests.cast import Cast, in_all
from tests.house_client import HouseClient

pytestmark = pytest.mark.django_db


def test_who_came_later_signs_in_to_an_older_demonstration_too(
    north: Cast, client: HouseClient
) -> None:
    bus = DemoAccounts().transport
    for _start in range(2):
        with in_all(north):
            hire_who_came_later()
    with in_all(north):
        assert Person.objects.filter(family_name=bus.name.split()[1]).count() == 1
    assert sign_in(client, bus.username, bus.password).status_code == 302
    assert client.get("/north/staff/registration/").status_code == 200
