"""Letters and forms: published by a school, opened, signed or declined by families, counted."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from openhouse.courses.models import Placement
from openhouse.documents.models import PublishedEdition, PublishedFile, PublishedReceipt
from openhouse.documents.published.forms import PublishForm
from openhouse.ledger.models import Change
from openhouse.people.guard import Guarded
from openhouse.people.models import Student
from tests.access.test_wall import step_in
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.cast_documents import DIGEST
from tests.common.test_checking import PLACE, paper, with_place
from tests.house_client import found_in, words_of

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
PNG_TYPE = "image/png"


def said(file: bytes | None = None, name: str = "Field trip.pdf", **more: str) -> dict[str, Any]:
    return {
        "upload": SimpleUploadedFile(name, file or paper(2)),
        "title": "Field trip",
        "kind": "form",
        "words": "Please read it.",
        "visible_from": "2026-10-06",
        "asks": "nothing",
    } | more


def publish(client: Any, cast: Cast, whom: str, **more: Any) -> Any:
    return client.post(f"/north/office/documents/new/?{whom}", said(**more), follow=True)


def newest(cast: Cast) -> PublishedFile:
    from openhouse.access.viewer import System

    with in_all(cast):
        found = PublishedFile.objects.visible_to(System()).order_by("-pk").first()
    assert found
    return found


def receipts(cast: Cast, key: str) -> list[PublishedReceipt]:
    from openhouse.access.viewer import System

    with in_all(cast):
        mine = PublishedReceipt.objects.visible_to(System()).filter(published=cast.rows[key].pk)
        return list(mine.order_by("pk"))


def page(cast: Cast, child: str, key: str, name: str = "document") -> str:
    return address("north", name, cast.persons[child].id, cast.rows[key].pk)


def sign(client: Any, cast: Cast, child: str, key: str, **more: str) -> Any:
    name = words_of(client.get(page(cast, child, key))) and client.person.name
    sent = {"do": "sign", "edition": "1", "agree": "on", "typed": name} | more
    return client.post(page(cast, child, key), sent, follow=True)


def test_what_an_office_publishes_is_read_on_a_phone_without_a_download(
    north: Cast, client_of: Clients
) -> None:
    school = f"school={north.rows['high'].pk}"
    done = publish(client_of(north.clerk), north, school, name="Field trip.pdf.exe")
    assert "Published." in words_of(done)
    mother = client_of(north.mother)
    listed = mother.get(f"/north/family/{north.ben.id}/documents/")
    assert "Field trip New" in words_of(listed) and "2 pages" in words_of(listed)
    one = mother.get(address("north", "document", north.ben.id, newest(north).pk))
    opened, saved = (mother.get(url) for url in found_in(one, "//p[@class='buttons']/a/@href"))
    for answer, way in ((opened, "inline"), (saved, "attachment")):
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"] == f'{way}; filename="Field trip.pdf"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.content.startswith(b"%PDF-")
    again = words_of(mother.get(f"/north/family/{north.ben.id}/documents/"))
    assert "Field trip New" not in again
    # of another school's children and families nobody sees it
    assert "Field trip" not in words_of(client_of(north.father).get("/north/family/documents/"))


def test_the_form_says_what_families_will_see_and_leads_to_what_is_wrong(
    north: Cast, client_of: Clients
) -> None:
    url = f"/north/office/documents/new/?school={north.rows['high'].pk}"
    clerk = client_of(north.clerk)
    empty = clerk.get(url)
    assert "What families will see" in words_of(empty) and not found_in(empty, "//*[@autofocus]")
    fields = "//main//form//*[@name and not(@type='hidden') and not(@type='submit')]"
    helped = found_in(empty, f"{fields}/@aria-describedby | //main//fieldset//small/@id")
    assert {f"id_{name}_helptext" for name in PublishForm.base_fields} <= set(helped)
    wrong = clerk.post(url, said(title="Our zoo trip", visible_until="2026-10-01"))
    assert found_in(wrong, "//*[@autofocus]/@name") == ["visible_until"]
    assert "Our zoo trip Please sign" in words_of(wrong)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("scan.pdf.exe", b"MZ\x90 a program", "This is a program"),
        ("both.pdf", paper() + b"PK\x05\x06 an archive", "two kinds of file at once"),
        ("drawing.svg", b"<svg><script>alert(1)</script></svg>", "This is an SVG drawing"),
    ],
)
def test_a_bad_file_is_refused_in_words(
    name: str, content: bytes, words: str, north: Cast, client_of: Clients
) -> None:
    before = newest(north).pk
    ana = f"student={north.ben.id}"
    answer = publish(client_of(north.clerk), north, ana, name=name, file=content)
    assert words in words_of(answer)
    assert newest(north).pk == before


def test_a_picture_is_published_without_the_place_where_it_was_taken(
    north: Cast, client_of: Clients
) -> None:
    from io import BytesIO

    from PIL import Image

    sent = with_place()
    assert PLACE in Image.open(BytesIO(sent)).getexif()
    ben = f"student={north.ben.id}"
    publish(client_of(north.clerk), north, ben, name="IMG_2041.JPG", file=sent)
    url = address("north", "document-file", north.ben.id, newest(north).pk)
    got = client_of(north.mother).get(url)
    assert got.headers["Content-Type"] == "image/jpeg"
    assert not Image.open(BytesIO(got.content)).getexif()


def test_a_teacher_publishes_to_a_class_of_hers(north: Cast, client_of: Clients) -> None:
    url = f"/north/staff/sections/{north.rows['algebra'].pk}/documents/"
    done = client_of(north.teacher).post(f"{url}new/", said(asks="read"), follow=True)
    assert "Algebra" in words_of(done)
    grandmother = client_of(north.grandmother)
    assert "Field trip" in words_of(grandmother.get(f"/north/family/{north.cai.id}/documents/"))
    other = words_of(grandmother.get(f"/north/family/{north.dee.id}/documents/"))
    assert "Field trip" not in other


def test_a_signature_needs_ones_own_name_and_is_frozen(north: Cast, client_of: Clients) -> None:
    mother = client_of(north.mother)
    details = found_in(mother.get(page(north, "ben", "doc_school")), "//details[.//code]//text()")
    assert "For experts" in " ".join(details) and DIGEST in " ".join(details)
    assert "Please sign by" in words_of(mother.get("/north/family/documents/"))
    wrong = sign(mother, north, "ben", "doc_school", typed="Somebody Else")
    assert f"as the school has it: {north.mother.name}" in words_of(wrong)
    assert "Tick this to sign" in words_of(sign(mother, north, "ben", "doc_school", agree=""))
    assert "Signed as" in words_of(sign(mother, north, "ben", "doc_school"))
    assert "already" in words_of(sign(mother, north, "ben", "doc_school"))
    kept = receipts(north, "doc_school")[-1]
    assert (kept.state, kept.sha256, kept.person_id) == ("signed", DIGEST, north.mother.id)
    assert "counts as my signature" in kept.agreed_to and DIGEST[:12] not in kept.agreed_to
    step_in(north, "mother", "family")
    mine = f"documents_publishedreceipt WHERE id = {kept.pk}"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {mine.replace(' WHERE', ' SET typed_name = %s WHERE')}", ["x"])
        assert cursor.rowcount == 0
        cursor.execute(f"DELETE FROM {mine}")
        assert cursor.rowcount == 0
    for table, change in (
        (mine.split(maxsplit=1)[0], f"typed_name = 'Another' WHERE id = {kept.pk}"),
        ("documents_publishededition", f"content = 'x' WHERE id = {kept.edition_id}"),
    ):
        with in_all(north), pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            connection.cursor().execute(f"UPDATE {table} SET {change}")


def test_nobody_answers_in_anothers_name(north: Cast) -> None:
    step_in(north, "mother", "family")
    row = (
        "INSERT INTO documents_publishedreceipt (student_id, published_id, edition_id, school_id,"
        " person_id, person_name, state, source_id) VALUES (%s, %s, %s, %s, %s, 'A', 'opened', '')"
    )
    doc, file = north.rows["doc_school"], north.rows["doc_school_file"].pk
    hidden = north.rows["doc_leo"]
    for values in (
        (north.ben.id, doc.pk, file, doc.school_id, north.ben.id),
        (north.leo.id, doc.pk, file, doc.school_id, north.mother.id),
        (north.ben.id, hidden.pk, file, hidden.school_id, north.mother.id),
    ):
        with pytest.raises(DatabaseError, match=r"row-level|its document"), transaction.atomic():
            connection.cursor().execute(row, values)


def test_of_two_homes_neither_reads_what_the_other_answered(
    north: Cast, client_of: Clients
) -> None:
    mother, father = client_of(north.mother), client_of(north.father)
    hers = words_of(mother.get(page(north, "ana", "doc_ana")))
    assert "You declined" in hers and "Why it is not signed." in hers
    his = words_of(father.get(page(north, "ana", "doc_ana")))
    assert "Signed as" in his and "Why it is not signed." not in his and "declin" not in his.lower()
    office = words_of(
        client_of(north.admin).get(f"/north/office/documents/{north.rows['doc_ana'].pk}/")
    )
    assert "Why it is not signed." in office and "signed as" in office
    with in_all(north):
        assert not Change.objects.filter(kind="document.declined", student_id=north.ana.id).exists()


def test_a_new_edition_asks_again_and_an_older_page_signs_nothing(
    north: Cast, client_of: Clients
) -> None:
    mother, clerk = client_of(north.mother), client_of(north.clerk)
    sign(mother, north, "ben", "doc_school")
    number = north.rows["doc_school"].pk
    sent = {"upload": SimpleUploadedFile("New.pdf", paper(3))}
    done = clerk.post(f"/north/office/documents/{number}/edition/", sent, follow=True)
    assert "asked anew" in words_of(done)
    assert "Changed: please sign again" in words_of(mother.get("/north/family/documents/"))
    late = sign(mother, north, "ben", "doc_school", edition="1")
    assert "The school has put a new edition here" in words_of(late)
    assert "Signed as" in words_of(sign(mother, north, "ben", "doc_school", edition="2"))
    # each of the two opens what was signed
    opened = page(north, "ben", "doc_school", "document-file")
    assert mother.get(f"{opened}?edition=1").content != mother.get(opened).content
    assert "You signed edition 1" in words_of(mother.get(page(north, "ben", "doc_school")))
    assert mother.get(f"{opened}?edition=3").status_code == 404
    assert client_of(north.ben).get(f"{opened}?edition=1").status_code == 404
    first = clerk.get(f"/north/office/documents/{number}/file/?edition=1")
    assert first.content == mother.get(f"{opened}?edition=1").content
    with in_all(north):
        assert PublishedEdition.objects.filter(published=number).count() == 2
    assert [one.state for one in receipts(north, "doc_school")][-2:] == ["signed", "signed"]


def test_the_office_counts_by_class_and_saves_a_spreadsheet(
    north: Cast, client_of: Clients
) -> None:
    clerk, number = client_of(north.clerk), north.rows["doc_school"].pk
    sign(client_of(north.mother), north, "ben", "doc_school")
    cells = found_in(clerk.get(f"/north/office/documents/{number}/"), "//tbody/tr/td[2]")
    assert sum(map(int, cells)) == 1
    sheet = clerk.post(f"/north/office/documents/{number}/sheet/")
    lines = sheet.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 5  # ben, mia, cai, max and the head
    assert sum('"Signed"' in line for line in lines) == 1
    # ben's own: nobody asks him, so a guardian's word is enough
    assert any('"Not opened"' in line for line in lines)
    with in_all(north):
        assert Change.objects.filter(kind="document.exported", about_id=number).exists()


def test_a_long_list_begins_with_who_has_not_answered(north: Cast, client_of: Clients) -> None:
    clerk = client_of(north.clerk)
    sign(client_of(north.mother), north, "ben", "doc_school")
    url = f"/north/office/documents/{north.rows['doc_school'].pk}/"

    page = clerk.get(url)
    signed = "signed as “"
    assert signed not in words_of(page)
    assert signed in words_of(clerk.get(url + "?show=done"))
    assert signed in words_of(clerk.get(url + "?show=all"))
    chips = found_in(page, "//nav[@class='chips wrapped']//a")
    assert [chip.split()[-1] for chip in chips] == ["3", "1", "4"]
    assert "Not yet" in chips[0]
    assert words_of(clerk.get(url + "?show=nothing")) == words_of(page)


def test_what_is_taken_back_or_not_yet_there_is_not_seen(north: Cast, client_of: Clients) -> None:
    clerk, mother = client_of(north.clerk), client_of(north.mother)
    number = north.rows["doc_class"].pk
    assert mother.get(page(north, "ben", "doc_class")).status_code == 200
    withdraw = f"/north/office/documents/{number}/withdraw/"
    assert "at most 100" in words_of(clerk.post(withdraw, {"because": "x" * 101}))
    assert mother.get(page(north, "ben", "doc_class")).status_code == 200
    done = clerk.post(withdraw, {"because": "wrong date <b>"}, follow=True)
    said = "Withdrawn by the school on Tuesday, Oct 6: wrong date <b>"
    assert said in words_of(done)
    listed = mother.get(f"/north/family/{north.ben.id}/documents/")
    assert said in words_of(listed)
    # who comes later changes no reason
    clerk.post(withdraw, {"because": "another"})
    assert said in words_of(mother.get(f"/north/family/{north.ben.id}/documents/"))
    assert page(north, "ben", "doc_class") not in found_in(listed, "//a/@href")
    assert [one.state for one in receipts(north, "doc_class")] == ["read"]
    assert mother.get(page(north, "ben", "doc_class")).status_code == 404
    assert mother.get(page(north, "ben", "doc_class", "document-file")).status_code == 404


def test_while_an_office_looks_nothing_is_noted_as_opened(north: Cast, client_of: Clients) -> None:
    clerk = client_of(north.clerk)
    before = len(receipts(north, "doc_school"))
    url = address("north", "look-begin", north.long_parent.id)
    clerk.post(url, {"reason": "She asked on the phone"})
    seen = clerk.get(page(north, "max", "doc_school", "document-file"))
    assert seen.status_code == 200
    assert len(receipts(north, "doc_school")) == before


def test_the_guard_of_documents_is_the_second_lock_of_others() -> None:
    assert isinstance(PublishedFile.objects, Guarded)


def test_for_whom_a_document_is_the_family_and_the_school_say_alike(north: Cast) -> None:
    from openhouse.access.viewer import System
    from openhouse.documents.published.counting import students_of

    today = date(2026, 10, 6)
    with in_all(north), connection.cursor() as cursor:
        # one who left a class and a school while documents were shown
        everybody = list(Student.objects.visible_to(System()).values_list("pk", flat=True))
        Placement.objects.visible_to(System()).filter(student_id=north.ben.id).update(ends_on=today)
        tomorrow = today + timedelta(days=1)
        shown = set[tuple[int, int]]()
        cursor.execute(
            "SELECT student, (file).id FROM openhouse_published_to(%s, %s)", [everybody, tomorrow]
        )
        shown |= set(cursor.fetchall())
        counted = {
            (student, file.pk)
            for file in PublishedFile.objects.visible_to(System()).filter(
                withdrawn_at=None, visible_from__lte=tomorrow, school__portal_open=True
            )
            if file.visible_until is None or file.visible_until >= tomorrow
            for student in students_of(System(), file, tomorrow) & set(everybody)
        }
    assert shown == counted
    assert any(student == north.ben.id for student, _file in shown)
