"""Addresses of all pages, and the way from an answer to what the matrix says of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse, set_script_prefix

from tests.access import gradebooks
from tests.cast import CANARIES, STUDENTS, Canary, Cast
from tests.cast_school import ROSTERS
from tests.house_client import HouseClient

CONFS = ("openhouse.config.urls", "openhouse.config.district_urls")

WORD = re.compile(r"ZQ(\d+)(north|south)", re.IGNORECASE)


class Visitor(HouseClient):
    """A client that looks only at who sees what: thousands of pages are not read for their form."""

    request = Client.request  # type: ignore[assignment]

    @classmethod
    def of(cls, cast: Cast, name: str) -> "Visitor":
        """The client of somebody of the cast, or of nobody."""
        found = cls() if name == "nobody" else cls.signed_in(cast.persons[name])
        assert isinstance(found, cls)
        return found


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page answered: as much of it as the matrix and the canary judge."""

    status_code: int
    headers: Any
    cookies: Any
    content: bytes
    streaming: bool = False


class Walker(Visitor):
    """A visitor who only looks, so that what a page answered her once need not be asked again.

    The matrix and the canary open the same pages for the same person; one person's answers are
    kept at a time (``tests/conftest.py`` puts the tests about one person beside each other).
    """

    whose: ClassVar[tuple[str, str]] = ("", "")
    known: ClassVar[dict[str, Answer]] = {}

    @classmethod
    def of(cls, cast: Cast, name: str) -> "Walker":
        if Walker.whose != (cast.slug, name):
            Walker.whose, Walker.known = (cast.slug, name), {}
        found = super().of(cast, name)
        assert isinstance(found, cls)
        found.raise_request_exception = False
        return found

    def get(self, url: str, *_: Any, **__: Any) -> Any:
        """The answer of *url*, now or before; what is not found is an answer, a fault (500) too."""
        if url not in self.known:
            said: Any = super().get(url)
            body = said.getvalue() if said.streaming else said.content
            self.known[url] = Answer(said.status_code, said.headers, said.cookies, body)
        return self.known[url]


def patterns(conf: str) -> Iterator[tuple[str, URLPattern]]:
    """Every address of a URLconf, by its name with the namespace; unnamed ones by their route."""

    def below(resolver: URLResolver, space: str, route: str) -> Iterator[tuple[str, URLPattern]]:
        for one in resolver.url_patterns:
            path = route + str(one.pattern)
            if isinstance(one, URLResolver):
                inner = f"{space}{one.namespace}:" if one.namespace else space
                yield from below(one, inner, path)
            else:
                yield (space + one.name if one.name else f"unnamed {path}"), one

    return below(get_resolver(conf), "", "")


@cache
def address(slug: str, name: str, *arguments: Any) -> str:
    """The address of a page of the district *slug*."""
    set_script_prefix(f"/{slug}/")
    try:
        return reverse(name, urlconf="openhouse.config.district_urls", args=arguments)
    finally:
        set_script_prefix("/")


def of_server(name: str) -> str:
    """The address of a page of the server itself."""
    arguments = {"ui:stylesheet": {"hue": 195, "digest": "abc"}, "verified": {"code": "0" * 12}}
    arguments |= {"choose-district": {"slug": "nowhere"}, "offline": {"language": "es"}}
    arguments["unsent"] = {"language": "en"}
    return reverse(name, urlconf="openhouse.config.urls", kwargs=arguments.get(name, {}))


def outcome(answer: Any, slug: str, asked: str) -> str:
    """What an answer is, in the matrix's words."""
    if answer.status_code not in (301, 302):
        return str(answer.status_code)
    to = urlsplit(answer.headers["Location"])
    assert not to.netloc, answer.headers["Location"]
    known = {
        address(slug, "sign-in"): "in",
        address(slug, "today"): "today",
        address(slug, "staff-home"): "staff",
    }
    if to.path == address(slug, "start"):
        return "start"
    word = known.get(to.path, answer.headers["Location"])
    if word == "in" and asked != address(slug, "start"):
        assert to.query == f"next={asked}", to.query
    return word


def student_ids(here: Cast, there: Cast) -> dict[str, int]:
    """The columns of ``matrix.CHILDREN``."""
    mine = {key: here.persons[key].id for key in STUDENTS}
    return mine | {"away": there.ben.id, "none": 2**63 + 5}


def words_on(answer: Any) -> list[Canary]:
    """The canaries that an answer holds: in its body, its headers or its cookies."""
    said = str(answer.headers) + str(answer.cookies)
    body = answer.getvalue() if answer.streaming else answer.content
    return words_in(said + body.decode(errors="replace"))


def words_in(text: str) -> list[Canary]:
    """The canaries in *text*, whatever the case of its letters."""
    found = {(number, slug.lower()) for number, slug in WORD.findall(text)}
    return [CANARIES[f"ZQ{number}{slug}"] for number, slug in sorted(found)]


def sections(cast: Cast) -> dict[str, int]:
    """Every section of a district, by its key."""
    return {
        key: row.pk for key, row in cast.rows.items() if row._meta.db_table == "courses_section"
    }


def _of_entries(here: Cast, key: str, section: int, student: str) -> Iterator[tuple[str, str, str]]:
    """The same of a score and a posted mark of a student who sits there, or of one who does not."""
    one = here.persons[student or "ana"].id
    for page in gradebooks.ABOUT_A_STUDENTS_SCORE:
        url = address(here.slug, page, section, one, here.rows["work_plain"].pk)
        yield key, url, "200" if student and key == "algebra" else "404"
    for page in gradebooks.ABOUT_A_STUDENTS_MARK:
        mark = (here.rows["task"].pk, here.rows["high_q1"].pk)
        url = address(here.slug, page, section, one, *mark)
        yield key, url, "200" if student == "cai" and key in ("algebra", "biology") else "404"


def of_sections(here: Cast, there: Cast) -> Iterator[tuple[str, str, str]]:
    """Section, address and what its teacher gets, for each page about a section.

    Each of the district's and one of the other's, with a student and work of its own or not.
    """
    slug = here.slug
    strange = (("away", there.rows["algebra"].pk), ("none", 2**63 + 5))
    for key, number in (*sections(here).items(), *strange):
        for page, opened in gradebooks.ABOUT_A_SECTION.items():
            yield key, address(slug, page, number), opened
        for page, opened in gradebooks.ABOUT_A_STUDENT_OF_A_SECTION.items():
            for student in ("cai", "ana"):
                sits = student in ROSTERS.get(key, ())
                url = address(slug, page, number, here.persons[student].id)
                yield key, url, opened if sits else "404"
                yield from _of_entries(here, key, number, student if sits else "")
        for page, opened in gradebooks.ABOUT_A_CATEGORY.items():
            for category in ("tests", "portfolio"):
                row = here.rows[category]
                url = address(slug, page, number, row.pk)
                yield key, url, opened if row.section_id == number else "404"
        for page, opened in gradebooks.ABOUT_A_FILE.items():
            for file in ("file_plain", "file_hidden"):
                url = address(slug, page, number, here.rows[file].pk)
                yield key, url, opened if key == "algebra" or opened == "405" else "404"
        for page, opened in gradebooks.ABOUT_WORK_OF_A_SECTION.items():
            for work in ("plain", "biology"):
                row = here.rows[f"work_{work}"]
                url = address(slug, page, number, row.pk)
                there_or_405 = row.section_id == number or opened == "405"
                yield key, url, opened if there_or_405 else "404"
