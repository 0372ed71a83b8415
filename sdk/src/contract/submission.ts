import * as z from 'zod/mini';
import { amount, attachmentId, feedbackId, instant } from './primitives.js';

/** Where the tap happened. */
export const entry = z.enum(['order_page', 'delivery_page', 'sign_for', 'order_complete', 'personal_centre', 'home', 'link', 'staff']);

/** What the order has come to; `ordered` and `picked` are before dispatch. */
export const orderState = z.enum(['ordered', 'picked', 'out', 'delivered', 'after_sales']);

/** Goods class; it filters the reasons (frozen goods can thaw, non-food cannot spoil). */
export const category = z.enum(['frozen', 'chilled', 'fresh', 'packaged', 'non_food']);

export const channel = z.enum([
  'web_widget',
  'h5',
  'mp_weixin',
  'mp_alipay',
  'mp_douyin',
  'hotline',
  'official_account',
  'email',
  'sms',
  'store',
  'courier_handoff',
  'social',
  'review',
]);

/** What the customer would like to happen; `none` is a full answer. */
export const wish = z.enum(['refund', 'credit', 'replace', 'redeliver', 'call_me', 'none']);

const text = (max: number) => z.string().check(z.maxLength(max));
const list = <T extends z.ZodMiniType>(item: T, max: number) => z.array(item).check(z.maxLength(max));

/** One scale with the value on it: a thumb (−1 or 1), stars or CSAT (1–5), NPS (0–10). */
export const score = z.discriminatedUnion('scale', [
  z.object({ scale: z.literal('thumb'), value: z.literal([-1, 1]) }),
  z.object({ scale: z.literal(['stars5', 'csat5']), value: z.int().check(z.minimum(1), z.maximum(5)) }),
  z.object({ scale: z.literal('nps10'), value: z.int().check(z.minimum(0), z.maximum(10)) }),
]);

export const rating = z.object({
  overall: z.nullish(score),
  goods: z.nullish(score),
  delivery: z.nullish(score),
  /** The courier does not learn who rated; true unless the customer says otherwise. */
  courierAnonymous: z.optional(z.boolean()),
});

/** How much of one ordered line is affected. */
export const reasonItem = z.object({
  lineId: text(64),
  sku: z.nullish(text(64)),
  gtin: z.nullish(z.string().check(z.regex(/^\d{14}$/))),
  lot: z.nullish(text(64)),
  /** Pieces affected, out of `of` ordered. */
  qty: z.nullish(z.number().check(z.minimum(0))),
  of: z.nullish(z.number().check(z.minimum(0))),
  /** Share affected where counting makes no sense, 0–1. */
  fraction: z.nullish(z.number().check(z.minimum(0), z.maximum(1))),
  weight: z.nullish(z.object({ ordered: z.nullish(z.number()), measured: z.number(), unit: text(16) })),
});

export const reason = z.object({
  /** A code of the policy's reason tree, `family.name`. */
  code: z.string().check(z.regex(/^[a-z]+\.[a-z_]+$/), z.maxLength(64)),
  level: z.nullish(z.int().check(z.minimum(1), z.maximum(4))),
  items: z.optional(list(reasonItem, 100)),
  fields: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
});

export const orderItem = z.object({
  lineId: text(64),
  name: text(200),
  sku: z.nullish(text(64)),
  gtin: z.nullish(text(14)),
  lot: z.nullish(text(64)),
  qty: z.nullish(z.number()),
  unit: z.nullish(text(32)),
  byWeight: z.nullish(z.boolean()),
  category: z.nullish(category),
});

/** What the feedback is about, and how far that is trusted; the server decides in the end. */
export const order = z.object({
  trust: z.enum(['signed', 'page', 'none']),
  /** Compact JWS made by the merchant's server, passed on byte for byte. */
  token: z.nullish(text(8192)),
  id: z.nullish(text(128)),
  entry: z.nullish(entry),
  shopId: z.nullish(text(128)),
  state: z.nullish(orderState),
  promised: z.nullish(z.object({ from: z.nullish(instant), until: z.nullish(instant) })),
  deliveredAt: z.nullish(instant),
  lateMinutes: z.nullish(z.int()),
  region: z.nullish(text(32)),
  shipmentId: z.nullish(text(128)),
  amount: z.nullish(amount),
  items: z.optional(list(orderItem, 200)),
});

export const consent = z.object({ id: text(64), purpose: text(32), textVersion: text(32), at: instant });

export const subject = z.object({
  id: z.nullish(text(128)),
  contact: z.nullish(z.object({ phone: text(32), purpose: text(32), consentId: text(64) })),
});

/** An attachment as the text names it: by id and kind only. Size and digest travel with the bytes. */
export const attachment = z.object({
  id: attachmentId,
  kind: z.enum(['photo', 'video']),
  shot: z.nullish(text(32)),
  source: z.nullish(z.enum(['camera', 'album'])),
  capturedAt: z.nullish(instant),
});

/** The device's advice; the receipt is law. */
export const hints = z.object({
  priority: z.nullish(z.enum(['P0', 'P1', 'P2', 'P3'])),
  red: z.optional(z.boolean()),
  teams: z.optional(list(text(64), 16)),
  sentiment: z.nullish(text(32)),
  responsibility: z.nullish(z.enum(['merchant', 'carrier', 'platform', 'unknown'])),
  policy: z.nullish(text(64)),
});

export const client = z.object({ sdk: text(32), platform: text(32) });

/** What a details step can say, both inside the first body and in a later `details-added` event. */
export const details = z.object({
  rating: z.nullish(rating),
  reasons: z.optional(list(reason, 40)),
  text: z.nullish(text(4000)),
  desiredResolution: z.nullish(wish),
  safetyConfirmed: z.optional(z.boolean()),
  /** Why a demanded photo is missing: `thrown_away`, `eaten`, `private`, `other`. */
  photoExit: z.nullish(text(32)),
  contact: z.nullish(z.object({ phone: text(32), purpose: text(32), consentId: text(64) })),
  consents: z.optional(list(consent, 8)),
  attachments: z.optional(list(attachment, 20)),
  hints: z.optional(hints),
});

/** `POST /v1/feedback`: one feedback, valid and frozen; `id` is the idempotency key. */
export const submission = z.extend(details, {
  v: z.literal(1),
  id: feedbackId,
  kind: z.enum(['complaint', 'praise', 'idea', 'question']),
  channel,
  submittedBy: z.enum(['customer', 'staff']),
  /** Device time of the tap, with its UTC offset. */
  occurredAt: instant,
  locale: text(35),
  rating,
  order: z.nullish(order),
  subject: z.nullish(subject),
  experiment: z.optional(z.record(z.string(), text(32))),
  client: z.optional(client),
});

export type Details = z.infer<typeof details>;
export type Submission = z.infer<typeof submission>;
export type Rating = z.infer<typeof rating>;
export type Score = z.infer<typeof score>;
export type Reason = z.infer<typeof reason>;
export type ReasonItem = z.infer<typeof reasonItem>;
export type Order = z.infer<typeof order>;
export type OrderItem = z.infer<typeof orderItem>;
export type OrderState = z.infer<typeof orderState>;
export type Category = z.infer<typeof category>;
export type Wish = z.infer<typeof wish>;
export type Channel = z.infer<typeof channel>;
export type Hints = z.infer<typeof hints>;
export type Consent = z.infer<typeof consent>;
