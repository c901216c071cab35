"""The first lock: who is let in by what a view says of itself."""

from collections.abc import Callable

import pytest

from tests.cast import ACCOUNTS, Cast
from tests.house_client import HouseClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strange")]
ClientOf = Callable[..., HouseClient]
METHODS = ("get", "head", "options", "post", "put", "patch", "delete")


@pytest.mark.parametrize("view", ["nothing", "class", "callable", "nobody"])
def test_a_view_that_says_nothing_is_closed_to_everyone(
    view: str, north: Cast, client_of: ClientOf
) -> None:
    address = f"/north/strange/{view}/"
    for name in ACCOUNTS:
        assert client_of(north.persons[name]).get(address).status_code == 403
    nobody = HouseClient().get(address)
    if view == "nobody":
        assert nobody.status_code == 302
    else:
        assert nobody.status_code == 403


@pytest.mark.parametrize("method", METHODS)
def test_no_method_opens_a_closed_view(method: str, north: Cast, client_of: ClientOf) -> None:
    for address in ("/north/strange/nothing/", "/north/strange/class/"):
        answer = getattr(client_of(north.admin), method)(address)
        assert answer.status_code == 403
        assert answer.content != b"open"


def opens(client: HouseClient, address: str) -> bool:
    """If *address* is open; the other answer is 403."""
    answer = client.get(address)
    assert answer.status_code in (200, 403)
    return answer.status_code == 200


def test_roles_open_what_is_theirs_under_the_staffs_hat_only(
    north: Cast, client_of: ClientOf
) -> None:
    for name in ACCOUNTS:
        client = client_of(north.persons[name])
        assert opens(client, "/north/staff/strange/nurses/") is (name == "nurse")
        offices = opens(client, "/north/staff/strange/offices/")
        assert offices is (name in ("clerk", "admin"))
        assert not opens(client, "/north/family/strange/offices/")


def test_a_view_for_family_and_staff_takes_each_under_her_own_hat(
    north: Cast, client_of: ClientOf
) -> None:
    works = {"teacher", "teacher_mother", "second_teacher", "clerk", "admin", "nurse"}
    for name in ACCOUNTS:
        client = client_of(north.persons[name])
        assert opens(client, "/north/staff/strange/both/") is (name in works)
        family = name not in works or name == "teacher_mother"
        assert opens(client, "/north/family/strange/both/") is family


def test_a_view_for_any_account_takes_any_of_the_district(north: Cast, client_of: ClientOf) -> None:
    for name in ACCOUNTS:
        client = client_of(north.persons[name])
        assert opens(client, "/north/strange/account/")
        assert client.get("/south/strange/account/").status_code == 302
    assert HouseClient().get("/north/strange/account/").status_code == 302


def test_the_address_picks_the_hat_and_never_the_union(north: Cast, client_of: ClientOf) -> None:
    client, her = client_of(north.teacher_mother), north.teacher_mother.id

    def said(hat: str) -> tuple[str, str, set[str]]:
        words, person, students = (
            client.get(f"/north/{hat}strange/scope/").content.decode().split("|")
        )
        return words, person, set(filter(None, students.split(",")))

    assert said("family/") == ("family", str(her), {str(north.leo.id)})
    assert said("staff/") == ("staff", str(her), {str(north.cai.id), str(north.mia.id)})
    assert said("") == ("account", str(her), set())


@pytest.mark.parametrize(
    "address",
    [
        "/north//staff/strange/scope/",
        "/north/Staff/strange/scope/",
        "/north/family/../staff/strange/scope/",
        "/north/./staff/strange/scope/",
        "/north/staff%2Fstrange/scope",
        "/north/family/staff/strange/scope/",
    ],
)
def test_no_way_of_writing_it_gives_another_hat(
    address: str, north: Cast, client_of: ClientOf
) -> None:
    answer = client_of(north.teacher_mother).get(address)
    assert answer.status_code in (301, 302, 404)
    assert str(north.cai.id) not in answer.content.decode()
