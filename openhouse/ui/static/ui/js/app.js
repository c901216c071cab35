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

window.addEventListener("online", showConnection);
window.addEventListener("offline", showConnection);
window.addEventListener("pageshow", letSendAgain);
document.addEventListener("submit", sendOnce);
document.addEventListener("click", printPage);
showConnection();
