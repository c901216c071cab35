/* The gradebook by keyboard, on top of a table that is read and kept without this.

   A cell is saved as it is typed, by one small request that says what was seen before it. What
   could not be sent waits here and is sent again; nothing typed is thrown away. */

const table = document.querySelector("[data-grid]");
const say = (name, values = {}) =>
  Object.entries(values).reduce((text, [key, value]) => text.replace(`%(${key})s`, value), table.dataset[camel(`say-${name}`)]);
const camel = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

const status = document.querySelector("[data-grid-said]");
const others = document.querySelector("[data-grid-others]");
const bar = document.querySelector("[data-grid-meanwhile]");
const token = () => document.querySelector("[data-grid-token] input").value;
const FIRST = 2;
/* Bad cells that are named one by one; the others are counted. */
const MOST_TOLD = 8;
let rows, works, flags, letters;
/* What stands in each cell on the server, as far as is known: text and comment. */
const known = new Map();
const queue = [];
const done = [];
let sending = false;
let pause = 0;
let timer;
let digest;
let at;
let from;

const place = (cell) => `${cell.parentNode.dataset.student}-${works[cell.cellIndex - FIRST]}`;
const cellAt = (row, column) => rows[row]?.cells[column + FIRST];
const rowOf = (cell) => cell.parentNode.sectionRowIndex;
const columnOf = (cell) => cell.cellIndex - FIRST;
const cellOf = (student, work) => {
  const row = rows.find((one) => one.dataset.student === String(student));
  const column = works.indexOf(String(work));
  return row && column >= 0 ? row.cells[column + FIRST] : null;
};
const nameOf = (cell) =>
  say("cell", { student: cell.parentNode.cells[0].innerText.trim(), work: heading(cell) });
const heading = (cell) => table.tHead.rows[0].cells[cell.cellIndex].querySelector("a").innerText.trim();

function begin() {
  rows = [...table.tBodies[0].rows];
  works = [...table.tHead.rows[0].cells].slice(FIRST).map((head) => head.dataset.work);
  flags = new Map(table.dataset.sayFlags.split(" ").reduce(gathered, []));
  letters = [...flags.keys()].join("");
  digest = table.dataset.digest;
  table.setAttribute("role", "grid");
  for (const row of rows)
    for (const cell of [...row.cells].slice(FIRST)) {
      if (cell.textContent || cell.dataset.comment) known.set(place(cell), [cell.textContent, cell.dataset.comment ?? ""]);
    }
  at = cellAt(0, 0);
  at.tabIndex = 0;
  table.addEventListener("keydown", pressed);
  table.addEventListener("mousedown", clicked);
  table.addEventListener("dblclick", () => at && edit(shown(at)));
  table.addEventListener("paste", pasted);
  table.addEventListener("copy", copied);
  table.addEventListener("focusout", (event) => event.target.matches("td input") && close(true));
  window.addEventListener("online", () => sendSoon(0));
  window.addEventListener("beforeunload", (event) => queue.length && event.preventDefault());
  setInterval(ask, 15000);
  ask();
}

/* "l:Late m:Missing", where a name may have spaces in it. */
function gathered(found, word) {
  const [, key, name] = /^([a-z]):(.*)$/.exec(word) ?? [];
  if (key) found.push([key, name]);
  else found.at(-1)[1] += ` ${word}`;
  return found;
}

/* --- what stands in a cell ------------------------------------------------------------------ */

const shown = (cell) => (cell.querySelector("input") ? cell.dataset.was : cell.textContent);
const saved = (cell) => known.get(place(cell)) ?? ["", ""];

function show(cell, text, comment) {
  const key = text.slice(-1).toLowerCase();
  const flag = /^[\d.]*[a-z]$/i.test(text) && flags.has(key) ? key : "";
  if (cell.querySelector("input")) cell.dataset.was = text;
  else cell.textContent = text;
  cell.className = [flag && `flag-${flag}`, cell.classList.contains("picked") && "picked"].filter(Boolean).join(" ");
  if (comment) cell.dataset.comment = comment;
  else delete cell.dataset.comment;
  const words = [flag ? text.slice(0, -1) : text, flags.get(flag), comment && say("with-comment")];
  if (flag || comment) cell.setAttribute("aria-label", words.filter(Boolean).join(", "));
  else cell.removeAttribute("aria-label");
}

/* --- going about ---------------------------------------------------------------------------- */

