/* Passkeys: the browser asks for the finger, the face or the PIN; a form carries its answer. */

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

function toText(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/* What the server sent as text, in the form that the browser takes. */
function asked(publicKey) {
  const named = (list) => (list || []).map((each) => ({ ...each, id: toBytes(each.id) }));
  const found = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (publicKey.user) found.user = { ...publicKey.user, id: toBytes(publicKey.user.id) };
  if (publicKey.excludeCredentials) found.excludeCredentials = named(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) found.allowCredentials = named(publicKey.allowCredentials);
  return found;
}

/* And what the browser answers, as text. */
function answered(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function go(form) {
  const said = form.querySelector("[data-passkey-failed]");
  said.hidden = true;
  form.setAttribute("aria-busy", "true");
  try {
    const { publicKey } = await optionsOf(form);
    const options = { publicKey: asked(publicKey) };
    const make = form.dataset.passkey === "make";
    const credential = await (make ? navigator.credentials.create(options) : navigator.credentials.get(options));
    form.elements.credential.value = answered(credential);
    const own = document.getElementById("id_own_device");
    if (own && form.elements.own_device) form.elements.own_device.value = own.checked ? "on" : "";
    form.submit();
  } catch {
    form.removeAttribute("aria-busy");
    said.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  for (const part of form.querySelectorAll("[data-passkey-part]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-passkey-without]")) part.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    delete form.dataset.sent;
    go(form);
  });
}
