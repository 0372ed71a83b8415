import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { lineFor } from '../stop.mjs';
import { measureDrain } from './drain.mjs';
import { asJson, asTable } from './figures.mjs';
import { measureLoad } from './load.mjs';
import { measurePhotos } from './photo.mjs';
import { measureSheet } from './sheet.mjs';
import { createWorld } from './world.mjs';

try {
  await main();
} catch (cause) {
  console.error(lineFor(cause));
  process.exitCode = 1;
}

/** `npm run bench [-- --json] [--runs 5] [--only load,sheet,photo,drain]`: what the widget costs, beside what the machine itself costs. */
async function main() {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      runs: { type: 'string', default: '5' },
      only: { type: 'string', default: 'load,sheet,photo,drain' },
    },
  });
  const runs = Math.max(1, Math.floor(Number(values.runs)) || 1);
  const fewer = Math.max(1, Math.ceil(runs / 2));
  /** @type {Record<string, (world: import('./world.mjs').World) => Promise<import('./figures.mjs').Figure[]>>} */
  const measures = {
    load: (world) => measureLoad(world, runs),
    sheet: (world) => measureSheet(world, runs),
    photo: (world) => measurePhotos(world, fewer),
    drain: (world) => measureDrain(world, fewer, 1_000),
  };
  const world = await createWorld();
  try {
    const figures = [];
    for (const name of values.only.split(',')) figures.push(...((await measures[name]?.(world)) ?? []));
    console.log(values.json ? JSON.stringify({ runs_count: runs, cpu_count: cpus().length, ...asJson(figures) }) : asTable(figures));
  } finally {
    await world.close();
  }
}
