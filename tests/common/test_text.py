"""Days in words, as each language writes them."""

from datetime import date

from django.utils.translation import override

from openhouse.common.text import day_and_year, day_title, day_words, near_day

FRIDAY, TODAY = date(2026, 10, 9), date(2026, 10, 6)


def test_a_spanish_day_is_small_but_at_the_head_of_a_line() -> None:
    with override("es"):
        assert day_words(FRIDAY) == "viernes 9 de oct"
        assert near_day(FRIDAY, TODAY) == "viernes"
        assert day_title(FRIDAY) == "Viernes 9 de octubre"
        assert day_and_year(FRIDAY) == "viernes 9 de octubre de 2026"
    with override("en"):
        assert day_and_year(FRIDAY) == "Friday, Oct 9, 2026"
        assert (day_words(FRIDAY), near_day(FRIDAY, TODAY)) == ("Friday, Oct 9", "Friday")
