import type { MediaPolicy } from '../../contract/index.js';
import { isFeedbackError } from '../errors.js';
import type { ByteStore, ImagePort } from '../ports.js';
import type { AttachmentEntry, Fault, OutboxRecord } from './outbox-record.js';

/** Longest sides that are tried in turn when a server finds a photo too large, pixels. */
export const ladder = [2048, 1280, 960] as const;

/** Key of an attachment's bytes: `o` as picked, `s` as sent when that is another file. */
export function bytesKey(feedbackId: string, attachmentId: string, which: 'o' | 's'): string {
  return `p/${feedbackId}/${attachmentId}/${which}`;
}

/** What attachments that are not there yet take on the device, bytes. */
export function heldBytes(records: readonly OutboxRecord[]): number {
  const waiting = records.flatMap(({ attachments }) => attachments).filter(({ state }) => /captured|ready|parked/.test(state));
  return waiting.reduce((sum, { size }) => sum + size, 0);
}

type Change = Partial<AttachmentEntry>;

/**
 * Makes a captured photo fit to be sent: smaller, upright, without metadata. Must be called with `tries` already raised on disk.
 * @returns what became of it: `ready`, `parked` with a reason, or `lost` when its bytes are gone
 */
export async function prepare(
  feedbackId: string,
  entry: AttachmentEntry,
  media: MediaPolicy,
  bytes: ByteStore<never>,
  image: ImagePort,
): Promise<Change> {
  const original = bytesKey(feedbackId, entry.id, 'o');
  const squeezed = bytesKey(feedbackId, entry.id, 's');
  if ((await bytes.size(original)) === undefined) return { state: 'lost', error: { code: 'unreadable' } };
  try {
    const facts = await image.inspect(original);
    const park = (code: Fault['code']): Change => ({ state: 'parked', error: { code } });
    const ready = async (which: 'o' | 's', mime: string, size: number): Promise<Change> => ({
      state: 'ready',
      bytes: which,
      mime,
      size,
      digest: await bytes.digest(which === 'o' ? original : squeezed),
      offset: 0,
      error: undefined,
    });
    if (entry.kind === 'video') {
      const { maxBytes = 0, maxSeconds = 0 } = media.video ?? {};
      if (facts.size > maxBytes) return park('too-large');
      return facts.seconds !== undefined && facts.seconds > maxSeconds ? park('too-long') : await ready('o', facts.mime, facts.size);
    }
    const maxSide = Math.min(media.maxPhotoSide ?? ladder[0], ladder[entry.rung] ?? ladder[0]);
    const maxBytes = media.maxPhotoBytes ?? 1_000_000;
    // Two decodes that never came back killed the tab: from then on the picture is only cut, never decoded.
    const mayDecode = entry.tries <= 2;
    const fits =
      facts.upright === true && Math.max(facts.width ?? maxSide + 1, facts.height ?? maxSide + 1) <= maxSide && facts.size <= maxBytes;
    if (!fits && !facts.animated && mayDecode) {
      const result = await image.squeeze(original, squeezed, { maxSide, maxBytes });
      if (result !== 'unable') return await ready('s', result.mime, result.size);
    }
    const cut = await image.strip(original, squeezed);
    if (cut !== 'unable') {
      // Past the first rung an uncut size would only be refused again.
      return entry.rung > 0 && !fits ? park('too-large') : await ready('s', cut.mime, cut.size);
    }
    return media.allowOriginals === true ? await ready('o', facts.mime, facts.size) : park('unreadable');
  } catch (error) {
    if (isFeedbackError(error) && error.code === 'unreadable') return { state: 'lost', error: { code: 'unreadable' } };
    if (isFeedbackError(error) && error.code === 'storage') return { state: 'parked', error: { code: 'storage' } };
    throw error;
  }
}
