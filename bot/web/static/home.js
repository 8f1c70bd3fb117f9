// Meetlat on a home screen: the worker, the number on the icon, and once the question whether it may stand there.
(() => {
  "use strict";
  const ASKED = "meetlat-install";
  const hint = document.getElementById("install");
  const [yes, no] = hint.querySelectorAll("button");
  const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
  const apple = "standalone" in navigator && navigator.maxTouchPoints > 0;
  const menu = () => "due" in document.getElementById("chat").dataset;
  let offer = window.installOffer || null;

  if (navigator.serviceWorker) {
    navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => {});
  }

  function count() {
    if (!menu() || !navigator.setAppBadge) return;
    const due = Number(document.getElementById("chat").dataset.due);
    (due ? navigator.setAppBadge(due) : navigator.clearAppBadge()).catch(() => {});
  }

  // Where nothing can be remembered nobody is asked: it would be every time.
  function askOnce() {
    if (installed || !menu() || !(offer || apple)) return;
    try {
      if (localStorage.getItem(ASKED)) return;
      localStorage.setItem(ASKED, "1");
    } catch {
      return;
    }
    if (!offer) {
      hint.querySelector("p").textContent = hint.dataset.ios;
      yes.hidden = true;
      no.textContent = no.dataset.understood;
    }
    hint.hidden = false;
  }

  yes.addEventListener("click", () => {
    hint.hidden = true;
    if (offer) offer.prompt().catch(() => {});
  });
  no.addEventListener("click", () => { hint.hidden = true; });
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event;
    askOnce();
  });
  document.addEventListener("htmx:afterSettle", () => {
    count();
    if (menu()) askOnce();
    else hint.hidden = true;
  });
  count();
  askOnce();
})();
