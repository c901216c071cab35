"""What is written of a page that breaks: which page, and where in the code; never an address."""

import logging
import sys

from django.test import RequestFactory
from django.urls import resolve

from openhouse.config.faults import ByPage
from tests.config.test_settings import setting

CODE = "5f0e2f9a-0f2b-4a43-9f2e-3b1a62c6a9d4"


def said_of(path: str, *, found: bool) -> str:
    """What the server says when the page at *path* breaks."""
    request = RequestFactory().get(path)
    if found:
        request.resolver_match = resolve(path, "openhouse.config.district_urls")
    try:
        raise LookupError("the page broke here")
    except LookupError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, "", 0, "%s: %s", ("Error", path), sys.exc_info()
        )
    record.request = request
    return ByPage("{levelname} {message}", style="{").format(record)


def test_a_page_that_breaks_is_named_and_its_address_is_not() -> None:
    said = said_of(f"/open/{CODE}/", found=True)
    assert said.startswith("ERROR A page broke: open-with-link\n")
    assert "LookupError: the page broke here" in said
    assert CODE not in said


def test_no_address_is_written_where_the_page_is_not_known() -> None:
    said = said_of(f"/open/{CODE}/", found=False)
    assert "A request broke before its page was found" in said
    assert CODE not in said


def test_the_server_writes_what_breaks_to_its_standard_error() -> None:
    handlers = setting("LOGGING['loggers']['django.request']['handlers']")
    assert handlers == ["standard_error"]
