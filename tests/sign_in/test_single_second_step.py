"""Single sign-on and the second step: whose counts is the district's decision."""

import pytest
from allauth.mfa.models import Authenticator

from tests.cast import Cast, in_all
from tests.sign_in.openid_server import Provider
from tests.sign_in.second_step import code_of
from tests.sign_in.single import DOMAIN, come_back, file_email, set_up, visitor

pytestmark = pytest.mark.django_db


def known_clerk(cast: Cast, openid: Provider) -> str:
    file_email(cast, "clerk", f"clerk@{DOMAIN}")
    openid.knows("north-clerk", email=f"clerk@{DOMAIN}", email_verified=True)
    return "north-clerk"


def test_the_providers_second_step_is_believed_where_the_district_says_so(
    north: Cast, openid: Provider
) -> None:
    number, client = set_up(north, openid, second_factor_there=True), visitor()
    with in_all(north):
        Authenticator.objects.filter(user_id=north.clerk.account).delete()
    come_back(client, openid, north, number, known_clerk(north, openid))
    assert client.get("/north/office/").status_code == 200


def test_else_ones_own_is_asked_for(north: Cast, openid: Provider) -> None:
    number, client = set_up(north, openid, second_factor_there=False), visitor()
    answer = come_back(client, openid, north, number, known_clerk(north, openid))
    assert answer.headers["Location"] == "/north/sign-in/second-step/"
    client.post("/north/sign-in/second-step/", {"code": code_of()})
    assert client.get("/north/office/").status_code == 200


def test_and_who_has_none_sets_one_up_first(north: Cast, openid: Provider) -> None:
    number, client = set_up(north, openid, second_factor_there=False), visitor()
    with in_all(north):
        Authenticator.objects.filter(user_id=north.clerk.account).delete()
    come_back(client, openid, north, number, known_clerk(north, openid))
    answer = client.get("/north/office/")
    assert answer.headers["Location"].startswith("/north/account/safety/first/")
