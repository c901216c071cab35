/* What was typed is sent, kept by the server, or waits here and is sent again.

   It waits in this page alone and nowhere in the browser's storage: see docs/decisions/0020. */

import { follow } from "./below.js";
import { cellOf, known, nameOf, place, rows, saved, show, shown } from "./cells.js";
import { at } from "./going.js";
import { bar, button, others, say, table, tell, token } from "./page.js";

/* Bad cells that are named one by one; the others are counted. */
const MOST_TOLD = 8;
const queue = [];
const done = [];
let sending = false;
let pause = 0;
let timer;
let digest = table?.dataset.digest;

export const unsaved = () => new Set(queue.flatMap((entry) => entry.map(({ cell }) => cell))).size;

/* Cells of one entry: what was typed stands there at once and is sent, all or nothing. */
export function enter(cells, undoing = false) {
  const changed = cells.filter(([cell, text, words]) => text !== shown(cell) || (words !== undefined && words !== (cell.dataset.comment ?? "")));
  if (!changed.length) return;
  const entry = changed.map(([cell, text, words]) => ({ cell, text, words, before: shown(cell), beforeWords: cell.dataset.comment ?? "" }));
  if (!undoing) done.push(entry);
  for (const { cell, text, words } of entry) {
    show(cell, text, words ?? cell.dataset.comment);
    cell.classList.add("waits");
  }
  queue.push(entry);
  if (pause) waiting();
  sendSoon(0);
}

export function undo() {
  const last = done.pop();
  if (!last) return tell(say("nothing-to-undo"));
  enter(last.map(({ cell, before, words, beforeWords }) => [cell, before, words === undefined ? undefined : beforeWords]), true);
  tell(say("undone"));
}

export function sendSoon(after) {
  clearTimeout(timer);
  timer = setTimeout(send, after);
}

async function send() {
  if (sending || !queue.length) return;
  sending = true;
  const entry = queue[0];
  const cells = entry.map(({ cell, text, words, forced }) => {
    const [student, work] = place(cell).split("-").map(Number);
    return [student, work, text === saved(cell)[0] ? null : text, forced ? null : saved(cell)[0], words ?? null];
  });
  const answer = await post({ cells });
  sending = false;
  if (answer) {
    queue.shift();
    took(entry, answer);
    if (queue.length) sendSoon(0);
  } else {
    pause = Math.min(pause * 2 || 1000, 20000);
    sendSoon(pause);
  }
}

/* How many cells are not saved, and why; it stands there until they are. */
function waiting(why = "waiting") {
  tell(say(why, { many: unsaved() }), true);
}

/* What the server says; null where it was not reached, or does not know who asks. */
async function post(body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
  const url = `${table.dataset.grid}?term=${table.dataset.term}`;
  try {
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), redirect: "manual" });
    if ([200, 400, 409].includes(answer.status) && /json/.test(answer.headers.get("Content-Type"))) {
      pause = 0;
      return await answer.json();
    }
    // Sent again, it would be refused again.
    if ([400, 413].includes(answer.status)) return { refused: [], meanwhile: [], words: say("not-kept") };
    if (answer.type === "opaqueredirect") waiting("signed-out");
    else if (answer.status === 404 || answer.status === 403) waiting("closed");
    else waiting();
  } catch {
    waiting();
  }
  return null;
}

function took(entry, answer) {
  if (answer.cells) {
    for (const { cell, text } of entry) known.set(place(cell), [text, cell.dataset.comment ?? "", ""]);
    put(answer);
    tell(queue.length ? say("saving") : [say("saved"), ...doubted(entry)].join(" "));
  } else {
    const place = done.indexOf(entry);
    if (place >= 0) done.splice(place, 1);
    answer.meanwhile.forEach(([student, work, theirs]) => {
      known.set(`${student}-${work}`, [theirs, saved(cellOf(student, work))[1], ""]);
    });
    for (const { cell } of entry) settle(cell);
    refuse(entry, answer);
  }
  for (const { cell } of entry) if (!waits(cell)) cell.classList.remove("waits");
  follow();
}

