/* Pages. Without network a private device shows what it kept, with its age. With network it shows the
   kept page at once, asks whether it is still so, and tells the page what it heard. */

/* What is being heard about a page that was shown from what is kept, by its address. */
const hearing = new Map();
/* When something was last sent: the answer to it is never an old page. */
let lastSent = 0;

const inDistrict = (state, url) => url.pathname.startsWith(`/${state.district}/`);
const MARK = /name="csrfmiddlewaretoken" value="[^"]*"/g;
const sameWords = (one, other) => one.replace(MARK, "") === other.replace(MARK, "");

/* Ask the server in the worker's own name: only then it says what may stay here. */
function ask(url, etag, more = {}) {
  const headers = { Accept: "text/html", "Openhouse-Device": HOUSE.release, ...more.headers };
  if (etag) headers["If-None-Match"] = etag;
  return fetch(url, { credentials: "include", cache: "no-store", redirect: "manual", ...more, headers });
}

/* Erase what the answer says must not stay. Null where everything went. */
async function heed(state, answer) {
  const mark = answer.headers.get("Openhouse-Mark");
  if (!mark || !state) return state;
  const [session, children] = mark.split(".");
  const [ours, theirs] = state.mark.split(".");
  if (session !== ours) {
    await erase(session === "none" ? "ended" : "changed");
    return null;
  }
  const lost = children && children !== theirs;
  if (lost) await erasePages();
  const heard = { ...state, mark: children ? mark : state.mark, contact: Date.now() };
  if (lost) heard.filled = 0;
  return (await putIfStill(state, "state", heard, "owner")) ? heard : null;
}

/* A page that leads elsewhere says not whether she is still signed in: the house is asked. */
async function askWhose(state) {
  const said = await ask(`/${state.district}/app/kept/`, "", { redirect: "follow" }).catch(() => null);
  if (said) await heed(state, said);
}

/* The answer to a page: kept where it may be; where nothing changed, the kept page. */
async function taken(state, url, kept, answer) {
  const still = await heed(state, answer);
  const path = url.pathname + url.search;
  if (still && answer.type === "opaqueredirect") await askWhose(still);
  if (answer.status === 304 && kept) {
    if (!still) return { again: true };
    await confirmPage(still, path);
    return { page: kept, same: true };
  }
  // A page that is kept leads nowhere: now it is not hers any more, or she is not signed in. Or it is of
  // those that no device keeps any more.
  const never = answer.headers.get("Openhouse-Keep") === "no";
  if (kept && (never || answer.type === "opaqueredirect" || [403, 404, 410].includes(answer.status))) {
    await inStore("pages", "delete", await nameOf(state, path));
  }
  if (!still || answer.headers.get("Openhouse-Keep") !== "yes") return { answer };
  const page = { text: await answer.text(), etag: answer.headers.get("ETag") || "", headers: headersOf(answer) };
  await keepPage(still, path, page);
  return { page: { ...page, at: Date.now() }, same: Boolean(kept && sameWords(kept.text, page.text)) };
}

const headersOf = (answer) =>
  [...answer.headers].filter(([name]) => /^(content-type|content-security-policy|content-language|x-|referrer)/.test(name));

function shown(page, { words = "", hidden = false } = {}) {
  const strip = `<p class="offline-strip" role="status" ${hidden ? "hidden " : ""}data-offline data-kept>`;
  const text = words
    ? page.text.replace(/<p class="offline-strip"[^>]*>(<svg.*?<\/svg>)[^]*?<\/p>/, (_, drawing) => `${strip}${drawing}<span>${words}</span></p>`)
    : page.text;
  return new Response(text, { headers: [...page.headers, ["Cache-Control", "private, no-store"]] });
}

/* "You have no network. You see this page as of 7:40 this morning." */
function aged(at, language) {
  const words = HOUSE.words[language] || HOUSE.words.en;
  const time = new Date(at);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / DAY);
  const clock = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" }).format(time);
  const bare = clock.replace(/\s?[ap]\.?\s?m\.?$/i, "");
  const day = new Intl.DateTimeFormat(language, { weekday: "long", month: "short", day: "numeric" }).format(time);
  const hour = time.getHours();
  const part = hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
  const which = days === 0 ? part : days === 1 ? "yesterday" : "day";
  return words[which].replace("{time}", which in { morning: 1, afternoon: 1, evening: 1 } ? bare : clock).replace("{day}", day);
}

/* An app's start needs no way over the server where it is known whose it is. */
function startOf(state, url, offline) {
  if (!state) return "";
  const starts = [`/${state.district}/app/${state.app}/`];
  if (offline) starts.push("/", `/${state.district}/`, `/app/${state.app}/`);
  return starts.includes(url.pathname) && !url.search ? state.home : "";
}

async function page(event) {
  const url = new URL(event.request.url);
  const state = await owner();
  const start = startOf(state, url, false);
  if (start) return Response.redirect(start, 302);
  if (!state || !inDistrict(state, url)) {
    return fetch(event.request).catch(async () => elsewhere(state, url));
  }
  const kept = await keptPage(state, url.pathname + url.search);
  const atOnce = kept?.etag && Date.now() - kept.at < DAY && Date.now() - lastSent > 15000;
  // Who comes from another site with words in the address gets an answer whose length tells nothing.
  const strange = url.search && !event.request.referrer.startsWith(self.location.origin);
  const asking = fresh(state, url, kept, strange ? { headers: { "Openhouse-Plain": "yes" } } : {});
  if (!atOnce) return asking.then((heard) => heard.response);
  hearing.set(url.pathname + url.search, asking.then((heard) => heard.said));
  event.waitUntil(asking);
  return shown(kept, { words: aged(kept.at, state.language), hidden: navigator.onLine !== false });
}

/* What the server says: the response, and the word for a page that is shown already. */
async function fresh(state, url, kept, more) {
  let answer;
  try {
    answer = await ask(url.href, kept?.etag, more);
  } catch {
    return { response: await withoutNetwork(state, url, kept), said: "offline" };
  }
  const found = await taken(state, url, kept, answer);
  if (found.again) return { response: await fetch(url.href, { credentials: "include" }), said: "newer" };
  if (found.page) return { response: shown(found.page), said: found.same ? "same" : "newer" };
  return { response: found.answer, said: answer.status >= 500 ? "same" : "newer" };
}

async function withoutNetwork(state, url, kept) {
  const still = kept || (await keptPage(state, url.pathname + url.search));
  if (still) return shown(still, { words: aged(still.at, state.language) });
  return elsewhere(state, url);
}

async function elsewhere(state, url) {
  const start = startOf(state, url, true);
  if (start) return Response.redirect(start, 302);
  return said(HOUSE.offline, state?.language || languageHere());
}

const languageHere = () => navigator.languages.map((each) => each.slice(0, 2)).find((each) => each in HOUSE.offline) || "en";
