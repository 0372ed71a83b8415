import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OutboxRecord } from './outbox-record.js';
import * as change from './record-change.js';

const id = '01900000-0000-7000-8000-000000000001';
const now = Date.UTC(2026, 10, 22, 10);
const hour = 3_600_000;
const day = 24 * hour;
const sdk = '0.1.0';
const fresh = change.newRecord(id, now);
const tap = { type: 'tap', at: now, rating: { overall: { scale: 'thumb', value: -1 } } } as const;
const tapped = change.append(fresh, tap, now);
const delivered = change.deliver(change.freeze(tapped, [{ kind: 'submission', id, text: '{}', accepted: true, names: [] }]), now);
const leased = change.lease(tapped, 'tab-1', now, sdk);

describe('a record is due', () => {
  const queued = (due: number): OutboxRecord => ({ ...fresh, state: 'queued', due, attempt: 3, heldByServer: true, fault: null });
  const rejected = (rejectedAt: number, by = sdk): OutboxRecord => ({
    ...change.reject(tapped, { code: 'refused' }, by, rejectedAt),
  });

  const photo = { id: 'a', kind: 'photo', durable: true, size: 9, offset: 4, rung: 2, tries: 3 } as const;
  const parked = (parkedAt: number, parkedBy = sdk, durable = true): OutboxRecord => ({
    ...delivered,
    attachments: [
      { ...photo, durable, state: 'parked', parkedAt, parkedBy },
      { ...photo, id: 'b', state: 'acked' },
    ],
  });

  test('again where its photo was parked, and then goes on at the size that was refused last', () => {
    const [again, arrived] = change.lease(parked(now - day - 1), 'tab-1', now, sdk).attachments;
    expect(again).toMatchObject({ state: 'captured', rung: 2, tries: 0, offset: 0 });
    expect(arrived).toMatchObject({ state: 'acked', offset: 4 });
    expect(change.lease(parked(now), 'tab-1', now, sdk).attachments[0]).toMatchObject({ state: 'parked' });
  });

  test.each<[string, OutboxRecord, boolean]>([
    ['delivered but for a photo that was parked just now', parked(now), false],
    ['delivered but for a photo that was parked yesterday', parked(now - day - 1), true],
    ['delivered but for a photo that was parked by a clock that was years ahead', parked(now + 400 * day), true],
    ['delivered but for a photo that an older version parked', parked(now, '0.0.9'), true],
    ['delivered but for a photo that a newer version parked, in another tab', parked(now, '0.2.0'), false],
    ['delivered but for a photo that a page held in memory', parked(now - day - 1, sdk, false), false],
    [
      'delivered but for a photo that was parked before the day was noted',
      { ...delivered, attachments: [{ ...photo, state: 'parked' }] },
      true,
    ],
    ['queued for now', queued(now), true],
    ['queued for later', queued(now + 1), false],
    ['queued for the longest wait there is', queued(now + hour), false],
    ['queued by a clock that was years ahead', queued(now + hour + 1), true],
    ['leased', leased, false],
    ['leased a moment before the lease ends', { ...leased, until: now + 1 } as OutboxRecord, false],
    ['leased by somebody who did not renew', { ...leased, until: now } as OutboxRecord, true],
    ['leased by a clock that was years ahead', { ...leased, until: now + change.leaseMs + 1 } as OutboxRecord, true],
    ['delivered', delivered, false],
    ['delivered, with more to say', { ...delivered, steps: [...delivered.steps, tap] }, true],
    ['refused just now', rejected(now), false],
    ['refused yesterday', rejected(now - day - 1), true],
    ['refused by a clock that was years ahead', rejected(now + 400 * day), true],
    ['refused when an older version sent it', rejected(now, '0.0.9'), true],
    ['refused when a newer version sent it', rejected(now, '0.2.0'), false],
  ])('%s: %#', (_, record, due) => expect(change.isDue(record, now, sdk)).toBe(due));

  test('and the timer says the same: never later than an hour, and none for what rests', () => {
    expect(change.nextDue(queued(now + 60_000), now)).toBe(now + 60_000);
    expect(change.nextDue(queued(now + 400 * day), now)).toBe(now);
    expect(change.nextDue(leased, now)).toBe(now + change.leaseMs);
    expect(change.nextDue({ ...leased, until: now + 400 * day } as OutboxRecord, now)).toBe(now + change.leaseMs);
    expect(change.nextDue(delivered, now)).toBeUndefined();
    expect(change.nextDue(rejected(now), now)).toBeUndefined();
  });
});

describe('a step', () => {
  test('makes what was delivered due again', () => {
    expect(change.append(delivered, tap, now + 5)).toMatchObject({ state: 'queued', due: now + 5, attempt: 0 });
  });

  test('shortens no wait that the server asked for', () => {
    const held = change.reschedule(leased, now + hour, { code: 'busy' }, true, now);
    expect(change.append(held, tap, now + 5)).toMatchObject({ due: now + hour, heldByServer: true });
  });

  test('shortens a wait that only failures made, and forgets none of them', () => {
    const waiting = change.reschedule({ ...leased, attempt: 4 } as OutboxRecord, now + hour, { code: 'network' }, false, now);
    expect(change.append(waiting, tap, now + 5)).toMatchObject({ due: now + 5, attempt: 5, fault: { code: 'network' } });
  });

  test('does not take a lease from who has it', () => {
    expect(change.append(leased, tap, now)).toMatchObject({ state: 'leased', owner: 'tab-1' });
  });
});

describe('the age', () => {
  test('grows by what passed, at most a day at once, never backwards', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20 * 365 * day, max: 20 * 365 * day }), { maxLength: 20 }), (jumps) => {
        let record = tapped;
        let time = now;
        for (const jump of jumps) {
          time += jump;
          const next = change.aged(record, time);
          expect(next.age - record.age).toBe(Math.min(Math.max(jump, 0), day));
          record = next;
        }
      }),
    );
  });
});

describe('a delivered record', () => {
  test('keeps what the customer said but no number to call back and no body', () => {
    const contact = { phone: '+8613812345678', purpose: 'callback', consentId: 'c1' };
    const said = change.append(tapped, { type: 'details', at: now, details: { text: 'soft', contact } }, now);
    const done = change.deliver(
      change.freeze(said, [{ kind: 'submission', id, text: '{"phone":"+8613812345678"}', accepted: true, names: [] }]),
      now,
    );
    expect(JSON.stringify(done)).not.toContain('13812345678');
    expect(done.steps[1]).toMatchObject({ details: { text: 'soft' } });
  });

  test('keeps its number when the server repeats its receipt with less in it', () => {
    const receipt = { id, ref: 'A1', receivedAt: '2026-11-22T10:00:00Z', statusToken: 's' };
    const once = change.accept(leased, id, receipt);
    expect(change.accept(once, id, { id, ref: 'A1', receivedAt: '2026-11-22T10:00:00Z' }).receipt).toEqual(receipt);
  });
});

test('every change of state raises the revision by one', () => {
  const changes = [
    change.append(tapped, tap, now),
    change.lease(tapped, 'tab-1', now, sdk),
    change.freeze(tapped, []),
    change.accept(tapped, id, null),
    change.forgetAcceptance(tapped),
    change.changeAttachment(tapped, 'p', {}),
    change.reschedule(tapped, now, null, false, now),
    change.deliver(tapped, now),
    change.reject(tapped, { code: 'refused' }, sdk, now),
  ];
  expect(changes.map(({ rev }) => rev)).toEqual(changes.map(() => tapped.rev + 1));
});
