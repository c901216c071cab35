/* What the device keeps, in IndexedDB. Pages and notes are locked with AES-GCM; the key cannot be read
   out of the browser, and a page's name is an HMAC of its address. See docs/decisions/0025. */

const BASE = "openhouse";
const DAY = 24 * 3600 * 1000;
/* Without contact for so long, everything goes. */
const LASTS = 14 * DAY;
const MOST_PAGES = 400;

const done = (request) =>
  new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });

/* How often everything was erased since the worker began. */
let emptied = 0;
/* One connection as long as the worker lives: opening it is most of what a look costs. */
let connection = null;

async function connect() {
  const opening = indexedDB.open(BASE, 1);
  opening.onupgradeneeded = () => {
    for (const name of ["state", "pages", "outbox", "shown"]) opening.result.createObjectStore(name);
  };
  const open = await done(opening);
  open.onclose = () => (connection = null);
  return open;
}

/* One step in one store: get, getAll, getAllKeys, put, add, delete, clear. */
async function inStore(name, step, ...values) {
  const mode = step.startsWith("get") ? "readonly" : "readwrite";
  const go = async () => done((await (connection ??= connect())).transaction(name, mode).objectStore(name)[step](...values));
  return go().catch((fault) => {
    if (fault.name !== "InvalidStateError") throw fault;
    // The browser has emptied everything under us.
    connection = null;
    return go();
  });
}

/* Whose device this is; nothing where nobody's, too long without contact, or where the clock went back. */
async function owner() {
  const state = await inStore("state", "get", "owner");
  if (!state) return null;
  const silent = Date.now() - state.contact;
  if (silent <= LASTS && silent >= -DAY) return state;
  await erase("long");
  return null;
}

async function putOwner(state) {
  await inStore("state", "put", state, "owner");
}

/* Write only while the device is still whose *state* says, looked at in the same transaction: an answer
   that was on its way when everything was erased brings nothing back. True where it was written. */
async function putIfStill(state, name, value, key) {
  const go = async () => {
    const both = (await (connection ??= connect())).transaction(["state", name], "readwrite");
    return new Promise((yes, no) => {
      let written = false;
      both.oncomplete = () => yes(written);
      both.onabort = () => no(both.error);
      const looking = both.objectStore("state").get("owner");
      looking.onsuccess = () => {
        written = Boolean(looking.result) && looking.result.turn === state.turn;
        if (written) both.objectStore(name).put(value, key);
      };
    });
  };
  return go().catch((fault) => {
    if (fault?.name !== "InvalidStateError") throw fault;
    connection = null;
    return go();
  });
}

/* Everything goes: pages, notes, the keys, what lies in the bar of the phone, the way for pushes. */
async function erase(why) {
  emptied += 1;
  const waiting = (await inStore("outbox", "getAllKeys")).length;
  const counted = await inStore("state", "get", "pushed");
  for (const name of ["state", "pages", "outbox", "shown"]) await inStore(name, "clear");
  if (why !== "asked") await inStore("state", "put", { why, waiting, at: Date.now() }, "erased");
  for (const shown of await self.registration.getNotifications()) shown.close();
  if (counted) await self.navigator.clearAppBadge?.().catch(() => {});
  const push = await self.registration.pushManager?.getSubscription().catch(() => null);
  await push?.unsubscribe().catch(() => {});
}

const erasePages = () => inStore("pages", "clear");

const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

async function keysOf(text) {
  const bytes = toBytes(text);
  const box = await crypto.subtle.importKey("raw", bytes.slice(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]);
  const hash = { name: "HMAC", hash: "SHA-256" };
  const names = await crypto.subtle.importKey("raw", bytes.slice(32), hash, false, ["sign"]);
  bytes.fill(0);
  return { box, names };
}

async function nameOf(state, path) {
  const made = await crypto.subtle.sign("HMAC", state.names, new TextEncoder().encode(path));
  return Array.from(new Uint8Array(made), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function locked(state, name, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const how = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) };
  return { iv, box: await crypto.subtle.encrypt(how, state.box, plain) };
}

async function unlocked(state, name, kept) {
  const how = { name: "AES-GCM", iv: kept.iv, additionalData: new TextEncoder().encode(name) };
  try {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, state.box, kept.box)));
  } catch {
    return null;
  }
}

async function keepPage(state, path, page) {
  const name = await nameOf(state, path);
  const kept = await locked(state, name, page);
  await putIfStill(state, "pages", { ...kept, at: Date.now() }, name);
}

async function keptPage(state, path) {
  const name = await nameOf(state, path);
  const kept = await inStore("pages", "get", name);
  const page = kept && (await unlocked(state, name, kept));
  return page && { ...page, at: kept.at };
}

/* The page is still as it was: only its age is another. */
async function confirmPage(state, path) {
  const name = await nameOf(state, path);
  const kept = await inStore("pages", "get", name);
  if (kept) await putIfStill(state, "pages", { ...kept, at: Date.now() }, name);
}

async function dropOldPages() {
  const names = await inStore("pages", "getAllKeys");
  if (names.length <= MOST_PAGES) return;
  const pages = await inStore("pages", "getAll");
  const byAge = names.map((name, n) => [pages[n].at, name]).sort((a, b) => a[0] - b[0]);
  for (const [, name] of byAge.slice(0, names.length - MOST_PAGES)) await inStore("pages", "delete", name);
}
