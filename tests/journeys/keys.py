"""Going through a page by keyboard alone."""

from playwright.sync_api import Page


def walk_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until what is called *name* has the focus."""
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
