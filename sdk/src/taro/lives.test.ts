import { expect, test } from 'vitest';
import { liveOnPhone, type Flaw } from './lives.fixture.js';

const histories = Number(process.env['LIVES_HISTORIES'] ?? 5_000);
const seed = Number(process.env['LIVES_SEED'] ?? Date.now() % 1_000_000_000);

// Replay one history: LIVES_SEED=<seed> LIVES_HISTORIES=1 npm test -- --only unit lives
test(`keeps every promise through ${histories} random lives on three platforms from seed ${seed}`, { timeout: 1_500_000 }, async () => {
  let [told, photos, deaths] = [0, 0, 0];
  for (let index = 0; index < histories; index++) {
    const outcome = await liveOnPhone(seed + index);
    told += outcome.told;
    photos += outcome.photos;
    deaths += outcome.deaths;
    if (outcome.broken.length > 0) expect.fail(`seed ${outcome.seed}:\n${outcome.broken.join('\n')}\n${outcome.log.join('\n')}`);
  }
  // Replayed alone, a history may well have none of these.
  if (histories < 100) return;
  expect(told).toBeGreaterThan(histories);
  expect(photos).toBeGreaterThan(histories / 4);
  expect(deaths).toBeGreaterThan(histories / 2);
});

test.each<Flaw>(['tells-before-disk', 'forgets-files', 'says-saved-before-copying', 'server-forgets-ids'])(
  'would notice a world that %s',
  { timeout: 300_000 },
  async (flaw) => {
    for (let index = 0; index < 2_000; index++) if ((await liveOnPhone(index, flaw)).broken.length > 0) return;
    expect.fail('no history noticed');
  },
);
