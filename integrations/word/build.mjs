/** Write what a host of the pane needs, and the manifest in refcheck's version: node build.mjs [FOLDER]. */

import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { deflateSync, crc32 } from "node:zlib";

const here = import.meta.dirname;
const target = process.argv[2] ?? path.join(here, "dist");
const source = await readFile(path.join(here, "../../refcheck/_version.py"), "utf8");
const version = /__version__ = "(\d+\.\d+\.\d+)/.exec(source)[1];

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await cp(path.join(here, "pane"), target, { recursive: true });
const manifest = await readFile(path.join(here, "manifest.xml"), "utf8");
await writeFile(path.join(target, "manifest.xml"), manifest.replace("@VERSION@", `${version}.0`));
for (const size of [32, 64]) await writeFile(path.join(target, `icon-${size}.png`), icon(size));

/** Return an icon: a tick on a square. */
function icon(size) {
  const rows = Array.from({ length: size }, (_, y) => [0, ...Array.from({ length: size }, (_, x) => colour(x / size, y / size)).flat()]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(Buffer.from(rows.flat()));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

function colour(x, y) {
  const isTick = Math.abs(x < 0.45 ? y - x - 0.25 : y + 0.9 * x - 1.1) < 0.09 && x > 0.2 && x < 0.82;
  return isTick ? [255, 255, 255] : [33, 92, 152];
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
