import { expect, test } from 'vitest';
import { createTurns } from './turns.js';

test('runs work on one key in turn and on two keys at once, and goes on after a failure', async () => {
  const turns = createTurns();
  const log: string[] = [];
  let release = (): void => undefined;
  const gate = new Promise<void>((open) => (release = open));
  const first = turns.take('a', async () => {
    await gate;
    log.push('a1');
    throw new Error('no');
  });
  const second = turns.take('a', async () => log.push('a2'));
  await turns.take('b', async () => log.push('b'));
  release();
  await expect(first).rejects.toThrow('no');
  await second;
  expect(log).toEqual(['b', 'a1', 'a2']);
});
