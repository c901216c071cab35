"""Going through a page by keyboard alone."""

from playwright.sync_api import Page


def walk_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until what is called *name* has the focus."""
    # A script hears keys once the page has loaded.
    page.wait_for_load_state()
    for _step in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
                const part = document.activeElement;
                const label = part.labels && part.labels.length ? part.labels[0].textContent : "";
                return `${label} ${part.textContent} ${part.getAttribute("aria-label") || ""}`;
            }"""
        )
        if name in here:
            return
    raise AssertionError(f"{name} is not reached by Tab on {page.url}")


def press(page: Page, name: str) -> None:
    """Reach a link or a button and press Enter on it."""
    walk_to(page, name)
    page.keyboard.press("Enter")


def write(page: Page, name: str, text: str) -> None:
    """Reach a field and type into it."""
    walk_to(page, name)
    page.keyboard.type(text)


def choose(page: Page, group: str, choice: str) -> None:
    """Reach the group of choices called *group* and go to *choice* with the arrow keys."""
    chosen = page.get_by_role("group", name=group).get_by_role("radio", name=choice)
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.get_by_role("group", name=group).locator("input:focus").count():
            break
    else:
        raise AssertionError(f"{group} is not reached by Tab on {page.url}")
    page.keyboard.press("Space")
    for _step in range(12):
        if chosen.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{choice} is no choice of {group} on {page.url}")
