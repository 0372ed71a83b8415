import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { namedSite, pathId, type Backend } from '../backend.js';
import type { Limits, Site } from '../config.js';
import { findAttachment, keepAttachment, reserveAttachment } from '../store/attachment-table.js';
import { mediaType } from '../store/media-type.js';
import type { PhotoKey, StoredPhoto } from '../store/photo-store.js';
import { knownReceipt } from './event.js';
import { ProblemError } from './problem.js';
import { readForm } from './request-body.js';
import type { Place } from './room.js';
import { visitorAddress } from './visitor-rate.js';

/** What one request carries of a file. */
interface Upload {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** Where a part belongs in the whole; nothing when the request carries the whole. */
  readonly part: { readonly offset: number; readonly total: number } | undefined;
}

/**
 * `POST /v1/feedback/{id}/attachments/{attachmentId}`: `{id, sha256}` once the whole file is here with its digest,
 * `{id, offset}` with the next byte wanted before that, also for a part that does not belong there.
 */
export async function postAttachment(backend: Backend, context: Context): Promise<Response> {
  const { key: siteKey, site } = namedSite(backend, context);
  const cap = caps(site, backend.limits);
  const feedback = pathId(context, 'id');
  const attachment = pathId(context, 'attachmentId');
  const receipt = await knownReceipt(backend.db, feedback, siteKey);
  const address = visitorAddress(context, backend.config.trustProxy ?? false);
  backend.rate.count({ site: `${siteKey} uploads`, address, urgent: receipt.red ?? false });
  const place = backend.room.enter();
  try {
    // The bytes last: what nobody may send is not held in memory.
    const upload = await readUpload(context.req.raw, cap, place);
    const id = attachment;
    // Erased for good: taken, so that the device is done with it, and not kept.
    if (receipt.erased) return context.json({ id, sha256: upload.sha256 });
    const outcome = await backend.turns.take(`${feedback}/${attachment}`, () =>
      receive(backend, { feedback, attachment, sha256: upload.sha256 }, upload, cap),
    );
    return context.json({ id, ...outcome }, 200, { 'cache-control': 'no-store' });
  } finally {
    place.leave();
  }
}

interface Caps {
  readonly photo: number;
  /** 0 where the site takes no video. */
  readonly video: number;
  /** One request: what is larger travels in parts, so that no film is held in memory. */
  readonly body: number;
}

function caps({ policy: { media } }: Site, limits: Limits): Caps {
  const photo = media?.maxPhotoBytes ?? limits.photoBytes;
  return { photo, video: media?.video?.maxBytes ?? 0, body: Math.max(photo, media?.chunkBytes ?? 1_000_000) };
}

async function receive(backend: Backend, key: PhotoKey, upload: Upload, cap: Caps): Promise<{ sha256: string } | { offset: number }> {
  const { db, photos } = backend;
  const row = await findAttachment(db, key.feedback, key.attachment);
  if (row?.stored && row.sha256 !== key.sha256) throw new ProblemError('key-reused');
  if (row?.takenBack) return { sha256: key.sha256 };
  // A row whose file is gone, after a disk that lost it or half a backup, takes the bytes again.
  let whole = await photos.find(key);
  if (row?.stored && whole) return { sha256: key.sha256 };
  const { attachments: most } = backend.limits;
  if (!row && !(await db.transaction((transaction) => reserveAttachment(transaction, key.feedback, key.attachment, most))))
    throw new ProblemError('too-many-attachments');

  // Bytes without a row: the process died between the two, and the row is all that is missing.
  if (!whole) {
    const arrived = upload.part
      ? await takePart(backend, key, upload.bytes, upload.part, cap)
      : await takeWhole(backend, key, upload.bytes, cap);
    if (typeof arrived === 'number') return { offset: arrived };
    whole = arrived;
    try {
      // Once more for what came in parts: the first may have been too short to tell its type, and the last beyond what it said.
      checkMedia(whole.head, whole.bytes, cap);
    } catch (problem) {
      await photos.forget(key);
      throw problem;
    }
  }
  const mime = mediaType(whole.head);
  await keepAttachment(db, key.feedback, key.attachment, { sha256: key.sha256, bytes: whole.bytes, mime }, new Date(backend.now()));
  return { sha256: key.sha256 };
}

async function takeWhole({ photos }: Backend, key: PhotoKey, bytes: Uint8Array, cap: Caps): Promise<StoredPhoto> {
  if (createHash('sha256').update(bytes).digest('hex') !== key.sha256) throw new ProblemError('digest-mismatch');
  checkMedia(bytes, bytes.byteLength, cap);
  await photos.drop(key);
  await photos.put(key, 0, bytes);
  return finish(photos, key);
}

async function takePart(
  { photos }: Backend,
  key: PhotoKey,
  bytes: Uint8Array,
  { offset, total }: { offset: number; total: number },
  cap: Caps,
): Promise<StoredPhoto | number> {
  const wanted = await photos.wanted(key);
  if (offset !== wanted) {
    if (wanted < total) return wanted;
    // All of it came, and the process died before it was looked at as a whole: no next byte could be named. Should it be wrong, it is asked for anew.
    return (await photos.finish(key)) ?? 0;
  }
  if (offset === 0) checkMedia(bytes, total, cap);
  if (bytes.byteLength > 0 || offset === 0) await photos.put(key, offset, bytes);
  const next = offset + bytes.byteLength;
  if (next < total) return next;
  return finish(photos, key);
}

async function finish(photos: Backend['photos'], key: PhotoKey): Promise<StoredPhoto> {
  const whole = await photos.finish(key);
  if (!whole) throw new ProblemError('digest-mismatch');
  return whole;
}

/** The type is what the bytes say; a name or a header says nothing. */
function checkMedia(head: Uint8Array, total: number, { photo, video }: Caps): void {
  const isVideo = mediaType(head).startsWith('video/');
  if (isVideo && video === 0) throw new ProblemError('video-not-allowed');
  const most = isVideo ? video : photo;
  if (total > most) throw new ProblemError('too-large', { detail: `at most ${most} bytes` });
}

async function readUpload(request: Request, { photo, video, body }: Caps, place: Place): Promise<Upload> {
  const form = await readForm(request, body + 64 * 1024, place);
  const file = form.get('file');
  const sha256 = form.get('sha256');
  if (!(file instanceof Blob)) throw invalid('/file', 'a file is missing');
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256))
    throw invalid('/sha256', 'the SHA-256 of the whole file, in lower-case hex');
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!form.has('offset') && !form.has('total')) return { bytes, sha256, part: undefined };
  const offset = wholeNumber(form, 'offset');
  const total = wholeNumber(form, 'total');
  if (offset + bytes.byteLength > total) throw invalid('/offset', 'the part reaches beyond the total');
  const most = Math.max(photo, video);
  if (total > most) throw new ProblemError('too-large', { detail: `at most ${most} bytes` });
  return { bytes, sha256, part: { offset, total } };
}

function wholeNumber(form: FormData, name: string): number {
  const text = form.get(name);
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text)) throw invalid(`/${name}`, 'a whole number of bytes');
  return Number(text);
}

const invalid = (pointer: string, detail: string): ProblemError => new ProblemError('invalid-upload', { errors: [{ pointer, detail }] });
