import type { PhotoChoice } from '../sheet/sdk.js';
import type { FormView } from '../sheet/view.js';
import { bytes } from './amounts.js';

/** One picture as a slot shows it. */
export interface PhotoShown {
  readonly id: string;
  readonly name: string;
  readonly shot: string | undefined;
  /** Still being stored, on this device, on its way, at the server, or not. */
  readonly state: 'reading' | 'stored' | 'uploading' | 'uploaded' | 'failed';
  readonly percent: number;
  /** State in words, with size or cause. */
  readonly word: string;
}

/** Every picture of the form, in the order in which they were taken. */
export function photosOf(view: FormView): readonly PhotoShown[] {
  return view.state.photos.map((photo, index) => shown(view, photo, index));
}

function shown({ state: { entry }, t, say, locale }: FormView, { id, shot, state, fault }: PhotoChoice, index: number): PhotoShown {
  const words = t.details;
  const name = (shot && words.shots[shot]) || say(words.photo, { n: index + 1 });
  const file = entry?.attachments.find((attachment) => attachment.id === id);
  const percent = file?.size ? Math.min(100, Math.floor((file.sent / file.size) * 100)) : 0;
  const told = (state: PhotoShown['state'], word: string): PhotoShown => ({ id, name, shot, state, percent, word });
  if (state === 'storing') return told('reading', words.reading);
  const code = state === 'failed' ? (fault as 'storage') : file?.fault?.code;
  if (state === 'failed' || file?.state === 'parked' || file?.state === 'lost')
    return told('failed', words.failed + (code && t.faults[code] ? ' · ' + t.faults[code] : ''));
  if (file?.state === 'acked') return told('uploaded', words.uploaded + ' · ' + bytes(file.size, locale));
  if (file && file.sent > 0) return told('uploading', say(words.uploading, { n: percent }));
  return told('stored', words.stored + (file ? ' · ' + bytes(file.size, locale) : ''));
}
