"""A browser's own checks say that both apps can be installed."""

import pytest
from playwright.sync_api import Browser

from tests.cast import Cast
from tests.journeys.test_attendance import as_somebody
from tests.live import Live


@pytest.mark.parametrize(("who", "app"), [("mother", "parent"), ("ben", "student")])
def test_a_phone_can_install_the_app(
    who: str, app: str, live: Live, north: Cast, browser: Browser
) -> None:
    with as_somebody(browser, live, north.persons[who]) as page:
        page.goto(f"{live.url}/north/family/")
        chromium = page.context.new_cdp_session(page)
        read = chromium.send("Page.getAppManifest")
        assert read["url"] == f"{live.url}/north/app/{app}/manifest.webmanifest?in=en"
        assert read["errors"] == []
        # a window without traces, as tests use it, installs nothing whatever it is given
        errors = chromium.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert [e for e in errors if e["errorId"] != "in-incognito"] == []
