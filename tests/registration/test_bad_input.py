"""What goes wrong at home while a family registers: each gets words, and nothing is lost."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from PIL import Image

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.districts.models import School
from openhouse.people.models import Guardianship, HouseholdMember
from openhouse.registration.models import (
    Application,
    ApplicationMember,
    Candidate,
    FormVersion,
    Part,
    RegistrationWindow,
)
from openhouse.registration.models_answers import Answer, AnswerFile, PartKnown, Signature
from openhouse.registration.models_office import Seats
from tests.access.test_wall import step_in
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.test_family import (
    HOME,
    answer,
    begun,
    begun_and_filled,
    complete,
    moves_in,
    page_of,
    parts,
    said,
)

pytestmark = pytest.mark.django_db
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def picture() -> bytes:
    into = BytesIO()
    Image.new("RGB", (40, 30), "white").save(into, "PNG")
    return into.getvalue()


def sends(client: HouseClient, cast: Cast, name: str, content: bytes) -> tuple[str, Any]:
    """Send a file as the immunization record of the first child: the page that comes, the child."""
    number = begun(client, cast)
    child = parts(cast, number, "student")[0]
    file = SimpleUploadedFile(name, content)
    answered = said(client, page_of(number, child, "health"), **{f"{child.pk}-shots": file})
    return answered.content.decode(), child


def files(cast: Cast) -> int:
    with in_all(cast):
        return AnswerFile.objects.visible_to(System()).filter(key="shots").count()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("photo.heic", b"\0\0\0\x18ftypheic" + b"\0" * 400, "HEIC"),
        ("eicar.com", EICAR, "no PDF, JPEG or PNG"),
        ("eicar.pdf", EICAR, "no PDF, JPEG or PNG"),
        ("film.mp4", b"\0\0\0\x18ftypmp42" + b"\0" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        ("empty.pdf", b"", "empty"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(
    name: str, content: bytes, words: str, north: Cast, client_of: Any
) -> None:
    before = files(north)
    page, child = sends(client_of(north.grandmother), north, name, content)
    assert words in page
    assert files(north) == before
    assert answer(north, child, "shots") is None


def test_no_more_files_fit_than_an_application_may_hold(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    _page, child = sends(client, north, "shots.png", picture())
    number, before = child.application_id, files(north)
    with in_all(north):
        AnswerFile.objects.visible_to(System()).filter(part=child).update(size=100 * 1024 * 1024)
    file = SimpleUploadedFile("again.png", picture() + b"more")
    page = said(client, page_of(number, child, "health"), **{
        f"{child.pk}-allergies": "Bees", f"{child.pk}-shots": file,
    })  # fmt: skip
    assert "no more fit" in page.content.decode()
    kept = answer(north, child, "allergies")
    assert kept and kept.value == "Bees"
    assert files(north) == before


def test_a_virus_inside_a_picture_does_not_come_through(north: Cast, client_of: Any) -> None:
    sends(client_of(north.grandmother), north, "shots.png", picture() + EICAR)
    with in_all(north):
        kept = AnswerFile.objects.visible_to(System()).order_by("-pk")[0]
    assert EICAR not in bytes(kept.content)
    assert kept.kind == "image/png"


def test_a_window_that_closes_while_one_types_loses_nothing(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun_and_filled(client, north)
    with in_all(north):
        RegistrationWindow.objects.update(closes_on=date(2026, 10, 5))
    child = parts(north, number, "student")[0]
    said(client, page_of(number, child, "health"), **{f"{child.pk}-allergies": "Bees"})
    kept = answer(north, child, "allergies")
    assert kept and kept.value == "Bees"
    sent = client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    page = sent.content.decode()
    assert "The last day to send is over" in page and "kept" in page
    with in_all(north):
        assert Application.objects.visible_to(System()).get(pk=number).sent_at is None
        RegistrationWindow.objects.update(late_until=date(2026, 11, 1))
    sent = client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    assert sent.status_code == 302
    with in_all(north):
        assert Application.objects.visible_to(System()).get(pk=number).late


def published_anew(cast: Cast, number: int, *questions: dict[str, Any]) -> None:
    """The form of the district without the nurse's part, and with more *questions* of the home."""
    with in_all(cast):
        first = FormVersion.objects.get(purpose="registration", number=1)
        sections = [each for each in first.definition["sections"] if each["key"] != "health"]
        next(each for each in sections if each["key"] == "home")["questions"] += questions
        FormVersion.objects.filter(published_at=None).delete()
        now = clock.now()
        FormVersion.objects.create(
            number=number, definition={"sections": sections}, changed_at=now, published_at=now
        )


