"""Runs of the batch: begun on a page, done by a job, looked at while they run."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from openhouse.access.district import CurrentDistrict
from openhouse.access.offices import schools_kept
from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.scope import ALL, scope
from openhouse.sign_in.many import batch, guardians
from openhouse.sign_in.models import AccountRules, AccountRun
from openhouse.sign_in.queries import rules_of

State = AccountRun.State
#: A run that has told nothing for so long was killed with its worker; it can be begun again.
SILENT = timedelta(minutes=5)
#: Guardians written to in one transaction.
LETTERS = 500


def schools_of(viewer: Viewer) -> list[tuple[int, str]]:
    """Id and name of the schools whose accounts *viewer* looks after."""
    return list(schools_kept(viewer).values_list("pk", "name"))


def begin(school: int | None, by: int) -> int:
    """Note a run; the caller defers the job that does it."""
    run = AccountRun.objects.create(begun_by_id=by, school_id=school)
    return int(run.pk)


def runs_of(viewer: Viewer) -> QuerySet[AccountRun]:
    """The runs for the schools of *viewer*, newest first; the district's own for the district."""
    runs = AccountRun.objects.select_related("school").order_by("-pk")
    if "district" in viewer.roles:
        return runs
    return runs.filter(Q(school_id__in=[number for number, _ in schools_of(viewer)]))


def is_running(run: AccountRun) -> bool:
    """If a worker is at it; one that was killed tells nothing any more."""
    return run.state == State.RUNNING and run.told_at > timezone.now() - SILENT


def do(district: CurrentDistrict, school: int | None, run: int | None, by: int | None) -> None:
    """Bring the accounts in step with the enrollments, and tell how far it is."""

    def tell(percent: int, **more: object) -> None:
        if run is None:
            return
        with scope(district=district.id, students=ALL, hat="system"):
            values = {"percent": percent, "told_at": timezone.now(), **more}
            AccountRun.objects.filter(pk=run).update(**values)

    with scope(district=district.id, students=ALL, hat="system"):
        rules, today = rules_of(), clock.today()
    try:
        tally = batch.keep_students(
            district.id, today, pattern=rules.username_pattern, school=school, by=by, tell=tell
        )
        if rules.guardians_in_batch:
            tally.invited = _invite(district, school, by)
    except Exception:
        tell(100, state=State.FAILED)
        raise
    tell(100, state=State.DONE, report=tally.as_json())


def _invite(district: CurrentDistrict, school: int | None, by: int | None) -> int:
    """Write to guardians, so many in a transaction; none gets a second letter."""
    invited = 0
    while True:
        with batch.alone(district.id):
            found = guardians.to_invite(System(), clock.today(), school)[:LETTERS]
            invited += guardians.invite(found, district, by)
        if len(found) < LETTERS:
            return invited


def by_themselves() -> bool:
    """If students get their accounts by themselves: the district has rules that say so."""
    return AccountRules.objects.filter(student_accounts=True).exists()
