"""Who was not in the demonstration of before, and is hired at its next start."""

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from openhouse.districts.models import School
from openhouse.interchange.demo.accounts import PASSWORD, DemoAccounts
from openhouse.interchange.demo.people import PLANS_BUSES, who_plans_the_buses
from openhouse.people.models import Account, Person, StaffPost


def hire_who_came_later() -> None:
    """The bus coordinator, in a district that was made before it had one."""
    each = DemoAccounts().transport
    if Account.objects.filter(username=each.username).exists():
        return
    known = who_plans_the_buses()
    person = Person.objects.create(
        given_name=known.given, family_name=known.family, title=known.title
    )
    for school in School.objects.all():
        StaffPost.objects.create(person=person, role="transport", school=school, title=PLANS_BUSES)
    Account(
        person=person, username=each.username, password=make_password(PASSWORD), is_active=True,
        settled_at=timezone.now(),
    ).save(force_insert=True)  # fmt: skip
