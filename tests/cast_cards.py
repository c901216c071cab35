"""Templates of report cards, a comment that teachers choose, releases, a card set aside."""

from datetime import UTC, datetime
from typing import Any

from openhouse.documents.models_cards import CardRelease, CardTemplate, SetAsideCard
from openhouse.grades.models_district import CannedComment
from tests.cast_rows import Maker

BEGUN_AT = datetime(2026, 10, 5, 14, 0, tzinfo=UTC)


def make_cards(make: Maker) -> None:
    rows = make.cast.rows
    task = rows["task"].pk
    for level, layout in (("high", "secondary"), ("elementary", "elementary")):
        make.row(
            CardTemplate,
            f"template_{level}",
            name=f"Report card, {level}",
            level=level,
            layout=layout,
            columns=[[task, ""]],
            header=["grade", "number", "homeroom"],
            languages=["en", "es"],
            legend="A = 90 and up",
            legend_es="A = 90 o más",
            signature=True,
            note="*Thank you* for reading this.",
            note_es="*Gracias* por leer.",
        )
    make.row(CannedComment, "canned", text="A good start.", text_es="Un buen comienzo.")
    for school in ("high", "elementary"):
        make.row(
            CardRelease,
            f"release_{school}",
            about_school=school,
            template=rows[f"template_{school}"],
            school=rows[school],
            term=rows[f"{school}_q1"],
            begun_by=rows["admin"],
            begun_by_name="Ada Sorensen",
            begun_at=BEGUN_AT,
        )
    make_seen(make)
    make_set_aside(make)


def make_seen(make: Maker) -> None:
    """Cards that families saw and that were taken back, and those that replace them."""
    rows = make.cast.rows
    seen: dict[str, Any] = {
        "about_school": "high",
        "template": rows["template_high"],
        "school": rows["high"],
        "term": rows["high_s1"],
        "begun_by_name": "Ada Sorensen",
        "begun_at": BEGUN_AT,
        "release_at": BEGUN_AT,
        "released_at": BEGUN_AT,
        "told_at": BEGUN_AT,
    }
    gone = {"withdrawn_at": BEGUN_AT, "withdrawn_by_name": "Ada", "because": "The wrong quarter"}
    back = make.row(CardRelease, "release_back", state="withdrawn", **seen, **gone)
    make.row(CardRelease, "release_out", state="released", replaces=back, **seen)


def make_set_aside(make: Maker) -> None:
    """A card that could not be made before its release was taken back."""
    make.row(
        SetAsideCard,
        "aside_cai",
        student="cai",
        student_id=make.cast.persons["cai"].id,
        release=make.cast.rows["release_elementary"],
        reason="layout",
        at=BEGUN_AT,
    )
