"""The set-based merge: end what is missing, change what is found, add what is new."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from openhouse.interchange import closing, corrections, made_here
from openhouse.interchange.counts import Count
from openhouse.interchange.facts import reject_false_rows, reject_overlaps
from openhouse.interchange.kinds import KINDS, Kind
from openhouse.interchange.match import References, match
from openhouse.interchange.over import Over
from openhouse.interchange.quick import add_new
from openhouse.interchange.rows import Complete
from openhouse.interchange.shape import Shape, shape_of, undone
from openhouse.interchange.source import Source
from openhouse.interchange.staging import Staging
from openhouse.interchange.values import reject_bad_values

#: Kinds that end with the person or the section that the sender deletes: the columns that name it.
_WITH: dict[str, dict[str, tuple[str, ...]]] = {
    "people": {
        "guardianships": ("person_id", "student_id"),
        "staff": ("person_id",),
        "enrollments": ("student_id",),
        "section_teachers": ("person_id",),
        "placements": ("student_id",),
    },
    "sections": {"section_teachers": ("section_id",), "placements": ("section_id",)},
}
_DAY = "CASE WHEN pg_input_is_valid(s.{0}, 'date') THEN s.{0}::date END"
_STAGED_DATES = (
    "CASE WHEN {0} > {1} THEN 'empty'::daterange ELSE daterange({0}, {1}, '[]') END"
).format(_DAY.format("starts_on"), _DAY.format("ends_on"))


class Merge:
    """One run's merge of what *staging* holds, as of *today*."""

    def __init__(
        self,
        cursor: Any,
        staging: Staging,
        complete: dict[str, Complete],
        today: date,
    ) -> None:
        self.cursor = cursor
        self.staging = staging
        self.complete = complete
        self.today = today.isoformat()
        self.yesterday = today - timedelta(days=1)
        self.references = References(cursor)
        self.counts: dict[str, Count] = {}
        #: Of scores that were taken as a whole file, which are far over their points.
        self.over: Over | None = None
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        closing.remember_posts(cursor, self.today)
        cursor.execute(
            'CREATE TEMP TABLE in_rejects (kind text, n int, file text, line int, "column" text,'
            " value text, expected text, holds jsonb NOT NULL DEFAULT '{}', lost boolean NOT NULL"
            " DEFAULT false, aside boolean NOT NULL DEFAULT false) ON COMMIT DROP"
        )

    def kinds(self) -> list[Kind]:
        """The kinds that this delivery says something about, in the order of the merge."""
        said = self.staging.tables | self.staging.whole.keys() | self.complete.keys()
        return [kind for kind in KINDS if kind.name in said]

    def add_whole(self, kind: Kind, source: Source, told: Callable[[], None]) -> bool:
        """Take a whole file the quick road, if the district has no row of the kind yet."""
        shape, bulk = shape_of(kind.name), self.staging.whole[kind.name]
        if self._one(f"SELECT EXISTS (SELECT FROM {shape.table})::int"):
            return False
        over = Over(self.cursor) if kind.name == "scores" else None
        look = over.look if over else None
        added = add_new(self.cursor, shape, bulk, source, self.references, told, look)
        if added is not None:
            self.counts[kind.name] = Count(read=added, added=added)
            self.over = over
        return added is not None

    def merge(self, kind: Kind) -> Count:
        """Bring the rows of *kind* into its table."""
        shape = shape_of(kind.name)
        count = self.counts.setdefault(kind.name, Count())
        if kind.name not in self.staging.tables:
            self.staging.make(kind.name)
        sure = self.staging.sure(kind.name)
        any_bad = bool(reject_bad_values(self.cursor, shape, sure))
        self.staging.join_partial(kind.name)
        corrections.hold(self.cursor, kind.name)
        if kind.ends:
            count.active = self._one(
                f"SELECT count(*) FROM {shape.table} WHERE source_id <> '' AND {self.running()}"
            )
        if kind.same:
            self._adopt(shape)
        if kind.name == "school_years":
            made_here.find_years(self.cursor, self.references)
        if kind.name == "people":
            made_here.find_students(self.cursor, self.staging, self.references)
            made_here.find_adults(self.cursor, self.staging, self.references)
        match(self.cursor, shape, self.references, self.yesterday, any_rejected=any_bad)
        reject_false_rows(self.cursor, shape)
        count.ended += self._end_missing(shape)
        if kind.name == "enrollments":
            made_here.give_way(self.cursor)
        reject_overlaps(self.cursor, shape)
        self._count(shape, count)
        if kind.name in self.staging.gone:
            self._gone(shape, count)
        if count.changed:
            self._update(shape)
        if count.added:
            self._insert(shape)
            self.references.forget(kind.name)
        self._link_to_own_kind(shape)
        count.changed += closing.shut(self.cursor, shape, self.references)
        return count

    def _one(self, sql: str) -> int:
        self.cursor.execute(sql)
        return int(self.cursor.fetchone()[0])

    def _run(self, sql: str) -> int:
        self.cursor.execute(sql)
        return int(self.cursor.rowcount)

    def running(self, row: str = "") -> str:
        return f"({row}ends_on IS NULL OR {row}ends_on > '{self.yesterday}')"

    def _count(self, shape: Shape, count: Count) -> None:
        self.cursor.execute(
            "SELECT count(*) FILTER (WHERE NOT found), count(*) FILTER (WHERE changed),"
            f" count(*) FILTER (WHERE found AND NOT changed) FROM do_{shape.name}"
        )
        count.added, count.changed, count.unchanged = self.cursor.fetchone()
        count.read = self._one(f"SELECT count(*) FROM in_{shape.name}")
        listed = f"FROM in_rejects WHERE kind = '{shape.name}'"
        count.rejected = self._one(f"SELECT count(DISTINCT n) {listed} AND NOT aside")
        count.not_taken += self._one(f"SELECT count(*) {listed} AND aside")

    def _adopt(self, shape: Shape) -> None:
        """A row that came back under another source id, at an overlapping time, is the same row.

        Some systems give new ids with each delivery; the row keeps the id it was first sent with.
        """
        joins, same = [], []
        for name in shape.kind.same:
            column = shape.column(name)
            joins.append(
                f"LEFT JOIN {self.references.table(column.ref)} r_{name}"
                f' ON r_{name}.source_id = s."{name}"'
            )
            equal = f't."{column.target}" IS NOT DISTINCT FROM r_{name}.id'
            same.append(f't."{column.target}" = r_{name}.id' if column.required else
                        f'(s."{name}" IS NULL OR {equal})')  # fmt: skip
        own = self.references.table(shape.name)
        self._run(
            f"UPDATE in_{shape.name} s SET source_id = pair.source_id FROM ("
            f"SELECT DISTINCT ON (t.id) t.source_id, s.n FROM in_{shape.name} s"
            f" LEFT JOIN {own} own ON own.source_id = s.source_id {' '.join(joins)}"
            f" JOIN {shape.table} t ON {' AND '.join(same)} AND t.source_id <> ''"
            f" AND daterange(t.starts_on, t.ends_on, '[]') && {_STAGED_DATES}"
            f" WHERE NOT s.gone AND own.id IS NULL AND NOT EXISTS"
            f" (SELECT FROM in_{shape.name} o WHERE o.source_id = t.source_id)"
            " ORDER BY t.id, s.n) pair WHERE pair.n = s.n"
        )

    def _end_missing(self, shape: Shape) -> int:
        """Rows of earlier imports that a complete delivery lacks; how many there were."""
        said = self.complete.get(shape.name)
        if said is None:
            return 0
        if shape.kind.replaced_by:
            return self._replace(shape)
        if not shape.kind.ends:
            return 0
        missing = (
            f"t.source_id <> '' AND {self.running('t.')}"
            f" AND NOT EXISTS (SELECT FROM in_{shape.name} s WHERE s.source_id = t.source_id)"
            f" AND NOT EXISTS (SELECT FROM do_{shape.name} d WHERE d.id = t.id)"
        )
        if said.within:
            target = shape.column(said.within).target
            missing += f' AND t."{target}" IN (SELECT "{target}" FROM do_{shape.name})'
        return self.end(shape, missing)

    def end(self, shape: Shape, which: str) -> int:
        """End the rows ``t``: yesterday was their last day. Those that never began go."""
        count = 0
        if shape.never_together:
            never_began = f"t.starts_on > '{self.yesterday}'"
            count += self._run(f"DELETE FROM {shape.table} t WHERE {never_began} AND {which}")
        # an old school's enrollment gives way to the new school's, however late this is imported
        aside = ', "primary" = false' if shape.name == "enrollments" else ""
        return count + self._run(
            f"UPDATE {shape.table} t SET ends_on = '{self.yesterday}',"
            f" starts_on = LEAST(t.starts_on, '{self.yesterday}'){aside} WHERE {which}"
        )

    def _replace(self, shape: Shape) -> int:
        owner = shape.column(shape.kind.replaced_by).target
        theirs = " AND t.source_id <> ''" if shape.has_source_id else ""
        named = f'SELECT "{owner}" FROM do_{shape.name}'
        return self._run(
            f'DELETE FROM {shape.table} t WHERE t."{owner}" IN ({named}){theirs}'
            f" AND NOT EXISTS (SELECT FROM do_{shape.name} d WHERE d.id = t.id)"
        )

    def _gone(self, shape: Shape, count: Count) -> None:
        """Rows that the sender deletes."""
        joins, where = self._find_gone(shape)
        self._run(
            f"CREATE TEMP TABLE gone_{shape.name} ON COMMIT DROP AS"
            f" SELECT {', '.join(f't.{column}' for column in shape.pk)}"
            f" FROM in_{shape.name} s {joins} WHERE s.gone AND {where}"
        )
        same = " AND ".join(f"t.{column} = g.{column}" for column in shape.pk)
        which = f"EXISTS (SELECT FROM gone_{shape.name} g WHERE {same})"
        gone = self._one(f"SELECT count(*) FROM in_{shape.name} WHERE gone")
        if shape.kind.ends:
            ended = self.end(shape, f"{which} AND {self.running('t.')}")
        elif shape.kind.deletes:
            if shape.name == "assignments":
                self._run(
                    "DELETE FROM grades_score USING gone_assignments g WHERE assignment_id = g.id"
                )
            ended = self._run(f"DELETE FROM {shape.table} t WHERE {which}")
        else:
            ended = self._end_with(shape)
            count.not_taken += gone
            gone = 0
        if shape.kind.ends or shape.kind.deletes:
            count.ended += ended
            count.unchanged += max(0, gone - ended)

    def _find_gone(self, shape: Shape) -> tuple[str, str]:
        if shape.has_source_id:
            ref = self.references.table(shape.name)
            return (
                f"JOIN {ref} r ON r.source_id = s.source_id JOIN {shape.table} t ON t.id = r.id",
                "true",
            )
        joins, where = [], []
        for column in shape.columns:
            if column.target in shape.natural and column.ref:
                ref = self.references.table(column.ref)
                joins.append(
                    f'JOIN {ref} r_{column.name} ON r_{column.name}.source_id = s."{column.name}"'
                )
                where.append(f"t.{column.target} = r_{column.name}.id")
            elif column.target in shape.natural:
                where.append(f't."{column.target}"::text = s."{column.name}"')
        return " ".join([*joins, f"CROSS JOIN {shape.table} t"]), " AND ".join(where)

    def _end_with(self, shape: Shape) -> int:
        ended = 0
        for name, columns in _WITH.get(shape.name, {}).items():
            other = shape_of(name)
            named = " OR ".join(f"t.{c} IN (SELECT id FROM gone_{shape.name})" for c in columns)
            these = self.end(other, f"({named}) AND {self.running('t.')}")
            self.counts.setdefault(name, Count()).ended += these
            ended += these
        return ended

    def _update(self, shape: Shape) -> None:
        targets = [column.target for column in shape.columns if column.target not in shape.pk]
        new = ", ".join([f'"{target}" = d."{target}"' for target in targets] + undone(shape))
        key = ("id",) if shape.pk == ("id",) else shape.pk
        same = " AND ".join(f"t.{column} = d.{column}" for column in key)
        self._run(
            f"UPDATE {shape.table} t SET {new} FROM do_{shape.name} d WHERE d.changed AND {same}"
        )

    def _insert(self, shape: Shape) -> None:
        targets = ", ".join(f'"{column.target}"' for column in shape.columns)
        self._run(
            f"INSERT INTO {shape.table} ({targets})"
            f" SELECT {targets} FROM do_{shape.name} WHERE NOT found"
        )

    def _link_to_own_kind(self, shape: Shape) -> None:
        """References to rows of the same kind, now that all of them are there."""
        for column in shape.columns:
            if column.ref != shape.name:
                continue
            ref = self.references.table(shape.name)
            self._run(
                f'UPDATE {shape.table} t SET "{column.target}" = parent.id'
                f" FROM in_{shape.name} s JOIN {ref} own ON own.source_id = s.source_id"
                f' JOIN {ref} parent ON parent.source_id = s."{column.name}"'
                f" WHERE t.id = own.id AND NOT s.gone AND t.id <> parent.id"
                f' AND t."{column.target}" IS DISTINCT FROM parent.id'
            )
