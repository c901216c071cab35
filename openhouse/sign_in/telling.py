"""Who gave a way in is told when it is used (ACC-02)."""

from django.utils import timezone

from openhouse.access.district import CurrentDistrict
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.notifications.actions import write
from openhouse.people.models import Account
from openhouse.sign_in import letters
from openhouse.sign_in.models import ActivationCode, Way
from openhouse.sign_in.queries import in_her_language, owner_of


def tell_giver(code: int, district: CurrentDistrict) -> None:
    """Write to the clerk who gave the way in numbered *code*, where one did and has an address."""
    with as_the_house():
        used = ActivationCode.objects.select_related("person").get(pk=code)
        giver = Account.objects.select_related("person").filter(person_id=used.made_by_id).first()
        owner = owner_of(giver) if giver and giver.is_active else None
        if owner is None or not owner.email:
            return
        url = whole_page(district.slug, "helped", person=used.person_id)
        with in_her_language(owner.person):
            at = used.used_at or timezone.now()
            letter = letters.way_was_used(owner.name, str(used.person), at, url)
            kind = "account.way_used"
            write(letter, owner.email, kind=kind, district=district, person=owner.person)


def password_was_used(person: int, district: CurrentDistrict) -> None:
    """The password for the first time that *person* was given is over: she chose one of her own."""
    given = ActivationCode.objects.filter(
        person_id=person, way=Way.PASSWORD, used_at=None, withdrawn_at=None
    )
    with as_the_house():
        for code in given:
            given.filter(pk=code.pk).update(used_at=timezone.now())
            tell_giver(code.pk, district)
