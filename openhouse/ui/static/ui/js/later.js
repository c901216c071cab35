/* A form that a private device may send later: without network it is kept, and said so. */

const keeps = document.querySelector("meta[name=on-device]");

/* If the server answers now. A network that is there may still lead nowhere. */
async function isReached() {
  if (!navigator.onLine) return false;
  const answer = await fetch("/health", { cache: "no-store", signal: AbortSignal.timeout(5000) }).catch(() => null);
  return Boolean(answer?.ok);
}

async function textOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let n = 0; n < bytes.length; n += 0x8000) text += String.fromCharCode(...bytes.subarray(n, n + 0x8000));
  return btoa(text);
}

/* By which of its fields the server knows a form that it has had before. */
const NUMBERS = ["sent_as", "client"];

/* The form as it can be kept; its number is made here, as a kept page has the same each time. */
async function written(form) {
  const said = { id: crypto.randomUUID(), url: form.action, fields: [], files: [], refused: form.dataset.refused };
  for (const [name, value] of new FormData(form)) {
    if (!(value instanceof File)) said.fields.push([name, NUMBERS.includes(name) ? said.id : value]);
    else if (value.size) said.files.push([name, { name: value.name, type: value.type, text: await textOf(value) }]);
  }
  const chosen = [...form.querySelectorAll("input[type=checkbox]:checked")].map((each) => each.labels[0]?.textContent.trim());
  const day = form.querySelector("input[type=date]")?.valueAsDate;
  const on = day?.toLocaleDateString(document.documentElement.lang, { timeZone: "UTC", weekday: "long", month: "short", day: "numeric" });
  said.title = [form.dataset.later, chosen.join(", "), on].filter(Boolean).join(" · ");
  said.text = Array.from(form.querySelectorAll("input[type=text], textarea"), (each) => each.value.trim()).filter(Boolean).join("\n\n");
  return said;
}

async function onSubmit(event) {
  const form = event.target;
  if (!("later" in form.dataset)) return;
  event.preventDefault();
  if (await isReached()) return form.submit();
  // device.js speaks with the worker; what is not kept stays in the form.
  const kept = (yes) => {
    if (yes) form.reset();
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  };
  if (!form.reportValidity()) return kept(false);
  document.dispatchEvent(new CustomEvent("later", { detail: { said: await written(form), kept } }));
}

if (keeps && navigator.serviceWorker?.controller) document.addEventListener("submit", onSubmit);
