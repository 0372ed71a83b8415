import { describe, expect, test } from 'vitest';
import { triggerEn as words } from '@yijian/sdk/messages/triggers';
import type { Entry } from './sdk.js';
import { rowTold } from './row-told.js';

const received = { state: 'received', ref: 'YJ-1', waiting: false, durable: true } as Entry;
const waiting = { state: 'saved', ref: undefined, waiting: true, durable: true } as Entry;

describe('a row tells', () => {
  test.each<[string, Entry | undefined, boolean | undefined, string]>([
    ['nothing while the tap is being written', undefined, undefined, ''],
    ['nothing of what was there before while another tap is being written', received, undefined, ''],
    ['that the tap is on this device', undefined, true, words.saved],
    ['that the page must stay open', undefined, false, words.unsaved],
    ['the same once the outbox has it', waiting, true, words.saved],
    ['the number once all of it is there', received, true, `${words.received} · YJ-1`],
    ['that it is received also where no disk took it', { ...received, durable: false }, false, `${words.received} · YJ-1`],
    ['no receipt for what was said since', { ...received, waiting: true }, true, words.saved],
    ['no receipt for what was said since and no disk took', { ...received, waiting: true }, false, words.unsaved],
    ['that it was not taken', { ...waiting, state: 'needs_action' }, true, words.refused],
  ])('%s', (_, entry, durable, said) => expect(rowTold(words, entry, durable)).toBe(said));
});
