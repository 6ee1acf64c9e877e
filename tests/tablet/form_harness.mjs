// Writes a page with the form alone into a folder: script, style, icons. Arguments: the folder.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const tablet = path.join(root, "inspect/browser/tablet");
const folder = process.argv[2];

const icons = async () => {
  const names = JSON.parse(await readFile(path.join(tablet, "icons.json"), "utf8"));
  const symbols = await Promise.all(names.map(async (name) => {
    const drawn = await readFile(path.join(root, `node_modules/bootstrap-icons/icons/${name}.svg`), "utf8");
    return drawn.replace(/<svg[^>]*>/, `<symbol id="${name}" viewBox="0 0 16 16">`).replace("</svg>", "</symbol>");
  }));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
};

const page = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Biểu mẫu</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="rasoat-icons" content="/icons.svg">
<link rel="stylesheet" href="/style.css"><script type="module" src="/form.js"></script></head>
<body><main class="page"><h1>Biểu mẫu</h1><div id="root"></div></main></body></html>`;

await mkdir(folder, { recursive: true });
await build({
  entryPoints: [
    { in: path.join(here, "form_page.js"), out: "form" },
    { in: path.join(here, "form_page.css"), out: "style" },
  ],
  absWorkingDir: root, outdir: folder, bundle: true, format: "esm", target: ["chrome90", "safari15"], logLevel: "warning",
});
await writeFile(path.join(folder, "icons.svg"), await icons());
await writeFile(path.join(folder, "index.html"), page);
