import { basename, extname } from 'node:path';
import type { NetAnswer, NetRequest } from '../../../sdk/src/taro/fake-device.fixture.js';

const types: Readonly<Record<string, string>> = { '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.png': 'image/png', '.mp4': 'video/mp4' };

/**
 * The network of a fake device, to a real server.
 * @param from address that the built app calls, @param to where the server of this test listens
 */
export function createBackendNet(from: string, to: string): (request: NetRequest) => Promise<NetAnswer> {
  return async ({ method, url, headers, body, upload }) => {
    if (!url.startsWith(from)) throw new Error(`the app calls ${url}`);
    try {
      const answer = await fetch(to + url.slice(from.length), {
        method,
        headers,
        redirect: 'manual',
        ...(body === undefined ? {} : { body }),
        ...(upload ? { body: formOf(upload) } : {}),
      });
      return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
    } catch {
      return 'breaks'; // Refused, reset or cut: a device is told no more than that.
    }
  };
}

/** Name and type of the file follow from its path, as they do on a device. */
function formOf({ fields, name, path, bytes }: NonNullable<NetRequest['upload']>): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  const type = types[extname(path)] ?? 'application/octet-stream';
  form.append(name, new Blob([bytes], { type }), basename(path));
  return form;
}