def test_an_open_application_keeps_its_form_when_the_district_publishes_another(
    north: Cast, client_of: Any
) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    published_anew(north, 2)
    page = client.get(f"{HOME}{number}/").content.decode()
    assert "Health" in page
    assert "You go on with the form that you began with" not in page, "nothing more is asked"
    published_anew(north, 3, {"key": "dog", "kind": "text", "label": {"en": "Name of your dog"},
                              "required": True})  # fmt: skip
    page = client.get(f"{HOME}{number}/").content.decode()
    assert "You go on with the form that you began with" in page
    assert "<li>Name of your dog</li>" in page
    child = parts(north, number, "student")[0]
    assert client.get(page_of(number, child, "health")).status_code == 200


def test_a_published_form_is_changed_by_nobody(north: Cast) -> None:
    from django.db import IntegrityError, transaction

    with in_all(north), pytest.raises(IntegrityError), transaction.atomic():
        FormVersion.objects.filter(purpose="registration", number=1).update(
            definition={"sections": []}
        )


def test_sixty_children_fit_and_no_more(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    have = len(parts(north, number, "student"))
    for _n in range(60 - have):
        client.post(f"{HOME}{number}/add/", {"kind": "student"})
    assert len(parts(north, number, "student")) == 60
    answered = client.post(f"{HOME}{number}/add/", {"kind": "student"}, follow=True)
    assert "No more fit" in answered.content.decode()
    assert len(parts(north, number, "student")) == 60
    assert client.get(f"{HOME}{number}/").status_code == 200


def test_a_child_who_is_sent_already_is_not_begun_again(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun_and_filled(client, north)
    client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    again = begun(client, north)
    assert again != number
    assert parts(north, again, "student") == []


def test_signed_out_on_the_last_page_nothing_that_was_typed_is_lost(
    north: Cast, client_of: Any
) -> None:
    client = client_of(north.grandmother)
    number = begun_and_filled(client, north)
    client.logout()
    sent = client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    assert sent.status_code == 302 and "sign-in" in sent.headers["Location"]
    page = client_of(north.grandmother).get(f"{HOME}{number}/review/").content.decode()
    assert "4 Hill Rd" in page and "Sign and send" in page


def test_two_adults_of_one_home_fill_in_one_and_each_sees_her_own_children(
    north: Cast, client_of: Any
) -> None:
    """Whoever lives there and sees a child finds what the other has begun, and of children whom
    she does not see nothing."""
    moves_in(north, north.cai.id)
    number = begun(client_of(north.grandmother), north)
    client = client_of(north.father)
    page = client.get(f"{HOME}{number}/").content.decode()
    assert "Cai" in page and "Dee" not in page
    cai, dee = parts(north, number, "student")[:2]
    assert client.get(page_of(number, cai, "health")).status_code == 200
    assert client.get(page_of(number, dee, "health")).status_code == 404
    said(client, page_of(number, cai, "health"), **{f"{cai.pk}-allergies": "Bees"})
    seen = client_of(north.grandmother).get(page_of(number, cai, "health")).content.decode()
    assert "Bees" in seen
    # what he does not see he does not send, and what was signed about it he does not read
    complete(client_of(north.grandmother), north, number)
    signed = {"agree": "on", "typed": "Hugo Santos"}
    refused = client.post(f"{HOME}{number}/review/", signed).content.decode()
    assert "a child whom you do not see here" in refused
    sends = client_of(north.grandmother)
    hers = signed | {"typed": "Hana Tanaka"}
    assert sends.post(f"{HOME}{number}/review/", hers).status_code == 302
    assert sends.get(f"{HOME}{number}/copy/").status_code == 200
    assert client.get(f"{HOME}{number}/copy/").status_code == 404
    page = client.get(f"{HOME}{number}/").content.decode()
    assert "It has arrived" in page and "as a PDF" not in page
    # the wall alone says the same
    step_in(north, "father", "family")
    assert not QuerySet(Signature).filter(application=number).exists()
    step_in(north, "grandmother", "family")
    assert QuerySet(Signature).filter(application=number).exists()


def test_whom_a_court_keeps_from_one_child_shares_no_application_of_the_home(
    north: Cast, client_of: Any
) -> None:
    """The records may say for long that he lives there, and he may see another of the children."""
    home, father = north.rows["fourth_home"].pk, north.father.id
    with in_all(north):
        HouseholdMember.objects.filter(person_id=father).delete()
        HouseholdMember.objects.create(household_id=home, person_id=father)
        for child, barred in ((north.cai, False), (north.dee, True)):
            Guardianship(
                person_id=father, student_id=child.id, portal_access=True, barred=barred
            ).save(force_insert=True)
        QuerySet(ApplicationMember).filter(person_id=father).delete()
    number = begun(client_of(north.grandmother), north)
    client = client_of(north.father)
    assert client.get(f"{HOME}{number}/").status_code == 404
    own = begun(client, north)
    assert own != number
    assert client.get(f"{HOME}{number}/").status_code == 404
    assert [part.person_id for part in parts(north, own, "guardian")] == [father]
    assert [part.household_id for part in parts(north, own, "household")] == [None]


def test_an_order_that_comes_later_ends_it_too(north: Cast, client_of: Any) -> None:
    home, father = north.rows["fourth_home"].pk, north.father.id
    with in_all(north):
        HouseholdMember.objects.create(household_id=home, person_id=father)
        for child in (north.cai, north.dee):
            Guardianship(person_id=father, student_id=child.id, portal_access=True).save(
                force_insert=True
            )
    number = begun(client_of(north.grandmother), north)
    client = client_of(north.father)
    assert client.get(f"{HOME}{number}/").status_code == 200
    with in_all(north):
        ties = Guardianship.objects.visible_to(System())
        ties.filter(person_id=north.father.id, student_id=north.dee.id).update(barred=True)
    assert client.get(f"{HOME}{number}/").status_code == 404
    assert client.get(HOME).status_code == 200
    assert str(number) not in client.get(HOME).content.decode()
    # the wall alone says the same
    step_in(north, "father", "family")
    for model in (Application, ApplicationMember, Part, Answer, Candidate, PartKnown):
        of_it = {"pk" if model is Application else "application": number}
        assert not QuerySet(model).filter(**of_it).exists(), model
    assert client_of(north.grandmother).get(f"{HOME}{number}/").status_code == 200


def test_an_order_ends_it_too_where_the_records_do_not_say_who_lives_there(
    north: Cast, client_of: Any
) -> None:
    moves_in(north, north.dee.id)
    number = begun(client_of(north.grandmother), north)
    with in_all(north):
        home = north.rows["fourth_home"].pk
        HouseholdMember.objects.filter(household_id=home, person_id=north.dee.id).delete()
    client = client_of(north.father)
    assert client.get(f"{HOME}{number}/").status_code == 200
    with in_all(north):
        ties = Guardianship.objects.visible_to(System())
        ties.filter(person_id=north.father.id, student_id=north.dee.id).update(barred=True)
    assert client.get(f"{HOME}{number}/").status_code == 404
    step_in(north, "father", "family")
    assert not QuerySet(Application).filter(pk=number).exists()


def test_a_withdrawn_child_is_with_the_school_no_more(north: Cast, client_of: Any) -> None:
    client = client_of(north.mother)
    number, child = north.rows["app_rivera"].pk, north.rows["candidate_rivera0"].pk
    with in_all(north):
        QuerySet(Candidate).filter(pk=child).update(state="posted")
    answered = client.post(f"{HOME}{number}/withdraw/", {"child": child}, follow=True)
    assert "The school has decided already" in answered.content.decode()


@pytest.mark.parametrize(
    "showed",
    ['{"allergies": [null, 1e999]}', '{"allergies": [null, 99999999999999999999]}',
     '{"allergies": [null, -5]}', "[" * 100_000, '{"allergies": 3}', "\\", '["allergies"]'],
)  # fmt: skip
def test_what_no_page_has_shown_is_no_error(north: Cast, client_of: Any, showed: str) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    child = parts(north, number, "student")[0]
    url = page_of(number, child, "health").replace("/?", "/save/?")
    name = f"{child.pk}-allergies"
    answer = client.post(url, {"showed": showed, "sent": name, name: "Bees"})
    assert answer.status_code == 200, answer.content


def test_adding_and_leaving_out_has_an_end(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    with in_all(north):
        application = QuerySet(Application).get(pk=number)
        for position in range(48):
            Part(
                application=application, kind="contact", position=position, removed_at=clock.now()
            ).save(force_insert=True)  # fmt: skip
    page = client.post(f"{HOME}{number}/add/", {"kind": "contact"}, follow=True)
    assert "No more fit" in page.content.decode()


def test_a_school_that_is_deleted_before_it_is_sent_is_chosen_again(
    north: Cast, client_of: Any
) -> None:
    client = client_of(north.grandmother)
    number = begun_and_filled(client, north)
    child = parts(north, number, "student")[0]
    with in_all(north):
        gone = School.objects.create(name="Closing School", level="high")
        Seats.objects.create(school=gone, ends_in=2028, grade_level="11")
    page = page_of(number, child, "child")
    with in_all(north):
        QuerySet(Answer).filter(part=child, key="school").update(value=gone.pk)
        Seats.objects.filter(school=gone).delete()
        gone.delete()
    refused = client.post(
        f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"}, follow=True
    )
    assert "Something is still to be answered, so it was not sent." in words_of(refused)
    assert "Please choose one of the answers in the list." in words_of(client.get(page))
    with in_all(north):
        assert Application.objects.visible_to(System()).get(pk=number).sent_at is None
    complete(client, north, number)
    sent = client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    assert sent.status_code == 302
    with in_all(north):
        assert Application.objects.visible_to(System()).get(pk=number).sent_at
