import * as z from 'zod/mini';

const nullableInstant = z.nullish(z.string());

/** Deadlines that the server gave; null where it gave none. RFC 3339. */
export const clocks = z.object({ acknowledgeBy: nullableInstant, respondBy: nullableInstant, resolveBy: nullableInstant });

/**
 * The server's word that it has the feedback. 201 first, 200 on a repeat, current state both times.
 * Unknown fields are ignored, and what a device does not need to be safe is optional.
 */
export const receipt = z.object({
  id: z.string(),
  /** Short number for people. */
  ref: z.string(),
  receivedAt: z.string(),
  priority: z.nullish(z.string()),
  red: z.optional(z.boolean()),
  notified: z.optional(z.array(z.string())),
  clocks: z.optional(clocks),
  message: z.nullish(z.string()),
  offers: z.optional(z.array(z.unknown())),
  reward: z.nullish(z.unknown()),
  /** Bearer token that reads this ticket. */
  statusToken: z.nullish(z.string()),
  survey: z.nullish(z.unknown()),
  /** Attachment ids named so far and not yet here. */
  need: z.optional(z.array(z.string())),
});

/** Answer to an event: the event's id, echoed. */
export const eventAnswer = z.object({ id: z.string(), need: z.optional(z.array(z.string())) });

/** Answer to an attachment or a part of one: `offset` is the next byte wanted while parts are missing. */
export const attachmentAnswer = z.object({ id: z.string(), sha256: z.nullish(z.string()), offset: z.optional(z.number()) });

export const stage = z.enum(['received', 'in_progress', 'waiting_on_customer', 'solved', 'rated', 'closed']);

/** A public step of the case. */
export const timelineEntry = z.object({ at: z.string(), type: z.string(), text: z.nullish(z.string()), by: z.nullish(z.string()) });

/** Where the case stands. */
export const ticket = z.object({
  id: z.string(),
  ref: z.string(),
  stage,
  red: z.optional(z.boolean()),
  timeline: z.array(timelineEntry),
  owner: z.nullish(z.string()),
  clocks: z.optional(clocks),
  offers: z.optional(z.array(z.unknown())),
  survey: z.nullish(z.unknown()),
  messages: z.optional(z.array(z.unknown())),
  need: z.optional(z.array(z.string())),
  updatedAt: z.string(),
});

export const ticketList = z.object({ tickets: z.array(ticket) });

/** RFC 9457 problem; `type` decides. */
export const problem = z.object({
  type: z.string(),
  title: z.optional(z.string()),
  status: z.optional(z.number()),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ pointer: z.string(), detail: z.string() }))),
});

export const health = z.object({ status: z.string(), version: z.string() });

export type Receipt = z.infer<typeof receipt>;
export type Ticket = z.infer<typeof ticket>;
export type Problem = z.infer<typeof problem>;
export type Stage = z.infer<typeof stage>;
