/* The gradebook by keyboard, on top of a table that is read and kept without this.

   A cell is saved as it is typed, by one small request that says what was seen before it. What
   could not be sent waits and is sent again; nothing typed is thrown away. */

import { cellAt, columnOf, FIRST, letters, read, rowOf, rows, shown, works } from "./cells.js";
import { at, go, picked, start } from "./going.js";
import { ask, enter, sendSoon, undo, unsaved } from "./keeping.js";
import { table } from "./page.js";
import { close, comment, copied, edit, fillDown, flag, pasted } from "./typing.js";

function begin() {
  read();
  start();
  table.setAttribute("role", "grid");
  table.addEventListener("keydown", pressed);
  table.addEventListener("mousedown", clicked);
  table.addEventListener("dblclick", () => at && edit(shown(at)));
  table.addEventListener("paste", pasted);
  table.addEventListener("copy", copied);
  table.addEventListener("focusout", (event) => event.target.matches("td input") && close(true));
  window.addEventListener("online", () => sendSoon(0));
  window.addEventListener("beforeunload", left);
  setInterval(ask, 15000);
  ask();
}

/* The browser asks before the page goes away with something that is not saved. */
function left(event) {
  close(true);
  if (unsaved()) event.preventDefault();
}

function clicked(event) {
  const cell = event.target.closest("td");
  if (!cell || cell.cellIndex < FIRST || event.target.matches("input")) return;
  close(true);
  event.preventDefault();
  go(rowOf(cell), columnOf(cell), event.shiftKey);
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function pressed(event) {
  const box = event.target.matches("td input") ? event.target : null;
  if (!box && event.target !== at) return;
  const { key } = event;
  const [row, column] = [rowOf(at), columnOf(at)];
  const held = event.ctrlKey || event.metaKey;
  if (box) {
    if (key === "Escape") close(false);
    else if (key === "Enter") close(true), go(row + (event.shiftKey ? -1 : 1), column);
    else if (key === "Tab") close(true), go(row, column + (event.shiftKey ? -1 : 1));
    else if (STEPS[key] && (box.dataset.typing || !STEPS[key][1])) close(true), go(row + STEPS[key][0], column + STEPS[key][1]);
    else return;
  } else if (STEPS[key]) go(held && STEPS[key][0] ? STEPS[key][0] * rows.length : row + STEPS[key][0], held && STEPS[key][1] ? STEPS[key][1] * works.length : column + STEPS[key][1], event.shiftKey);
  else if (key === "Enter") go(row + (event.shiftKey ? -1 : 1), column);
  else if (key === "Tab") {
    const next = column + (event.shiftKey ? -1 : 1);
    if (!cellAt(row, next) || next < 0) return; // on, out of the grid
    go(row, next);
  } else if (key === "Home" || key === "End") go(row, key === "Home" ? 0 : works.length);
  else if (key === "PageUp" || key === "PageDown") go(row + (key === "PageUp" ? -10 : 10), column);
  else if (key === "F2" && event.shiftKey) comment();
  else if (key === "F2") edit(shown(at));
  else if (key === "Delete" || key === "Backspace") enter(picked().flat().map((cell) => [cell, ""]));
  else if (held && key.toLowerCase() === "z") undo();
  else if (held && key.toLowerCase() === "d") fillDown();
  else if (held || event.altKey || key.length > 1) return;
  else if (letters.includes(key.toLowerCase())) flag(key.toUpperCase());
  else edit(key, true);
  event.preventDefault();
}

if (table) begin();
