"""What is said of a child who is enrolled for a year that has not begun."""

from datetime import date

from django.utils import dateformat
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child, Enrolled
from openhouse.people.words import grade_words


def begins_words(child: Child, today: date) -> str:
    """When school begins for *child*; empty where it has begun anywhere here, or ended lately: in
    summer her last marks are still new."""
    if any(each.has_begun(today) for each in child.enrollments):
        return ""
    return _("School begins on %(day)s") % {"day": _long(child.home_school)}


def following_words(child: Child, today: date) -> str:
    """Where she goes next year, beside this year's; empty where that is not known."""
    following = [each for each in child.enrollments if each.primary and not each.has_begun(today)]
    if not following or begins_words(child, today):
        return ""
    school = following[-1]
    grade = grade_words(school.grade_level)
    said = {"day": _long(school), "school": school.school_name, "grade": grade}
    if not grade:
        return _("From %(day)s: %(school)s") % said
    return _("From %(day)s: %(grade)s, %(school)s") % said


def _long(school: Enrolled) -> str:
    """ "August 16, 2027": a first day that is still to come."""
    return dateformat.format(school.starts_on or date.min, _("F j, Y"))
