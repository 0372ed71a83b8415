import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Database, PhotoStore } from '../src/index.js';
import { createWorld, demoSite, newId, only, picture, post, problem, read, sha256, submit, upload, type World } from './world.js';

/** What `POST /v1/feedback/{id}/attachments/{attachmentId}` promises. */
export function attachmentPromises(world: () => World, db: () => Database): void {
  async function named(): Promise<{ id: string; photo: string }> {
    const photo = newId();
    const { id } = await submit(world(), { attachments: [{ id: photo, kind: 'photo' }] });
    return { id, photo };
  }
  const stored = async (id: string, photo: string) =>
    sha256(new Uint8Array(await (await world().call(`/admin/attachments/${id}/${photo}`)).arrayBuffer()));

  describe('a photo', () => {
    test('is kept byte for byte and is no longer due', async () => {
      const { id, photo } = await named();
      const bytes = picture(300_000);
      expect(await read(upload(world(), id, photo, bytes))).toEqual({ id: photo, sha256: sha256(bytes) });
      expect(await stored(id, photo)).toBe(sha256(bytes));
      expect((await only(world())).need).toEqual([]);
    });

    test.each([
      ['without quotes', 'name=file; filename=a.jpg'],
      ['with its file name first', 'filename="a.jpg"; name="file"'],
      ['with a file name in UTF-8', 'name="file"; filename="a.jpg"; filename*=UTF-8\'\'%E8%8D%89.jpg'],
      ['with a quote in its file name', 'name="file"; filename="a\\"b.jpg"'],
      ['with a length and an encoding', 'name="file"; filename="a.jpg"\r\nContent-Length: 5000\r\nContent-Transfer-Encoding: binary'],
      ['between words for people', 'name="file"; filename="a.jpg"', 'This is multipart.\r\n', '\r\nThe end.'],
    ])('is taken as a phone may write it: %s', async (_, disposition, prologue = '', epilogue = '') => {
      const { id, photo } = await named();
      const bytes = picture();
      const head = `${prologue}--B\r\nContent-Disposition: form-data;${disposition}\r\nContent-Type: image/jpeg\r\n\r\n`;
      const tail = `\r\n--B\r\nContent-Disposition: form-data; name="sha256"\r\n\r\n${sha256(bytes)}\r\n--B--${epilogue}`;
      const headers = { 'yijian-site': demoSite, 'content-type': 'multipart/form-data; boundary=B' };
      const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(tail)]);
      const send = (part: Uint8Array<ArrayBuffer>) =>
        world().call(`/v1/feedback/${id}/attachments/${photo}`, { method: 'POST', headers, body: part });
      // Wherever it is cut, it is a problem and no more.
      for (let end = 1; end < body.length - tail.length; end += 97) expect((await send(body.subarray(0, end))).status).toBe(400);
      expect(await read(send(body))).toEqual({ id: photo, sha256: sha256(bytes) });
      expect(await stored(id, photo)).toBe(sha256(bytes));
    });

    test('is accepted again', async () => {
      const { id, photo } = await named();
      const answers = await Promise.all(Array.from({ length: 10 }, () => read(upload(world(), id, photo, picture()))));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    });

    test('is refused with another digest, whole or in parts, and nothing is kept', async () => {
      const { id, photo } = await named();
      expect(await problem(upload(world(), id, photo, picture(), { sha256: sha256('other') }), 400)).toBe('digest-mismatch');
      const part = { sha256: sha256('other'), offset: 0, total: 5000 };
      expect(await problem(upload(world(), id, photo, picture(), part), 400)).toBe('digest-mismatch');
      expect(await readdir(join(world().folder, 'photos', id))).toEqual([]);
      expect((await only(world())).need).toEqual([photo]);
    });

    test('is refused as another file under an id that is taken, and the first stays', async () => {
      const { id, photo } = await named();
      await read(upload(world(), id, photo, picture()));
      expect(await problem(upload(world(), id, photo, picture(5000, 2)), 422)).toBe('key-reused');
      expect(await stored(id, photo)).toBe(sha256(picture()));
    });

    test('that was told to be lost is kept when it comes after all, and one that the customer took back never is', async () => {
      const { id, photo } = await named();
      const removed = (cause: string) => ({
        id: newId(),
        type: 'attachment-removed',
        at: '2026-11-22T10:06:00Z',
        attachment: photo,
        cause,
      });
      await read(post(world(), `/v1/feedback/${id}/events`, removed('lost')));
      await read(upload(world(), id, photo, picture()));
      expect(await stored(id, photo)).toBe(sha256(picture()));
      expect((await only(world())).attachments).toMatchObject([{ state: 'stored', removedCause: null }]);

      await read(post(world(), `/v1/feedback/${id}/events`, removed('refused')));
      await read(post(world(), `/v1/feedback/${id}/events`, removed('customer')));
      expect(await readdir(join(world().folder, 'photos', id))).toEqual([]);
      await read(upload(world(), id, photo, picture()));
      expect(await readdir(join(world().folder, 'photos', id))).toEqual([]);
      expect((await only(world())).attachments).toMatchObject([{ state: 'removed', removedCause: 'customer', url: null }]);
    });

    test('that was taken back half-way leaves nothing behind', async () => {
      const { id, photo } = await named();
      const bytes = picture();
      await read(upload(world(), id, photo, bytes.subarray(0, 3000), { sha256: sha256(bytes), offset: 0, total: 5000 }));
      const removed = { id: newId(), type: 'attachment-removed', at: '2026-11-22T10:06:00Z', attachment: photo, cause: 'customer' };
      await read(post(world(), `/v1/feedback/${id}/events`, removed));
      expect(await readdir(join(world().folder, 'photos', id))).toEqual([]);
    });

    test('in parts is judged by all that has come, however short its first part was', async () => {
      const sites = { [demoSite]: { origins: [], keys: [], policy: { policy: 'base@1' } } };
      const still = await createWorld(db(), { config: { sites } });
      const { id } = await submit(still);
      const film = Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3, ...new Uint8Array(4000)]);
      const video = newId();
      const part = (from: number, to: number) =>
        upload(still, id, video, film.subarray(from, to), { sha256: sha256(film), offset: from, total: film.length });
      await read(part(0, 1));
      expect(await problem(part(1, film.length), 415)).toBe('video-not-allowed');
      expect(await readdir(join(still.folder, 'photos', id))).toEqual([]);
      await still.end();
    });

    test('without a byte is answered, whole or as a part', async () => {
      const { id, photo } = await named();
      const empty = new Uint8Array();
      await read(upload(world(), id, photo, empty, { sha256: sha256(empty), offset: 0, total: 0 }));
      await read(upload(world(), id, newId(), empty));
    });

    test('for a feedback that is not here asks for the feedback', async () => {
      expect(await problem(upload(world(), newId(), newId(), picture()), 409)).toBe('missing-feedback');
    });

    test('that no text has named yet is kept, and known once it is named', async () => {
      const { id } = await submit(world());
      const photo = newId();
      await read(upload(world(), id, photo, picture()));
      expect((await only(world())).attachments).toMatchObject([{ id: photo, state: 'unnamed' }]);
      const event = {
        id: newId(),
        type: 'details-added',
        at: '2026-11-22T10:05:00Z',
        details: { attachments: [{ id: photo, kind: 'photo' }] },
      };
      expect(await read(post(world(), `/v1/feedback/${id}/events`, event))).toMatchObject({ need: [] });
      expect((await only(world())).attachments).toMatchObject([{ id: photo, state: 'stored' }]);
    });

    test('larger than the policy allows is a problem of its own', async () => {
      const policy = { policy: 'small@1', media: { maxPhotoBytes: 4000 } };
      const small = await createWorld(db(), { config: { sites: { 'demo-shop': { origins: [], keys: [], policy } } } });
      const { id } = await submit(small);
      expect(await problem(upload(small, id, newId(), picture(4001)), 413)).toBe('too-large');
      expect(await problem(upload(small, id, newId(), picture(100), { offset: 0, total: 4001 }), 413)).toBe('too-large');
      expect(await problem(upload(small, id, newId(), picture(900_000)), 413)).toBe('too-large');
      await read(upload(small, id, newId(), picture(4000)));
      await small.end();
    });
  });

  describe('a file in parts', () => {
    const bytes = picture(250_000);
    const part = (id: string, photo: string, offset: number, end: number) =>
      upload(world(), id, photo, bytes.subarray(offset, end), { sha256: sha256(bytes), offset, total: bytes.length });

    test('is told after each part where to go on, and is whole at the end', async () => {
      const { id, photo } = await named();
      expect(await read(part(id, photo, 0, 100_000))).toEqual({ id: photo, offset: 100_000 });
      expect(await read(part(id, photo, 100_000, 200_000))).toEqual({ id: photo, offset: 200_000 });
      expect((await only(world())).need).toEqual([photo]);
      expect(await read(part(id, photo, 200_000, 250_000))).toEqual({ id: photo, sha256: sha256(bytes) });
      expect(await stored(id, photo)).toBe(sha256(bytes));
    });

    test('is told where to go on when a part comes again, too early, or from the start', async () => {
      const { id, photo } = await named();
      await read(part(id, photo, 0, 100_000));
      for (const offset of [0, 50_000, 200_000]) {
        expect(await read(part(id, photo, offset, 250_000))).toEqual({ id: photo, offset: 100_000 });
      }
      expect(await read(part(id, photo, 100_000, 250_000))).toEqual({ id: photo, sha256: sha256(bytes) });
    });

    test('may be sent by two tabs at once', async () => {
      const { id, photo } = await named();
      const tab = async () => {
        let offset = 0;
        for (let sent = 0; sent < 60; sent++) {
          const answer = await read(part(id, photo, offset, Math.min(offset + 30_000, bytes.length)));
          if (answer.sha256) return answer.sha256;
          offset = answer.offset ?? 0;
        }
        return 'never';
      };
      expect(await Promise.all([tab(), tab()])).toEqual([sha256(bytes), sha256(bytes)]);
      expect(await stored(id, photo)).toBe(sha256(bytes));
    });

    test('starts anew when the photo was made smaller, and the old part is dropped', async () => {
      const { id, photo } = await named();
      await read(part(id, photo, 0, 100_000));
      const smaller = picture(80_000, 3);
      const first = upload(world(), id, photo, smaller.subarray(0, 50_000), { sha256: sha256(smaller), offset: 0, total: 80_000 });
      expect(await read(first)).toEqual({ id: photo, offset: 50_000 });
      expect(await readdir(join(world().folder, 'photos', id))).toEqual([`${photo}.${sha256(smaller)}.part`]);
    });

    test('may also come whole after a part', async () => {
      const { id, photo } = await named();
      await read(part(id, photo, 0, 100_000));
      expect(await read(upload(world(), id, photo, bytes))).toEqual({ id: photo, sha256: sha256(bytes) });
    });
  });

  describe('a film', () => {
    const film = () => {
      const bytes = picture(1000);
      bytes.set(Buffer.from('\0\0\0\x18ftypmp42'));
      return bytes;
    };

    test('is taken where the site sets caps, and refused where it does not, whatever its name says', async () => {
      const { id, photo } = await named();
      await read(upload(world(), id, photo, film()));
      expect((await only(world())).attachments).toMatchObject([{ mime: 'video/mp4' }]);
      const policy = { policy: 'base@1' };
      const still = await createWorld(db(), { config: { sites: { 'demo-shop': { origins: [], keys: [], policy } } } });
      const other = await submit(still);
      expect(await problem(upload(still, other.id, newId(), film()), 415)).toBe('video-not-allowed');
      await still.end();
    });
  });

  describe('a crash', () => {
    test('between the bytes and the row loses nothing: the next try finishes', async () => {
      const { id, photo } = await named();
      const bytes = picture();
      const key = { feedback: id, attachment: photo, sha256: sha256(bytes) };
      await world().photos.put(key, 0, bytes);
      await world().photos.finish(key);
      expect((await world().call(`/admin/attachments/${id}/${photo}`)).status).toBe(404);
      // The answer to the last part was lost; it comes again and is all that comes.
      const lastPart = upload(world(), id, photo, bytes.subarray(4000), { sha256: key.sha256, offset: 4000, total: bytes.length });
      expect(await read(lastPart)).toEqual({ id: photo, sha256: key.sha256 });
      expect(await stored(id, photo)).toBe(sha256(bytes));
    });

    test('between the last part and the look at the whole loses nothing, whatever is repeated', async () => {
      const bytes = picture(9000);
      for (const repeated of [6000, 0]) {
        const { id, photo } = await named();
        const send = (from: number, to: number) =>
          upload(world(), id, photo, bytes.subarray(from, to), { sha256: sha256(bytes), offset: from, total: 9000 });
        await read(send(0, 6000));
        await world().photos.put({ feedback: id, attachment: photo, sha256: sha256(bytes) }, 6000, bytes.subarray(6000));
        expect(await read(send(repeated, 9000))).toEqual({ id: photo, sha256: sha256(bytes) });
        expect(await stored(id, photo)).toBe(sha256(bytes));
      }
    });

    test('that left other bytes than were sent has the photo begin anew', async () => {
      const bytes = picture(9000);
      const { id, photo } = await named();
      const send = (from: number) =>
        upload(world(), id, photo, bytes.subarray(from), { sha256: sha256(bytes), offset: from, total: bytes.length });
      await world().photos.put({ feedback: id, attachment: photo, sha256: sha256(bytes) }, 0, new Uint8Array(9000));
      expect(await read(send(6000))).toEqual({ id: photo, offset: 0 });
      expect(await read(send(0))).toEqual({ id: photo, sha256: sha256(bytes) });
    });

    test('of the disk that took a file away has the photo taken once more', async () => {
      const { id, photo } = await named();
      await read(upload(world(), id, photo, picture()));
      await rm(join(world().folder, 'photos', id), { recursive: true });
      expect((await world().call(`/admin/attachments/${id}/${photo}`)).status).toBe(404);
      expect(await read(upload(world(), id, photo, picture()))).toEqual({ id: photo, sha256: sha256(picture()) });
      expect(await stored(id, photo)).toBe(sha256(picture()));
    });

    test('in the middle of a part leaves the photo due, and the device goes on where the disk is', async () => {
      const bytes = picture(9000);
      let dying = true;
      // Half of the part reaches the disk, then the process is gone.
      const dies = (store: PhotoStore): PhotoStore => ({
        ...store,
        async put(key, offset, part) {
          if (!dying) return store.put(key, offset, part);
          await store.put(key, offset, part.subarray(0, 2000));
          throw new Error('killed');
        },
      });
      const mortal = await createWorld(db(), { photos: dies });
      const photo = newId();
      const { id } = await submit(mortal, { attachments: [{ id: photo, kind: 'photo' }] });
      const send = (offset: number) => upload(mortal, id, photo, bytes.subarray(offset), { sha256: sha256(bytes), offset, total: 9000 });
      const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      await problem(send(0), 500);
      reported.mockRestore();
      dying = false;
      expect((await only(mortal)).need).toEqual([photo]);
      expect(await read(send(0))).toEqual({ id: photo, offset: 2000 });
      expect(await read(send(2000))).toEqual({ id: photo, sha256: sha256(bytes) });
      await mortal.end();
    });
  });
}
