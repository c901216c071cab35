/* Small comforts on top of pages that work without any of this. */

const strip = document.querySelector("[data-offline]");

/* A page that the device kept says itself how old it is (device.js). */
function showConnection() {
  if (!strip) return;
  if (!navigator.onLine) strip.hidden = false;
  else if (!("kept" in strip.dataset)) strip.hidden = true;
}

/* A second press sends nothing. Where the answer may be a file, no new page ends that: a moment does. */
function sendOnce(event) {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
  setTimeout(letSendAgain, "file" in form.dataset ? 1500 : 20000, form);
}

function letSendAgain(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
}

function printPage(event) {
  if (event.target.closest("[data-print]")) window.print();
}

/* The file under the name and as what the server says it is. */
async function fileAt(url) {
  const answer = await fetch(url);
  if (!answer.ok) return null;
  const said = answer.headers.get("Content-Disposition") || "";
  const coded = /filename\*=utf-8''([^;]+)/i.exec(said)?.[1];
  const name = coded ? decodeURIComponent(coded) : /filename="(.*)"/.exec(said)?.[1].replace(/\\(.)/g, "$1");
  return new File([await answer.blob()], name || "", { type: answer.headers.get("Content-Type") });
}

/* A file to the phone's own sheet: to a relative, a printer, a folder. Only where there is one. A
   press counts for seconds only: where the file takes longer, the next one finds it here. */
async function shareFile(event) {
  const button = event.target.closest("[data-share]");
  if (!button) return;
  button.file ??= await fileAt(button.dataset.share);
  if (!button.file) return location.assign(button.dataset.share); // there it says why not
  await navigator.share({ files: [button.file], title: document.title }).catch(() => {});
}

function showShare() {
  const probe = { files: [new File([""], "paper.pdf", { type: "application/pdf" })] };
  if (!navigator.canShare?.(probe)) return;
  for (const button of document.querySelectorAll("[data-share]")) button.hidden = false;
}

/* On a phone a line of choices moves sideways: the chosen one and the one in focus are in sight. */
function bringIntoSight(choice) {
  const line = choice.closest(":is(.chips, .switch) ul");
  if (!line) return;
  const [ours, whole] = [choice.getBoundingClientRect(), line.getBoundingClientRect()];
  const [before, after] = getComputedStyle(line).direction === "rtl" ? [48, 16] : [16, 48];
  line.scrollLeft += Math.max(0, ours.right - whole.right + after) || Math.min(0, ours.left - whole.left - before);
}

window.addEventListener("online", showConnection);
window.addEventListener("offline", showConnection);
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(letSendAgain));
document.addEventListener("submit", sendOnce);
document.addEventListener("click", printPage);
document.addEventListener("click", shareFile);
document.addEventListener("focusin", (event) => bringIntoSight(event.target));
showConnection();
showShare();
document.querySelectorAll(".chips [aria-current], .switch [aria-current]").forEach(bringIntoSight);
