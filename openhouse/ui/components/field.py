from typing import Any

from django.db.models.fields import BLANK_CHOICE_LABEL
from django.forms import BoundField, CheckboxInput, Select, TypedChoiceField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openhouse.ui.faults import faults
from openhouse.ui.icons import ICONS
from openhouse.ui.markup import NOTHING, markup, optional

_FRAME = '<div class="field{bad}">{label}{help}{control}{errors}</div>'
_CHECK = '<div class="field check{bad}">{control}{label}{help}{errors}</div>'
_GROUP = '<fieldset class="field{bad}"><legend>{label}</legend>{help}{control}{errors}</fieldset>'


def field(
    bound: BoundField, label: object = "", help: object = "", *, note: bool = True
) -> SafeString:
    """A field of a form with its label, help and errors, tied together for a screen reader.

    What may stay empty is called optional, or what the field itself says (``note``); without *note*
    not: a filter always is.
    """
    if bound.is_hidden:
        return SafeString(bound)
    if help:
        bound.help_text = help  # type: ignore[assignment]
    _say_please_choose(bound)
    check = isinstance(bound.field.widget, CheckboxInput)
    words = markup(
        "{label}{note}",
        label=label or bound.label,
        note=NOTHING
        if bound.field.required or check or not note
        else markup(
            ' <span class="field-note">{note}</span>',
            note=getattr(bound.field, "note", "") or gettext("(optional)"),
        ),
    )
    name = markup('<label for="{id}">{words}</label>', id=bound.id_for_label, words=words)
    return markup(
        _CHECK if check else _GROUP if bound.use_fieldset else _FRAME,
        bad=" wrong" if bound.errors else "",
        label=words if bound.use_fieldset else name,
        help=optional(f'<small id="{bound.auto_id}_helptext">{{value}}</small>', bound.help_text),
        control=SafeString(bound),
        errors=_errors(bound),
    )


def _say_please_choose(bound: BoundField) -> None:
    """A list of a model's choices begins with words of ours: Django's own are in English only."""
    choice = bound.field
    if not isinstance(choice, TypedChoiceField) or not isinstance(choice.widget, Select):
        return
    choices: list[tuple[Any, Any]] = list(choice.widget.choices)
    if choices and choices[0] == ("", BLANK_CHOICE_LABEL):
        choice.choices = [("", gettext("Please choose")), *choices[1:]]


def _errors(bound: BoundField) -> SafeString:
    if not bound.errors:
        return NOTHING
    lines = format_html_join("", "<span>{}</span>", ((fault,) for fault in faults(bound)))
    frame = '<p class="field-error" id="{id}_error">{drawing}{lines}</p>'
    return markup(frame, id=bound.auto_id, drawing=ICONS["warn"], lines=lines)
