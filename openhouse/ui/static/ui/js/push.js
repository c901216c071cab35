/* Asks for pushes at a sensible moment: where a setting wants them, or once somebody has come three times.
   The browser's own question comes only after a press on our button. */

const place = document.querySelector("[data-push]");
const KEY = "openhouse-visits";

/* On how many days this device has opened the page; "no" once somebody does not want to be asked. */
function days() {
  const today = new Date().toDateString();
  const [count, last] = (localStorage.getItem(KEY) || "0|").split("|");
  if (count === "no") return 0;
  const now = last === today ? Number(count) : Number(count) + 1;
  localStorage.setItem(KEY, `${now}|${today}`);
  return now;
}

/* The house sends to a browser as long as its session goes on: each new one is told of it once. */
const TOLD = "openhouse-push-told";

async function subscribe() {
  if ((await Notification.requestPermission()) !== "granted") return false;
  const registration = await navigator.serviceWorker.ready;
  const { key } = await (await fetch(place.dataset.push)).json();
  return tell(await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
}

async function tell(made) {
  const answer = await fetch(place.dataset.push, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": document.querySelector("input[name=csrfmiddlewaretoken]").value,
    },
    body: JSON.stringify({ ...made.toJSON(), app: place.dataset.app, device: navigator.platform }),
  });
  if (answer.ok) localStorage.setItem(TOLD, place.dataset.session);
  return answer.ok;
}

async function onPress(event) {
  const yes = event.target.closest("[data-push-yes]");
  if (event.target.closest("[data-push-no]")) localStorage.setItem(KEY, "no|");
  else if (!yes) return;
  const done = yes && (await subscribe().catch(() => false));
  place.querySelector("[data-push-ask]").hidden = true;
  const words = yes && place.querySelector(done ? "[data-push-done]" : "[data-push-failed]");
  if (words) words.hidden = false;
  else place.hidden = true;
}

async function offer() {
  const registration = await navigator.serviceWorker.ready;
  const has = await registration.pushManager.getSubscription();
  if (has && localStorage.getItem(TOLD) !== place.dataset.session) await tell(has).catch(() => false);
  place.hidden = Boolean(has) || days() < Number(place.dataset.after || 0);
}

const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
if (place && able && Notification.permission !== "denied") {
  place.addEventListener("click", onPress);
  offer();
}
