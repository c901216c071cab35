/* What is typed and not sent yet, kept by this browser until it is: a phone throws away the page of a
   tab that nobody looks at, and a page without a network is closed by mistake.

   It is locked with a key that the page brings. The key is made of whose page it is, so a copy of the
   browser's data tells nothing, and who signs in next on the same device cannot open it. */

const NAME = "unsent-";
const DAY = 24 * 3600 * 1000;
/* Nobody comes back to it after so long. */
const LASTS = 14 * DAY;
/* Kinds of fields that are not kept. */
const LEFT_OUT = ["file", "password", "hidden"];

const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (each) => String.fromCharCode(each)).join(""));

/* The browser's memory; null where it has none, or lends none to this site. */
function memory() {
  try {
    return crypto.subtle ? localStorage : null;
  } catch {
    return null;
  }
}

/* What is left of other pages, and too old, goes. */
function dropOld(kept) {
  for (const name of Object.keys(kept).filter((each) => each.startsWith(NAME))) {
    const since = Date.now() - Number(kept.getItem(name).split(" ")[0]);
    if (!(since >= -DAY && since <= LASTS)) kept.removeItem(name);
  }
}

/* The keeper of one page: *said* is the name it is kept under and its key, as the page brings them. */
export async function keeper(said) {
  const kept = memory();
  if (!kept || !said) return { keeps: false, keep: async () => {}, forget: () => {}, found: async () => null };
  const [id, secret] = said.split(" ");
  const name = NAME + id;
  const key = await crypto.subtle.importKey("raw", bytes(secret), "AES-GCM", false, ["encrypt", "decrypt"]);
  let turn = 0;
  dropOld(kept);

  /* The fields as they stand now; a later call, or ``forget``, goes before this one. */
  async function keep(fields, showed) {
    const mine = (turn += 1);
    const values = fields
      .filter((field) => field.name && !LEFT_OUT.includes(field.type))
      .map((field) => [field.name, field.value, Boolean(field.checked)]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = new TextEncoder().encode(JSON.stringify({ values, showed }));
    const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, data);
    if (mine !== turn) return;
    try {
      kept.setItem(name, `${Date.now()} ${text(iv)} ${text(locked)}`);
    } catch {
      /* The browser is full: the page holds it as before. */
    }
  }

  function forget() {
    turn += 1;
    kept.removeItem(name);
  }

  async function found() {
    const [, iv, locked] = (kept.getItem(name) ?? "").split(" ");
    if (!locked) return null;
    try {
      const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv) }, key, bytes(locked));
      return JSON.parse(new TextDecoder().decode(open));
    } catch {
      forget(); /* with another key, or not ours */
      return null;
    }
  }

  return { keeps: true, keep, forget, found };
}

/* Put *values* back into *form*; the names of the fields that are different now. */
export function putBack(form, values) {
  const names = new Set();
  for (const [name, value, checked] of values) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      const chosen = ["checkbox", "radio"].includes(field.type);
      if (LEFT_OUT.includes(field.type) || (chosen && field.value !== value)) continue;
      if (chosen ? field.checked === checked : field.value === value) continue;
      if (chosen) field.checked = checked;
      else field.value = value;
      names.add(name);
    }
  }
  return names;
}
