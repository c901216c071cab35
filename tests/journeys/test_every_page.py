"""Every page holds WCAG 2.2 AA and fits its screen, light and dark, on a phone and on a desk."""

from collections.abc import Iterator
from itertools import chain

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, ViewportSize

from tests.access.walk import CONFS, patterns
from tests.cast import Cast
from tests.journeys.axe import PASSED, against
from tests.journeys.pages import PAGES, numbers_of, pages_of
from tests.journeys.visitor import PHONE
from tests.live import Live

#: A desk's window at 200 %, and the narrowest screen that WCAG's reflow asks for.
ZOOMED: ViewportSize = {"width": 720, "height": 450}
NARROW: ViewportSize = {"width": 320, "height": 640}
#: Answers that are no page of HTML, or only lead somewhere else.
NO_PAGES = {"health", "language", "ui:stylesheet", "start", "sign-out"}
NO_PAGES |= {"import-report", "import-take-in", "gradebook-scores", "gradebook-news"}
NO_PAGES |= {"assignment-remove", "assignment-files", "assignment-file"}
NO_PAGES |= {"assignment-file-remove", "work-file"}
NO_PAGES |= {"hand-in-take-back", "hand-in-file", "handed-in-file"}
NO_PAGES |= {"password-meter", "give-way-in", "withdraw-code", "decide-request"}
NO_PAGES |= {"look-begin", "look-end", "take-request", "hand-on-request"}
NO_PAGES |= {"decline-strangers", "send-link-again", "question-close", "staff-thread-close"}
NO_PAGES |= {"correct-contact", "give-at-counter", "run-batch", "print-slips"}
NO_PAGES |= {"account-spreadsheet", "change-many", "audit-file"}
NO_PAGES |= {"provider-switch", "provider-forget", "sso-acs", "sso-metadata"}
#: Only after a try at a provider that answers (tests/journeys/test_single_sign_on.py).
NO_PAGES |= {"provider-tried"}
NO_PAGES |= {"absence-withdraw", "absence-file", "office-note-file", "attendance-resolve"}
NO_PAGES |= {"passkey-sign-in", "passkey-options", "remove-passkey", "remove-app"}
NO_PAGES |= {"sign-out-device", "sign-out-others", "paper-save", "immunization-paper"}
NO_PAGES |= {"thread-file", "staff-thread-file"}
NO_PAGES |= {
    f"{of}-document-{what}"
    for of in ("school", "class")
    for what in ("edition", "withdraw", "sheet", "file")
}
NO_PAGES |= {
    f"{of}-message-{what}"
    for of in ("school", "class")
    for what in ("send", "cancel", "again", "file")
}
NO_PAGES |= {f"{of}-announcement-withdraw" for of in ("school", "class")}
NO_PAGES |= {"message-file", "message-remove"}
NO_PAGES |= {"document-file", "document-save", "card-file", "card-proof", "card-preview"}
NO_PAGES |= {"nurse-card-file", "nurse-exclusions", "immunization-reminder"}
NO_PAGES |= {"immunization-card-file", "immunization-card-withdraw"}
NO_PAGES |= {f"nurse-remove-{what}" for what in ("exemption", "appointment")}
NO_PAGES |= {"nurse-appointment-kept", "own-language"}
NO_PAGES |= {"recovery-codes-text", "new-recovery-codes", "school-logo"}
#: The phones of the cast are none that can be dialed, so none of them is verified.
NO_PAGES |= {"contact-try", "contact-withdraw", "contact-verify"}
NO_PAGES |= {"calendar-make", "calendar-end", "calendar-feed"}
#: Between the password and being in: ``test_passkey`` looks at it on its way.
NO_PAGES |= {"second-step"}
#: Only where no mail is sent, and before one has settled in: nobody of the cast is there.
NO_PAGES |= {"mailbox", "first-steps"}
#: What a phone reads of an app, and the way from its first start to the district.
NO_PAGES |= {f"{of}-parent" for of in ("manifest", "first", "begin")}
NO_PAGES |= {f"{of}-student" for of in ("manifest", "first", "begin")} | {
    "choose-district",
    "worker",
    "kept",
}
NO_PAGES |= {"asset-links", "apple-links", "push"}
NO_PAGES |= {
    f"registration-{what}"
    for what in (
        *("add", "begin", "copy", "decide", "file", "remove", "save", "withdraw"),
        *("campaign-file", "child-file", "form-begin", "form-move", "part-do", "part-file"),
        *("zones-file", "change-begin", "drop"),
    )
}
#: Only in a browser that has opened the link of a new family (tests/journeys/test_registering.py).
NO_PAGES |= {
    f"register-{what}"
    for what in (
        *("add", "copy", "file", "item", "leave", "open", "page", "remove", "reply", "review"),
        *("save", "withdraw"),
    )
}
#: Only on one's own device (tests/journeys/test_private_device.py).
NO_PAGES |= {"keep-offer", "keep-pages", "forget-pages"}


