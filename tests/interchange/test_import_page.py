"""The district's import page, with a real worker in a process of its own."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from playwright.sync_api import Page, expect

from openhouse.common.scope import ALL, scope
from openhouse.interchange.jobs import Telling
from openhouse.interchange.models import ImportRun
from tests import database
from tests.cast import Cast
from tests.live import Live

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
    """A worker on the live server's database."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "openhouse.config.cli", "worker"],
        cwd=database.ROOT,
        env=live.environment,
    )
    yield
    process.terminate()
    process.wait(20)


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
    page.get_by_role("button", name="Import now").click()
    expect(page.get_by_role("heading", name="What changed")).to_be_visible(timeout=20_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Report as a file").click()
    report = json.loads(Path(download.value.path()).read_text())
    assert report["status"] == "imported"
    assert report["counts"]["schools"]["added"] == 1
    assert set(kept.rglob("*.zip")) <= before, "the delivery is deleted once it is in"


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
