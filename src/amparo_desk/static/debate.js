// SPDX-License-Identifier: AGPL-3.0-or-later
// Comforts only: the debate's page does its work without this file. Single keys go from amendment
// to amendment and switch the one that is looked at; what changed is exchanged by htmx.
(() => {
  "use strict";
  const debate = document.querySelector("#debate");
  const help = document.querySelector("#keys");
  const onOff = document.querySelector("[data-keys-switch]");
  if (!debate || !help || !onOff) return;
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
  let looked = "";
  const cards = () => [...debate.querySelectorAll(".amendment")];
  const current = () => document.getElementById(looked);
  debate.addEventListener("focusin", (event) => {
    const card = event.target.closest(".amendment");
    if (card) looked = card.id;
  });
  const look = (card) => {
    looked = card.id;
    card.querySelector("h4").focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = cards();
    const at = all.indexOf(current());
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    if (next) look(next);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target instanceof Element && event.target.matches("input, textarea, select")) return;
    if (!keysOn || help.open) return;
    const letter = letterOf(event);
    if (letter === "j" || letter === "k") step(letter === "j" ? 1 : -1);
    else if (letter === "?") help.showModal();
    else {
      const place = letter === "u" ? document : current();
      const button = letter && place && place.querySelector(`button[data-letter="${letter}"]`);
      if (!button) return;
      button.click();
    }
    event.preventDefault();
  });

  // Numbers of paragraphs that changed and nothing else: dozens of them come as one list.
  const renumber = () => {
    const held = document.querySelector("#numbers");
    (held.dataset.numbers || "").split(";").forEach((entry) => {
      const [name, number] = entry.split("=");
      const place = name && document.getElementById(name);
      if (place) place.textContent = number;
    });
  };
  // The card that was switched is a new one: what had the focus in it has it again.
  document.body.addEventListener("htmx:afterSettle", () => {
    renumber();
    if (document.activeElement === document.body && current()) current().querySelector("h4").focus({ preventScroll: true });
  });
})();
