import * as z from 'zod/mini';
import { attachmentId, eventId, instant } from './primitives.js';
import { details } from './submission.js';

const head = { id: eventId, at: instant };

/** `POST /v1/feedback/{id}/events`: what was learnt after the body was frozen; append-only. */
export const event = z.discriminatedUnion('type', [
  z.object({ ...head, type: z.literal('details-added'), details }),
  z.object({ ...head, type: z.literal('attachment-removed'), attachment: attachmentId, cause: z.enum(['customer', 'lost', 'refused']) }),
  z.object({ ...head, type: z.literal('offer-accepted'), offer: z.string() }),
  z.object({ ...head, type: z.literal('offer-declined'), offer: z.string() }),
  z.object({ ...head, type: z.literal('survey-answered'), answers: z.record(z.string(), z.unknown()) }),
  z.object({ ...head, type: z.literal('message-added'), text: z.string().check(z.maxLength(4000)) }),
  z.object({ ...head, type: z.literal('reopened'), text: z.nullish(z.string().check(z.maxLength(4000))) }),
  z.object({ ...head, type: z.literal('withdrawn') }),
  z.object({ ...head, type: z.literal('article-solved'), article: z.string() }),
  z.object({ ...head, type: z.literal('article-not-solved'), article: z.string() }),
]);

export type FeedbackEvent = z.infer<typeof event>;
