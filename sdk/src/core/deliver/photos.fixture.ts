import type { Policy } from '../../contract/index.js';
import { fakePicture, readFakePicture, type FakePicture, type Fault, type SeenRequest } from '../../testing/index.js';
import { createDevice, thumb, type Device } from '../device.fixture.js';

export const good = { rating: thumb(1) };
export const small = (wish: Partial<FakePicture> = {}) => fakePicture({ size: 9_000, width: 300, height: 200, ...wish });
export const large = (wish: Partial<FakePicture> = {}) => fakePicture({ size: 90_000, ...wish });
export const policy = (media: NonNullable<Policy['media']>): { policy: Policy } => ({ policy: { policy: 'shop@1', media } });

/** A feedback whose text has arrived already. */
export async function begin(options: Parameters<Device['open']>[0] = {}) {
  const device = createDevice();
  const page = device.open(options);
  const { id } = await page.client.tap(good);
  await device.until(() => device.backend.rows.has(id));
  const files = () => device.backend.rows.get(id)?.files ?? new Map<string, { bytes: Uint8Array; sha256: string }>();
  return {
    device,
    page,
    id,
    files,
    picture: (number = 0) => readFakePicture([...files().values()][number]?.bytes ?? new Uint8Array()),
    view: async (number = 0) => (await page.client.outbox.get(id))?.attachments[number],
    uploads: () => device.requests('').filter(({ file }) => file),
    /** Plays a fault to uploads only. */
    disturb(fault: (upload: SeenRequest, number: number) => Fault | undefined) {
      let number = 0;
      const send = device.backend.send.bind(device.backend);
      device.backend.send = (request, watched) => {
        const { file } = request.multipart ?? {};
        const played = file && fault({ ...request, path: request.url, body: undefined, file, at: 0 }, number++);
        if (played) device.backend.script(played);
        return send(request, watched);
      };
    },
  };
}
