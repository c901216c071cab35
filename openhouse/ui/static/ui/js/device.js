/* The installed app's side of a page: the worker, what a private device keeps, the number on the icon. */

const keeps = document.querySelector("meta[name=on-device]")?.content;
const strip = document.querySelector("[data-offline]");
const here = location.pathname + location.search;
/* When this page was asked for: what went out later does not stand on it. */
const began = Date.now() - performance.now();
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
  offerNewer(words);
}

function offerNewer(words) {
  strip.hidden = false;
  const link = Object.assign(document.createElement("a"), { href: location.href, textContent: words });
  strip.lastElementChild.replaceWith(link);
}

/* The number of what is new, on the icon: what the page itself shows, if it is one of those that know.
   Pushes count on from there. */
function count() {
  if (keeps && !(location.pathname.includes("/family/") && document.querySelector("nav.tabs"))) return;
  const news = [...document.querySelectorAll("nav.tabs .count")].map((each) => Number.parseInt(each.textContent, 10));
  const number = news.reduce((all, each) => all + (each || 0), 0);
  if (keeps) navigator.serviceWorker?.controller?.postMessage({ what: "counted", number });
  if (!("setAppBadge" in navigator)) return;
  if (number > 0) navigator.setAppBadge(number).catch(() => {});
  else navigator.clearAppBadge().catch(() => {});
}

/* What was written without network and waits, or cannot be sent as it is. */
let unsent = { those: [], words: {} };

function made(tag, words, more = {}) {
  return Object.assign(document.createElement(tag), { textContent: words, ...more });
}

function line({ id, title, text, refused, sent }, words) {
  const [look, role] = sent ? ["good", "status"] : refused ? ["warn", "alert"] : ["info", "note"];
  const part = made("div", "", { className: `notice ${look}`, role });
  const inside = made("div", "");
  inside.append(made("strong", sent ? words.sent : refused ? words.refused : words.waits), made("p", title));
  if (text) inside.append(made("blockquote", text, { className: "said" }));
  for (const each of refused || (sent ? [] : [words.waiting])) inside.append(made("p", each));
  if (id && refused) {
    const remove = made("button", words.remove, { className: "button plain", type: "button" });
    remove.onclick = () => say("remove", { id }).then(() => part.remove());
    inside.append(remove);
  }
  part.append(inside);
  return part;
}

async function showWaiting({ seen = false, failed = false, went = [] } = {}) {
  const gone = unsent.those.filter((each) => went.includes(each.id));
  unsent = await say("waiting");
  const main = document.querySelector("main.page");
  if (!main) return;
  main.querySelector("[data-waiting]")?.remove();
  const parts = [...gone.map((each) => ({ ...each, sent: true })), ...unsent.those].map((each) => line(each, unsent.words));
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

/* If words were typed here that would be lost. */
const isTyped = () => [...document.querySelectorAll("main textarea")].some((each) => each.value !== each.defaultValue);

/* Where this page tells of what went, it is read anew: a form's own page, or the list above it. The
   worker may have sent it before it was asked, while the page was on its way. */
async function sendWaiting() {
  const went = (await say("send", { since: began })) || [];
  const above = (url) => new URL(url).pathname.replace(/new\/$/, "");
  const isHere = went.some(([, url]) => above(url) === location.pathname);
  if (isHere && !isTyped()) return location.reload();
  if (unsent.those.length) await showWaiting({ went: went.map(([id]) => id) });
  if (isHere && strip) offerNewer(unsent.words.newer);
  tryAgain();
}

/* There is network and still something waits: the server was not reached, or not yet again. */
let [trying, pause] = [0, 2000];
function tryAgain() {
  clearTimeout(trying);
  if (!navigator.onLine || !unsent.those.some((each) => !each.refused)) return;
  trying = setTimeout(sendWaiting, pause);
  pause = Math.min(2 * pause, 60000);
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
