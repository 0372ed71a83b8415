import type { Device } from './device.js';
import type { Scheduler } from './scheduler.js';
import type { Server } from './server.js';

/** What the customer was told, or did. */
export interface Promised {
  /** Feedback ids that were said to be saved. */
  readonly told: Map<string, true>;
  /** Attachment id → feedback id, for photos that were said to be saved and not removed. */
  readonly photos: Map<string, string>;
  readonly takenBack: Set<string>;
  /** Attachment id → content as picked. */
  readonly contents: Map<string, string>;
}

/** As much of a device as is looked at: the text of each record, and which bytes are there. */
export interface Kept {
  readonly records: Pick<ReadonlyMap<string, string>, 'get' | 'values'>;
  readonly bytes: Pick<ReadonlyMap<string, string>, 'has'>;
}

interface Shape {
  readonly id: string;
  readonly rev?: number;
  readonly state?: string;
  readonly age?: number;
  readonly steps: readonly { type: string }[];
  readonly messages?: readonly { id: string; text: string; accepted: boolean }[];
  readonly attachments?: readonly { id: string; state: string }[];
}

/** Watches every write for I1–I4, I6 and I7, and every deletion of bytes for I3. */
export function watch(
  device: Kept & Pick<Device, 'onWrite' | 'onBytesGone'>,
  scheduler: Scheduler,
  promised: Promised,
  broken: string[],
): void {
  device.onWrite(({ key, before, after }) => {
    if (!key.startsWith('i/')) return;
    const [old, now] = [before as Shape | undefined, after as Shape | undefined];
    if (!now) {
      if (old && old.state !== 'delivered' && !promised.takenBack.has(old.id))
        broken.push(`I7 an undelivered record was deleted: ${old.id}`);
      return;
    }
    if (key !== `i/${now.id}`) broken.push(`I1 the id changed under ${key}`);
    if (!old) return;
    if ((now.rev ?? 0) < (old.rev ?? 0)) broken.push(`I4 rev went back: ${now.id}`);
    if (now.steps.length < old.steps.length) broken.push(`a step was dropped: ${now.id}`);
    for (const message of old.messages ?? []) {
      const same = now.messages?.find(({ id }) => id === message.id);
      if (!same) broken.push(`I2 a frozen message vanished: ${message.id}`);
      else if (same.text !== message.text && now.state !== 'delivered') broken.push(`I2 a frozen body changed: ${message.id}`);
    }
  });
  device.onBytesGone((key) => {
    const [, id, attachmentId] = key.split('/');
    // A moment later: a sweep that met an unfinished attach is put right by the attach itself.
    scheduler.at(100, () => {
      const record = device.records.get(`i/${id}`);
      const entry = record && (JSON.parse(record) as Shape).attachments?.find((one) => one.id === attachmentId);
      if (!entry || promised.takenBack.has(id ?? '') || device.bytes.has(`p/${id}/${attachmentId}/o`)) return;
      if (entry.state === 'captured' || entry.state === 'ready' || entry.state === 'parked')
        broken.push(`I3 bytes of an unacknowledged photo were deleted: ${key} ${entry.state}`);
    });
  });
}

/** The simulator's squeezing and cutting put a word in front of what was picked. */
const endsWithContent = (arrived: string, content: string) => arrived.endsWith(content);

/**
 * After everything healed: G1 nothing lost, G2 exactly once, G3 whole; and the device is quiet.
 * @param isVersion whether what arrived is what was picked, as it was made fit to be sent
 */
export function verify(
  { server, device }: { readonly server: Server; readonly device: Kept & { readonly marker: boolean } },
  promised: Promised,
  broken: string[],
  isVersion = endsWithContent,
): void {
  for (const id of server.conflicts) broken.push(`G2 one id came with two bodies: ${id}`);
  for (const [id, row] of server.rows) if (row.inserts !== 1) broken.push(`G2 two rows: ${id}`);
  for (const id of promised.told.keys()) {
    const stored = device.records.get(`i/${id}`);
    const record = stored === undefined ? undefined : (JSON.parse(stored) as Shape);
    const row = server.rows.get(id);
    if (!row && !promised.takenBack.has(id) && record?.state !== 'rejected')
      broken.push(`G1 lost: ${id} (${record?.state ?? 'no record'})`);
    if (record && record.state !== 'delivered' && record.state !== 'rejected') broken.push(`not settled: ${id} is ${record.state}`);
    if (row && record)
      for (const message of record.messages?.slice(1) ?? [])
        if (message.accepted && !row.events.has(message.id)) broken.push(`an accepted event is not there: ${message.id}`);
  }
  for (const [attachmentId, id] of promised.photos) {
    const row = server.rows.get(id);
    const stored = device.records.get(`i/${id}`);
    const entry = stored === undefined ? undefined : (JSON.parse(stored) as Shape).attachments?.find((one) => one.id === attachmentId);
    if (promised.takenBack.has(id)) continue;
    const arrived = row?.files.get(attachmentId);
    if (arrived === undefined) {
      // A photo that could not be sent is named as such, with its bytes kept.
      const told = entry?.state === 'parked' || (stored !== undefined && (JSON.parse(stored) as Shape).state === 'rejected');
      if (!told || !device.bytes.has(`p/${id}/${attachmentId}/o`))
        broken.push(`G3 photo lost: ${attachmentId} (${entry?.state ?? 'no entry'})`);
    } else if (!isVersion(arrived, promised.contents.get(attachmentId) ?? '')) broken.push(`G3 photo damaged: ${attachmentId}`);
  }
  const waiting = [...device.records.values()].some((text) => /"state":"(queued|leased)"/.test(text));
  if (waiting && !device.marker) broken.push('something waits and the marker does not say so');
}
