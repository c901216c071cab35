"""How many families were reminded, for the page of a campaign."""

from django.db.models import Count

from openhouse.access.viewer import Viewer
from openhouse.common.scope import as_the_house
from openhouse.registration.models import Application
from openhouse.registration.models_consents import Reminder


def reminded(viewer: Viewer) -> list[tuple[str, int]]:
    """Of what, and how many registrations, among those that *viewer* reads: nobody's name."""
    with as_the_house():
        mine = Application.objects.visible_to(viewer).values("pk")
        rows = Reminder.objects.filter(application__in=mine).values_list("of")
        found = dict(rows.annotate(many=Count("application", distinct=True)))
    return [(str(of.label), found[of]) for of in Reminder.Of if found.get(of)]
