/* What is typed, pasted, filled down, flagged and commented. */

import { cellAt, columnOf, nameOf, place, rowOf, rows, shown, works } from "./cells.js";
import { at, from, picked } from "./going.js";
import { enter } from "./keeping.js";
import { button, say, table, tell } from "./page.js";

export function edit(text, typing = false) {
  const box = document.createElement("input");
  at.dataset.was = shown(at);
  box.value = text;
  box.setAttribute("aria-label", nameOf(at));
  if (typing) box.dataset.typing = "yes";
  at.replaceChildren(box);
  box.focus();
  box.setSelectionRange(text.length, text.length);
}

export function close(keep) {
  const box = table.querySelector("td input:not([data-closing])");
  if (!box) return;
  box.dataset.closing = "yes"; // taking it away takes its focus away, which closes it too
  const cell = box.parentNode;
  const [text, was] = [box.value.trim(), cell.dataset.was];
  delete cell.dataset.was;
  const inside = document.activeElement === box;
  box.remove();
  cell.textContent = was;
  if (keep) enter([[cell, text]]);
  if (inside) cell.focus();
}

/* One key for a flag: beside the points that stand there; the same again takes it off. */
export function flag(letter) {
  enter(
    picked().flat().map((cell) => {
      const text = shown(cell);
      const points = /^[\d.]*/.exec(text)[0];
      return [cell, text.slice(points.length) === letter ? points : points + letter];
    }),
  );
}

export function fillDown() {
  const block = picked();
  if (block.length > 1) enter(block.slice(1).flatMap((row) => row.map((cell, n) => [cell, shown(block[0][n])])));
  else if (rowOf(at)) enter([[at, shown(cellAt(rowOf(at) - 1, columnOf(at)))]]);
}

export function copied(event) {
  if (event.target.matches?.("input")) return;
  event.clipboardData.setData("text/plain", picked().map((row) => row.map(shown).join("\t")).join("\n"));
  event.preventDefault();
}

export function pasted(event) {
  if (event.target.matches("input")) return;
  event.preventDefault();
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const block = text.split("\n").map((line) => line.split("\t"));
  const [row, column] = from ? [rowOf(picked()[0][0]), columnOf(picked()[0][0])] : [rowOf(at), columnOf(at)];
  const wide = Math.max(...block.map((line) => line.length));
  if (block.length > rows.length - row) return tell(say("too-long", { pasted: block.length, left: rows.length - row }), true);
  if (wide > works.length - column) return tell(say("too-wide", { pasted: wide, left: works.length - column }), true);
  enter(block.flatMap((line, down) => line.map((word, right) => [cellAt(row + down, column + right), word.trim()])));
}

export function comment() {
  const cell = at;
  const dialog = document.createElement("dialog");
  const form = document.createElement("form");
  const name = document.createElement("label");
  const text = document.createElement("textarea");
  form.method = "dialog";
  form.className = "stack";
  name.className = "field";
  text.maxLength = 1000;
  text.value = cell.dataset.comment ?? "";
  name.append(nameOf(cell, "comment"), text);
  const buttons = document.createElement("p");
  buttons.className = "buttons";
  buttons.append(button(say("keep-comment"), "main", "keep"), button(say("cancel"), "plain", ""));
  const changes = document.createElement("p");
  const link = document.createElement("a");
  changes.className = "doubt";
  link.href = `${table.dataset.changes}${place(cell).replace("-", "/")}/`;
  link.textContent = say("changes");
  changes.append(link);
  form.append(name, buttons, changes);
  dialog.append(form);
  table.closest(".card").append(dialog);
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "keep") enter([[cell, shown(cell), text.value.trim()]]);
    dialog.remove();
    cell.focus();
  });
  dialog.showModal();
}
