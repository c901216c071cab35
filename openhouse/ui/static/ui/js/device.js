/* The installed app's side of a page: the worker, what a private device keeps, the number on the icon. */

const keeps = document.querySelector("meta[name=on-device]")?.content;
const strip = document.querySelector("[data-offline]");
const here = location.pathname + location.search;
let touched = false;

async function worker() {
  const registration = await navigator.serviceWorker.ready;
  return navigator.serviceWorker.controller || registration.active;
}

/* Say something to the worker, and wait for what it answers. */
async function say(what, more = {}) {
  const to = await worker();
  return new Promise((yes) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event) => yes(event.data);
    to.postMessage({ what, ...more }, [channel.port2]);
  });
}

/* This page was shown from what is kept: is it still so? */
async function hear() {
  if (!strip || !("kept" in strip.dataset)) return;
  const { said, words } = await say("heard", { page: here });
  if (said === "offline") strip.hidden = false;
  if (said === "same") strip.hidden = true;
  if (said !== "newer") return;
  const again = sessionStorage.getItem("again") === here;
  sessionStorage.setItem("again", here);
  if (!touched && !again) return location.reload();
  strip.hidden = false;
  const link = Object.assign(document.createElement("a"), { href: location.href, textContent: words });
  strip.lastElementChild.replaceWith(link);
}

/* The number of what is new, on the icon: what the page itself shows. */
function count() {
  if (!("setAppBadge" in navigator)) return;
  const number = Number.parseInt(document.querySelector("nav.tabs .count")?.textContent, 10);
  if (number > 0) navigator.setAppBadge(number).catch(() => {});
  else navigator.clearAppBadge().catch(() => {});
}

/* What was written without network and waits, or cannot be sent as it is. */
let unsent = { those: [], words: {} };

function made(tag, words, more = {}) {
  return Object.assign(document.createElement(tag), { textContent: words, ...more });
}

function line({ id, title, text, refused }, words) {
  const part = made("div", "", { className: `notice ${refused ? "warn" : "info"}`, role: refused ? "alert" : "note" });
  const inside = made("div", "");
  inside.append(made("strong", refused ? words.refused : words.waits), made("p", title));
  if (text) inside.append(made("blockquote", text, { className: "said" }));
  for (const each of refused || [words.waiting]) inside.append(made("p", each));
  if (id && refused) {
    const remove = made("button", words.remove, { className: "button plain", type: "button" });
    remove.onclick = () => say("remove", { id }).then(() => part.remove());
    inside.append(remove);
  }
  part.append(inside);
  return part;
}

async function showWaiting({ seen = false, failed = false } = {}) {
  unsent = await say("waiting");
  const main = document.querySelector("main.page");
  if (!main) return;
  main.querySelector("[data-waiting]")?.remove();
  const parts = unsent.those.map((each) => line(each, unsent.words));
  if (failed) parts.unshift(line({ title: unsent.words.unkept, refused: [] }, unsent.words));
  if (unsent.lost) parts.unshift(line({ title: unsent.words.lost, refused: [] }, unsent.words));
  if (!parts.length) return;
  const list = made("div", "", { className: "stack waiting" });
  list.dataset.waiting = "";
  list.append(...parts);
  main.querySelector(".top").after(list);
  if (seen) list.scrollIntoView({ block: "center" });
}

async function keepLater({ detail: { said, kept } }) {
  const done = Boolean(await say("later", { said }));
  kept(done);
  await showWaiting({ seen: true, failed: !done });
}

/* Where this page tells of what went, it is read anew: a form's own page, or the list above it. */
async function sendWaiting() {
  if (!unsent.those.length) return;
  const went = await say("send");
  const above = (url) => new URL(url).pathname.replace(/new\/$/, "");
  if (went?.some((url) => above(url) === location.pathname)) return location.reload();
  await showWaiting();
}

/* Signing out empties the device at once, with or without network; what waits is lost, and asked about. */
function onSubmit(event) {
  if (!new URL(event.target.action).pathname.endsWith("/sign-out/")) return;
  if (unsent.those.length && !confirm(unsent.words.leave)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  navigator.serviceWorker.controller?.postMessage({ what: "erase" });
}

/* The network is there again, and has stayed for a moment: a weak one comes and goes. */
function showNewer() {
  if (navigator.onLine && strip && "kept" in strip.dataset && !touched) location.reload();
}

async function start() {
  await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  await hear();
  if (!keeps) return;
  await showWaiting();
  await sendWaiting();
  await say("begin", { district: keeps });
}

if ("serviceWorker" in navigator && window.isSecureContext) {
  document.addEventListener("submit", onSubmit, true);
  addEventListener("online", () => keeps && sendWaiting());
  document.addEventListener("later", keepLater);
  for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, () => (touched = true), { once: true });
  addEventListener("online", () => setTimeout(showNewer, 1000));
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
  setTimeout(() => sessionStorage.removeItem("again"), 30000);
}
count();
