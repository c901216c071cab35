"""One sheet, with the district's hue in it, under an address that changes with the rules."""

import gzip
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from openhouse.ui import css, views

FOLDER = Path(css.__file__).parent / "static/ui/css"
COMPONENTS = Path(css.__file__).parent / "components"


def get(hue: int, digest: str, **headers: str):  # type: ignore[no-untyped-def]
    request = RequestFactory().get("/", headers=headers)
    return views.stylesheet(request, hue, digest)


def test_the_sheet_names_its_layers_first_and_holds_every_file() -> None:
    text = css.bundle()
    assert text.startswith("@layer tokens, base, layout, components, print;")
    for file in FOLDER.rglob("*.css"):
        assert file.read_text(encoding="utf-8").strip() in text


def test_the_sheet_asks_no_other_address() -> None:
    assert not re.search(r"@import|url\(|https?:", css.bundle())


@pytest.mark.parametrize("file", sorted(FOLDER.rglob("*.css")), ids=lambda file: file.stem)
def test_braces_of_a_file_are_closed(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")


def test_every_component_has_a_dress_of_its_name() -> None:
    undressed = {"__init__", "look", "opening", "rail", "leave"}  # the layouts dress these
    for component in COMPONENTS.glob("*.py"):
        if component.stem not in undressed:
            assert (FOLDER / "components" / f"{component.stem}.css").exists(), component.stem


def test_the_current_address_may_be_kept_for_good_and_another_not() -> None:
    assert "immutable" in get(30, css.digest())["Cache-Control"]
    assert get(30, "0123456789ab")["Cache-Control"] == "public, max-age=60"


def test_a_browser_that_takes_gzip_gets_the_same_rules() -> None:
    plain = get(30, css.digest())
    zipped = get(30, css.digest(), accept_encoding="gzip, br")
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert "Accept-Encoding" in zipped["Vary"]
    assert b"--hue: 30 " in plain.content


@pytest.mark.parametrize(
    ("given", "hue"),
    [(0, 0), (359, 359), (360, 0), ("40", 40), (-10, 350), (None, 195), ("red;}", 195)],
)
def test_a_hue_is_always_a_whole_number(given: object, hue: int) -> None:
    assert css.whole_hue(given) == hue
    link = Template("{% load ui %}{% look d %}").render(Context({"d": SimpleNamespace(hue=given)}))
    assert f'"/ui/look-{hue}-{css.digest()}.css"' in link
