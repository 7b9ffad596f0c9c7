// SPDX-License-Identifier: AGPL-3.0-or-later
// Comforts only: the debate's page does its work without this file. Single keys go from amendment
// to amendment and switch the one that is looked at; only what changed is exchanged.
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

  // --- a switch: one after the other, each with the step at which the page stands ---
  const failed = document.getElementById("failed");
  const taken = (place, state) => {
    const card = place.closest(".amendment");
    const choice = state.dataset.choice;
    card.className = `amendment choice-${choice || "open"}`;
    card.querySelectorAll("form.switch button").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.value.startsWith(`${choice}:`)));
    });
  };
  // The answer holds whole elements, each put where one of its id stands; the numbers of
  // paragraphs that changed and nothing else come as one list.
  const exchange = (words) => {
    const answer = document.createElement("template");
    answer.innerHTML = words;
    const pairs = [...answer.content.children].map((item) => [document.getElementById(item.id), item]);
    if (!pairs.length || pairs.some(([old]) => !old)) return false;
    pairs.forEach(([old, item]) => {
      if (item.dataset.choice !== undefined) taken(old, item);
      // A live region speaks when its words change, not when it is another one.
      if (item.id === "said") old.textContent = item.textContent;
      else {
        if (old.querySelector(":scope > details[open]")) item.querySelector("details")?.setAttribute("open", "");
        old.replaceWith(item);
      }
    });
    document.getElementById("step").dataset.numbers.split(";").forEach((entry) => {
      const [name, number] = entry.split("=");
      const place = name && document.getElementById(name);
      if (place) place.textContent = number;
    });
    return true;
  };
  const send = async (form, given) => {
    const { step, version } = document.getElementById("step").dataset;
    const sent = new URLSearchParams([...new FormData(form), ...given, ["step", step], ["version", version]]);
    const asked = { method: "POST", body: sent, headers: { "HX-Request": "true" }, redirect: "manual" };
    const answer = await fetch(form.action, { ...asked, signal: AbortSignal.timeout(30000) });
    if (answer.type === "opaqueredirect") return failed.dataset.out;
    if (answer.status === 403) return failed.dataset.forbidden;
    if (answer.status === 404) return failed.dataset.gone;
    if (answer.status === 422) return answer.text();
    if (answer.status === 205 || (answer.ok && !exchange(await answer.text()))) location.reload();
    else if (!answer.ok) return failed.dataset.unanswered;
    return "";
  };
  let before = Promise.resolve();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-switch]")) return;
    event.preventDefault();
    const button = event.submitter;
    const given = button && button.name ? [[button.name, button.value]] : [];
    before = before
      .then(() => send(form, given))
      .catch(() => failed.dataset.unanswered)
      .then((words) => {
        failed.textContent = words;
        debate.dispatchEvent(new CustomEvent("switched", { bubbles: true }));
      });
  });

  // Where things stand hides nothing that has the focus, however high it is.
  const standing = document.querySelector(".standing");
  new ResizeObserver(() => {
    document.documentElement.style.scrollPaddingTop = `${standing.offsetHeight + 8}px`;
  }).observe(standing);
})();
