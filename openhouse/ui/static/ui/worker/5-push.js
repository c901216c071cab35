/* Pushes: each shown once, one of the same thing in the place of the one before; opened on the page
   that they are about, counted on the app's icon. */

const inside = (path) => (typeof path === "string" && /^\/(?!\/)/.test(path) ? path : "/");

async function showPush(said) {
  const tag = String(said.tag || "");
  const key = String(said.once || tag || Date.now());
  // A row that is there already is not added: two at the same moment are one. A store that cannot be
  // written to says nothing of what was shown: rather twice than never.
  const known = (fault) => fault?.name === "ConstraintError";
  const first = await inStore("shown", "add", Date.now(), key).then(() => true, (fault) => !known(fault));
  if (first) {
    const showing = self.registration.showNotification(String(said.title || "Openhouse"), {
      body: String(said.body || ""),
      tag: tag || undefined,
      renotify: Boolean(tag),
      lang: String(said.lang || ""),
      dir: said.dir === "rtl" || said.dir === "ltr" ? said.dir : "auto",
      icon: HOUSE.icon,
      badge: HOUSE.badge,
      data: { url: inside(said.url) },
    });
    // What could not be shown is shown when it comes once more.
    await showing.catch((fault) => inStore("shown", "delete", key).then(() => Promise.reject(fault)));
    await forgetOldTags();
    await count(said.news);
  }
}

async function forgetOldTags() {
  const [keys, times] = [await inStore("shown", "getAllKeys"), await inStore("shown", "getAll")];
  for (const [n, key] of keys.entries()) {
    if (Date.now() - times[n] > LASTS) await inStore("shown", "delete", key);
  }
}

/* The number on the icon: what the page that was open last showed, and what has come since. */
async function count(news) {
  if (!Number.isInteger(news)) return;
  const number = (Number(await inStore("state", "get", "counted")) || 0) + news;
  await inStore("state", "put", number, "counted");
  await inStore("state", "put", true, "pushed");
  if (number > 0) await self.navigator.setAppBadge?.(number).catch(() => {});
}

Object.assign(ANSWERS, { counted: ({ number }) => inStore("state", "put", number, "counted") });

function saidIn(event) {
  try {
    return event.data?.json() ?? {};
  } catch {
    return {};
  }
}

async function openPush(notification) {
  notification.close();
  const url = new URL(inside(notification.data?.url), self.location.origin).href;
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const here = open.find((each) => each.url === url) || open[0];
  if (!here) return self.clients.openWindow(url);
  await here.focus().catch(() => {});
  if (here.url !== url) await here.navigate(url).catch(() => self.clients.openWindow(url));
}
