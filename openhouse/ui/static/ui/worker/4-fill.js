/* Becoming a private device, and fetching the pages of all tools ahead of being asked for. */

const OFTEN = 20 * 60 * 1000;
let filling = null;

/* The page says that it is one of a private device: get the key if there is none, then the pages. */
async function begin(district) {
  let state = await owner();
  if (state && state.district !== district) return;
  if (!state || Date.now() - state.filled > OFTEN) {
    const [before, asked] = [emptied, Date.now()];
    const said = await ask(`/${district}/app/kept/`, "", { redirect: "follow" }).catch(() => null);
    if (!said) return;
    if (!said.ok || said.redirected) return void (await heed(state, said));
    const heard = await said.json();
    // Signed out while the answer was on its way: the key in it opens nothing any more.
    if (emptied !== before || lastSent > asked) return;
    state = await takeOver(state, district, heard);
    if (state) await fill(state);
  }
}

async function takeOver(state, district, said) {
  const same = state?.mark === said.mark;
  if (state && state.mark.split(".")[0] !== said.mark.split(".")[0]) await erase("changed");
  else if (state && !same) await erasePages();
  const since = emptied;
  const keys = await keysOf(said.key);
  if (emptied !== since) return null;
  const here = state?.mark.split(".")[0] === said.mark.split(".")[0];
  const turn = (here && state.turn) || crypto.randomUUID();
  const known = { district, turn, mark: said.mark, home: said.home, app: said.app, language: said.language };
  const whole = { ...known, ...keys, pages: said.pages, contact: Date.now(), filled: Date.now() };
  await putOwner(whole);
  await inStore("state", "delete", "erased");
  return whole;
}

/* One page after the other, each only if it has changed; nothing on a line that costs. */
async function fill(state) {
  if (navigator.connection?.saveData) return;
  const paths = [...state.pages];
  const seen = new Set(paths);
  for (let n = 0; n < paths.length && n < 120; n += 1) {
    const url = new URL(paths[n], self.location.origin);
    const now = await owner();
    if (!now || now.mark !== state.mark) return;
    const kept = await keptPage(now, url.pathname + url.search);
    const answer = await ask(url.href, kept?.etag, { headers: { "Openhouse-Ahead": "yes" } }).catch(() => null);
    if (!answer) return;
    const found = await taken(now, url, kept, answer);
    if (found.page && !(found.same && n)) await keepFilesOf(found.page.text);
    for (const path of found.page ? linesOn(url, found.page.text) : []) {
      if (!seen.has(path)) paths.push(path);
      seen.add(path);
    }
  }
  await dropOldPages();
}

/* Lists whose lines are kept as well: each class, each message, each thread; 20 of each at most. */
const LISTS = [
  [/\/family\/\d+\/grades\/$/, /href="([^"#]*\/family\/\d+\/grades\/\d+\/)/g],
  [/\/family\/messages\/$/, /href="([^"#]*\/family\/messages\/\d+\/)/g],
  [/\/family\/messages\/threads\/$/, /href="([^"#]*\/family\/\d+\/messages\/threads\/\d+\/)/g],
];

function linesOn(url, text) {
  const [, links] = LISTS.find(([list]) => list.test(url.pathname)) || [];
  return links ? Array.from(text.matchAll(links), (link) => link[1]).slice(0, 20) : [];
}
