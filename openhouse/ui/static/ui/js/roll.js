/* The roll: a tap on a name goes on to the next mark; keys do the same without a mouse. */

const form = document.querySelector("[data-roll]");
const KEYS = { p: "present", a: "absent", t: "tardy" };
const COUNTED = { present: "here", absent: "absent", tardy: "late" };
const NEXT = { present: "absent", absent: "tardy", tardy: "present" };

const linesOf = () => [...form.querySelectorAll("[data-line]")];
const chosen = (line) => line.querySelector("input[type=radio]:checked");

function choose(line, value, focus) {
  const radio = line.querySelector(`input[type=radio][value=${value}]`);
  radio.checked = true;
  if (focus) radio.focus();
  count();
}

function count() {
  const names = { here: 0, absent: 0, late: 0 };
  for (const name of Object.keys(names)) names[name] = Number(form.dataset[name]);
  for (const line of linesOf()) names[COUNTED[chosen(line)?.value ?? "present"]] += 1;
  output.textContent = form.dataset.counts.replace(/%\((\w+)\)d/g, (_, name) => names[name]);
}

function go(line, step) {
  const lines = linesOf();
  const next = lines[lines.indexOf(line) + step];
  if (next) chosen(next)?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function onKey(event) {
  const line = event.target.closest("[data-line]");
  if (!line || event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
  const value = KEYS[event.key.toLowerCase()];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!value && !step) return;
  event.preventDefault();
  if (value) choose(line, value, true);
  else go(line, step);
}

const output = form?.querySelector("[data-roll-counts]");
if (form && output) {
  form.addEventListener("keydown", onKey);
  form.addEventListener("change", count);
  form.addEventListener("click", (event) => {
    const name = event.target.closest(".roll-name");
    const line = name?.closest("[data-line]");
    if (line) choose(line, NEXT[chosen(line).value], true);
  });
}
