"""Registration in the demonstration district: open, with an application in every state.

The same people on the same day make the same: each begins, answers, sends and decides by the
actions that pages call, under the hat of who does it, some days ago. Only numbers of applications
and the secrets in links are new each time.

``opening`` opens it; ``homes`` picks who registers; ``acting`` lets somebody act at a moment;
``saying`` fills in; ``stories`` is what happens to whom; ``changes`` what is told between
registrations; ``last_year`` what was said a year before.
"""

from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.registration.demo.acting import Town, behind_the_walls
from openhouse.registration.demo.changes import tell_of_changes
from openhouse.registration.demo.homes import homes_of, the_known_family
from openhouse.registration.demo.last_year import register_last_year
from openhouse.registration.demo.newcomers import tell_of_newcomers
from openhouse.registration.demo.opening import open_registration
from openhouse.registration.demo.stories import tell_stories
from openhouse.registration.demo.two_homes import tell_of_two_homes


def make_registration(slug: str, role: str = "") -> None:
    """Make it where nothing of it is there yet, all or nothing; as the owner of the tables, who
    alone may say that something happened on another day. All else is done as *role*, behind the
    walls, as web and worker do it; "" where the owner may not become another.
    """
    district = District.objects.get(slug=slug)
    with scope(district=district.pk, students=ALL, hat="system"), behind_the_walls(role):
        window = open_registration()
        if window is None:
            return
        town = Town(district, window, role)
        homes = homes_of(without=the_known_family())
        large = next((home for home in homes if len(home.pupils) == 3 and not home.other), None)
        if large is not None:
            homes.remove(large)
        register_last_year(town, [*filter(None, (large, homes[0]))])
        left = tell_stories(town, homes)
        tell_of_newcomers(town, left or homes)
        tell_of_two_homes(town, homes)
        tell_of_changes(town, left or homes)
