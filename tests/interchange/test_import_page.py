"""The district's import page, with a real worker in a process of its own."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from playwright.sync_api import Page, expect

from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.interchange.jobs import Telling
from openhouse.interchange.models import ImportRun
from openhouse.interchange.report import Report
from openhouse.interchange.run import run_import
from openhouse.people.models import Person, StaffPost
from tests.cast import Cast
from tests.interchange.deliveries import FILES, write
from tests.live import Live, working

# ruff: noqa: E501
USERS = """sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
u1,active,2026-10-01T00:00:00Z,true,o1,student,kim,,Kim,Newcomer,,,,,,u2,07,never-take-this
u2,active,2026-10-01T00:00:00Z,true,o1,parent,pat,,Pat,Newcomer,,,,,,,,
u3,active,2026-10-01T00:00:00Z,true,nowhere,student,lee,,Lee,Lost,,,,,,,13-13-13,
"""
ORGS = """sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
o1,active,2026-10-01T00:00:00Z,Newcomer Middle School,school,,
"""
MANIFEST = """propertyName,value
manifest.version,1.0
oneroster.version,1.1
file.orgs,delta
file.users,delta
"""


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    path = tmp_path / "newcomers.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("manifest.csv", MANIFEST)
        file.writestr("orgs.csv", ORGS)
        file.writestr("users.csv", USERS)
    return path


@pytest.fixture
def worker(live: Live) -> Iterator[None]:
    with working(live):
        yield


def test_a_delivery_is_looked_at_and_then_taken_in(
    live: Live, worker: None, page: Page, delivery: Path, north: object
) -> None:
    kept = Path(live.environment["OPENHOUSE_HOME"]) / "files" / "imports"
    before = set(kept.rglob("*.zip"))
    page.context.add_cookies([live.cookie_of(north.admin)])  # type: ignore[attr-defined, list-item]
    page.goto(f"{live.url}/north/staff/imports/")
    page.get_by_label("Zip file").set_input_files(str(delivery))
    page.get_by_role("button", name="Upload and look").click()
    expect(page.get_by_role("heading", name="What would change")).to_be_visible(timeout=20_000)
    expect(page.locator("main")).to_contain_text("1 will be added")
    expect(page.locator("#run-state")).to_have_text("Ready to take in")
    page.get_by_role("button", name="Import now").click()
    expect(page.get_by_role("heading", name="What changed")).to_be_visible(timeout=20_000)
    expect(page.locator("#run-state")).to_have_text("Done")
    with page.expect_download() as download:
        page.get_by_role("link", name="Report as a file").click()
    report = json.loads(Path(download.value.path()).read_text())
    assert report["status"] == "imported"
    assert report["counts"]["schools"]["added"] == 1
    assert set(kept.rglob("*.zip")) <= before, "the delivery is deleted once it is in"
    with psycopg.connect(live.database_url) as owner:
        (left,) = owner.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'interchange.deliver'"
        ).fetchone() or (None,)
    assert left == 0, "a job that is done leaves the queue"


def test_a_file_that_is_no_zip_is_refused_with_a_word_why(client_of: object, north: object) -> None:
    client = client_of(north.admin)  # type: ignore[operator, attr-defined]
    upload = SimpleUploadedFile("grades.xlsx", b"not a zip at all")
    response = client.post("/north/staff/imports/", {"delivery": upload})
    assert response.status_code == 400
    assert "This is not a zip file" in response.content.decode()


def test_only_the_district_may_import(client_of: object, north: object) -> None:
    for name in ("teacher", "clerk"):
        client = client_of(getattr(north, name))  # type: ignore[operator]
        assert client.get("/north/staff/imports/").status_code == 403
    assert client_of(north.admin).get("/north/staff/imports/").status_code == 200  # type: ignore[operator, attr-defined]


def test_who_began_an_import_takes_no_room_from_its_name(client_of: object, north: Cast) -> None:
    page = client_of(north.admin).get("/north/staff/imports/")  # type: ignore[operator]
    name = north.rows["import_run"].file_name
    (line,) = html.fromstring(page.content.decode()).xpath(f"//li[contains(., '{name}')]")
    small = line.xpath("string(.//*[@class='row-main']/small)")
    assert small.endswith(f" · {north.rows['admin']}")
    assert line.xpath("string(.//*[starts-with(@class, 'tag')])") == "Done"
    assert not line.xpath("string(.//*[@class='row-side'])"), "nothing stands beside the name"


@pytest.mark.django_db(transaction=True)
def test_progress_is_written_while_the_import_is_not_yet_done(north: Cast) -> None:
    """Behind the wall, too: the district's own scope is set for each line of progress."""
    run = north.rows["import_run"]
    telling = Telling(north.id, run.pk)
    try:
        telling.tell("Reading", 0.37)
    finally:
        telling.stop()
    with scope(district=north.id, students=ALL, hat="system"):
        found = ImportRun.objects.get(pk=run.pk)
        assert (found.doing, found.percent) == ("Reading", 37)


