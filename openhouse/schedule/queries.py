"""Reads of who meets where and when. Each function sends one statement."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from openhouse.common.scope import ALL, Sees
from openhouse.schedule.rules import (
    DayOfStudent,
    Meeting,
    SchoolDay,
    in_order,
    without_double_breaks,
)

_SQL = Path(__file__).parent / "sql"
DAYS = (_SQL / "days.sql").read_text(encoding="utf-8")
