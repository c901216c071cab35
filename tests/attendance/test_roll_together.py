"""Two teachers submit one roll at the same moment: a real server, two connections, one database."""

import threading
import time

import psycopg
import requests

from tests.cast import Cast, Somebody
from tests.live import Live

WAITING = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
Owner = psycopg.Connection[tuple[object, ...]]
#: The lock that a roll is taken under, as ``taking/actions.py`` names it.
HOLD = "SELECT pg_advisory_xact_lock(hashtext('roll'), hashtext(%s))"


class Teacher:
    """Somebody with the page of the roll open."""

    def __init__(self, live: Live, who: Somebody, url: str) -> None:
        self.url, self.answers = url, list[int]()
        self.session = requests.Session()
        cookie = live.cookie_of(who)
        self.session.cookies.set(cookie["name"], cookie["value"])
        page = self.session.get(url, timeout=20)
        assert page.status_code == 200
        self.token = page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    def send(self, form: dict[str, str]) -> None:
        said = form | {"csrfmiddlewaretoken": self.token}
        headers = {"Referer": self.url}
        answer = self.session.post(
            self.url, said, headers=headers, timeout=30, allow_redirects=False
        )
        self.answers.append(answer.status_code)


def said(cast: Cast, **students: str) -> dict[str, str]:
    """A form that found each student present and says otherwise."""
    form = {}
    for key, status in students.items():
        student = cast.persons[key].id
        form |= {f"was-{student}": "present", f"had-{student}": ""}
        form |= {f"is-{student}": status, f"note-{student}": ""}
    return form


def prepare(owner: Owner, cast: Cast) -> None:
    """Nobody is marked today, and two teach the class."""
    owner.execute(
        "DELETE FROM attendance_attendancemark WHERE \"on\" = '2026-10-06' AND district_id = %s",
        [cast.id],
    )
    owner.execute(
        "INSERT INTO courses_sectionteacher (district_id, section_id, person_id)"
        " VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        [cast.id, cast.rows["algebra"].pk, cast.teacher_mother.id],
    )


def test_two_who_submit_at_once_come_one_after_the_other(live: Live, north: Cast) -> None:
    section, period = north.rows["algebra"].pk, north.rows["high_a2"].pk
    with psycopg.connect(live.database_url, autocommit=True) as owner:
        prepare(owner, north)
        url = f"{live.url}/north/staff/attendance/{section}/{period}/"
        pair = [Teacher(live, who, url) for who in (north.teacher, north.teacher_mother)]
        forms = [said(north, ben="absent", cai="tardy"), said(north, ben="tardy")]
        with owner.transaction():
            owner.execute(HOLD, [f"{section} 2026-10-06 {period}"])
            threads = [
                threading.Thread(target=one.send, args=[form])
                for one, form in zip(pair, forms, strict=True)
            ]
            for thread in threads:
                thread.start()
            until_both_wait(live)
        for thread in threads:
            thread.join(30)
        answers = sorted(status for one in pair for status in one.answers)
        assert answers == [302, 409], "one is told what the other has written"
        marks = owner.execute(
            "SELECT m.student_id, c.status FROM attendance_attendancemark m"
            " JOIN attendance_attendancecode c ON c.id = m.code_id"
            " WHERE m.\"on\" = '2026-10-06' AND m.section_id = %s AND m.taken_by = 'teacher'",
            [section],
        ).fetchall()
        first = "absent" if pair[0].answers == [302] else "tardy"
        assert sorted(marks) == sorted([(north.ben.id, first), (north.cai.id, "tardy")])
        rolls = (
            "SELECT count(*) FROM attendance_roll WHERE section_id = %s AND \"on\" = '2026-10-06'"
        )
        assert owner.execute(rolls, [section]).fetchone() == (1,)


def until_both_wait(live: Live) -> None:
    """Return when both stand before the lock, each in a transaction of her own."""
    until = time.monotonic() + 20
    with psycopg.connect(live.database_url, autocommit=True) as other:
        while other.execute(WAITING).fetchone() != (2,):
            assert time.monotonic() < until, "they do not come at once"
            time.sleep(0.02)
