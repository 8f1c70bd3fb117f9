// The second half of a double tap was meant for the question of the first. When that made room for another one in
// between, it is no answer to the other.
(() => {
  "use strict";
  const WITHIN = 500; // ms after a tap; nobody reads a question in less
  const NEAR = 24; // px; a thumb that did not move
  let last = null;

  // A mouse says itself what is a double click.
  function again(event) {
    if (!last || Math.hypot(event.clientX - last.x, event.clientY - last.y) > NEAR) return false;
    return event.pointerType === "mouse" ? event.detail > 1 : event.timeStamp - last.at < WITHIN;
  }

  document.addEventListener("click", (event) => {
    if (!event.detail) return; // from the keyboard
    const question = document.getElementById("vraag");
    const halved = again(event) && last.question !== question;
    last = { question: halved ? last.question : question, at: event.timeStamp, x: event.clientX, y: event.clientY };
    if (!halved) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });
})();
