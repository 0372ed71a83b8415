import { expect } from 'vitest';
import { submission as submissionSchema, type OrderItem } from '../contract/index.js';
import { createDevice, type Device, type Page } from './device.fixture.js';
import { createForm, type FeedbackForm, type FormOptions, type OrderSource } from './index.js';

export const good = { scale: 'thumb', value: 1 } as const;
export const bad = { scale: 'thumb', value: -1 } as const;
export const items: OrderItem[] = [
  { lineId: '1', name: 'Beef tripe', sku: 'BF-500', qty: 3, unit: 'box', category: 'frozen' },
  { lineId: '2', name: 'Mango', gtin: '06901234567892', lot: 'A1', qty: 2, unit: 'kg', byWeight: true, category: 'fresh' },
];
export const order: OrderSource = { order: { id: 'order-1', state: 'delivered', items } };

/** A form on a page of a device. */
export function open(page: Page, options: Partial<FormOptions<Blob>> = {}): FeedbackForm<Blob> {
  return createForm<Blob>({ client: Promise.resolve(page.client), order, newId: page.platform.newId, ...options });
}

/** A page where a picked file is stored only once `proceed` is called. */
export function openSlow(device: Device): { page: Page; proceed: () => void } {
  let proceed: () => void = () => undefined;
  const { bytes } = device;
  const put: typeof bytes.put = async (key, source) => {
    if (key.endsWith('/o')) await new Promise<void>((resolve) => (proceed = resolve));
    return bytes.put(key, source);
  };
  return { page: device.open({}, { bytes: { ...bytes, put } }), proceed: () => proceed() };
}

/** The body that arrives of what a form says. */
export async function arrivalOf(device: Device, form: FeedbackForm<Blob>): Promise<ReturnType<Device['submission']>> {
  const { id } = form.getState();
  await device.until(() => device.backend.rows.has(id));
  const body = device.submission(id);
  expect(submissionSchema.safeParse(body).error).toBeUndefined();
  return body;
}

/** A device, a page on it, a form on that. */
export function begin(options: Partial<FormOptions<Blob>> = {}) {
  const device = createDevice();
  const page = device.open();
  const form = open(page, options);
  return {
    device,
    page,
    form,
    state: () => form.getState(),
    /** The body that arrives once the form was handed in. */
    arrived: () => arrivalOf(device, form),
  };
}
