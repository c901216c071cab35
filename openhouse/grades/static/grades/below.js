/* The two lists below the grid say what the server has, as the grid does: no request of their own. */

import { cellAt, rows, saved, works } from "./cells.js";
import { say } from "./page.js";

const side = (list) => [...document.querySelectorAll(`[data-below="${list}"] .row-side b`)];

function put(element, words) {
  if (element && element.textContent !== words) element.textContent = words;
}

/* That work came, or came late, alone is no score (``is_done`` of the server). */
const isDone = (typed) => !["", "T", "L"].includes(typed.toUpperCase());

export function follow() {
  const [done, marks] = [side("work"), side("students")];
  works.forEach((_work, column) => {
    const posted = rows.filter((_row, row) => isDone(saved(cellAt(row, column))[0])).length;
    put(done[column], say("done", { posted, students: rows.length }));
  });
  rows.forEach((row, place) => put(marks[place], row.cells[1].textContent));
}
