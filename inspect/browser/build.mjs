// Bundles the pages' script and style and draws the icon sheet into the package's static folder.
// File names carry a hash of their content; manifest.json maps the plain name to the hashed one, and
// sources.json tells what everything was made from, so that the build hook knows when it is out of date.
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const dist = path.join(root, "inspect/rasoat/web/static/dist");
const fresh = `${dist}.new`;

const sha256 = (content) => createHash("sha256").update(content).digest("hex");

const hashed = (name, content) => {
  const { name: stem, ext } = path.parse(name);
  return `${stem}-${sha256(content).slice(0, 10)}${ext}`;
};

const bundle = async () => {
  const result = await build({
    entryPoints: [path.join(here, "main.js"), path.join(here, "main.css")],
    absWorkingDir: root,
    outdir: dist,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    target: ["chrome90", "firefox90", "safari15"],
    legalComments: "eof",
    logLevel: "warning",
  });
  return {
    files: result.outputFiles.map((file) => [path.basename(file.path), file.contents]),
    inputs: Object.keys(result.metafile.inputs).filter((name) => !name.startsWith("node_modules/")),
  };
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

const own = (name) => `inspect/browser/${name}`;
const { files, inputs } = await bundle();
const outputs = [
  ...files,
  ["icons.svg", await iconSheet()],
  ["brand.svg", await readFile(path.join(here, "brand.svg"))],
];
// What npm installed is told by the lock file.
const fixed = ["package.json", "package-lock.json", own("build.mjs"), own("icons.json"), own("brand.svg")];

await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });
const write = (name, content) => writeFile(path.join(fresh, name), content);
const writeJson = (name, value) => write(name, `${JSON.stringify(value, null, 2)}\n`);

const manifest = {};
for (const [name, content] of outputs) {
  manifest[name] = hashed(name, content);
  await write(manifest[name], content);
}
await writeJson("manifest.json", manifest);
const sources = {};
for (const name of [...fixed, ...inputs].sort()) sources[name] = sha256(await readFile(path.join(root, name)));
await writeJson("sources.json", sources);
await rm(dist, { recursive: true, force: true });
await rename(fresh, dist);
