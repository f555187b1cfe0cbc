// `npm run build [FOLDER]`: compile the styles and lay the packages' scripts where Django collects them.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { compile } from "sass";

const folder = process.argv[2] ?? "var/frontend";
mkdirSync(folder, { recursive: true });
const styles = compile("src/sectorled/site/styles/site.scss", {
  loadPaths: ["node_modules"],
  quietDeps: true,
  style: "compressed",
});
writeFileSync(`${folder}/site.css`, styles.css);
for (const file of [
  "govuk-frontend/dist/govuk/govuk-frontend.min.js",
  "govuk-frontend/dist/govuk/govuk-frontend.min.js.map",
  "accessible-autocomplete/dist/accessible-autocomplete.min.js",
  "accessible-autocomplete/dist/accessible-autocomplete.min.js.map",
]) {
  copyFileSync(`node_modules/${file}`, `${folder}/${file.split("/").pop()}`);
}
