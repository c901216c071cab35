"""Make the demonstration district, once; later, let the days since then go by."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection

from openhouse.common import clock
from openhouse.common.scope import scope, set_scope
from openhouse.districts.models import District
from openhouse.immunizations.jobs import ask_where_doses_are
from openhouse.interchange.demo.accounts import DemoAccounts, write_accounts
from openhouse.interchange.demo.attendance import write_attendance
from openhouse.interchange.demo.calendar import Year
from openhouse.interchange.demo.cards import write_cards
from openhouse.interchange.demo.care import write_care
from openhouse.interchange.demo.changes import before_changes, write_changes
from openhouse.interchange.demo.copying import WRITTEN
from openhouse.interchange.demo.courses import write_courses
from openhouse.interchange.demo.documents import write_documents
from openhouse.interchange.demo.doses import write_doses
from openhouse.interchange.demo.gradebooks import write_gradebooks
from openhouse.interchange.demo.hiring import hire_who_came_later
from openhouse.interchange.demo.letters import write_letters, write_rules
from openhouse.interchange.demo.logos import write_logos
from openhouse.interchange.demo.marks import open_windows, post_marks
from openhouse.interchange.demo.memory import found, remember, standing
from openhouse.interchange.demo.news import write_news
from openhouse.interchange.demo.passing import catch_up
from openhouse.interchange.demo.people import hire_office, write_people
from openhouse.interchange.demo.questions import write_questions
from openhouse.interchange.demo.rolls import write_notes, write_rolls
from openhouse.interchange.demo.schools import write_schools
from openhouse.interchange.demo.scores import write_scores
from openhouse.interchange.demo.town import Town
from openhouse.interchange.demo.transcripts import write_transcripts
from openhouse.ledger.actions import brought_in

Progress = Callable[[str, float], None]


def make(slug: str, students: int, tell: Progress) -> DemoAccounts:
    """See ``make_district`` of the package."""
    with (
        scope(district=None, students="all", hat="system"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('openhouse demo'))")
        cursor.execute("SET LOCAL synchronous_commit = off")
        now = clock.now()
        there = District.objects.filter(slug=slug).values_list("pk", flat=True).first()
        if there:
            set_scope(district=there, students="all", hat="system")
            with brought_in():
                hire_who_came_later()
                catch_up(there, now, tell)
            return DemoAccounts()
        district = _district(slug)
        set_scope(district=district, students="all", hat="system")
        with brought_in():
            town = Town(students, Year(now.date()), district)
            accounts = _fill(town, now, tell)
            before_changes(town)
        write_changes(town)
        ask_where_doses_are(district)
        tell("Checking", 0.8)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(WRITTEN)}")
    tell("Done", 1.0)
    return accounts


def standing_of(slug: str) -> str:
    """See ``standing`` of the package."""
    district = District.objects.get(slug=slug).pk
    with scope(district=district, students="all", hat="system"):
        return standing(clock.today())


def _district(slug: str) -> int:
    made = District.objects.create(
        slug=slug,
        name="Capital Hills School District",
        state="MO",
        city="Capital Hills",
        languages=["en", "es"],
        help_email="portal-help@example.org",
        help_phone="(573) 555-0100",
        grading_only_notice=(
            "These courses carry the marks of the report card. They are not part of your child’s"
            " daily schedule."
        ),
    )
    return int(made.pk)


def _fill(town: Town, now: datetime, tell: Progress) -> DemoAccounts:
    """Write everything in the order in which one thing needs another."""
    tell("Schools", 0.0)
    found(town)
    hire_office(town)
    write_schools(town)
    write_logos(town, now)
    tell("Families", 0.01)
    write_people(town)
    write_doses(town)
    write_care(town, now)
    tell("Timetables", 0.03)
    write_courses(town)
    tell("Gradebooks", 0.2)
    works = write_gradebooks(town)
    tell("Scores", 0.26)
    write_scores(town, works, lambda share: tell("Scores", 0.26 + share * 0.3))
    tell("Attendance", 0.56)
    codes = write_attendance(town, now, lambda share: tell("Attendance", 0.56 + share * 0.05))
    write_notes(town, now)
    write_rolls(now)
    tell("Report card marks", 0.61)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE grades_score, grades_assignment, grades_category, courses_section")
    post_marks(town)
    open_windows(town)
    write_transcripts(town)
    write_news(town, town.today)
    write_letters(town, now)
    write_rules(town, now)
    write_questions(town, now)
    write_documents(town, now)
    write_cards(town, now)
    remember(town, codes, now)
    return write_accounts(town)
