import { expect, test } from 'vitest';
import { type Flaw, liveHistory } from './history.js';

const histories = Number(process.env['SIM_HISTORIES'] ?? 20_000);
const seed = Number(process.env['SIM_SEED'] ?? Date.now() % 1_000_000_000);

// Replay one history: SIM_SEED=<seed> SIM_HISTORIES=1 npm test -- --only unit simulator
test(`keeps every promise through ${histories} random histories from seed ${seed}`, { timeout: 1_500_000 }, async () => {
  let told = 0;
  for (let index = 0; index < histories; index++) {
    const outcome = await liveHistory(seed + index);
    told += outcome.told;
    if (outcome.broken.length > 0) expect.fail(`seed ${outcome.seed}:\n${outcome.broken.join('\n')}\n${outcome.log.join('\n')}`);
  }
  expect(told).toBeGreaterThan(histories / 2);
});

test.each<Flaw>(['tells-before-disk', 'server-forgets-ids'])('would notice a world that %s', { timeout: 300_000 }, async (flaw) => {
  for (let index = 0; index < 2_000; index++) if ((await liveHistory(index, flaw)).broken.length > 0) return;
  expect.fail('no history noticed');
});
