"""Ten thousand report cards of two pages, and one on demand: ``python -m benchmarks.documents``.

A demonstration district of its own (``--students``), in which every posted mark gets a comment of
three lines, so that a card has two pages. Prints the seconds from the first batch to the last card
kept, with facts, signing and storing; cards, pages and memory; p50 and p95 of one card that is made
when somebody asks for it; and, where it is installed, what wkhtmltopdf takes for the same cards.
"""

import argparse
import html
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from openhouse.config.allocator import begin_with_jemalloc

ROOT = Path(__file__).resolve().parent.parent
COMMENT = (
    "Works steadily and asks good questions; the next step is to write down each step of a longer"
    " problem, to compare two ways that lead to an answer, and to explain to a classmate why one"
    " is shorter. Practice at home with the exercises of the last two weeks helps most, and the"
    " study hour on Tuesdays and Thursdays is open to everybody who would like to try together."
)
BATCH, ASKED, PART = 100, 200, 40


def measure(students: int) -> None:
    """In this process; the database is there and empty."""
    import django

    django.setup()
    from django.core.management import call_command

    from openhouse.common.scope import scope
    from openhouse.districts.models import District
    from openhouse.interchange.demo import SLUG, make_district

    call_command("migrate", verbosity=0, skip_checks=True)
    make_district(students, progress=lambda *_: None)
    district = District.objects.get(slug=SLUG).pk
    with scope(district=district, students="all", hat="system"):
        releases = begun()
    load = f"load {os.getloadavg()[0]:.1f}"
    say_memory("before")
    from openhouse.documents.cards.making import prepare

    began, used = time.perf_counter(), processor()
    for place, release in enumerate(releases):
        prepare(district, release)
        if place in (0, len(releases) // 2, len(releases) - 1):
            say_memory(f"after school {place + 1} of {len(releases)}")
    wall, used = time.perf_counter() - began, processor() - used
    with scope(district=district, students="all", hat="system"):
        cards, pages = counted()
        print(
            f"{cards:,} cards, {pages / cards:.2f} pages each: {wall:.1f} s,"
            f" {1000 * wall / cards:.1f} ms a card; {1000 * used / cards:.1f} ms of this process's"
            f" CPU; {load}, then {os.getloadavg()[0]:.1f}"
        )
        print(f"facts of {PART} cards at once: {reading(releases):.0f} ms")
        asked, facts = on_demand(releases[0])
    print(
        f"one on demand, {len(asked)} times: p50 {statistics.median(asked):.1f} ms,"
        f" p95 {statistics.quantiles(asked, n=20)[-1]:.1f} ms"
    )
    beside(facts)


def begun() -> list[int]:
    """A release for the first semester of each school, with comments that fill two pages."""
    from django.db import connection

    from openhouse.common import clock
    from openhouse.districts.models import School, Term
    from openhouse.documents.models_cards import CardRelease, CardTemplate
    from openhouse.grades.models import GradingTask

    with connection.cursor() as cursor:
        cursor.execute("UPDATE grades_postedmark SET comment = %s", [COMMENT])
        cursor.execute("ANALYZE grades_postedmark")
    tasks = dict(GradingTask.objects.values_list("kind", "pk"))
    columns: list[list[Any]] = [[tasks["term"], "Quarter 1"], [tasks["term"], "Quarter 2"]]
    found = []
    for level, _words in School.Level.choices:
        young = level == "elementary"
        template = CardTemplate.objects.create(
            name=f"Report card, {level}",
            level=level,
            layout="elementary" if young else "secondary",
            columns=columns if young else [*columns, [tasks["semester"], "Semester 1"]],
            header=["grade", "number", "state_id", "homeroom"],
            languages=["en", "es"],
            signature=True,
            legend="A = 93 and up\nB = 83 and up\nC = 73 and up\nD = 63 and up",
            note="*Conferences* are in February.",
        )
        for term in Term.objects.filter(name="Semester 1", school_year__school__level=level):
            release = CardRelease.objects.create(
                template=template,
                school=term.school_year.school,
                term=term,
                state="preparing",
                release_at=clock.now(),
                begun_by_name="The benchmark",
                begun_at=clock.now(),
            )
            found.append(int(release.pk))
    return found


def counted() -> tuple[int, int]:
    from django.db.models import Count, Sum

    from openhouse.access.viewer import System
    from openhouse.papers.models import Paper

    said = Paper.objects.visible_to(System()).aggregate(many=Count("pk"), pages=Sum("pages"))
    return said["many"], said["pages"]


def reading(releases: list[int]) -> float:
    """Milliseconds in which what a part of a batch says is read, the median of twenty."""
    from openhouse.access.viewer import System
    from openhouse.common import clock
    from openhouse.documents.cards.facts import drafts_of
    from openhouse.documents.cards.setup import setup_of
    from openhouse.documents.models_cards import CardRelease
    from openhouse.papers.models import Paper

    spent = []
    for place in range(20):
        found = CardRelease.objects.select_related("template", "school", "term")
        held = found.get(pk=releases[place % len(releases)])
        made = Paper.objects.visible_to(System()).filter(release=held.pk, is_twin=False)
        students = list(made.order_by("pk").values_list("student_id", flat=True)[:PART])
        began = time.perf_counter()
        drafts_of(System(), setup_of(held, clock.today()), students, held.pk, twins=True)
        spent.append(1000 * (time.perf_counter() - began) * PART / len(students))
    return statistics.median(spent)


def on_demand(release: int) -> tuple[list[float], list[dict[str, Any]]]:
    """Milliseconds from the question to the kept paper, one student after the other."""
    from dataclasses import replace

    from openhouse.access.viewer import System
    from openhouse.common import clock
    from openhouse.documents.cards.queries import draft_of
    from openhouse.documents.cards.setup import setup_of
    from openhouse.documents.models_cards import CardRelease
    from openhouse.papers.actions import issue
    from openhouse.papers.models import Paper

    held = CardRelease.objects.select_related("template", "school", "term").get(pk=release)
    made = Paper.objects.visible_to(System()).filter(release=release)
    spent, facts = [], []
    for student in made.order_by("pk").values_list("student_id", flat=True)[: ASKED + 5]:
        began = time.perf_counter()
        draft = draft_of(System(), setup_of(held, clock.today()), student)
        assert draft is not None
        issue(replace(draft, release=None), by=None)
        spent.append(1000 * (time.perf_counter() - began))
        facts.append(dict(draft.facts))
    return spent[5:], facts


def beside(facts: list[dict[str, Any]]) -> None:
    """The same cards by wkhtmltopdf: alone, and a hundred at once."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            one = [by_wkhtmltopdf(Path(folder), [each]) for each in facts[:5]]
            many = by_wkhtmltopdf(Path(folder), facts[:BATCH])
    except FileNotFoundError:
        print("wkhtmltopdf is not installed")
        return
    print(
        f"wkhtmltopdf: one {1000 * statistics.median(o[0] for o in one):.0f} ms; of"
        f" {len(facts[:BATCH])} at once {1000 * many[1] / len(facts[:BATCH]):.1f} ms of CPU a card"
    )


def by_wkhtmltopdf(folder: Path, facts: list[dict[str, Any]]) -> tuple[float, float]:
    """Seconds of the clock and of CPU."""
    page = folder / "cards.html"
    page.write_text("<meta charset=utf-8>" + "".join(map(as_html, facts)))
    began, used = time.perf_counter(), children()
    command = ["wkhtmltopdf", "-q", str(page), str(folder / "cards.pdf")]
    subprocess.run(
        command,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(folder)},
    )
    return time.perf_counter() - began, children() - used


def as_html(facts: dict[str, Any]) -> str:
    """A card as plain as it can be: the same words in one table."""
    lines = facts.get("courses") or [one for s in facts["subjects"] for one in s["lines"]]
    rows = "".join(
        f"<tr><td><b>{html.escape(line['name'])}</b><br>{html.escape(line['teacher'])}<br>"
        f"{html.escape(line['comment'])}</td>{''.join(f'<td>{m}</td>' for m in line['marks'])}</tr>"
        for line in lines
    )
    head = "".join(f"<td>{label}<br>{value}</td>" for label, value in facts["student"]["facts"])
    return (
        f"<div style='page-break-after: always'><h1>{html.escape(facts['student']['name'])}</h1>"
        f"<table><tr>{head}</tr></table><table width=100% border=1>{rows}</table></div>"
    )


def say_memory(when: str) -> None:
    words = Path("/proc/self/status").read_text()
    now = next(int(line.split()[1]) for line in words.splitlines() if line.startswith("VmRSS"))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory {when}: {now // 1024} MB, at most {most // 1024} MB")


def processor() -> float:
    return time.process_time()


def children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=10_000)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.here:
        # as a worker does; LD_PRELOAD= leaves it
        print("with jemalloc" if begin_with_jemalloc() else "without jemalloc")
        measure(chosen.students)
        return
    with tempfile.TemporaryDirectory(prefix="openhouse-cards-") as home:
        Path(home).chmod(0o755)
        environment = os.environ | {
            "OPENHOUSE_HOME": home,
            "OPENHOUSE_ROLE": "owner",
            "OPENHOUSE_TODAY": os.environ.get("OPENHOUSE_TODAY", "2027-01-20"),
            "DJANGO_SETTINGS_MODULE": "openhouse.config.settings",
        }
        command = [sys.executable, "-m", "benchmarks.documents", "--here"]
        command += ["--students", str(chosen.students)]
        subprocess.run(command, env=environment, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