def kept(north: Cast, path: Path, name: str, **options: Any) -> Report:
    """The cast's run as it stands after this delivery: looked at, and still to be taken in."""
    district = District.objects.get(pk=north.id)
    report = run_import(path, district, dry_run=True, name=name, **options)
    state = "previewed" if report.status == "preview" else "refused"
    with scope(district=north.id, students=ALL, hat="system"):
        ImportRun.objects.filter(pk=north.rows["import_run"].pk).update(
            state=state, stored_as="kept.zip", report=report.for_page(), file_name=name
        )
    return report


def shown(client: Any, north: Cast, language: str = "en") -> Any:
    """The page of the cast's run."""
    address = f"/north/staff/imports/{north.rows['import_run'].pk}/"
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def text(page: Any) -> str:
    return " ".join(page.xpath("string(//main)").split())


def test_a_spanish_page_says_a_mistake_in_spanish(
    client_of: Any, north: Cast, delivery: Path
) -> None:
    kept(north, delivery, "newcomers.zip")
    client = client_of(north.admin)
    assert "the id of a school that was imported" in text(shown(client, north))
    client.cookies["django_language"] = "es"
    spanish = text(shown(client, north, "es"))
    assert "el id de una escuela que se haya importado" in spanish
    assert "línea 4" in spanish
    assert "the id of" not in spanish
    report = client.get(f"/north/staff/imports/{north.rows['import_run'].pk}/report.json").json()
    assert report["rejected"][0]["expected"] == "the id of a school that was imported"
    assert "page" not in report


def test_a_damaged_file_is_named_as_it_was_uploaded_and_offers_another(
    client_of: Any, north: Cast, tmp_path: Path
) -> None:
    (tmp_path / "8886c6ab.zip").write_bytes(b"PK and nothing more")
    kept(north, tmp_path / "8886c6ab.zip", "march.zip")
    page = shown(client_of(north.admin), north)
    said = text(page)
    assert "march.zip" in said
    assert "8886c6ab" not in said
    assert "line 0" not in said
    assert "Upload another file" in said
    assert not page.xpath("//form[contains(@action, 'take-in')]")


def test_a_delivery_that_changes_nothing_offers_nothing(
    client_of: Any, north: Cast, tmp_path: Path
) -> None:
    folder = write(tmp_path / "d", **dict.fromkeys(FILES))
    (folder / "orgs.csv").write_text("sourcedId,name,type\nd1,North,district\n")
    kept(north, folder, "same.zip")
    page = shown(client_of(north.admin), north)
    assert page.xpath("string(//*[@id='run-state'])") == "Nothing to change"
    assert not page.xpath("//form[contains(@action, 'take-in')]")


def test_the_reader_whose_own_post_would_end_is_told_so(
    client_of: Any, north: Cast, tmp_path: Path
) -> None:
    admin = north.rows["admin"]
    with scope(district=north.id, students=ALL, hat="system"):
        StaffPost.objects.filter(person=admin, role="district").update(source_id="old:district:")
        Person.objects.filter(pk=admin.pk).update(source_id="old")
    users = FILES["users"] + "old,tobedeleted,,true,d1,districtAdministrator,,,A,B,,,,,,,,\n"
    folder = write(tmp_path / "d", users=users)
    kept(north, folder, "year.zip", allow_ending=True, askers=[admin.pk])
    assert "Your own post stays" in text(shown(client_of(north.admin), north))
    kept(north, folder, "year.zip", allow_ending=True)
    said = text(shown(client_of(north.admin), north))
    assert "Your own post is among those that would end" in said
    assert str(admin) in said


def test_a_delivery_that_ends_many_asks_on_the_page_with_a_box(
    client_of: Any, north: Cast, tmp_path: Path
) -> None:
    run = north.rows["import_run"].pk
    words = ("Nothing was changed, because this would end %(ended)s of %(active)s school"
             " enrollments.", {"ended": "1234", "active": "5678"})  # fmt: skip
    report = Report("refused", message="x", needs_allow_ending=True).for_page()
    report["page"]["message"] = words
    with scope(district=north.id, students=ALL, hat="system"):
        ImportRun.objects.filter(pk=run).update(
            state="refused", stored_as="kept.zip", report=report
        )
    page = shown(client_of(north.admin), north)
    said = text(page)
    assert "1,234 of 5,678" in said
    assert "--allow-ending" not in said
    assert page.xpath("string(//*[@id='run-state'])") == "Waits for your answer"
    assert page.xpath("//form[contains(@action, 'take-in')]//input[@name='allow_ending']")


def test_an_empty_file_is_refused_with_a_next_step(client_of: Any, north: Cast) -> None:
    upload = SimpleUploadedFile("grades.zip", b"")
    response = client_of(north.admin).post("/north/staff/imports/", {"delivery": upload})
    assert response.status_code == 400
    assert "Export it again" in response.content.decode()
