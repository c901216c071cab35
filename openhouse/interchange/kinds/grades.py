"""Gradebooks: scales, tasks, categories, work, scores and posted marks."""

from django.utils.translation import gettext_noop as _

from openhouse.interchange.kinds.kind import Kind

GRADES: tuple[Kind, ...] = (
    Kind(
        "scales",
        "grades_gradingscale",
        {"source_id": "text", "name": "text", "steps": "json"},
        required=("name", "steps"),
    ),
    Kind(
        "tasks",
        "grades_gradingtask",
        {"source_id": "text", "name": "text", "kind": "text"},
        required=("name", "kind"),
    ),
    Kind(
        "gradebooks",
        "grades_gradebook",
        {"section": "text", "scale": "text", "weighted": "bool"},
        refs={"section": "sections", "scale": "scales"},
        key=("section",),
        required=("section",),
    ),
    Kind(
        "categories",
        "grades_category",
        {"source_id": "text", "section": "text", "name": "text", "weight": "decimal"},
        refs={"section": "sections"},
        required=("name",),
    ),
    Kind(
        "assignments",
        "grades_assignment",
        {
            "source_id": "text",
            "section": "text",
            "category": "text",
            "term": "text",
            "name": "text",
            "description": "text",
            "assigned_on": "date",
            "due_on": "date",
            "points": "decimal",
        },
        refs={"section": "sections", "category": "categories", "term": "terms"},
        required=("section", "name"),
        deletes=True,
    ),
    Kind(
        "scores",
        "grades_score",
        {
            "student": "text",
            "assignment": "text",
            "points": "decimal",
            "text": "text",
            "flag": "text",
            "comment": "text",
            "scored_on": "date",
        },
        refs={"student": "students", "assignment": "assignments"},
        key=("student", "assignment"),
        required=("student", "assignment"),
        ranked=(
            "student",
            _(
                "%(stands)s (%(file)s, line %(line)s) is taken for this student and work: the"
                " later stay in the section counts"
            ),
        ),
        deletes=True,
    ),
    Kind(
        "marks",
        "grades_postedmark",
        {
            "source_id": "text",
            "student": "text",
            "section": "text",
            "term": "text",
            "task": "text",
            "letter": "text",
            "percent": "decimal",
            "comment": "text",
            "posted_on": "date",
        },
        refs={"student": "students", "section": "sections", "term": "terms", "task": "tasks"},
        key=("student", "section", "term", "task"),
        required=("student", "section", "task"),
        ranked=(
            "task",
            _(
                "%(stands)s (%(file)s, line %(line)s) is taken for this student, section and"
                " term: the later stay in the section counts, then the grading period's own mark"
            ),
        ),
        deletes=True,
        undoes=dict.fromkeys(("computed_letter", "computed_percent"), ("letter", "percent")),
    ),
)
