// Switches notices on in this browser: asks the person, then the push service, and tells Meetlat where to send them.
(() => {
  "use strict";
  const find = (id) => document.getElementById(id);
  const possible = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  const apple = /iPhone|iPad/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  async function subscription() {
    const worker = await navigator.serviceWorker.getRegistration();
    return worker ? worker.pushManager.getSubscription() : null;
  }

  async function send(form, kept) {
    form.endpoint.value = kept.endpoint;
    form.p256dh.value = text(kept.getKey("p256dh"));
    form.auth.value = text(kept.getKey("auth"));
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok) throw new Error(String(answer.status));
  }

  async function switchOn(form) {
    if ((await Notification.requestPermission()) !== "granted") return form.dataset.refused;
    await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    const worker = await navigator.serviceWorker.ready;
    const wanted = { userVisibleOnly: true, applicationServerKey: bytes(form.dataset.key) };
    let kept;
    try {
      kept = await worker.pushManager.subscribe(wanted);
    } catch (error) {
      // It was switched on under another key; that one is of no use any more.
      const old = await worker.pushManager.getSubscription();
      if (!old) throw error;
      await old.unsubscribe();
      kept = await worker.pushManager.subscribe(wanted);
    }
    await send(form, kept);
    htmx.trigger("#live", "redraw");
    return "";
  }

  async function equip() {
    const form = find("notices");
    if (!form) return;
    find("no-notices").hidden = possible() || !apple;
    if (!possible()) return;
    form.hidden = false;
    // A push service may have given this browser another address since.
    const kept = Notification.permission === "granted" && (await subscription());
    if (kept) await send(form, kept);
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.id !== "notices") return;
    event.preventDefault();
    event.stopPropagation();
    let said;
    try {
      said = await switchOn(form);
    } catch {
      said = form.dataset.failed;
    }
    if (find("notices-said")) find("notices-said").textContent = said;
  }, true);
  document.addEventListener("htmx:afterSettle", () => equip().catch(() => {}));
  equip().catch(() => {});
})();
