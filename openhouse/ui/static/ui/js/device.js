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

/* Signing out empties the device at once, with or without network. */
function onSubmit(event) {
  if (new URL(event.target.action).pathname.endsWith("/sign-out/")) {
    navigator.serviceWorker.controller?.postMessage({ what: "erase" });
  }
}

async function start() {
  await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  await hear();
  if (keeps) await say("begin", { district: keeps });
}

if ("serviceWorker" in navigator && window.isSecureContext) {
  document.addEventListener("submit", onSubmit);
  for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, () => (touched = true), { once: true });
  addEventListener("online", () => strip && "kept" in strip.dataset && !touched && location.reload());
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
  setTimeout(() => sessionStorage.removeItem("again"), 30000);
}
count();
