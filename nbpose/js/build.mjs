// Bundle every entry in src/ into ../widgets/static, and refuse one that outgrows its budget.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import * as esbuild from "esbuild";
import { minify } from "terser";

// Bytes: every widget instance sends its own copy to the page. Ten editors of 122 kB were ready after 0.33 s,
// ten of 1.25 MB after 0.97 s; the editor with all its hands lies far nearer to the first.
const LIMIT = 180_000;
const OUT = "../widgets/static";
// a fortieth less than esbuild leaves by itself: small functions go where they are called, others become arrows
const SMALLER = {
  module: true,
  ecma: 2020,
  compress: { passes: 3, unsafe_arrows: true, keep_fargs: false },
};
const watching = process.argv.includes("--watch");

const options = {
  entryPoints: readdirSync("src")
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `src/${file}`),
  outdir: OUT,
  bundle: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  define: { "Number.NaN": "NaN", "Number.POSITIVE_INFINITY": "Infinity" }, // shorter, and the same
  minify: !watching,
  metafile: true,
  write: watching,
  logLevel: "warning",
};

if (watching) {
  await (await esbuild.context(options)).watch();
} else {
  const { outputFiles } = await esbuild.build(options);
  const built = await Promise.all(outputFiles.map(smallest));
  for (const { path, contents } of built) {
    if (contents.byteLength > LIMIT) {
      throw new Error(`${path}: ${contents.byteLength} bytes, the limit is ${LIMIT}`);
    }
  }
  mkdirSync(OUT, { recursive: true });
  for (const { path, contents } of built) {
    writeFileSync(path, contents);
    console.log(`${basename(path)} ${(contents.byteLength / 1000).toFixed(1)} kB`);
  }
}

/** A file as it is written. */
async function smallest({ path, text, contents }) {
  if (!path.endsWith(".js")) return { path, contents };
  const { code } = await minify(text, SMALLER);
  return { path, contents: Buffer.from(code) };
}
