"""The canary crawl: everybody walks through everything, and no word meets the wrong reader."""

import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core import mail
from lxml import html

from tests.access import (
    conversations,
    gradebooks,
    healths,
    issued,
    ledgers,
    letters,
    matrix,
    providers,
    published,
    registrations,
    rolls,
)
from tests.access.walk import Walker, address, of_sections, of_server, sections, words_on
from tests.cast import ACCOUNTS, CANARIES, SEES, Canary, Cast
from tests.cast_documents import DOCUMENTS
from tests.cast_papers import PAPERS
from tests.cast_questions import QUESTIONS

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *ACCOUNTS)
#: Times that a page is opened with other words after the "?"; the calendar would go on for ever.
VARIANTS = 8
#: Schools of each student of the cast, for the announcements.
SCHOOLS = {
    "ana": ("elementary",),
    "ben": ("high",),
    "mia": ("high",),
    "leo": ("middle",),
    "cai": ("high", "career"),
    "dee": ("elementary", "west"),
    "eli": ("elementary",),
    "fay": ("middle",),
    "gus": ("middle",),
    "max": ("high",),
}


class Walk:
    """One person's walk: what she met, and what she should not have."""

    def __init__(self, here: Cast, there: Cast, name: str) -> None:
        self.here, self.there, self.name = here, there, name
        self.client = Walker.of(here, name)
        self.asked: dict[str, int] = {}
        self.variants: Counter[str] = Counter()
        self.met: set[str] = set()
        self.wrong: list[str] = []

    def go(self) -> "Walk":
        """Every address that is known, then every link that is found."""
        waiting = [*self.known()]
        while waiting:
            url = waiting.pop()
            if self.is_new(url):
                waiting += self.look(url)
        return self

    def is_new(self, url: str) -> bool:
        path = url.partition("?")[0]
        if url in self.asked or path.startswith("/static/"):
            return False
        return self.variants[path] < VARIANTS

    def look(self, url: str) -> list[str]:
        """Open *url*; judge the answer; the addresses it leads to."""
        answer: Any = self.client.get(url)
        self.asked[url] = answer.status_code
        path, query, _words = url.partition("?")
        self.variants[path] += bool(query)
        if answer.status_code >= 500:
            self.wrong.append(f"{url}: {answer.status_code}")
        for word in words_on(answer):
            self.judge(url, word, answer.status_code)
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code in (301, 302):
            return [urljoin(url, answer.headers["Location"])]
        if kind.startswith("text/html") and answer.content:
            return [*links(url, answer.content)]
        if kind.startswith("application/json"):
            json.loads(answer.content)
        return []

    def judge(self, url: str, word: Canary, status: int) -> None:
        """Whether she may read *word* at *url*; an error page says nothing of anybody else."""
        parts = urlsplit(url).path.split("/")
        slug, hat = parts[1], parts[2] if len(parts) > 2 else ""
        of_a_child = hat == "family" and parts[3].isdecimal()
        page = parts[4 if of_a_child else 3] if len(parts) > 4 else ""
        if word.public or (hat == "ask" and self.is_on_the_form(word, slug)):
            return
        mine = word.district == slug == self.here.slug and self.name != "nobody"
        if mine and self.may_read(word, hat, page):
            self.met.add(word.key)
        else:
            self.wrong.append(f"{url} ({status}): {word.table} {word.key} of {word.district}")

    @staticmethod
    def is_on_the_form(word: Canary, slug: str) -> bool:
        """Neither schools nor terms are a secret: who asks for an account reads both."""
        tables = ("districts_school", "sign_in_accountrules")
        return word.table in tables and word.district == slug

    def may_read(self, word: Canary, hat: str, page: str) -> bool:
        if hat == "staff":
            # an office says which teacher of its school is away
            told = self.name in matrix.COLLEAGUES and page == "messages"
            if told and word.table == "people_person" and word.key in ledgers.STAFF:
                return True
            return word.staff is None or self.name in word.staff
        if hat == "office":
            if word.table == "people_person" and word.key in ledgers.STAFF and page == "changes":
                return self.name in matrix.COLLEAGUES
            if word.table == "people_person" and word.key in matrix.COLLEAGUES:
                return self.name in matrix.COLLEAGUES
            return word.office is None or self.name in word.office
        if word.key in matrix.HIDDEN_FROM_FAMILIES:
            return False
        told = page in ("looks", "changes")
        if word.table == "people_person" and word.key in ledgers.STAFF and told:
            return True
        if word.school:
            schools = {school for key in SEES.get(self.name, ()) for school in SCHOOLS[key]}
            return word.school in schools
        return word.families is None or self.name in word.families

    def of_the_desk(self) -> Iterator[str]:
        """The help desk, about people and requests of either district."""
        slug = self.here.slug
        for cast in (self.here, self.there):
            for key in ("long_parent", "mother", "father", "ben", "ana"):
                yield address(slug, "helped", cast.persons[key].id)
                yield address(slug, "counter", cast.persons[key].id)
                yield address(slug, "reset-account", cast.persons[key].id)
                for student in (cast.ana.id, self.here.max.id):
                    yield address(slug, "portal-access", cast.persons[key].id, student)
            for key in ("request_high", "request_west", "request_any"):
                yield address(slug, "account-request", cast.rows[key].pk)
            for key in ("run_high", "run_west", "run_any"):
                yield address(slug, "account-run", cast.rows[key].pk)
            for page in (*matrix.table(matrix.OF_THE_DESK)["admin"], *matrix.LIKE_THE_HELP_DESK):
                yield address(cast.slug, page)
            for page, key in gradebooks.OF_THE_RULES_OF_GRADES.items():
                yield address(slug, page, cast.rows[key].pk)
            for page in matrix.LIKE_THE_RULES:
                yield address(slug, page)
            yield address(slug, "never") + f"?school={cast.rows['high'].pk}"
        for text in ("ZQ", "Mother", "a", "openhouse.example"):
            yield address(slug, "help-desk") + "?q=" + text

    def of_transcripts(self) -> Iterator[str]:
        """A search by name; what waits of either district to be posted."""
        slug = self.here.slug
        yield address(slug, "transcript-desk") + "?q=ZQ"
        for cast in (self.here, self.there):
            what = "-".join(str(cast.rows[key].pk) for key in ("high", "high_q1", "task"))
            yield address(slug, "transcript-desk") + f"?what={what}"
            for key in ("line_ben_english", "line_ben_struck", "line_cai"):
                line = cast.rows[key]
                yield address(slug, "transcript-line", line.student_id, line.pk)

    def of_attendance(self) -> Iterator[str]:
        """Rolls, notes, a student's day, the rules: of either district."""
        slug = self.here.slug
        yield address(slug, "attendance-settings")
        yield address(slug, "batch-absence") + "?q=a"
        for cast in (self.here, self.there):
            for section, period in (("algebra", "high_a2"), ("biology", "high_a3")):
                for page in rolls.ABOUT_A_ROLL:
                    yield address(slug, page, cast.rows[section].pk, cast.rows[period].pk)
            for key in ("note_ana", "note_ben", "note_ben_late", "note_ana_father", "note_leo"):
                note = cast.rows[key]
                for page in rolls.OF_A_NOTE_IN_AN_OFFICE:
                    yield address(slug, page, note.pk)
                for page in rolls.OF_A_NOTE:
                    yield address(slug, page, note.student_id, note.pk)
            for key in ("ben", "ana", "cai"):
                for page in rolls.ABOUT_A_STUDENT_IN_AN_OFFICE:
                    yield address(slug, page, cast.persons[key].id) + "?on=2026-09-03"

    def of_questions(self) -> Iterator[str]:
        """Every question of either district, and the form about what the children have."""
        slug = self.here.slug
        yield from (address(slug, page) for page in ("staff-questions", "question-rules"))
        for cast in (self.here, self.there):
            for key in (one[0] for one in QUESTIONS):
                row = cast.rows[key]
                yield address(slug, "staff-question", row.pk)
                about = f"about={row.kind}&section={row.section_id or 0}&number={row.about_id or 0}"
                yield f"{address(slug, 'question-new', row.student_id)}?{about}&on={row.on}"

    def of_threads(self) -> Iterator[str]:
        """Every thread of either district, at home and at school; who is away."""
        slug = self.here.slug
        yield from (address(slug, page) for page in conversations.TOGETHER)
        for cast in (self.here, self.there):
            for key in conversations.AT_HOME:
                row = cast.rows[key]
                yield address(slug, "thread", row.student_id, row.pk)
                yield address(slug, "staff-thread", row.pk)
                file = cast.rows[f"{key}_post_file"].pk
                yield address(slug, "thread-file", row.student_id, row.pk, file)
                yield address(slug, "staff-thread-file", row.pk, file)
            for key in conversations.SAY_AWAY:
                yield address(slug, "staff-away", cast.persons[key].id)

    def of_handing_in(self) -> Iterator[str]:
        """What was handed in, of either district, as anybody's and in any class."""
        for cast, section in itertools.product((self.here, self.there), ("algebra", "biology")):
            number = self.here.rows[section].pk
            for key in ("hand_in_ben", "hand_in_back"):
                row, file = cast.rows[key], cast.rows[f"{key}_file"].pk
                for student in {row.student_id, self.here.persons["cai"].id}:
                    home, class_ = (student, number, row.assignment_id), (
                        number, row.assignment_id, student,
                    )  # fmt: skip
                    yield address(self.here.slug, "hand-in", *home)
                    yield address(self.here.slug, "hand-in-file", *home, file)
                    yield address(self.here.slug, "handed-in", *class_)
                    yield address(self.here.slug, "handed-in-file", *class_, file)

    def of_papers(self) -> Iterator[str]:
        """Every paper of either district, as its own student's and as another's."""
        for cast in (self.here, self.there):
            for key in PAPERS:
                row = cast.rows[key]
                for student in {row.student_id, self.here.ben.id}:
                    for page in issued.OF_A_PAPER:
                        yield address(self.here.slug, page, student, row.pk)

    def of_documents(self) -> Iterator[str]:
        """Every published document of either district, for each student, office and class."""
        slug = self.here.slug
        for cast in (self.here, self.there):
            for key in (one[0] for one in DOCUMENTS):
                number = cast.rows[key].pk
                for student in (self.here.ben.id, self.here.ana.id, self.here.leo.id):
                    for page in published.OF_A_DOCUMENT:
                        yield address(slug, page, student, number)
                for page in ("school-document", "school-document-file"):
                    yield address(slug, page, number)
                yield address(slug, "class-document", self.here.rows["algebra"].pk, number)

    def of_announcements(self) -> Iterator[str]:
        """Every announcement of either district, for offices and for a class."""
        slug = self.here.slug
        for section in ("algebra", "biology"):
            yield address(slug, "class-announcements", self.here.rows[section].pk)
        for cast in (self.here, self.there):
            for key in letters.ANNOUNCEMENTS:
                number = cast.rows[key].pk
                yield address(slug, "school-announcement", number)
                yield address(slug, "class-announcement", self.here.rows["algebra"].pk, number)
            for key in letters.RULES["admin"]:
                yield address(slug, "attendance-rule", cast.rows[key].pk)
            for key in letters.EVENTS["admin"]:
                yield f"{address(slug, 'event-rule', cast.rows[key].pk)}?look=1"
            for key in letters.MESSAGES:
                number = cast.rows[key].pk
                for page in ("message", "school-message", "school-message-edit"):
                    yield address(slug, page, number)
                yield address(slug, "class-message", self.here.rows["algebra"].pk, number)
        for query in ("school={high}", "student={ben}", "absent={high}", "school={high}&below=99"):
            ids = {"high": self.here.rows["high"].pk, "ben": self.here.ben.id}
            yield f"{address(slug, 'school-message-new')}?{query.format(**ids)}"

    def of_health(self) -> Iterator[str]:
        """The nurse's pages, about students, cards and lists of either district."""
        slug = self.here.slug
        yield from (address(slug, page) for page in matrix.table(healths.OF_NURSES)["nobody"])
        for cast in (self.here, self.there):
            for key in ("ben", "ana", "cai", "leo"):
                yield address(slug, "nurse-student", cast.persons[key].id)
                yield address(slug, "nurse-care", cast.persons[key].id)
            for what, key in itertools.product(healths.KEPT, healths.KEPT_OF):
                row = cast.rows[f"{what}_{key}"]
                yield address(slug, "nurse-care-entry", row.student_id, what, row.pk)
            for key in healths.CARDS:
                card = cast.rows[f"card_{key}"]
                for page in ("nurse-card", "nurse-card-file", "immunization-card-file"):
                    yield address(slug, page, card.student_id, card.pk)

    def of_cards(self) -> Iterator[str]:
        """Every release and template of either district, with cards of several students."""
        slug = self.here.slug
        yield address(slug, "card-templates")
        for cast in (self.here, self.there):
            for key in ("release_out", "release_back"):
                for page in (*issued.OF_A_RELEASE, issued.TAKES_BACK):
                    yield address(slug, page, cast.rows[key].pk)
        for cast in (self.here, self.there):
            for key in ("high", "elementary"):
                release = cast.rows[f"release_{key}"].pk
                yield address(slug, "card-template", cast.rows[f"template_{key}"].pk)
                for page in issued.OF_A_RELEASE:
                    yield address(slug, page, release)
                for name in ("ben", "ana"):
                    proof = address(slug, "card-proof", release, cast.persons[name].id)
                    yield f"{proof}?page=99"

    def of_forms(self) -> Iterator[str]:
        """Every page of a form that is being made, of either district."""
        for cast in (self.here, self.there):
            for page, (opened, key) in registrations.OF_A_FORM.items():
                if opened != "405":
                    yield address(self.here.slug, page, cast.rows["form_draft"].pk, *key)
        for kind in registrations.LETTERS:
            yield address(self.here.slug, "registration-letter", kind)

    def of_schools(self) -> Iterator[str]:
        """Every school's details and logo, of either district."""
        for cast in (self.here, self.there):
            for key in matrix.SCHOOLS_OF["admin"]:
                for page in matrix.OF_A_SCHOOL:
                    yield address(self.here.slug, page, cast.rows[key].pk)

    def of_gradebooks(self) -> Iterator[str]:
        for key, url, opened in of_sections(self.here, self.there):
            if opened != "405" and key in ("algebra", "biology", "away"):
                yield url

    def known(self) -> Iterator[str]:
        """Each page of the house, about each student and course of either district."""
        pages = [
            *matrix.table(matrix.OF_THE_DISTRICT)["nobody"],
            *matrix.FOR_EVERYBODY,
            *matrix.OF_A_FAMILY,
        ]
        for cast in (self.here, self.there):
            for page in (*pages, *matrix.table(matrix.OF_ONES_OWN_ACCOUNT)["nobody"]):
                yield address(cast.slug, page)
            run = cast.rows["import_run"].pk
            for page in ("import-run", "import-report", "import-take-in"):
                yield address(self.here.slug, page, run)
            provider = cast.rows["provider"].pk
            for page in (*providers.OF_A_PROVIDER, *providers.SETTING_UP):
                if page not in ("providers", "provider-new", "provider-forget"):
                    yield address(self.here.slug, page, provider)
            yield address(cast.slug, "providers")
            yield address(cast.slug, "provider-new", "openid")
        yield from self.of_the_desk()
        yield from self.of_attendance()
        yield from self.of_gradebooks()
        yield from self.of_schools()
        yield from self.of_questions()
        yield from self.of_threads()
        yield from self.of_handing_in()
        yield from self.of_papers()
        yield from self.of_documents()
        yield from self.of_announcements()
        yield from self.of_health()
        yield from self.of_cards()
        yield from self.of_forms()
        yield from map(of_server, matrix.OF_THE_SERVER)
        slug = self.here.slug
        students = [self.here.persons[key].id for key in SCHOOLS]
        for student in (*students, self.there.ana.id, self.there.ben.id, 0, 2**63 + 5):
            for page in matrix.ABOUT_A_CHILD:
                yield address(slug, page, student)
        yield from self.of_courses()

    def of_courses(self) -> Iterator[str]:
        """Each page about a course of either district, of her children and of others."""
        slug = self.here.slug
        for student in {self.here.persons[key].id for key in SEES.get(self.name, ())}:
            for cast in (self.here, self.there):
                for section in sections(cast).values():
                    for page in matrix.ABOUT_A_COURSE:
                        yield address(slug, page, student, section)
        for student in (self.here.ben.id, self.there.ben.id):
            yield address(slug, "course", student, self.here.rows["algebra"].pk)
            yield address(self.there.slug, "today-child", student)


