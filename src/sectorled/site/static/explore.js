// Charts are pictures.  Who wants to can point at their marks: the drawing itself is then loaded in place of the picture.
import { load } from "./load.js";

function told(datum) {
  return [datum.area ?? datum.measure, datum.words ?? datum.value, datum.class].filter((part) => part !== undefined && part !== null).join(": ");
}

async function explore(figure, image, status) {
  const [spec] = await Promise.all([fetch(figure.dataset.drawing).then((answer) => answer.json()), load("vega.js")]);
  const place = document.createElement("div");
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", image.alt);
  image.replaceWith(place);
  await window.vegaEmbed(place, spec, {
    actions: false,
    ast: true, // expressions are interpreted, for the policy forbids eval
    defaultStyle: false,
    renderer: "svg",
    tooltip: (handler, event, item, value) => { status.textContent = value ? told(value) : ""; },
  });
}

export function offerExploring() {
  for (const figure of document.querySelectorAll("figure[data-drawing]")) {
    const image = figure.querySelector("img");
    const status = document.createElement("p");
    status.className = "chart__told";
    status.setAttribute("role", "status");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary chart__explore";
    button.textContent = "Explore this chart";
    button.addEventListener("click", async () => {
      button.disabled = true;
      status.textContent = "Loading the drawing";
      try {
        await explore(figure, image, status);
        status.textContent = "Point at the chart to read its values.";
        button.remove();
      } catch {
        button.disabled = false;
        status.textContent = "The drawing could not be loaded. The table below has every value.";
      }
    });
    figure.querySelector(".chart__scroll").after(button, status);
  }
}
