"""Single sign-on in a real browser, with a real provider beside the real server."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page, expect

from openhouse.common.sealed import sealed
from tests.cast import Cast
from tests.journeys.axe import against
from tests.journeys.keys import press
from tests.journeys.test_every_page import sideways
from tests.journeys.visitor import DESK, PHONE
from tests.live import Live
from tests.sign_in.openid_server import Provider, openid_provider
from tests.sign_in.saml_idp import ISSUER, bare, identity_provider, key_and_certificate

DOMAIN = "north.example"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with openid_provider() as running:
        yield running


@pytest.fixture(scope="module")
def number(live: Live, north: Cast, provider: Provider) -> int:
    """A provider of the north that is on and knows the teacher; its number there."""
    made = add_provider(live, north, "Openfield ID", "openid")
    provider.register(f"{at_home(live)}/north/sso/{made}/callback/")
    set_up(live, north, made, provider.url, provider.client_id, sealed(provider.secret), "", [])
    with psycopg.connect(live.database_url) as connection:
        connection.execute(
            "INSERT INTO people_contactpoint (district_id, source_id, person_id, kind, label,"
            " value) VALUES (%s, %s, %s, 'email', '', %s)",
            [north.id, f"sso-{made}", north.teacher.id, f"teacher@{DOMAIN}"],
        )
    provider.knows("t-1", email=f"teacher@{DOMAIN}", email_verified=True, name="A Teacher")
    provider.knows("t-2", email="somebody@mail.example", email_verified=True)
    return made


def add_provider(live: Live, cast: Cast, name: str, protocol: str) -> int:
    with psycopg.connect(live.database_url) as connection:
        row = connection.execute(
            "INSERT INTO sign_in_identityprovider (district_id, name, protocol, is_on, made_at)"
            " VALUES (%s, %s, %s, true, now()) RETURNING id",
            [cast.id, name, protocol],
        ).fetchone()
    assert row
    return int(row[0])


def set_up(live: Live, cast: Cast, number: int, *values: Any) -> None:
    """How the provider is reached: issuer, client id, secret, sign-in address, certificates."""
    with psycopg.connect(live.database_url) as connection:
        connection.execute(
            "INSERT INTO sign_in_providersetup (district_id, provider_id, issuer, client_id,"
            " secret, sign_in_url, certificates, for_staff, for_students, rule, claim, domains,"
            " makes_accounts, second_factor_there)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, true, true, 'email', '', %s, false, true)",
            [cast.id, number, *values, [DOMAIN]],
        )


def at_home(live: Live) -> str:
    """The server under its public name, which is where providers send people back to."""
    return live.url.replace("127.0.0.1", "localhost")


def new_page(browser: Browser, size: dict[str, int], locale: str = "en-US") -> Page:
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        locale=locale,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def sign_in_there(page: Page, subject: str) -> None:
    """The provider's own page: say who one is."""
    page.locator("input[name=sub]").first.fill(subject)
    page.get_by_role("button", name="Authorize", exact=True).click()


LOOKS = pytest.mark.parametrize(
    ("size", "locale"),
    [(PHONE, "es-US"), (DESK, "en-US")],
    ids=["phone-spanish", "desk-english"],
)


def read(locale: str, words: str, **named: str) -> str:
    """The words as somebody with this browser reads them."""
    with translation.override(locale[:2]):
        return translation.gettext(words) % named


@LOOKS
def test_a_teacher_comes_in_with_the_button(
    size: Any, locale: str, live: Live, browser: Browser, number: int
) -> None:
    page = new_page(browser, size, locale)
    # Under another name of the server than the public one: the button leads to that.
    page.goto(f"{live.url}/north/staff/more/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    press(page, read(locale, "Sign in with %(name)s", name="Openfield ID"))
    sign_in_there(page, "t-1")
    expect(page).to_have_url(f"{at_home(live)}/north/staff/more/")
    page.context.close()


@LOOKS
def test_whoever_is_not_found_reads_what_to_do(
    size: Any, locale: str, live: Live, browser: Browser, number: int
) -> None:
    page = new_page(browser, size, locale)
    page.goto(f"{live.url}/north/sign-in/")
    press(page, read(locale, "Sign in with %(name)s", name="Openfield ID"))
    sign_in_there(page, "t-2")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        read(locale, "This is not a school account")
    )
    assert [*against(page), *sideways(page)] == []
    page.set_viewport_size(size)
    press(page, read(locale, "Try again"))
    sign_in_there(page, "t-1")
    expect(page).to_have_url(f"{at_home(live)}/north/staff/")
    page.context.close()


@LOOKS
def test_the_district_tries_a_provider_out(
    size: Any, locale: str, live: Live, north: Cast, browser: Browser, number: int
) -> None:
    page = new_page(browser, size, locale)
    cookie = live.cookie_of(north.admin) | {"url": at_home(live)}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.context.add_cookies(
        [{"name": "openhouse_language", "value": locale[:2], "url": at_home(live)}]
    )
    page.goto(f"{at_home(live)}/north/staff/more/")
    press(page, read(locale, "Single sign-on"))
    expect(page).to_have_url(f"{at_home(live)}/north/staff/sign-on/")
    press(page, "Openfield ID")
    expect(page).to_have_url(f"{at_home(live)}/north/staff/sign-on/{number}/")
    press(page, read(locale, "Try it"))
    sign_in_there(page, "t-1")
    expect(page.get_by_text(read(locale, "It works"))).to_be_visible()
    expect(page.get_by_text(f"teacher@{DOMAIN}").first).to_be_visible()
    assert [*against(page), *sideways(page)] == []
    page.context.close()


@LOOKS
def test_a_saml_provider_on_another_site_posts_its_answer(
    size: Any, locale: str, live: Live, north: Cast, browser: Browser, number: int
) -> None:
    """The browser keeps our cookie from what another site posts; she comes in all the same."""
    name = f"Openfield SAML {locale}"
    made = add_provider(live, north, name, "saml")
    certificate = bare(key_and_certificate("juniper")[1])
    with identity_provider(email=f"teacher@{DOMAIN}") as url:
        set_up(live, north, made, ISSUER, "", "", url, [certificate])
        page = new_page(browser, size, locale)
        page.goto(f"{at_home(live)}/north/sign-in/?next=/north/staff/more/")
        press(page, read(locale, "Sign in with %(name)s", name=name))
        expect(page.get_by_role("button", name="Go on")).to_be_visible()  # the provider's page
        press(page, "Go on")
        expect(page).to_have_url(f"{at_home(live)}/north/staff/more/")
        page.context.close()
