// Fields that ask for a council or measure offer names as one types; without this they are plain search fields.
import { load } from "./load.js";

const MOST = 8;
let names;

const plain = (words) => words.toLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N} ]/gu, "");

// Every word typed must begin a word of the name; a name that begins so comes first.
function matching(typed) {
  const words = plain(typed).split(" ").filter(Boolean);
  const fits = ([name]) => {
    const known = plain(name).split(" ");
    return words.every((word) => known.some((other) => other.startsWith(word)));
  };
  const found = names.filter(fits);
  const first = (entry) => (plain(entry[0]).startsWith(words.join(" ")) ? 0 : 1);
  return found.sort((a, b) => first(a) - first(b)).slice(0, MOST);
}

async function complete(field) {
  const [list] = await Promise.all([fetch(field.dataset.names).then((answer) => answer.json()), load("accessible-autocomplete.min.js")]);
  names = list;
  const place = document.createElement("div");
  place.className = "autocomplete-place";
  const { id, value } = field;
  const hint = field.getAttribute("aria-describedby");
  const here = document.activeElement === field; // who went on meanwhile is not called back
  field.replaceWith(place);
  window.accessibleAutocomplete({
    element: place,
    id,
    name: "q",
    defaultValue: value,
    minLength: 2,
    confirmOnBlur: false,
    displayMenu: "overlay",
    showNoOptionsFound: false,
    menuAttributes: { "aria-label": "Names" },
    source: (typed, show) => show(matching(typed)),
    templates: { inputValue: (entry) => entry?.[0] ?? "", suggestion: (entry) => (entry?.[0] ?? "").replaceAll("<", "&lt;") },
    onConfirm: (entry) => { if (entry) window.location.assign(entry[1]); },
  });
  const made = document.getElementById(id);
  if (hint) made.setAttribute("aria-describedby", hint);
  if (here) {
    made.focus();
    await null; // the component selects everything when it has the focus, and the next letter would take its place
    made.setSelectionRange(value.length, value.length);
    made.dispatchEvent(new Event("input", { bubbles: true })); // names for what was typed meanwhile
  }
}

export function completeNames() {
  for (const field of document.querySelectorAll("input[data-names]")) {
    field.addEventListener("focus", () => complete(field).catch(() => {}), { once: true });
  }
}
