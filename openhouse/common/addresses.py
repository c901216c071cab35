"""Addresses of pages: `reverse`, at a tenth of its price, for the thirty links of a page.

What an address looks like depends on the name alone; only the numbers in it differ.
"""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

#: Stands for the n-th number while the shape of an address is found; no real id comes near it.
_STAND_IN = 9_000_000_000_000_000_000


def address(name: str, *numbers: int) -> str:
    """The path of the page called *name*, with the ids that stand in it, in their order.

    Raises NoReverseMatch where there is no such page. Arguments that are no whole numbers are
    for `reverse`.
    """
    return _shape(get_script_prefix(), get_urlconf(), name, len(numbers)) % numbers


@lru_cache(maxsize=4096)
def _shape(prefix: str, urlconf: str | None, name: str, count: int) -> str:
    """The path with `%d` in the place of each id; *prefix* is the district's."""
    stand_ins = [_STAND_IN + n for n in range(count)]
    path = reverse(name, urlconf=urlconf, args=stand_ins).replace("%", "%%")
    for stand_in in stand_ins:
        path = path.replace(str(stand_in), "%d", 1)
    return path


def whole(path: str) -> str:
    """The full address of *path*, for an e-mail or a letter: ``https://portal.example.org/…``.

    It is made from the settings, never from what a request says its host is.
    """
    return f"{settings.PUBLIC_URL}{path}"


def whole_page(slug: str, name: str, **arguments: object) -> str:
    """The full address of a page of the district *slug*, wherever it is asked for: in a job too."""
    path = reverse(name, urlconf="openhouse.config.district_urls", kwargs=arguments)
    return whole(f"/{slug}/" + path.removeprefix(get_script_prefix()))
