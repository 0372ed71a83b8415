import { instantPattern, orderEntries, orderStates } from '@yijian/sdk/web';
import type { FeedbackAttributes } from '../loader/attributes.js';

const anything = /^/;
const oneOf = (words: readonly string[]): RegExp => new RegExp(`^(${words.join('|')})$`);

/** What each attribute may say. What says anything else is left out, without a word to the customer. */
const shapes: Readonly<Record<keyof FeedbackAttributes, RegExp>> = {
  site: anything,
  endpoint: anything,
  locale: /^[a-z]{2,3}(-\w+)*$/i,
  mode: /^(inline|floating|none)$/,
  theme: /^(light|dark|auto)$/,
  open: anything,
  preload: /^idle$/,
  customer: anything,
  consent: /^(given|required)$/,
  tel: anything,
  help: anything,
  shop: anything,
  courier: anything,
  'order-id': /^.{1,128}$/,
  'order-token': /^[\w-]+\.[\w-]+\.[\w-]+$/,
  'order-state': oneOf(orderStates),
  'order-entry': oneOf(orderEntries),
  'order-items': anything,
  'order-promised-from': instantPattern,
  'order-promised-until': instantPattern,
  'order-ordered-at': instantPattern,
  'order-picked-at': instantPattern,
  'order-out-at': instantPattern,
  'order-delivered-at': instantPattern,
  'order-shop': /^.{1,128}$/,
  'order-region': /^.{1,32}$/,
  'order-shipment': /^.{1,128}$/,
  'order-amount': /^-?\d+$/,
  'order-currency': /^[A-Z]{3}$/,
};

const bareOf = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');

/**
 * What a developer meant to say and nobody reads: values of the wrong form, and names that are nearly one of ours.
 * @param attributes by name without prefix
 */
export function hintsOf(attributes: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(attributes).flatMap(([name, value = '']) => {
    if (!Object.keys(shapes).includes(name)) {
      const meant = Object.keys(shapes).find((known) => bareOf(known) === bareOf(name));
      return meant ? [`${name} is not read, ${meant} is`] : name.startsWith('order-') ? [`${name} is not read`] : [];
    }
    // A template that has nothing to say.
    if (!value) return [];
    if (name === 'order-items') return linesHint(value);
    return shapes[name as keyof FeedbackAttributes].test(value) ? [] : [`${name} is not read: ${JSON.stringify(value)}`];
  });
}

function linesHint(value: string): string[] {
  try {
    const lines: unknown = JSON.parse(value);
    if (!Array.isArray(lines)) return ['order-items is not read: it is no list'];
    return lines.every((line: { name?: unknown } | null) => typeof line?.name === 'string')
      ? []
      : ['order-items: a line without a name is not shown'];
  } catch (error) {
    return [`order-items is not read: ${error instanceof Error ? error.message : 'no JSON'}`];
  }
}
