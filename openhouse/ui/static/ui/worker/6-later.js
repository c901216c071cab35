/* What was written without network: locked on the device, and sent once there is network. Each has a
   number made with the form; the server files what has the same number once. */

async function keepLater(said) {
  const state = await owner();
  if (!state) return false;
  const kept = await locked(state, said.id, said);
  if (!(await putIfStill(state, "outbox", { ...kept, at: Date.now(), words: null }, said.id))) return false;
  await self.registration.sync?.register("later").catch(() => {});
  return true;
}

/* What waits, as its owner reads it. */
async function waiting() {
  const state = await owner();
  if (!state) return [];
  const [ids, rows] = [await inStore("outbox", "getAllKeys"), await inStore("outbox", "getAll")];
  const found = [];
  for (const [n, id] of ids.entries()) {
    const said = await unlocked(state, id, rows[n]);
    const refused = rows[n].words && (await unlocked(state, `${id} words`, rows[n].words));
    if (said) found.push({ id, title: said.title, text: said.text, url: said.url, at: rows[n].at, refused });
  }
  return found.sort((a, b) => a.at - b.at);
}

let sending = null;
const sendLater = () => (sending ??= send().finally(() => (sending = null)));

/* What went out, where and when: a page that was asked for before does not show it yet, whoever sent
   it: that page, another one, or the browser when the network was there again. */
const went = [];

/* One after the other, the oldest first. What did not arrive holds up what is for the same place, so
   that all arrive there in the order in which they were written. */
async function send() {
  const stuck = new Set();
  const those = (await waiting()).filter((each) => !each.refused);
  const token = those.length ? await tokenNow() : "";
  for (const { id, url } of token ? those : []) {
    if (stuck.has(url)) continue;
    const state = await owner();
    const row = state && (await inStore("outbox", "get", id));
    const said = row && (await unlocked(state, id, row));
    if (!said) continue;
    const words = await sent(said, token);
    if (words === null) stuck.add(url);
    else if (words.length) await putIfStill(state, "outbox", { ...row, words: await locked(state, `${id} words`, words) }, id);
    else {
      await inStore("outbox", "delete", id);
      lastSent = Date.now();
      went.push({ id, url, at: lastSent });
    }
  }
}

/* What went after a moment: its number, and where to. */
const wentSince = (moment) => went.filter(({ at }) => at >= moment).map(({ id, url }) => [id, url]);

/* A form's protection, made anew; nothing without network, or where nobody is signed in. */
async function tokenNow() {
  const state = await owner();
  const answer = state && (await ask(`/${state.district}/app/kept/`, "", { redirect: "follow" }).catch(() => null));
  if (!answer || !(await heed(state, answer)) || !answer.ok || answer.redirected) return "";
  return (await answer.json()).token;
}

/* What the server has against it; nothing where it is filed, null where it did not arrive. One who
   is not signed in any more is led elsewhere: that says nothing about the form. */
async function sent(said, token) {
  const form = new FormData();
  for (const [name, value] of said.fields) form.append(name, value);
  for (const [name, file] of said.files) form.append(name, new Blob([toBytes(file.text)], { type: file.type }), file.name);
  form.set("csrfmiddlewaretoken", token);
  lastSent = Date.now();
  const answer = await ask(said.url, "", { method: "POST", body: form }).catch(() => null);
  if (!answer || answer.type === "opaqueredirect" || answer.status >= 500 || answer.status === 429) return null;
  if (answer.status === 204) return [];
  if (answer.status === 422) return (await answer.json()).words;
  return [said.refused];
}

self.addEventListener("sync", (event) => event.tag === "later" && event.waitUntil(sendLater()));

Object.assign(ANSWERS, {
  later: ({ said }) => keepLater(said),
  remove: ({ id }) => inStore("outbox", "delete", id),
  send: ({ since }) => sendLater().then(() => wentSince(since)),
  waiting: async () => {
    const language = (await owner())?.language || languageHere();
    const erased = await inStore("state", "get", "erased");
    await inStore("state", "delete", "erased");
    return { those: await waiting(), lost: erased?.waiting || 0, words: HOUSE.words[language] };
  },
});
