/* The page around the grid: its words, and what it says of itself. */

export const table = document.querySelector("[data-grid]");
export const others = document.querySelector("[data-grid-others]");
export const bar = document.querySelector("[data-grid-meanwhile]");
const status = document.querySelector("[data-grid-said]");
const camel = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

export const say = (name, values = {}) =>
  Object.entries(values).reduce((text, [key, value]) => text.replace(`%(${key})s`, value), table.dataset[camel(`say-${name}`)]);
export const token = () => document.querySelector("[data-grid-token] input").value;

export function tell(words, waiting = false) {
  status.textContent = words;
  status.classList.toggle("waiting", waiting);
}

export function button(words, kind, value) {
  const found = document.createElement("button");
  found.className = `button ${kind}`;
  found.textContent = words;
  found.value = value;
  return found;
}
