/* Answers are saved as they are typed: one small request for what was changed. What could not be
   sent waits on the page, is said, and is sent again; nothing typed is thrown away. Until it is sent
   the browser keeps it as well, for the day on which the page is closed first. */

import { keeper, putBack } from "./unsent.js";

const form = document.querySelector("form[data-typing]");
const status = form.querySelector("[data-status]");
/* The names of fields that were changed since they were sent. */
let changed = new Set();
/* Of those that are being sent. */
let underWay = new Set();
let sending = false;
let waits = null;
/* The button that she pressed while something was not kept yet. */
let leaving = null;
/* With which cookies the page has got a new token; with those it is not asked again. */
let renewed = "";
/* What this browser keeps of what is not sent yet, once it is asked for. */
let browser = null;
/* What the server has found wrong, by the id of the question's field. */
const faults = new Map();
/* Of those, what the server has kept nowhere: not even as what is typed so far. */
const lost = new Set();

function nameOf(field) {
  return field.name && field.name !== "csrfmiddlewaretoken" && field.name !== "showed" ? field.name : "";
}

function say(words, bad) {
  status.textContent = words;
  status.classList.toggle("field-error", Boolean(bad));
}

function soon(after) {
  clearTimeout(waits);
  waits = setTimeout(send, after);
}

function touched(event) {
  const name = nameOf(event.target);
  if (!name) return;
  changed.add(name);
  remember();
  if (event.type === "change" && name.endsWith("-agreed") && !initialed(name)) return;
  say(form.dataset.saving);
  soon(event.type === "change" ? 50 : 900);
}

/* Who has chosen what she agrees to finds beside it the initials that she has typed before, to be
   seen and changed; the first time her thumb is led to where she types them. False: not there yet. */
function initialed(name) {
  const box = form.elements[name.replace(/agreed$/, "initials")];
  if (!box || box.value.trim()) return true;
  const typed = [...form.querySelectorAll("[name$='-initials']")].map((each) => each.value.trim());
  box.value = typed.find(Boolean) ?? form.dataset.initials ?? "";
  if (!box.value) box.focus();
  return Boolean(box.value);
}

/* The question that a field belongs to, for one of several fields ("3-address_street", …). */
function fieldsOf(name) {
  const group = form.elements[name];
  const one = group instanceof RadioNodeList ? group[0] : group;
  const box = one?.closest(".field");
  return box ? [...box.querySelectorAll("[name]")] : [...document.getElementsByName(name)];
}

function written(names) {
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "showed"]) body.set(name, form.elements[name].value);
  const fields = new Set([...names].flatMap(fieldsOf));
  for (const field of fields) {
    if (field.type === "file") for (const file of field.files) body.append(field.name, file);
    else if (!["checkbox", "radio"].includes(field.type) || field.checked) body.append(field.name, field.value);
  }
  /* A box that was emptied sends nothing by itself. */
  body.set("sent", [...new Set([...fields].map((field) => field.name))].join(" "));
  return body;
}

/* What is under way is not there yet either, and what the server has refused is nowhere else. */
function remember() {
  const refused = [...lost].map((id) => id.replace("id_", ""));
  const fields = new Set([...changed, ...underWay, ...refused].flatMap(fieldsOf));
  if (fields.size) browser?.keep([...fields], form.elements.showed.value);
  else browser?.forget();
}

/* Without a network: a photo waits on the page alone. */
const unsaved = (fields) =>
  form.dataset[browser?.keeps && fields.every((field) => field.type !== "file") ? "keptHere" : "unsaved"];

async function send() {
  if (sending || !changed.size) return;
  const names = changed;
  changed = new Set();
  underWay = names;
  sending = true;
  let pause = 5000;
  const keep = () => names.forEach((name) => changed.add(name));
  const again = (words) => {
    keep();
    leaving = null;
    say(words, true);
  };
  try {
    const answer = await fetch(form.dataset.typing, {
      method: "POST", body: written(names), redirect: "manual", headers: { Accept: "application/json" },
    });
    if (answer.status === 409) browser?.forget(), say(form.dataset.closed, true);
    else if (answer.status === 403 && await renew()) keep(), pause = 0;
    else if ([403, 404].includes(answer.status)) again(form.dataset.signedOut);
    else if (answer.type === "opaqueredirect") again(form.dataset.signedOut);
    else if (!answer.ok) again(unsaved([...names].flatMap(fieldsOf)));
    else took(await answer.json(), names);
  } catch {
    again(unsaved([...names].flatMap(fieldsOf)));
  } finally {
    sending = false;
    underWay = new Set();
    remember();
    if (changed.size) soon(changed.size === names.size ? pause : 50);
    else if (leaving) leave();
  }
}

