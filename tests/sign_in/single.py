"""Steps of single sign-on that the tests share."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from openhouse.common.scope import scope
from openhouse.common.sealed import sealed
from openhouse.people.models import Account, ContactPoint
from openhouse.sign_in.models_identity import IdentityProvider, LinkedIdentity, ProviderSetup
from tests.cast import Cast
from tests.house_client import HouseClient, session_of
from tests.sign_in.openid_server import Provider

HOST = {"HTTP_HOST": "localhost:8000"}
DOMAIN = "north.example"


def visitor() -> HouseClient:
    """Nobody's client, at the public name of the server."""
    return HouseClient(**HOST)


def at_work(cast: Cast, name: str) -> HouseClient:
    """The client of somebody of the cast, who has proved twice who she is, at the public name."""
    client = visitor()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(cast.persons[name])
    return client


def inside(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def set_up(cast: Cast, openid: Provider, **more: Any) -> int:
    """A provider of the district that is on, and known at the other side; its number."""
    with inside(cast):
        provider = IdentityProvider.objects.create(name="Juniper ID", protocol="openid", is_on=True)
        callback = f"http://localhost:8000/{cast.slug}/sso/{provider.pk}/callback/"
        openid.register(callback)
        values = {"domains": [DOMAIN], "for_students": True, **more}
        ProviderSetup.objects.create(
            provider=provider,
            issuer=openid.url,
            client_id=openid.client_id,
            secret=sealed(openid.secret),
            **values,
        )
    return int(provider.pk)


def file_email(cast: Cast, name: str, email: str) -> None:
    """The school has this address of somebody of the cast."""
    with inside(cast):
        ContactPoint.objects.create(person_id=cast.persons[name].id, kind="email", value=email)


def path_of(url: str) -> str:
    """What a client asks for at *url*."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def begin(client: HouseClient, cast: Cast, number: int, query: str = "") -> str:
    """Press the button; the address at the provider."""
    answer = client.get(f"/{cast.slug}/sso/{number}/{query}")
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def come_back(client: HouseClient, openid: Provider, cast: Cast, number: int, who: str) -> Any:
    """Press the button, sign in at the provider as *who*, and come back: the answer."""
    return client.get(path_of(openid.sign_in(begin(client, cast, number), who)))


def links(cast: Cast) -> list[tuple[int, str]]:
    """Person and subject of each identity that a test has made known, oldest first."""
    with inside(cast):
        made = LinkedIdentity.objects.exclude(provider_id=cast.rows["provider"].pk)
        return list(made.order_by("pk").values_list("person_id", "subject"))


def accounts(cast: Cast, person: int) -> list[Account]:
    with inside(cast):
        return list(Account.objects.filter(person_id=person))
