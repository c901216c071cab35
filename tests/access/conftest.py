"""What the tests of access share."""

from collections.abc import Iterator

import pytest
from django.urls import clear_url_caches


@pytest.fixture
def strange() -> Iterator[None]:
    """Every district has the views of ``strange_urls`` too."""
    from openhouse.config import district_urls
    from tests.access import strange_urls

    kept = district_urls.urlpatterns
    district_urls.urlpatterns = [*kept, *strange_urls.urlpatterns]
    clear_url_caches()
    yield
    district_urls.urlpatterns = kept
    clear_url_caches()
