"""What axe has against a page: light and dark, on a phone and on a desk.

Nine tenths of axe's time go into contrast, most of it for the same words in the same colours: the
bar on top, the tabs, the rows of a table. So a text that stands in colours in which axe has let one
pass is not judged again: the colours, size and weight of it and of all that it stands in are as
they were there. What is laid over or beside its place (``position``) is judged each time, and so is
what axe could not decide.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from tests.journeys.visitor import DESK, PHONE

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
#: In the dark only the colours are other ones.
RULES = {
    "light": "{resultTypes: ['violations'], rules: {'color-contrast': {enabled: false}}}",
    "dark": "{resultTypes: ['violations'], runOnly: ['link-in-text-block']}",
}
CONTRAST = """async (passed) => {
    const known = new Set(passed.split(" ").map(Number)), places = new Map();
    const looks = ["color", "background-color", "background-image", "opacity", "font-size",
        "font-weight", "text-shadow", "-webkit-text-stroke-width", "-webkit-text-fill-color",
        "filter", "mix-blend-mode"];
    const hashed = (text, a = 0xdeadbeef, b = 0x41c6ce57) => {
        for (const one of text) {
            a = Math.imul(a ^ one.charCodeAt(0), 2654435761);
            b = Math.imul(b ^ one.charCodeAt(0), 1597334677);
        }
        return 4294967296 * (2097151 & b) + (a >>> 0);
    };
    // 0 for what is positioned, and for all in it
    const place = (one) => {
        if (!one) return 1;
        if (!places.has(one)) {
            const style = getComputedStyle(one), around = place(one.parentElement);
            const flows = around && ["static", "relative"].includes(style.position);
            const said = looks.map((name) => style.getPropertyValue(name)).join("|");
            places.set(one, flows ? hashed(`${around}|${said}`) : 0);
        }
        return places.get(one);
    };
    const says = (one) => one.matches("input, select, textarea")
        || [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
    const fresh = [...document.body.querySelectorAll("*")]
        .filter((one) => says(one) && !known.has(place(one)));
    if (!fresh.length) return [[], []];
    const found = await axe.run({include: fresh}, {
        runOnly: ["color-contrast"], resultTypes: ["violations", "passes"],
        elementRef: true, selectors: false,
    });
    const good = found.passes.flatMap((rule) => rule.nodes.map((node) => place(node.element)));
    const bad = found.violations.flatMap((rule) => rule.nodes.map((node) => node.html));
    return [good.filter(Boolean), bad];
}"""
#: The colours that axe has let pass, of this process.
PASSED: set[int] = set()


def against(page: Page) -> Iterator[tuple[str, list[str]]]:
    """What axe has against the page in each of its looks."""
    page.evaluate(AXE)
    for name, size in (("phone", PHONE), ("desk", DESK)):
        page.set_viewport_size(size)
        for colours, rules in RULES.items():
            page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
            violations: list[Any] = page.evaluate(f"axe.run({rules}).then((a) => a.violations)")
            found = [(each["id"], node["html"]) for each in violations for node in each["nodes"]]
            good, bad = page.evaluate(CONTRAST, " ".join(map(str, PASSED)))
            PASSED.update(good)
            found += [("color-contrast", html) for html in bad]
            if found:
                yield f"{name} {colours}", [f"{rule}: {html[:200]}" for rule, html in found]
