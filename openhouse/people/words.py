"""Words about people: the grade a student is in, what an adult is to her."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from openhouse.people.rules import GRADES


def in_order(levels: Iterable[str]) -> list[str]:
    """Grades, the youngest first; what is no grade that we know at the end."""
    return sorted(
        levels, key=lambda one: (one not in GRADES, GRADES.index(one) if one in GRADES else 0, one)
    )


def grade_words(grade_level: str) -> str:
    """ "8th grade", "Kindergarten"; a grade we do not know stays as it was sent."""
    words = {
        "": "",
        "PK": _("Preschool"),
        "KG": _("Kindergarten"),
        "01": _("1st grade"),
        "02": _("2nd grade"),
        "03": _("3rd grade"),
        "04": _("4th grade"),
        "05": _("5th grade"),
        "06": _("6th grade"),
        "07": _("7th grade"),
        "08": _("8th grade"),
        "09": _("9th grade"),
        "10": _("10th grade"),
        "11": _("11th grade"),
        "12": _("12th grade"),
    }
    return words.get(grade_level, grade_level)


def relation_words(relation: str) -> str:
    """What an adult is to a student, as records call it most; another word stays as it was sent."""
    words = {
        "": "",
        "mother": _("Mother"),
        "father": _("Father"),
        "parent": _("Parent"),
        "stepmother": _("Stepmother"),
        "stepfather": _("Stepfather"),
        "grandmother": _("Grandmother"),
        "grandfather": _("Grandfather"),
        "grandparent": _("Grandparent"),
        "guardian": _("Guardian"),
        "legal guardian": _("Legal guardian"),
        "aunt": _("Aunt"),
        "uncle": _("Uncle"),
        "sister": _("Sister"),
        "brother": _("Brother"),
        "other": _("Other adult"),
    }
    return words.get(relation.strip().lower(), relation)
