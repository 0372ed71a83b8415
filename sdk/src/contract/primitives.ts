import * as z from 'zod/mini';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** UUIDv7 in lower case, made on the device at the first tap and kept for ever. */
export const feedbackId = z.string().check(z.regex(uuid));

/** UUIDv7 of one photo or video. */
export const attachmentId = z.string().check(z.regex(uuid));

/** UUIDv7 of one event; its own idempotency key. */
export const eventId = z.string().check(z.regex(uuid));

/** RFC 3339 with `Z` or a UTC offset. */
export const instant = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/));

/** SHA-256 in lower-case hex. */
export const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** Money: an integer in the currency's smallest unit (¥20 = 2000) with an ISO 4217 code. */
export const amount = z.object({ amountMinor: z.int(), currency: z.string().check(z.regex(/^[A-Z]{3}$/)) });
