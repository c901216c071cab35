"""Who waits for whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection

from openhouse.common.locks import alone, alone_in_the_district, together
from openhouse.common.scope import ALL, scope

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def another(district: int) -> Iterator[None]:
    """Somebody else numbers a student in *district*, and answers page 7, until this is over."""
    there, over = Event(), Event()

    def work() -> None:
        try:
            with scope(district=district, students=ALL, hat="system"):
                alone_in_the_district("numbers")
                together("answers", 7)
                there.set()
                over.wait(20)
        finally:
            connection.close()

    thread = Thread(target=work)
    thread.start()
    try:
        assert there.wait(20)
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def impatient(district: int) -> Iterator[None]:
    with scope(district=district, students=ALL, hat="system"), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = 200")
        yield


def test_of_one_district_the_second_waits_and_another_district_does_not() -> None:
    with another(1):
        with impatient(2):
            alone_in_the_district("numbers")
        with impatient(1):
            alone_in_the_district("other numbers")
        with pytest.raises(OperationalError), impatient(1):
            alone_in_the_district("numbers")
    with impatient(1):
        alone_in_the_district("numbers")


def test_many_come_together_and_who_is_alone_waits_for_them() -> None:
    with another(1):
        with impatient(1):
            together("answers", 7)
            alone("answers", 8)
        with pytest.raises(OperationalError), impatient(1):
            alone("answers", 7)
