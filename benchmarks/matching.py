"""How long it takes to find whom the people of an application may be, among 200,000 persons.

    OPENHOUSE_HOME=/tmp/matching .venv/bin/python benchmarks/matching.py [--students 100000]

Makes a scratch database with as many parents as students (SQL alone), each with names drawn as
unevenly as names are (one in fifty is called Garcia), birth date, phone, e-mail and home; prints
how long the keys took that triggers keep; then asks for the proposals of applications with a child
and two adults, some known and misspelled, some new, as the restricted role. The database is
dropped at the end.
"""

import argparse
import os
import random
import statistics
import sys
import time
from datetime import date

import psycopg
from psycopg import sql
from wall_cost import NAME, address, make

GIVEN = (
    *("Maria", "Jose", "Juan", "Ana", "Luis", "Emma", "Liam", "Noah", "Olivia", "Ava", "Mia"),
    *("Sofia", "Diego", "Mateo", "Lucia", "Elena", "William", "James", "Robert", "Elizabeth"),
    *("Katherine", "Daniel", "Gabriel", "Isabella", "Xiomara", "Nguyen", "Wei", "Aiyana", "Tomas"),
)
COMMON = ("Garcia", "Martinez", "Smith", "Johnson", "Lopez", "Begay", "Nguyen", "Chavez", "Baca")
FILL = """
CREATE FUNCTION pg_temp.family(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN n %% 5 = 0 THEN (%(common)s::text[])[1 + (n / 5) %% 9]
    ELSE initcap((ARRAY['bar','cor','del','fen','gal','har','kin','lor','mon','nor','pel','quin',
        'ros','sal','tor','var','wes','yar','zam','bel'])[1 + (n / 7) %% 20]
        || (ARRAY['a','e','i','o','u'])[1 + (n / 11) %% 5]
        || (ARRAY['dez','man','son','ton','ley','ski','res','vic','ner','gan','rd','t','z','no','ta'
        ])[1 + (n / 13) %% 15]) END $$;
INSERT INTO people_person (id, district_id, given_name, family_name, born_on, sex)
    SELECT n, 1, (%(given)s::text[])[1 + (n * 7919 + n / 31) %% 29] || CASE n %% 4 WHEN 0 THEN ' '
        || (%(given)s::text[])[1 + (n / 29) %% 29] ELSE '' END, pg_temp.family(n / 2),
        CASE WHEN n %% 2 = 0 THEN DATE '2008-08-01' + (n * 31 %% 4700)::int END,
        CASE n %% 2 WHEN 0 THEN 'female' ELSE 'male' END
    FROM generate_series(1, 2 * %(students)s) n;
INSERT INTO people_student (student_id, district_id)
    SELECT id, 1 FROM people_person WHERE id %% 2 = 0;
INSERT INTO people_contactpoint (district_id, person_id, kind, value)
    SELECT 1, id, 'phone', '(505) ' || lpad((id %% 1000)::text, 3, '0') || '-'
        || lpad((id / 1000)::text, 4, '0') FROM people_person WHERE id %% 2 = 1
    UNION ALL SELECT 1, id, 'email', 'p' || id || '@example.org' FROM people_person
        WHERE id %% 2 = 1;
INSERT INTO people_household (id, district_id, street, phone)
    SELECT n, 1, (100 + n %% 900) || ' ' || pg_temp.family(n / 900) || ' Street', ''
    FROM generate_series(1, %(students)s) n;
INSERT INTO people_householdmember (district_id, household_id, person_id)
    SELECT 1, (id + 1) / 2, id FROM people_person;
INSERT INTO people_guardianship (district_id, person_id, student_id)
    SELECT 1, id - 1, id FROM people_person WHERE id %% 2 = 0;
ANALYZE;
"""


def fill(students: int) -> None:
    """The people, and how long each statement took with its keys."""
    values = {"students": students, "given": list(GIVEN), "common": list(COMMON)}
    with psycopg.connect(address(NAME), autocommit=True) as connection:
        connection.execute("SELECT set_config('openhouse.district', '1', false)")
        connection.execute("TRUNCATE people_person CASCADE")
        for statement in filter(str.strip, FILL.split(";\n")):
            began = time.perf_counter()
            whole = psycopg.ClientCursor(connection).mogrify(statement, values)
            connection.execute(whole)
            took = time.perf_counter() - began
            if took > 0.5:
                print(f"{took:6.1f} s  {' '.join(statement.split()[:3])}")
        (keys,) = connection.execute("SELECT count(*) FROM registration_matchkey").fetchone()
        print(f"{keys:,} keys of {2 * students:,} persons")


def ask(students: int, times: int) -> None:
    """The time of the proposals of one application after another."""
    os.environ["DATABASE_URL"] = address(NAME)
    os.environ["DATABASE_APP_URL"] = address(NAME, "wall_cost_app")
    os.environ["DJANGO_SETTINGS_MODULE"] = "openhouse.config.settings"
    import django

    django.setup()
    from openhouse.common.scope import ALL, scope
    from openhouse.people.models import Person
    from openhouse.registration.matching.queries import people_said

    chance = random.Random(7)
    took, right, sizes = [], 0, []
    with scope(district=1, students=ALL, hat="system"):
        for n in range(times):
            known = chance.randrange(1, students) * 2
            person = Person.objects.get(pk=known)
            parent = Person.objects.get(pk=known - 1)
            application = _application(n, person, parent)
            began = time.perf_counter()
            found = people_said(application)
            took.append((time.perf_counter() - began) * 1000)
            sizes.append(sum(len(each.proposals) for each in found))
            first = found[0].proposals
            right += bool(first) and first[0].person == known
    took.sort()
    print(
        f"{times} applications of a child and two adults: median {statistics.median(took):.0f} ms,"
        f" p95 {took[int(times * 0.95)]:.0f} ms, slowest {took[-1]:.0f} ms;"
        f" the child first in {right} of {times}; {statistics.mean(sizes):.1f} proposals each"
    )


def _application(n: int, person, parent):
    """Somebody of the records, with a slip in one thing, and a parent and a contact."""
    from tests.registration import applications as made

    class District:
        id = 1

    cast = District()
    cast.rows = {"high": _school()}
    application = made.home(cast, f"B{n:03}-BNCH"[:9], street="412 Nowhere St", phone="5059999999")
    family, given, born = person.family_name, person.given_name, person.born_on
    slip = n % 4
    if slip == 0:
        family = family[:2] + family[3:] if len(family) > 4 else family + "s"
    if slip == 1:
        given = given.split()[0]
    if slip == 2 and born.day <= 12:
        born = date(born.year, born.day, born.month)
    made.child(cast, application, given=given, family=family, born=born.isoformat(), sex=person.sex)
    phone = parent.contact_points.get(kind="phone").value
    made.adult(cast, application, given=parent.given_name, family=parent.family_name, cell=phone)
    made.adult(cast, application, "contact", given="Maria", family="Garcia", cell="5058888888")
    return application


def _school():
    from openhouse.districts.models import School

    return School.objects.get(pk=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=200)
    said = parser.parse_args()
    make(10)
    try:
        fill(said.students)
        ask(said.students, said.times)
    finally:
        with psycopg.connect(address("postgres"), autocommit=True) as connection:
            name = sql.Identifier(NAME)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


if __name__ == "__main__":
    sys.path.insert(0, str(__import__("pathlib").Path(__file__).resolve().parent.parent))
    main()
