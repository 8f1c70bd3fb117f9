// In the chat: hands in what was measured outdoors, says how much there is to see of it, and asks before it is erased.
import { pending, possible, sync } from "./outdoors-store.js";

const way = document.getElementById("outdoors");
const asks = document.getElementById("outdoors-asks");
let there = null;
let leaving = false;

async function look() {
  there = await pending();
  const number = there ? there.waits + there.told : 0;
  way.hidden = !number;
  way.querySelector("span").textContent = number ? `(${number})` : "";
}

// Only for who took something along on this device; the list that they have stays fresh.
async function go() {
  if (!possible()) return;
  await look();
  if (!there || !(there.waits || there.old)) return;
  await sync();
  await look();
}

document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") !== "/out" || leaving || !there || !there.waits) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  leaving = true;
  asks.className = "warning";
  asks.hidden = false;
}, true);
window.addEventListener("online", go);
go();
