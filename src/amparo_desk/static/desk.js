// SPDX-License-Identifier: AGPL-3.0-or-later
// Comforts only: every page does its work without this file.
(() => {
  "use strict";
  // The menu is folded where there is little room.
  const menu = document.querySelector("details.menu");
  const narrow = window.matchMedia("(max-width: 46rem)");
  const fold = () => menu && menu.toggleAttribute("open", !narrow.matches);
  fold();
  narrow.addEventListener("change", fold);

  // Who is signed out while an estimate is at work is asked to sign in, not shown an empty page.
  const progress = document.querySelector("#progress");
  if (progress) {
    document.body.addEventListener("htmx:beforeSwap", (event) => {
      const { target, xhr } = event.detail;
      if (target === progress && !xhr.responseText.includes('id="progress-now"')) location.reload();
    });
  }

  // --- the review queue: single keys, the pair exchanged in place, the next one fetched ahead ---
  const queue = document.querySelector("#queue");
  if (!queue) return;
  const said = document.querySelector("#said");
  const help = document.querySelector("#keys");
  const onOff = document.querySelector("[data-keys-switch]");
  const KEPT = "amparo-single-keys";
  document.querySelectorAll("[data-needs-script]").forEach((item) => item.removeAttribute("hidden"));

  // Single keys can be switched off (WCAG 2.1.4); the browser remembers it.
  let keysOn = localStorage.getItem(KEPT) !== "off";
  const showSwitch = () => {
    onOff.setAttribute("aria-pressed", String(keysOn));
    document.body.classList.toggle("keys-off", !keysOn);
  };
  showSwitch();
  onOff.addEventListener("click", () => {
    keysOn = !keysOn;
    localStorage.setItem(KEPT, keysOn ? "on" : "off");
    showSwitch();
  });
  document.querySelector("[data-opens]").addEventListener("click", () => help.showModal());

  // The letter pressed; on a Cyrillic keyboard the key on which a Latin one has it.
  const letterOf = (event) => {
    if (event.key === "?") return "?";
    const key = event.key.toLowerCase();
    if (/^[a-z]$/.test(key)) return key;
    const other = key.length === 1 && /\p{L}/u.test(key) && /^Key([A-Z])$/.exec(event.code);
    return other ? other[1].toLowerCase() : "";
  };
  const field = () => queue.querySelector("[data-reason]");
  // Without a probability nobody knows which ready reason will be wanted: the first is offered.
  const write = () => {
    const ready = queue.querySelector("button[data-ready]:not([data-ready=''])");
    if (!field().value && ready) field().value = ready.dataset.ready;
    field().focus();
    field().select();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const writing = event.target instanceof Element && event.target.matches("input, textarea, select");
    if (writing) {
      if (event.key === "Escape") queue.querySelector("#pair-title").focus();
      return;
    }
    if (!keysOn || help.open) return;
    const letter = letterOf(event);
    if (letter === "e" && field()) {
      event.preventDefault();
      write();
      return;
    }
    const button = letter && document.querySelector(`[data-key="${letter}"]`);
    if (!button || button.disabled) return;
    event.preventDefault();
    button.click();
  });

  // The next pair is asked for while this one is read, and its picture drawn.
  const ahead = new Map();
  const fetchAhead = () => {
    ahead.clear();
    const next = queue.querySelector('[data-key="j"]');
    const address = next && next.getAttribute("hx-get");
    if (!address) return;
    fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.text() : ""))
      .then((text) => {
        if (!text || !queue.contains(next)) return;
        ahead.set(address, text);
        const image = new DOMParser().parseFromString(text, "text/html").querySelector("picture");
        if (!image) return;
        const wide = image.querySelector("img").getAttribute("src");
        const small = image.querySelector("source").getAttribute("srcset");
        new Image().src = narrow.matches ? small : wide;
      })
      .catch(() => {});
  };

  // After an exchange the new pair's heading has the focus and what was done is said.
  const arrived = () => {
    // At once, not when things have settled: a key pressed meanwhile must not load a whole page.
    window.htmx.process(queue);
    const shown = queue.querySelector(".queue-pair");
    history.replaceState(null, "", shown.dataset.address);
    said.textContent = shown.dataset.said;
    const wrong = queue.querySelector(".errorlist");
    if (wrong && field()) field().focus();
    else {
      queue.querySelector("#pair-title").focus({ preventScroll: true });
      document.querySelector("h1").scrollIntoView({ block: "start" });
    }
    fetchAhead();
  };
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    // A refusal is shown where the pair was.
    if ([409, 422].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const { path, verb } = event.detail.requestConfig;
    if (verb !== "get" || !ahead.has(path)) return;
    event.preventDefault();
    window.htmx.swap(queue, ahead.get(path), { swapStyle: "innerHTML" });
    arrived();
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === queue && event.detail.xhr) arrived();
  });
  fetchAhead();
})();
