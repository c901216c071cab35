"""Make the data files of ``openhouse/immunizations/schedules`` from the CDC's own.

    .venv/bin/python -m scripts.schedules FOLDER VERSION CVX.xml TRADENAMES.xml

FOLDER holds one release of the CDSi supporting data (XML). Only series for everybody are taken
(standard and evaluation only): the series for risk groups need diagnoses that a school does not
hold. Of pneumococcal vaccine the series of adults were taken off by hand.
"""

import json
import sys
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree


def parse(path: Path | str) -> Any:
    """Read a file with nothing fetched or expanded."""
    return etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True))


TARGET = Path("openhouse/immunizations/schedules")
SOURCE = "Centers for Disease Control and Prevention, CDSi supporting data (public domain)"


def texts(node: Any, **names: str) -> dict[str, str]:
    """The texts of a node's children under our own names; empty ones left out."""
    found = {ours: (node.findtext(theirs) or "").strip() for ours, theirs in names.items()}
    return {name: text for name, text in found.items() if text}


def iso(text: str) -> str:
    for form in ("%Y%m%d", "%m/%d/%Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007
        except ValueError:
            continue
    return ""


def validity(node: Any) -> dict[str, str]:
    found = texts(node, **{"from": "effectiveDate", "until": "cessationDate"})
    return {name: iso(text) for name, text in found.items() if iso(text)}


def codes(text: str | None) -> list[str]:
    return [code.strip() for code in (text or "").split(";") if code.strip()]


def age(node: Any) -> dict[str, Any]:
    return validity(node) | texts(
        node,
        abs_min="absMinAge",
        min="minAge",
        earliest="earliestRecAge",
        latest="latestRecAge",
        max="maxAge",
    )


def interval(node: Any) -> dict[str, Any]:
    entry: dict[str, Any] = validity(node) | texts(
        node,
        abs_min="absMinInt",
        min="minInt",
        earliest="earliestRecInt",
        latest="latestRecInt",
    )
    if node.findtext("fromPrevious") == "Y":
        entry["previous"] = True
    if target := (node.findtext("fromTargetDose") or "").strip():
        entry["target"] = int(target)
    if latest := codes(node.findtext("fromMostRecent")):
        entry["latest_of"] = latest
    if node.findtext("intervalPriority"):
        entry["override"] = True
    return entry


def vaccine(node: Any) -> list[str]:
    parts = [(node.findtext(name) or "").strip() for name in ("cvx", "beginAge", "endAge")]
    trade = (node.findtext("tradeName") or "").strip()
    return [*parts, trade] if trade else parts


def condition(node: Any) -> dict[str, Any]:
    entry: dict[str, Any] = texts(
        node, begin="beginAge", end="endAge", interval="interval", comparison="doseCountLogic"
    )
    entry["kind"] = node.findtext("conditionType")
    if node.findtext("doseCount"):
        entry["count"] = int(node.findtext("doseCount"))
        entry["valid"] = node.findtext("doseType") == "Valid"
    if cvx := codes(node.findtext("vaccineTypes")):
        entry["cvx"] = cvx
    return entry


def skip(node: Any) -> dict[str, Any]:
    return {
        "context": node.findtext("context"),
        "logic": node.findtext("setLogic"),
        "sets": [
            {"logic": part.findtext("conditionLogic") or "AND"}
            | {"conditions": [condition(each) for each in part.findall("condition")]}
            for part in node.findall("set")
        ],
    }


def dose(node: Any) -> dict[str, Any]:
    entry = {
        "ages": [age(each) for each in node.findall("age") if len(each)],
        "intervals": [interval(each) for each in node.findall("interval") if len(each)],
        "allowable_intervals": [
            interval(each) for each in node.findall("allowableInterval") if len(each)
        ],
        "preferable": [vaccine(each) for each in node.findall("preferableVaccine") if len(each)],
        "allowable": [vaccine(each) for each in node.findall("allowableVaccine") if len(each)],
        "inadvertent": [
            each.findtext("cvx") for each in node.findall("inadvertentVaccine") if len(each)
        ],
        "skips": [skip(each) for each in node.findall("conditionalSkip") if len(each)],
        "recurring": node.findtext("recurringDose") == "Yes",
    }
    return {name: value for name, value in entry.items() if value}


def series(node: Any) -> dict[str, Any]:
    chosen = node.find("selectSeries")
    entry = {
        "name": node.findtext("seriesName"),
        "kind": node.findtext("seriesType"),
        "default": chosen.findtext("defaultSeries") == "Yes",
        "product": chosen.findtext("productPath") == "Yes",
        "series_group": chosen.findtext("seriesGroup"),
        "equivalent": codes(node.findtext("equivalentSeriesGroups")),
        "preference": int(chosen.findtext("seriesPreference") or 1),
        "sexes": [each.text for each in node.findall("requiredGender") if each.text],
        "max_start": chosen.findtext("maxAgeToStart") or "",
        "doses": [dose(each) for each in node.findall("seriesDose")],
    }
    return {name: value for name, value in entry.items() if value}


def immunity(root: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "observations": [
            each.findtext("guidelineCode") for each in root.findall("immunity/clinicalHistory")
        ]
    }
    born = root.find("immunity/dateOfBirth")
    if born is not None and born.findtext("immunityBirthDate"):
        entry["born_before"] = iso(born.findtext("immunityBirthDate"))
        entry["country"] = born.findtext("birthCountry") or ""
        entry["unless"] = [each.findtext("exclusionCode") for each in born.findall("exclusion")]
    return {name: value for name, value in entry.items() if value}


def antigen(path: Path, version: str) -> dict[str, Any]:
    root = parse(path).getroot()
    first = root.find("series")
    return {
        "antigen": first.findtext("targetDisease"),
        "group": first.findtext("vaccineGroup"),
        "version": version,
        "source": SOURCE,
        "immunity": immunity(root),
        "contraindications": [
            [(each.findtext(name) or "") for name in ("observationCode", "beginAge", "endAge")]
            for each in root.findall("contraindications/vaccineGroup/contraindication")
        ],
        "series": [
            series(each) for each in root.findall("series") if each.findtext("seriesType") != "Risk"
        ],
    }


def shared(path: Path, version: str, antigens: set[str]) -> dict[str, Any]:
    """What holds over the antigens: which vaccine is against what, and the spacing of live ones."""
    root = parse(path).getroot()
    vaccines = {}
    for entry in root.find("cvxToAntigenMap"):
        parts = [
            [(each.findtext(name) or "") for name in ("antigen", *AGES)]
            for each in entry.findall("association")
            if each.findtext("antigen") in antigens
        ]
        if parts:
            vaccines[entry.findtext("cvx")] = parts
    pairs = defaultdict(list)
    for entry in root.find("liveVirusConflicts"):
        before, now = entry.findtext("previous/cvx"), entry.findtext("current/cvx")
        if now in vaccines:
            pairs[tuple(entry.findtext(name) for name in TIMES)].append([before, now])
    conflicts = [{"times": list(times), "pairs": found} for times, found in pairs.items()]
    return {"version": version, "source": SOURCE, "vaccines": vaccines, "conflicts": conflicts}


AGES = ("associationBeginAge", "associationEndAge")
TIMES = ("conflictBeginInterval", "minConflictEndInterval", "conflictEndInterval")


def names(cvx: Path, trades: Path) -> dict[str, Any]:
    """Every CVX code with its names and trade names, as the nurse may type them."""
    known: dict[str, dict[str, Any]] = {}
    for entry in parse(cvx).getroot():
        code = entry.findtext("CVXCode").strip()
        known[code] = {
            "short": entry.findtext("ShortDescription").strip(),
            "full": (entry.findtext("FullVaccinename") or "").strip(),
            "status": (entry.findtext("Status") or "").strip(),
        }
    for entry in parse(trades).getroot():
        values = [(each.text or "").strip() for each in entry.findall("Value")]
        trade, code = values[0], values[2]
        if code in known:
            listed = known[code].setdefault("trades", [])
            if trade.title() not in listed:
                listed.append(trade.title())
    return {"source": "Centers for Disease Control and Prevention, IIS code sets", "cvx": known}


def write(name: str, entry: dict[str, Any]) -> None:
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    (TARGET / name).write_text(text + "\n", encoding="utf-8")


def main(folder: str, version: str, cvx: str, trades: str) -> None:
    found = [antigen(path, version) for path in sorted(Path(folder).glob("Antigen*.xml"))]
    for entry in found:
        write(f"{entry['antigen'].lower().replace(' ', '-')}.json", entry)
    write(
        "shared.json",
        shared(Path(folder) / "ScheduleSupportingData.xml", version, {x["antigen"] for x in found}),
    )
    write("names.json", names(Path(cvx), Path(trades)))


if __name__ == "__main__":
    main(*sys.argv[1:])
