"""Whose health records somebody on the staff keeps: a school's nurse, and the district."""

from openhouse.access.viewer import Viewer


def nursed_schools(viewer: Viewer) -> list[int] | None:
    """The ids of the schools whose nurse *viewer* is today; None: the whole district's.

    Only under the staff's hat: an office, a teacher and a look at a family's pages keep none.
    """
    if viewer.hat != "staff":
        return []
    if "district" in viewer.roles:
        return None
    return sorted({post.school for post in viewer.posts if post.school and post.role == "nurse"})