function go(row, column, more = false) {
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
function picked() {
  const [a, b] = [from ?? at, at];
  const [top, end] = [rowOf(a), rowOf(b)].sort((x, y) => x - y);
  const [left, right] = [columnOf(a), columnOf(b)].sort((x, y) => x - y);
  return rows.slice(top, end + 1).map((row) => [...row.cells].slice(left + FIRST, right + FIRST + 1));
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

/* --- typing --------------------------------------------------------------------------------- */

function edit(text, typing = false) {
  const box = document.createElement("input");
  at.dataset.was = shown(at);
  box.value = text;
  box.setAttribute("aria-label", nameOf(at));
  if (typing) box.dataset.typing = "yes";
  at.replaceChildren(box);
  box.focus();
  box.setSelectionRange(text.length, text.length);
}

function close(keep) {
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
function flag(letter) {
  enter(
    picked().flat().map((cell) => {
      const text = shown(cell);
      const points = /^[\d.]*/.exec(text)[0];
      return [cell, text.slice(points.length) === letter ? points : points + letter];
    }),
  );
}

function fillDown() {
  const block = picked();
  if (block.length > 1) enter(block.slice(1).flatMap((row) => row.map((cell, n) => [cell, shown(block[0][n])])));
  else if (rowOf(at)) enter([[at, shown(cellAt(rowOf(at) - 1, columnOf(at)))]]);
}

function copied(event) {
  if (event.target.matches?.("input")) return;
  event.clipboardData.setData("text/plain", picked().map((row) => row.map(shown).join("\t")).join("\n"));
  event.preventDefault();
}

function pasted(event) {
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

function comment() {
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
  name.append(say("comment", { student: cell.parentNode.cells[0].innerText.trim(), work: heading(cell) }), text);
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

function button(words, kind, value) {
  const found = document.createElement("button");
  found.className = `button ${kind}`;
  found.textContent = words;
  found.value = value;
  return found;
}

/* --- keeping -------------------------------------------------------------------------------- */

/* Cells of one entry: what was typed stands there at once and is sent, all or nothing. */
function enter(cells, undoing = false) {
  const changed = cells.filter(([cell, text, words]) => text !== shown(cell) || (words !== undefined && words !== (cell.dataset.comment ?? "")));
  if (!changed.length) return;
  const entry = changed.map(([cell, text, words]) => ({ cell, text, words, before: shown(cell), beforeWords: cell.dataset.comment ?? "" }));
  if (!undoing) done.push(entry);
  for (const { cell, text, words } of entry) {
    show(cell, text, words ?? cell.dataset.comment);
    cell.classList.add("waits");
  }
  queue.push(entry);
  sendSoon(0);
}

function undo() {
  const last = done.pop();
  if (!last) return tell(say("nothing-to-undo"));
  enter(last.map(({ cell, before, words, beforeWords }) => [cell, before, words === undefined ? undefined : beforeWords]), true);
  tell(say("undone"));
}

function sendSoon(after) {
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
    if (answer.type === "opaqueredirect") tell(say("signed-out"), true);
    else if (answer.status === 404 || answer.status === 403) tell(say("closed"), true);
    else tell(say("waiting"), true);
  } catch {
    tell(say("waiting"), true);
  }
  return null;
}

function took(entry, answer) {
  if (answer.cells) {
    for (const { cell, text } of entry) known.set(place(cell), [text, cell.dataset.comment ?? ""]);
    put(answer);
    tell(queue.length ? say("saving") : say("saved"));
  } else {
    const place = done.indexOf(entry);
    if (place >= 0) done.splice(place, 1);
    answer.meanwhile.forEach(([student, work, theirs]) => {
      known.set(`${student}-${work}`, [theirs, saved(cellOf(student, work))[1]]);
    });
    for (const { cell } of entry) settle(cell);
    refuse(entry, answer);
  }
  for (const { cell } of entry) if (!waits(cell)) cell.classList.remove("waits");
}

const waits = (cell) => queue.some((entry) => entry.some((one) => one.cell === cell));

/* Back to what the server has, unless more is on its way there. */
function settle(cell) {
  if (!waits(cell)) show(cell, ...saved(cell));
}

/* Cells and marks as the server has them now. */
function put({ cells = [], marks = {} }) {
  for (const [student, work, text, words] of cells) {
    const cell = cellOf(student, work);
    if (!cell || waits(cell)) continue;
    known.set(`${student}-${work}`, [text, words]);
    if (text !== shown(cell) || words !== (cell.dataset.comment ?? "")) show(cell, text, words);
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

function tell(words, waiting = false) {
  status.textContent = words;
  status.classList.toggle("waiting", waiting);
}

/* --- what others do ------------------------------------------------------------------------- */

async function ask() {
  if (document.hidden || sending || queue.length) return;
  try {
    const answer = await fetch(`${table.dataset.news}?term=${table.dataset.term}&seen=${digest}`, { redirect: "manual" });
    if (answer.status !== 200) return;
    const found = await answer.json();
    if (others.textContent !== found.others) others.textContent = found.others;
    if (queue.length) return;
    digest = found.digest;
    put(found);
  } catch {
    /* asked again in a moment */
  }
}

if (table) begin();