/* What is asked about scores that were kept: the first in words, the others counted. */
function doubted(entry) {
  const cells = entry.map(({ cell }) => cell).filter((cell) => cell.dataset.doubt);
  if (!cells.length) return [];
  const first = `${nameOf(cells[0])}: ${shown(cells[0])}. ${cells[0].dataset.doubt}`;
  return cells.length > 1 ? [first, say("more-wrong", { many: cells.length - 1 })] : [first];
}

const waits = (cell) => queue.some((entry) => entry.some((one) => one.cell === cell));

/* Back to what the server has, unless more is on its way there. */
function settle(cell) {
  if (!waits(cell)) show(cell, ...saved(cell));
}

/* Cells and marks as the server has them now. */
function put({ cells = [], marks = {} }) {
  for (const [student, work, text, words, doubt] of cells) {
    const cell = cellOf(student, work);
    if (!cell || waits(cell)) continue;
    known.set(`${student}-${work}`, [text, words, doubt]);
    if (text !== shown(cell) || words !== (cell.dataset.comment ?? "") || doubt !== (cell.dataset.doubt ?? "")) show(cell, text, words, doubt);
  }
  for (const row of rows) if (marks[row.dataset.student]) row.cells[1].textContent = marks[row.dataset.student];
}

/* Why an entry was not kept: each bad cell with its reason, or mine and theirs to choose from. */
function refuse(entry, { refused = [], meanwhile = [], words = "" }) {
  const notice = document.createElement("div");
  notice.className = "notice warn";
  notice.setAttribute("role", "alert");
  const inside = document.createElement("div");
  const line = (text) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    inside.append(paragraph);
  };
  const about = (student, work, said) => {
    const cell = cellOf(student, work);
    line(cell ? `${nameOf(cell)}: ${said}` : said);
  };
  if (words) line(words);
  for (const [student, work, said] of refused.slice(0, MOST_TOLD)) about(student, work, said);
  if (refused.length > MOST_TOLD) line(say("more-wrong", { many: refused.length - MOST_TOLD }));
  for (const [student, work, theirs] of meanwhile) {
    const mine = entry.find(({ cell }) => cell === cellOf(student, work));
    about(student, work, say("meanwhile", { theirs: theirs || say("blank"), mine: mine.text || say("blank") }));
  }
  const buttons = document.createElement("p");
  buttons.className = "buttons";
  const choose = (words, kind, act) => {
    const one = button(words, kind, "");
    one.type = "button";
    one.addEventListener("click", () => (notice.remove(), act(), at.focus()));
    buttons.append(one);
  };
  if (meanwhile.length) {
    choose(say("keep"), "main", () => {
      const again = entry.map(({ cell, text, words }) => ({ cell, text, words, before: shown(cell), beforeWords: cell.dataset.comment ?? "", forced: true }));
      for (const { cell, text, words } of again) show(cell, text, words ?? cell.dataset.comment);
      done.push(again);
      queue.push(again);
      sendSoon(0);
    });
    choose(say("take"), "plain", () => entry.forEach(({ cell }) => settle(cell)));
  } else choose(say("leave"), "plain", () => {});
  inside.append(buttons);
  notice.append(inside);
  bar.append(notice);
  tell("");
}

/* What others do here. */
export async function ask() {
  if (document.hidden || sending || queue.length) return;
  try {
    const answer = await fetch(`${table.dataset.news}?term=${table.dataset.term}&seen=${digest}`, { redirect: "manual" });
    if (answer.status !== 200) return;
    const found = await answer.json();
    if (others.textContent !== found.others) others.textContent = found.others;
    if (queue.length) return;
    digest = found.digest;
    put(found);
    follow();
  } catch {
    /* asked again in a moment */
  }
}
