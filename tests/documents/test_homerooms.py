"""How classes are told apart where papers are printed class by class."""

from openhouse.documents.cards.homerooms import Homeroom, class_words


def test_a_class_that_no_other_is_called_like_tells_neither_period_nor_section() -> None:
    rooms = [Homeroom(1, "Advisory", "Ms. Vega", "12", "1"), Homeroom(2, "Advisory", "Mr. Oak", "")]
    assert class_words(rooms) == {1: "Ms. Vega, 12 · Advisory", 2: "Mr. Oak · Advisory"}


def test_those_called_alike_tell_their_period_and_else_their_section() -> None:
    rooms = [
        Homeroom(1, "Advisory", "Ms. Vega", "12", "1"),
        Homeroom(2, "Advisory", "Ms. Vega", "12", "2", "B"),
        Homeroom(3, "Advisory", "Ms. Vega", "12", "2", "C"),
        Homeroom(3, "Advisory", "Ms. Vega", "12", "2", "C"),
    ]
    assert class_words(rooms) == {
        1: "Ms. Vega, 12 · Advisory · Period 1",
        2: "Ms. Vega, 12 · Advisory · Period 2 · section B",
        3: "Ms. Vega, 12 · Advisory · Period 2 · section C",
    }
