// Asks this device for a passkey, to sign in with or to add one; its answer goes along with an ordinary form.
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials || !window.isSecureContext) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  async function asked(form) {
    const answer = await fetch(form.dataset.passkey, { cache: "no-store", headers: { "Accept": "application/json" } });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const options = await answer.json();
    options.challenge = bytes(options.challenge);
    for (const each of options.excludeCredentials || []) each.id = bytes(each.id);
    if (!options.user) return navigator.credentials.get({ publicKey: options });
    options.user.id = bytes(options.user.id);
    return navigator.credentials.create({ publicKey: options });
  }

  function told(credential) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const failed = form.querySelector("[role=alert]");
    const button = form.querySelector("button");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (button.disabled) return;
      button.disabled = true;
      failed.hidden = true;
      try {
        form.elements.answer.value = told(await asked(form));
        form.submit();
      } catch {
        // Refused, too late, or this device has one already: nothing was sent, and the button works again.
        failed.hidden = false;
        button.disabled = false;
      }
    });
  }
  for (const hint of document.querySelectorAll("[data-without-passkey]")) hint.hidden = true;
})();