def links(base: str, page: bytes) -> Iterable[str]:
    """The addresses of the site that a page leads to, those of fragments and of forms included."""
    tree = html.document_fromstring(page)
    for place in tree.xpath("//@href | //@src | //@hx-get | //form[@method='get']/@action"):
        url = urlsplit(urljoin(f"http://testserver{base}", str(place)))
        if url.netloc == "testserver" and url.scheme == "http":
            yield url.path + (f"?{url.query}" if url.query else "")


#: South mirrors north; these show that neither is the favourite.
SOUTHERN = ("nobody", "mother", "barred", "mia", "teacher_mother", "admin")


@pytest.mark.parametrize(
    ("slug", "name"),
    [*(("north", name) for name in EVERYBODY), *(("south", name) for name in SOUTHERN)],
)
def test_nobody_meets_a_word_that_is_not_hers(
    slug: str, name: str, north: Cast, south: Cast
) -> None:
    here, there = (north, south) if slug == "north" else (south, north)
    walk = Walk(here, there, name).go()
    assert walk.wrong == []
    assert mail.outbox == []
    assert 200 in walk.asked.values()
    # A walk that meets nothing proves nothing.
    assert set(matrix.MEETS.get(name, ())) <= walk.met


def test_the_walk_would_notice(north: Cast, south: Cast) -> None:
    """A word of each kind at a wrong place is noticed, in a body, a header and a cookie."""
    walk = Walk(north, south, "mother")
    wrong = {
        "leo": "/north/family/", "ben_work_hidden": "/north/family/", "notice_middle": "/north/",
        "father_phone": "/north/family/", "second_home": "/north/family/", "mother": "/",
        "ben": "/north/staff/", "father_of_ana": "/north/family/", "algebra": "/south/family/",
    }  # fmt: skip
    for key, url in wrong.items():
        word = next(w for w in CANARIES.values() if (w.key, w.district) == (key, "north"))
        walk.judge(url, word, 200)
    assert len(walk.wrong) == len(wrong)
    theirs = next(w for w in CANARIES.values() if (w.key, w.district) == ("ana", "south"))
    walk.judge("/north/family/", theirs, 200)
    assert len(walk.wrong) == len(wrong) + 1
    from django.http import HttpResponse

    answer = HttpResponse(f"<!-- {theirs.word.lower()} -->", headers={"X-Note": "zq1001NORTH"})
    answer.set_cookie("a", "ZQ1002north")
    assert {word.word for word in words_on(answer)} == {theirs.word, "ZQ1001north", "ZQ1002north"}
