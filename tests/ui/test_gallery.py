"""The gallery and the layouts: every component, nothing inline, and never without a frame."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from openhouse.ui import gallery
from openhouse.ui.templatetags import ui
from tests.house_client import faults

TEMPLATES = Path(ui.__file__).parent.parent / "templates"
ERRORS = ["400", "403", "404", "429", "500"]


def page() -> str:
    request = RequestFactory().get("/ui/")
    return render_to_string("ui/gallery.html", gallery.sample(request))


def test_the_gallery_shows_every_component() -> None:
    source = "".join(file.read_text() for file in TEMPLATES.rglob("*.html"))
    for component in ui.ALONE + ui.AROUND:
        assert re.search(rf"{{% {component.__name__}\b", source), component.__name__


def test_nothing_is_inline() -> None:
    html = page()
    assert " style=" not in html and "<style" not in html
    assert all('src="' in script for script in re.findall(r"<script[^>]*>", html))
    assert not re.search(r"<[^>]+\son\w+=", html.replace("&quot;", ""))


def test_the_gallery_has_one_heading_and_no_doubled_id() -> None:
    html = page()
    assert faults(html) == []
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) > 10
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_needs_nothing_to_be_shown(name: str) -> None:
    html = render_to_string(f"ui/errors/{name}.html")
    assert html.count("<h1") == 1 and "None" not in html
    assert "Openhouse" in html and 'lang="en"' in html


def test_the_theme_can_be_set_for_pictures_and_by_nothing_else() -> None:
    for asked, shown in (("dark", "dark"), ("light", "light"), ('x"><b', "")):
        request = RequestFactory().get("/ui/", {"theme": asked})
        assert gallery.sample(request)["theme"] == shown
