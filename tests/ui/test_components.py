"""What components write: escaped, with zero and nothing told apart, kinds always beside words."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import gettext_lazy

from openhouse.ui.components.calendar import Day
from openhouse.ui.icons import ICONS
from openhouse.ui.markup import safe_url
from tests.database import ROOT

HOSTILE = "<script>alert(1)</script>\"' onload=x {value}"
NOT_A_LINK = "javascript:alert(1)"
CHILDREN = [
    SimpleNamespace(first_name=HOSTILE, initial=HOSTILE, url=NOT_A_LINK, current=True),
    SimpleNamespace(first_name="Leo", initial="L", url="/2", current=False),
]


class Form(forms.Form):
    name = forms.CharField(label=HOSTILE, help_text="help")
    keep = forms.BooleanField(required=False)
    way = forms.ChoiceField(choices=[("a", HOSTILE)], widget=forms.RadioSelect)


EVERY_COMPONENT = [
    "{% bar x x full=x kind=x %}",
    "{% trend points x %}",
    "{% button x x name=x value=x type=x %}",
    "{% calendar month days earlier_url=js later_url=js %}",
    "{% card x x url=js link=x id=x %}{{ x }}{% endcard %}{% card x url=js %}{% endcard %}",
    "{% chips x %}{% chip x js count=x current=True %}{% endchips %}",
    "{% crumb x js %}",
    "{% facts %}{% fact x x url=js kind=x %}{% fact x x %}{% endfacts %}",
    "{% field form.name %}{% field form.keep %}{% field form.way %}{% field form.name x x %}",
    "{% happening x x %}",
    "{% icon 'bell' x %}",
    "{% link_button x js x %}",
    "{% mark x x x x %}",
    "{% tick x x x x x tag=x kind=x checked=True %}",
    "{% more x %}{{ x }}{% endmore %}",
    "{% nothing 'bell' x x url=js link=x %}",
    "{% notice x x %}{{ x }}{% endnotice %}",
    "{% phone x %}{% phone x plain=True %}",
    "{% progress x x full=x small=x %}",
    "{% rows x %}{% row x x x x url=js tag=x kind=x lead=x extra=x %}{% row x x %}{% endrows %}",
    "{% switch children %}",
    "{% table x %}<tr><td>{{ x }}</td></tr>{% endtable %}",
    "{% tag x x %}",
    "{% why x note=x %}{% steps lines lines.0 %}{% endwhy %}",
]


def shown(source: str, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


@pytest.mark.parametrize("source", EVERY_COMPONENT)
@pytest.mark.parametrize("words", [HOSTILE, gettext_lazy(HOSTILE)], ids=["plain", "lazy"])
def test_no_component_lets_a_value_become_markup(source: str, words: object) -> None:
    day = Day(date(2026, 10, 6), HOSTILE, HOSTILE, url=NOT_A_LINK)
    html = shown(
        source,
        x=words,
        js=NOT_A_LINK,
        form=Form({"name": ""}),
        children=CHILDREN,
        month=date(2026, 10, 1),
        days=[day],
        lines=[(words, words)],
        points=[(words, words, 80), (words, words, 90)],
    )
    assert "<script" not in html
    assert "javascript:" not in html
    assert "\"' onload" not in html
    assert "{value}" in html or "calendar" in source or "progress" in source


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/family/1/", True),
        ("?month=2026-10", True),
        ("#main", True),
        ("grades/", True),
        ("https://example.org", True),
        ("tel:573-555-0100", True),
        ("JavaScript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//elsewhere.example", False),
        ("/\\elsewhere.example", False),
        ("/\t/elsewhere.example", False),
    ],
)
def test_a_link_leads_only_to_web_mail_and_phone(url: str, kept: bool) -> None:
    assert (safe_url(url) == url) is kept


def test_zero_is_shown_and_none_is_not() -> None:
    assert "<b>0</b>" in shown("{% row 'Quiz' 0 %}")
    nothing = shown("{% row 'Quiz' none none none %}", none=None)
    assert "None" not in nothing and "<b>" not in nothing
    assert "<b>0</b>" in shown("{% fact 0 'missing' %}")
    assert "None" not in shown("{% fact none 'missing' %}{% mark none none %}", none=None)


@pytest.mark.parametrize(
    ("value", "full", "width"),
    [
        (71.2, 100, "71.2"),
        (0, 100, "0"),
        (140, 100, "100"),
        (-3, 100, "0"),
        (7, 10, "70"),
        ("none", 100, "0"),
        (5, 0, "0"),
        (float("nan"), 100, "0"),
        (None, 100, "0"),
    ],
)
def test_a_bar_never_leaves_its_frame(value: object, full: object, width: str) -> None:
    assert f'width="{width}%" height="8" rx="4" class="bar-fill"' in shown(
        "{% bar v 'Quizzes' full=f %}", v=value, f=full
    )


@pytest.mark.parametrize("kind", ["good", "warn", "bad", "info"])
def test_a_kind_brings_its_icon_beside_the_word(kind: str) -> None:
    assert ICONS[kind] + "Word" in shown("{% tag 'Word' kind %}", kind=kind)


def test_an_unknown_kind_is_neutral() -> None:
    assert 'class="tag neutral"' in shown("{% tag 'Word' 'unheard' %}")


def test_one_child_needs_no_switch_and_two_mark_the_current_one() -> None:
    assert shown("{% switch children %}", children=CHILDREN[:1]) == ""
    assert shown("{% switch children %}", children=None) == ""
    assert shown("{% switch children %}", children=CHILDREN).count('aria-current="true"') == 1


def test_a_calendar_shows_school_days_and_a_weekend_only_when_it_matters() -> None:
    month = date(2026, 10, 1)
    plain = shown("{% calendar m days %}", m=month, days=[])
    saturday = [Day(date(2026, 10, 10), "Here", "good")]
    full = shown("{% calendar m days %}", m=month, days=saturday)
    assert (plain.count("<th"), full.count("<th")) == (5 + 1, 7 + 1)  # thead begins like th
    assert "October 2026" in plain
    assert plain.count('class="day"') == 22


def test_a_month_that_begins_on_a_weekend_has_no_empty_week() -> None:
    august = shown("{% calendar m days %}", m=date(2026, 8, 1), days=[])
    assert august.count("<tr>") == 1 + 5


def test_a_wrong_field_tells_a_screen_reader_why() -> None:
    html = shown("{% field form.name %}", form=Form({"name": ""}))
    assert 'id="id_name_error"' in html and 'id="id_name_helptext"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_progress_without_an_end_has_no_value() -> None:
    assert " value=" not in shown("{% progress none 'Waiting' %}", none=None)
    assert 'value="25"' in shown("{% progress 30 'Reading' full=120 %}")


@pytest.mark.parametrize(
    ("word", "long"),
    [
        ("Absent", False),
        ("Early release", False),
        ("Teacher work day", False),
        ("Thanksgiving break", True),
        ("Día de Acción de Gracias y descanso", True),
        ("Injustificada", True),
    ],
)
def test_a_note_too_long_for_a_phones_cell_is_known(word: str, long: bool) -> None:
    html = shown("{% calendar m days %}", m=date(2026, 11, 1), days=[Day(date(2026, 11, 25), word)])
    assert (f'<small class="long">{word}</small>' in html) is long
    assert word in html


@pytest.mark.parametrize(
    ("number", "url"),
    [
        ("(573) 555-0100", "tel:+1-573-555-0100"),
        ("573.555.0100 ext. 12", "tel:+1-573-555-0100;ext=12"),
        ("1-573-555-0100 x7", "tel:+1-573-555-0100;ext=7"),
        ("+52 55 1234 5678", "tel:+525512345678"),
        ("555-0100", "tel:5550100;phone-context=+1"),
        ("ask at the desk", "#"),
        ("", "#"),
    ],
)
def test_a_number_to_call_is_written_as_the_standard_has_it(number: str, url: str) -> None:
    assert f'href="{url}"' in shown("{% phone number %}", number=number)


def test_every_icon_that_a_template_names_is_drawn() -> None:
    """A wrong name breaks the page, and what stands where nothing is yet is seldom looked at."""
    named = re.compile(r"""\{% nothing "([\w-]+)"|\bicon="([\w-]+)\"""")
    found = {
        (path.name, first or second)
        for path in ROOT.glob("openhouse/**/templates/**/*.html")
        for first, second in named.findall(path.read_text(encoding="utf-8"))
    }
    assert len(found) > 40
    assert {(name, icon) for name, icon in found if icon not in ICONS} == set()
