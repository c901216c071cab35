"""The kinds of rows an import knows: the contract between the readers and the merge.

A reader of a format (``oneroster``, ``edfi``) turns files into rows of these kinds; the staging
tables have these columns, all text; the merge writes them to the tables of the school. A reference
holds the ``source_id`` of a row of another kind. Kinds stand in the order in which they are merged.
"""

from openhouse.interchange.kinds.attendance import ATTENDANCE
from openhouse.interchange.kinds.courses import COURSES
from openhouse.interchange.kinds.grades import GRADES
from openhouse.interchange.kinds.health import HEALTH
from openhouse.interchange.kinds.kind import Kind
from openhouse.interchange.kinds.people import PEOPLE
from openhouse.interchange.kinds.schools import SCHOOLS
from openhouse.interchange.kinds.transcripts import TRANSCRIPTS

__all__ = ["BY_NAME", "KINDS", "Kind"]

#: In the order in which they are merged.
KINDS = (*SCHOOLS, *PEOPLE, *COURSES, *GRADES, *ATTENDANCE, *TRANSCRIPTS, *HEALTH)
BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
