import { initAll } from "./govuk-frontend.min.js";
import { completeNames } from "./names.js";
import { offerExploring } from "./explore.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
completeNames();
offerExploring();
