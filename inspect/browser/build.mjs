// Bundles the pages' scripts and styles and draws the icon sheets into the package's static folder.
// File names carry a hash of their content; manifest.json maps the plain name to the hashed one, tablet.json tells
// which of them the tablet's shell is made of, and sources.json tells what everything was made from, so that the
// build hook knows when it is out of date.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const dist = path.join(root, "inspect/rasoat/web/static/dist");
const fresh = `${dist}.new`;
const own = (name) => `inspect/browser/${name}`;
const source = (name) => readFile(path.join(here, name));

const digest = (content, encoding = "hex") => createHash("sha256").update(content).digest(encoding);

const hashed = (name, content) => {
  const { name: stem, ext } = path.parse(name);
  return `${stem}-${digest(content).slice(0, 10)}${ext}`;
};

const inputs = new Set();

// Bundles of several entries, {plain name: source}: [[plain name, content], …].
const bundle = async (entries, define = {}) => {
  const result = await build({
    entryPoints: Object.entries(entries).map(([name, from]) => ({ in: path.join(here, from), out: path.parse(name).name })),
    absWorkingDir: root,
    outdir: dist,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    target: ["chrome91", "firefox90", "safari15"],
    // Vietnamese words escaped would weigh twice as much.
    charset: "utf8",
    legalComments: "eof",
    logLevel: "warning",
    define,
  });
  // "<define:…>" is what was put in from here.
  for (const name of Object.keys(result.metafile.inputs)) if (!/^(node_modules\/|<)/.test(name)) inputs.add(name);
  return result.outputFiles.map((file) => [path.basename(file.path), file.contents]);
};

const iconSheet = async (list) => {
  const names = JSON.parse(await source(list));
  const folder = path.join(root, "node_modules/bootstrap-icons/icons");
  const symbols = await Promise.all(
    names.map(async (name) => {
      const drawn = await readFile(path.join(folder, `${name}.svg`), "utf8");
      const shape = drawn.replace(/^[^]*?<svg[^>]*>\s*/, "").replace(/\s*<\/svg>\s*$/, "");
      return `<symbol id="${name}" viewBox="0 0 16 16" fill="currentColor">${shape}</symbol>`;
    }),
  );
  const notice = "<!-- Bootstrap Icons, MIT License, Copyright 2019-2024 The Bootstrap Authors -->";
  return `<svg xmlns="http://www.w3.org/2000/svg">${notice}${symbols.join("")}</svg>`;
};

const office = async () => [
  ...(await bundle({ "main.js": "main.js", "main.css": "main.css" })),
  ...(await bundle({ "checklist-preview.js": "tablet/preview.js" })),
  ["icons.svg", await iconSheet("icons.json")],
  ["brand.svg", await source("brand.svg")],
];

const pictures = (await readdir(path.join(here, "tablet/icons"))).sort();

const tablet = async () => [
  ...(await bundle({ "tablet.js": "tablet/main.js", "tablet.css": "tablet/tablet.css" })),
  ["tablet-icons.svg", await iconSheet("tablet/icons.json")],
  ...(await Promise.all(pictures.map(async (name) => [name, await source(`tablet/icons/${name}`)]))),
];

// The page around the shell's files is the server's: another page or manifest is another build as well.
const AROUND = ["templates/pages/tablet/shell.html", "inspect/rasoat/web/tablet.py"];
const WORKER = own("tablet/sw.js");

// What the service worker keeps: each file's address and the digest that the browser must find in what it loads.
const shellOf = async (outputs) => {
  const files = outputs.map(([name, content]) => ({
    url: `/static/${hashed(name, content)}`,
    integrity: `sha256-${digest(content, "base64")}`,
  }));
  const rest = await Promise.all([...AROUND, WORKER].map((name) => readFile(path.join(root, name), "utf8")));
  return { build: digest(JSON.stringify([files, rest])).slice(0, 12), files };
};

const officeFiles = await office();
const tabletFiles = await tablet();
const shell = await shellOf([...tabletFiles, officeFiles.find(([name]) => name === "brand.svg")]);
const worker = await bundle({ "sw.js": "tablet/sw.js" }, { FILES: JSON.stringify(shell.files), BUILD: JSON.stringify(shell.build) });

await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });
const write = (name, content) => writeFile(path.join(fresh, name), content);
const writeJson = (name, value) => write(name, `${JSON.stringify(value, null, 2)}\n`);

const manifest = {};
for (const [name, content] of [...officeFiles, ...tabletFiles, ...worker]) {
  manifest[name] = hashed(name, content);
  await write(manifest[name], content);
}
await writeJson("manifest.json", manifest);
await writeJson("tablet.json", { build: shell.build, files: shell.files.map((file) => file.url) });

// What npm installed is told by the lock file; the metafile names what was bundled, these are the rest.
const besides = ["build.mjs", "icons.json", "brand.svg", "tablet/icons.json", ...pictures.map((name) => `tablet/icons/${name}`)];
const sources = {};
for (const name of ["package.json", "package-lock.json", ...AROUND, ...besides.map(own), ...inputs].sort()) {
  sources[name] = digest(await readFile(path.join(root, name)));
}
await writeJson("sources.json", sources);
await rm(dist, { recursive: true, force: true });
await rename(fresh, dist);
