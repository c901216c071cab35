/* Whoever picks a question of a condition sees its answers, and whoever picks answers reads what the
   condition means. The server says both, as it does where a button is pressed; nothing is kept. */

const form = document.querySelector("form[data-making]");
let asking = null;

async function ask(prefix, what) {
  asking?.abort();
  asking = new AbortController();
  const body = new FormData(form);
  body.append(`${prefix}-do`, what);
  const answer = await fetch(location.href, { method: "POST", body, signal: asking.signal });
  if (!answer.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function take(page, selector) {
  const [mine, theirs] = [document.querySelector(selector), page.querySelector(selector)];
  if (mine && theirs) mine.replaceChildren(...theirs.childNodes);
}

/* The cases are as they stand on the page, so what is written at one place belongs there. */
async function changed(event) {
  const box = event.target.closest("[data-cases]");
  if (!box) return;
  const prefix = box.dataset.cases;
  const asks = event.target.name.endsWith("-asks") ? event.target.name.slice(0, -5) : "";
  if (asks) document.querySelector(`[data-answers="${asks}"]`).replaceChildren();
  const page = await ask(prefix, "look").catch(() => null);
  if (!page) return;
  take(page, `[data-says="${prefix}"]`);
  for (const each of box.querySelectorAll("[data-answers]")) {
    if (!each.querySelector("[type=checkbox]")) take(page, `[data-answers="${each.dataset.answers}"]`);
  }
}

form.addEventListener("change", changed);
