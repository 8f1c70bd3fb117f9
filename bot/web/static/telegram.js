// Hands over what Telegram put behind the address of the page: who opened it. Nobody else can read that part.
(() => {
  "use strict";
  const form = document.querySelector("form[data-from-telegram]");
  const opened = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
  if (!form || !opened) return;
  history.replaceState(null, "", location.pathname);
  form.elements.opened.value = opened;
  form.hidden = false;
  for (const each of document.querySelectorAll("[data-outside]")) each.hidden = true;
  form.requestSubmit();
})();
