"""scoreScales.csv, categories.csv, lineItems.csv: scales, categories, assignments."""

import json
import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_noop as _

from openhouse.interchange.oneroster.classes import Classes
from openhouse.interchange.oneroster.delivery import Delivery
from openhouse.interchange.oneroster.table import day, is_gone
from openhouse.interchange.rows import Items, Reject, Row


def read_gradebook(delivery: Delivery, classes: Classes) -> Items:
    """scoreScales.csv, categories.csv, lineItems.csv: scales, categories, work, gradebooks.

    A gradebook is weighted where a category of its work has a weight. A scale whose steps cannot
    be read is rejected here.
    """
    scale_of: dict[str, str] = {}
    weighted: set[str] = set()
    yield from _scales(delivery, scale_of)
    yield from _categories(delivery, weighted)
    sections: dict[str, tuple[str, int]] = {}
    yield from _assignments(delivery, classes, weighted, sections)
    scales = delivery.table("scoreScales")
    for section in scale_of:
        sections.setdefault(section, (scales.file if scales else "", 0))
    for section, (file, line) in sections.items():
        values = {"section": section, "weighted": "true" if line else None}
        if section in scale_of:
            values["scale"] = scale_of[section]
        yield Row("gradebooks", values, file, line)


def _scales(delivery: Delivery, scale_of: dict[str, str]) -> Items:
    table = delivery.table("scoreScales")
    if table is None:
        return
    for line, record in table:
        steps = scale_steps(record["scorescalevalue"])
        if steps is None and not is_gone(record):
            value = record["scorescalevalue"]
            expected = _("steps such as {A:94},{B:84}")
            yield Reject(table.file, line, "scoreScaleValue", value, expected, "scales")
            continue
        values = {
            "source_id": record["sourcedid"],
            "name": record["title"],
            "steps": json.dumps(steps),
        }
        yield Row("scales", values, table.file, line, is_gone(record))
        if record.get("classsourcedid") and not is_gone(record):
            scale_of[record["classsourcedid"]] = record["sourcedid"]
    yield from table.take_rejects("scales")


def scale_steps(value: str) -> list[list[str]] | None:
    """``{A:94},{B:84}`` as steps, best first; None where it is not that.

    A range such as ``{A:94-100}`` counts from its lower end.
    """
    pairs = re.findall(r"\{\s*\"?([^:{}\"]+?)\"?\s*:\s*\"?([^{}\"]+?)\"?\s*\}", value)
    try:
        steps = [(name, Decimal(re.split(r"(?<=\d)\s*-", least)[0])) for name, least in pairs]
    except InvalidOperation:
        return None
    steps.sort(key=lambda step: -step[1])
    return [[name, format(least, "f")] for name, least in steps] or None


def _categories(delivery: Delivery, weighted: set[str]) -> Items:
    table = delivery.table("categories")
    if table is None:
        return
    for line, record in table:
        weight = record.get("weight")
        values = {"source_id": record["sourcedid"], "name": record["title"], "weight": weight}
        yield Row("categories", values, table.file, line, is_gone(record))
        if weight and weight.strip("0.") and not is_gone(record):
            weighted.add(record["sourcedid"])
    yield from table.take_rejects("categories")


def _assignments(
    delivery: Delivery,
    classes: Classes,
    weighted: set[str],
    sections: dict[str, tuple[str, int]],
) -> Items:
    table = delivery.table("lineItems")
    if table is None:
        return
    categories = delivery.table("categories") is not None or delivery.modes
    for line, record in table:
        section = record["classsourcedid"]
        category = record.get("categorysourcedid", "")
        session = record.get("academicsessionsourcedid", "")
        school = record.get("schoolsourcedid") or classes.school_of.get(section, "")
        values = {
            "source_id": record["sourcedid"],
            "section": section,
            # without a list of categories their ids lead nowhere, and the work is still work
            "category": category if categories else None,
            "term": f"{session}:{school}" if session and school else None,
            "name": record["title"],
            "description": record.get("description"),
            "assigned_on": day(record.get("assigndate", "")),
            "due_on": day(record.get("duedate", "")),
            "points": record.get("resultvaluemax"),
        }
        yield Row("assignments", values, table.file, line, is_gone(record))
        if category in weighted:
            sections.setdefault(section, (table.file, line))
    yield from table.take_rejects("assignments")