@pytest.fixture(scope="module")
def numbers(live: Live, north: Cast) -> dict[str, int]:
    return numbers_of(live, north)


@pytest.mark.parametrize("who", PAGES)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    who: str, live: Live, north: Cast, browser: Browser, numbers: dict[str, int]
) -> None:
    found = {}
    with browser.new_context(
        locale="es-US" if who == "long_parent" else "en-US",
        reduced_motion="reduce",
        device_scale_factor=2,
    ) as context:
        if who != "nobody":
            context.add_cookies([live.cookie_of(north.persons[who])])  # type: ignore[list-item]
        context.set_default_timeout(10_000)
        for page in pages_of(who, live, context.new_page(), numbers):
            for look, faults in [*against(page), *sideways(page)]:
                found[f"{page.url} {look}"] = faults
    assert found == {}


def test_axe_finds_nothing_while_an_office_looks(
    live: Live, north: Cast, browser: Browser, numbers: dict[str, int]
) -> None:
    found = {}
    with browser.new_context(reduced_motion="reduce", device_scale_factor=2) as context:
        context.add_cookies([live.cookie_of(north.clerk)])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(f"{live.url}/north/office/people/{numbers['long_parent']}/")
        page.get_by_label("Reason").fill("She sees no marks")
        page.get_by_role("button", name="See the pages").press("Enter")
        for path in ("", f"{numbers['max']}/grades/", "nothing-there/"):
            page.goto(f"{live.url}/north/family/{path}")
            assert page.get_by_text("Nothing can be changed.").is_visible()
            for look, faults in [*against(page), *sideways(page)]:
                found[f"{page.url} {look}"] = faults
        page.get_by_role("button", name="End").press("Enter")
        assert page.url.endswith(f"/north/office/people/{numbers['long_parent']}/")
    assert found == {}


def test_one_word_in_a_faint_colour_is_found_among_many_that_were_judged(
    live: Live, north: Cast, browser: Browser
) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        context.add_cookies([live.cookie_of(north.mother)])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(f"{live.url}/north/family/")
        assert [*against(page)] == []
        assert PASSED
        text = page.locator("main h1 + *, main p").locator("visible=true").first
        for faint in ("#bbb", "#777"):
            page.goto(f"{live.url}/north/family/")
            text.evaluate("(one, faint) => { one.style.color = faint; }", faint)
            found = dict(against(page))
            assert found
            assert all(each.startswith("color-contrast: ") for each in chain(*found.values()))


def sideways(page: Page) -> Iterator[tuple[str, list[str]]]:
    """What reaches out of the page where it scrolls sideways."""
    for name, size in (("zoomed", ZOOMED), ("phone", PHONE), ("narrow", NARROW)):
        page.set_viewport_size(size)
        faults: list[str] = page.evaluate(
            """() => {
                const root = document.documentElement;
                if (root.scrollWidth <= root.clientWidth) return [];
                return [...document.querySelectorAll("body *")]
                    .filter((part) => part.getBoundingClientRect().right > root.clientWidth + 1)
                    .map((part) => part.outerHTML.slice(0, 200));
            }"""
        )
        if faults:
            yield name, faults


def test_no_page_is_left_out(numbers: dict[str, int]) -> None:
    known = {name for conf in CONFS for name, _ in patterns(conf)}
    seen = set()
    for address in (address for pages in PAGES.values() for address in pages):
        path = address.format_map(numbers).replace(" → /grades/", "1/").partition("?")[0]
        of_the_district = path.startswith("/north/")
        try:
            found = resolve(path.removeprefix("/north").split()[0], CONFS[of_the_district])
        except Resolver404:
            continue
        seen.add(found.view_name)
    assert known - seen == NO_PAGES
