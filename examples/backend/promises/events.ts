import { describe, expect, test } from 'vitest';
import { newId, only, picture, post, problem, read, submit, upload, type Body, type World } from './world.js';

/** What `POST /v1/feedback/{id}/events` promises. */
export function eventPromises(world: () => World): void {
  const at = '2026-11-22T10:05:00Z';
  const details = (more: Body) => ({ id: newId(), type: 'details-added', at, details: more });
  const send = (feedback: string, event: Body) => post(world(), `/v1/feedback/${feedback}/events`, event);

  describe('an event', () => {
    test('is kept once however often it comes', async () => {
      const { id } = await submit(world());
      const event = { id: newId(), type: 'message-added', at, text: 'one more thing' };
      await Promise.all(Array.from({ length: 20 }, async () => expect(await read(send(id, event))).toEqual({ id: event.id, need: [] })));
      expect((await only(world())).events).toHaveLength(1);
    });

    test('is refused when its id came with another body', async () => {
      const { id } = await submit(world());
      const event = { id: newId(), type: 'message-added', at, text: 'one' };
      await read(send(id, event));
      expect(await problem(send(id, { ...event, text: 'other' }), 422)).toBe('key-reused');
      const other = await submit(world());
      expect(await problem(send(other.id, event), 422)).toBe('key-reused');
    });

    test('for a feedback that is not here asks for the feedback', async () => {
      expect(await problem(send(newId(), { id: newId(), type: 'withdrawn', at }), 409)).toBe('missing-feedback');
    });

    test('for a feedback of another site is told the same', async () => {
      const { id } = await submit(world());
      const answer = post(world(), `/v1/feedback/${id}/events`, { id: newId(), type: 'withdrawn', at }, { 'yijian-site': 'other-shop' });
      expect(await problem(answer, 409)).toBe('missing-feedback');
    });

    test('may name attachments, which are then due', async () => {
      const { id } = await submit(world());
      const photo = newId();
      const event = details({ attachments: [{ id: photo, kind: 'photo' }] });
      expect(await read(send(id, event))).toEqual({ id: event.id, need: [photo] });
      await read(upload(world(), id, photo, picture()));
      expect(await read(send(id, event))).toEqual({ id: event.id, need: [] });
    });

    test('may name an attachment twice, which is then due once', async () => {
      const { id } = await submit(world());
      const photo = { id: newId(), kind: 'photo' };
      const event = details({ attachments: [photo, { ...photo, shot: 'label\0' }, photo] });
      expect(await read(send(id, event))).toEqual({ id: event.id, need: [photo.id] });
      expect((await only(world())).attachments).toHaveLength(1);
    });

    test('takes an attachment back, before or after it was named', async () => {
      const { id } = await submit(world());
      const photo = newId();
      const removal = { id: newId(), type: 'attachment-removed', at, attachment: photo, cause: 'lost' };
      expect(await read(send(id, removal))).toEqual({ id: removal.id, need: [] });
      const naming = details({ attachments: [{ id: photo, kind: 'photo' }] });
      expect(await read(send(id, naming))).toEqual({ id: naming.id, need: [] });
      expect((await only(world())).attachments).toMatchObject([{ id: photo, state: 'removed', removedCause: 'lost', url: null }]);
    });

    test('deletes the bytes of a photo that the customer takes back', async () => {
      const { id } = await submit(world());
      const photo = newId();
      const bytes = picture();
      const { sha256 = '' } = await read(upload(world(), id, photo, bytes));
      await read(send(id, { id: newId(), type: 'attachment-removed', at, attachment: photo, cause: 'customer' }));
      expect(await world().photos.find({ feedback: id, attachment: photo, sha256 })).toBeUndefined();
      expect((await world().call(`/admin/attachments/${id}/${photo}`)).status).toBe(404);
    });

    test('raises the urgency and never lowers it', async () => {
      const { id } = await submit(world());
      await read(send(id, details({ reasons: [{ code: 'safety.foreign_matter' }] })));
      await read(send(id, details({ reasons: [{ code: 'item.missing' }] })));
      expect(await only(world())).toMatchObject({ level: 1, priority: 'P0', red: true });
    });

    test('does not clear the red that staff set', async () => {
      const { id } = await submit(world());
      await world().db.query('update feedback set red = true where id = $1', [id]);
      await read(send(id, details({ text: 'not so bad after all' })));
      expect(await only(world())).toMatchObject({ red: true, priority: 'P2' });
    });

    test('withdraws a feedback, which then needs nothing more', async () => {
      const { id } = await submit(world(), { attachments: [{ id: newId(), kind: 'photo' }] });
      const withdrawal = { id: newId(), type: 'withdrawn', at };
      expect(await read(send(id, withdrawal))).toEqual({ id: withdrawal.id, need: [] });
      expect((await only(world())).withdrawnAt).toBe('2026-11-22T10:05:00.000Z');
    });

    test('reopens one that was withdrawn, which needs its photos again', async () => {
      const photo = newId();
      const { id } = await submit(world(), { attachments: [{ id: photo, kind: 'photo' }] });
      await read(send(id, { id: newId(), type: 'withdrawn', at }));
      const reopening = { id: newId(), type: 'reopened', at };
      expect(await read(send(id, reopening))).toEqual({ id: reopening.id, need: [photo] });
      expect((await only(world())).withdrawnAt).toBeNull();
    });

    test('of a kind nobody knows is a problem', async () => {
      const { id } = await submit(world());
      expect(await problem(send(id, { id: newId(), type: 'sold', at }), 400)).toBe('invalid-body');
    });
  });
}
