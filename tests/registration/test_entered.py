"""What an office does where somebody has used her way in before the posting could be taken back."""

from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.people.models import Account, Guardianship, Person
from openhouse.sign_in.models import ActivationCode
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.applying import new_family
from tests.registration.test_posting import again, post

pytestmark = pytest.mark.django_db
DESK = "/north/office/registration/"


@pytest.mark.parametrize("entered", ["code", "account"])
def test_a_page_says_where_portal_access_is_taken_away(
    north: Cast, client_of: Any, entered: str
) -> None:
    _, (child,) = new_family(north)
    post(north, child)
    client: HouseClient = client_of(north.clerk)
    assert "Take the enrollment back" in words_of(client.get(f"{DESK}{child.pk}/"))
    with in_all(north):
        nadia = Person.objects.get(given_name="Nadia")
        if entered == "code":
            ActivationCode.objects.filter(person=nadia).update(used_at=clock.now())
        Account.objects.create(username="nadia", person=nadia)
    page = client.get(f"{DESK}{child.pk}/")
    where = address("north", "portal-access", nadia.pk, again(north, child).student_id)
    assert f'<a href="{where}">Nadia Haddad</a>' in page.content.decode()
    assert "Take the enrollment back" not in words_of(page)
    sent = {"act": "undo", "revision": again(north, child).revision}
    told = words_of(client.post(f"{DESK}{child.pk}/decide/", sent, follow=True))
    assert "Take portal access away instead: below is where" in told
    assert again(north, child).state == "posted"
    client.post(where, {"reason": "Not the mother."})
    with in_all(north):
        ties = Guardianship.objects.visible_to(System()).filter(person=nadia)
        assert [tie.portal_access for tie in ties] == [False]
