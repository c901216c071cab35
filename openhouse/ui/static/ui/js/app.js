/* Small comforts on top of pages that work without any of this. */

const strip = document.querySelector("[data-offline]");

function showConnection() {
  if (strip) strip.hidden = navigator.onLine;
}

function sendOnce(event) {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
}

function letSendAgain() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
}

function printPage(event) {
  if (event.target.closest("[data-print]")) window.print();
}

/* On a phone a line of choices moves sideways: the chosen one and the one in focus are in sight. */
function bringIntoSight(choice) {
  const line = choice.closest(":is(.chips, .switch) ul");
  if (!line) return;
  const [ours, whole] = [choice.getBoundingClientRect(), line.getBoundingClientRect()];
  line.scrollLeft += Math.max(0, ours.right - whole.right + 48) || Math.min(0, ours.left - whole.left - 16);
}

window.addEventListener("online", showConnection);
window.addEventListener("offline", showConnection);
window.addEventListener("pageshow", letSendAgain);
document.addEventListener("submit", sendOnce);
document.addEventListener("click", printPage);
document.addEventListener("focusin", (event) => bringIntoSight(event.target));
showConnection();
document.querySelectorAll(".chips [aria-current], .switch [aria-current]").forEach(bringIntoSight);
