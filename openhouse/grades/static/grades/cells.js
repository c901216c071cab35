/* The cells of the grid: which is where, what stands in each, and what the server has. */

import { say, table } from "./page.js";

/* Columns before the first piece of work: the name and the mark. */
export const FIRST = 2;
export let rows, works, flags, letters;
/* What stands in each cell on the server, as far as is known: text, comment, and what is asked about it. */
export const known = new Map();

export const place = (cell) => `${cell.parentNode.dataset.student}-${works[cell.cellIndex - FIRST]}`;
export const cellAt = (row, column) => rows[row]?.cells[column + FIRST];
export const rowOf = (cell) => cell.parentNode.sectionRowIndex;
export const columnOf = (cell) => cell.cellIndex - FIRST;
export const cellOf = (student, work) => {
  const row = rows.find((one) => one.dataset.student === String(student));
  const column = works.indexOf(String(work));
  return row && column >= 0 ? row.cells[column + FIRST] : null;
};
const heading = (cell) => table.tHead.rows[0].cells[cell.cellIndex].querySelector("a").innerText.trim();
/* Whose cell it is, and for which work, in words. */
export const nameOf = (cell, words = "cell") =>
  say(words, { student: cell.parentNode.cells[0].innerText.trim(), work: heading(cell) });

export function read() {
  rows = [...table.tBodies[0].rows];
  works = [...table.tHead.rows[0].cells].slice(FIRST).map((head) => head.dataset.work);
  flags = new Map(table.dataset.sayFlags.split(" ").reduce(gathered, []));
  letters = [...flags.keys()].join("");
  for (const row of rows)
    for (const cell of [...row.cells].slice(FIRST)) {
      if (cell.textContent || cell.dataset.comment) known.set(place(cell), [cell.textContent, cell.dataset.comment ?? "", cell.dataset.doubt ?? ""]);
    }
}

/* "l:Late m:Missing", where a name may have spaces in it. */
function gathered(found, word) {
  const [, key, name] = /^([a-z]):(.*)$/.exec(word) ?? [];
  if (key) found.push([key, name]);
  else found.at(-1)[1] += ` ${word}`;
  return found;
}

export const shown = (cell) => (cell.querySelector("input") ? cell.dataset.was : cell.textContent);
export const saved = (cell) => known.get(place(cell)) ?? ["", "", ""];

/* *doubt* is what the server asks about a score; nothing yet about one that is on its way. */
export function show(cell, text, comment, doubt = "") {
  const key = text.slice(-1).toLowerCase();
  const flag = /^[\d.]*[a-z]$/i.test(text) && flags.has(key) ? key : "";
  if (cell.querySelector("input")) cell.dataset.was = text;
  else cell.textContent = text;
  cell.className = [flag && `flag-${flag}`, cell.classList.contains("picked") && "picked"].filter(Boolean).join(" ");
  if (comment) cell.dataset.comment = comment;
  else delete cell.dataset.comment;
  if (doubt) cell.dataset.doubt = doubt;
  else delete cell.dataset.doubt;
  cell.title = doubt;
  const words = [flag ? text.slice(0, -1) : text, flags.get(flag), comment && say("with-comment"), doubt];
  if (flag || comment || doubt) cell.setAttribute("aria-label", words.filter(Boolean).join(", "));
  else cell.removeAttribute("aria-label");
}
