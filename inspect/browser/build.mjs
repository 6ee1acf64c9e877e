// Bundles the pages' script and style and draws the icon sheet into the package's static folder.
// File names carry a hash of their content; manifest.json maps the plain name to the hashed one.
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const dist = path.join(root, "inspect/rasoat/web/static/dist");
const fresh = `${dist}.new`;

const hashed = (name, content) => {
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const { name: stem, ext } = path.parse(name);
  return `${stem}-${digest}${ext}`;
};

const bundle = async () => {
  const result = await build({
    entryPoints: [path.join(here, "main.js"), path.join(here, "main.css")],
    absWorkingDir: root,
    outdir: dist,
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: ["chrome90", "firefox90", "safari15"],
    legalComments: "eof",
    logLevel: "warning",
  });
  return result.outputFiles.map((file) => [path.basename(file.path), file.contents]);
};

const iconSheet = async () => {
  const names = JSON.parse(await readFile(path.join(here, "icons.json"), "utf8"));
  const folder = path.join(root, "node_modules/bootstrap-icons/icons");
  const symbols = await Promise.all(
    names.map(async (name) => {
      const source = await readFile(path.join(folder, `${name}.svg`), "utf8");
      const shape = source.replace(/^[^]*?<svg[^>]*>\s*/, "").replace(/\s*<\/svg>\s*$/, "");
      return `<symbol id="${name}" viewBox="0 0 16 16" fill="currentColor">${shape}</symbol>`;
    }),
  );
  const notice = "<!-- Bootstrap Icons, MIT License, Copyright 2019-2024 The Bootstrap Authors -->";
  return `<svg xmlns="http://www.w3.org/2000/svg">${notice}${symbols.join("")}</svg>`;
};

const outputs = [
  ...(await bundle()),
  ["icons.svg", await iconSheet()],
  ["brand.svg", await readFile(path.join(here, "brand.svg"))],
];
await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });
const manifest = {};
for (const [name, content] of outputs) {
  manifest[name] = hashed(name, content);
  await writeFile(path.join(fresh, manifest[name]), content);
}
await writeFile(path.join(fresh, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
await rm(dist, { recursive: true, force: true });
await rename(fresh, dist);
