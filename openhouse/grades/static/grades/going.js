/* Where the teacher is in the grid, and the block that she has picked. */

import { cellAt, columnOf, FIRST, rowOf, rows, works } from "./cells.js";
import { table } from "./page.js";

export let at;
/* Where Shift was pressed. */
export let from;

export function start() {
  at = cellAt(0, 0);
  at.tabIndex = 0;
}

export function go(row, column, more = false) {
  const cell = cellAt(Math.max(0, Math.min(row, rows.length - 1)), Math.max(0, Math.min(column, works.length - 1)));
  if (!more) from = null;
  else from ??= at;
  at.tabIndex = -1;
  at = cell;
  at.tabIndex = 0;
  at.focus();
  at.scrollIntoView({ block: "nearest", inline: "nearest" });
  for (const one of table.querySelectorAll(".picked")) one.classList.remove("picked");
  if (from) picked().flat().forEach((one) => one.classList.add("picked"));
}

/* The block of cells from where Shift was pressed to here, row by row. */
export function picked() {
  const [a, b] = [from ?? at, at];
  const [top, end] = [rowOf(a), rowOf(b)].sort((x, y) => x - y);
  const [left, right] = [columnOf(a), columnOf(b)].sort((x, y) => x - y);
  return rows.slice(top, end + 1).map((row) => [...row.cells].slice(left + FIRST, right + FIRST + 1));
}