function leave() {
  const button = leaving;
  leaving = null;
  form.requestSubmit(button);
}

/* Who signed in again has another token: the page has it once it is asked for. If there was one. */
async function renew() {
  const page = await fetch(location.href, { redirect: "manual" }).catch(() => null);
  if (!page?.ok) return false;
  const there = new DOMParser().parseFromString(await page.text(), "text/html");
  const token = there.querySelector("form[data-typing] [name=csrfmiddlewaretoken]")?.value;
  if (!token || renewed === document.cookie) return false;
  renewed = document.cookie;
  form.elements.csrfmiddlewaretoken.value = token;
  return true;
}

function took(said, names) {
  if (said.html) put(said.html);
  else if (said.showed) form.elements.showed.value = said.showed;
  /* What is wrong with another answer stays said until that one is sent again. */
  for (const id of [...faults.keys()]) {
    const own = id.replace("id_", "");
    if ([...names].some((name) => name === own || name.startsWith(`${own}-`))) faults.delete(id), lost.delete(id);
  }
  for (const [id, words] of Object.entries(said.errors)) faults.set(id, words);
  said.lost.forEach((id) => lost.add(id));
  /* What the page was shown with about these is answered now. */
  for (const field of [...names].flatMap(fieldsOf)) {
    field.removeAttribute("aria-invalid");
    field.closest(".field")?.querySelectorAll(".field-error").forEach((line) => line.remove());
  }
  for (const old of form.querySelectorAll("[data-wrong]")) old.remove();
  faults.forEach((words, id) => wrong(id, words));
  const bar = document.querySelector("[data-progress] progress");
  if (bar) {
    bar.value = said.needed ? Math.round((100 * said.done) / said.needed) : 100;
    document.querySelector("[data-progress] label span").textContent = said.progress;
    document.querySelector("[data-progress] b").textContent = `${bar.value} %`;
  }
  say(form.dataset[lost.size ? "allBut" : faults.size ? "unfinished" : "saved"], faults.size > 0);
}

function wrong(id, words) {
  const field = document.getElementById(id) ?? document.querySelector(`[id^="${CSS.escape(id)}"]`);
  const box = field?.closest(".field");
  if (!box || box.querySelector(".field-error")) return;
  const line = document.createElement("p");
  line.className = "field-error";
  line.dataset.wrong = "";
  line.setAttribute("role", "alert");
  line.textContent = words.join(" ");
  box.append(line);
}

/* Other questions are asked now: the page's questions anew, with the reader where she was. */
function put(html) {
  const at = document.activeElement?.id;
  const typed = new Map([...changed].flatMap(fieldsOf).map((field) => [field.id, [field.value, field.checked]]));
  form.querySelector("[data-questions]").innerHTML = html;
  for (const [id, [value, checked]] of typed) {
    const field = document.getElementById(id);
    if (field && field.type !== "file") [field.value, field.checked] = [value, checked];
  }
  if (at) document.getElementById(at)?.focus({ preventScroll: true });
}

form.addEventListener("input", touched);
form.addEventListener("change", touched);
/* The page is left once all that was typed is kept: where no server answers, a browser would show
   another in its place. A file goes with the page, for there the server says what is wrong with it. */
form.addEventListener("submit", (event) => {
  if (event.submitter?.value.startsWith("out-") && !navigator.onLine) {
    event.preventDefault();
    event.stopPropagation();
    return void say(form.dataset.noNetwork, true);
  }
  clearTimeout(waits);
  const files = [...changed].flatMap(fieldsOf).some((field) => field.type === "file" && field.files.length);
  if (files || (!changed.size && !sending)) {
    lost.clear(); /* the page comes back with what is wrong and what was typed there */
    return void changed.clear();
  }
  event.preventDefault();
  event.stopPropagation();
  leaving = event.submitter;
  say(form.dataset.saving);
  send();
});
addEventListener("online", () => soon(0));
addEventListener("pagehide", () => {
  if (changed.size && !sending) navigator.sendBeacon(form.dataset.typing, written(changed));
});
addEventListener("beforeunload", (event) => { if (changed.size || sending || lost.size) event.preventDefault(); });

/* What was typed here before and never sent is there again, and goes now. It goes with what its page
   had shown: what somebody else has said since is not written over unseen. */
async function begin() {
  browser = await keeper(form.dataset.keep);
  const before = await browser.found();
  const again = before ? putBack(form, before.values.filter(([name]) => !changed.has(name))) : new Set();
  again.forEach((name) => changed.add(name));
  if (again.size) form.elements.showed.value = before.showed;
  remember();
  if (!again.size) return;
  say(form.dataset.again);
  soon(900);
}
begin();
