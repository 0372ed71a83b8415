import { useDidShow } from '@tarojs/taro';
import { type Entry, isProblem } from '@yijian/sdk/taro';
import { Icon } from '@yijian/widget/screens';
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'react';
import { openFeedback } from './session.js';
import type { Opening } from './settings.js';
import { themeOf } from './theme.js';
import { useSession } from './use-session.js';

/** Asks how an order was; one tap is a stored feedback, and what was tapped is shown again by every later run. */
export function FeedbackButton({ order, display }: Pick<Opening, 'order' | 'display'>): VNode {
  const [entry, setEntry] = useState<Pick<Entry, 'rating' | 'durable'> | undefined>();
  const [value, setValue] = useState<1 | -1 | undefined>();
  const [failed, setFailed] = useState(false);
  const session = useSession();
  /** Id of the feedback on the order, an earlier run's too: every tap waits for it, so that two of them never make two. */
  const feedback = useRef<Promise<string | undefined>>(Promise.resolve(undefined));
  const storing = useRef(0);

  const show = (said: Pick<Entry, 'rating' | 'durable'> | undefined): void => {
    setEntry(said);
    setValue(said && tapped(said.rating));
  };
  const recall = (): void => {
    // What is being stored is newer than what could be read.
    if (!session || storing.current > 0) return;
    const reading = session.recall(order).catch(() => undefined); // A store that can't be read asks anew.
    feedback.current = reading.then((said) => said?.id);
    void reading.then((said) => storing.current === 0 && show(said));
  };
  useEffect(recall, [session, order?.id]);
  // Back from the feedback page: taken back or handed in there.
  useDidShow(recall);

  if (!session) return <div />;
  const words = session.trigger;

  async function tap(rated: 1 | -1): Promise<void> {
    if (!session) return;
    const { client } = session;
    storing.current++;
    setValue(rated);
    setEntry(undefined);
    setFailed(false);
    try {
      const begun = feedback.current.then((known) => known ?? client.newId());
      feedback.current = begun;
      const rating = { overall: { scale: 'thumb', value: rated } } as const;
      const id = await begun;
      // Before the tap: a run after this one must find what it stored.
      session.remember(order, { id });
      setEntry(await client.tap({ id, rating, ...(order && { order: { order } }) }));
    } catch {
      setFailed(true);
    } finally {
      storing.current--;
    }
  }

  async function undo(): Promise<void> {
    const id = await feedback.current;
    feedback.current = Promise.resolve(undefined);
    session?.remember(order, undefined);
    show(undefined);
    if (id) await session?.client.withdraw(id);
  }

  async function more(): Promise<void> {
    const id = await feedback.current;
    await openFeedback({ order, display, screen: 'reasons', ...(id && entry && { id, rating: entry.rating }) });
  }

  const thumb = (rated: 1 | -1): VNode => (
    <button
      class={value !== rated ? 'ask-thumb' : rated > 0 ? 'ask-thumb ask-said ask-good' : 'ask-thumb ask-said'}
      aria-label={rated > 0 ? words.good : words.problem}
      onClick={() => void tap(rated)}
    >
      <Icon name={rated > 0 ? 'up' : 'down'} />
      {!value && <span>{rated > 0 ? words.good : words.problem}</span>}
    </button>
  );
  const told = failed || entry?.durable === false ? words.unsaved : entry ? words.saved : '';
  return (
    <div class={session.locale.startsWith('en') ? 'ask' : 'ask zh'} style={themeOf(session.options)}>
      {value ? (
        <div class="ask-row">
          {thumb(value)}
          <div class="ask-grow">
            <div class="ask-b">{words.noted + (value > 0 ? words.good : words.problem)}</div>
            <div class="ask-small">{told}</div>
          </div>
          <button class="ask-undo" onClick={() => void undo()}>
            {words.undo}
          </button>
        </div>
      ) : (
        <div class="ask-b">{words.question}</div>
      )}
      {value ? (
        <button class="ask-more" onClick={() => void more()}>
          {value > 0 ? words.praise : words.complain}
        </button>
      ) : (
        <div class="ask-row">
          {thumb(1)}
          {thumb(-1)}
        </div>
      )}
    </div>
  );
}

/** What was said of the whole order; else a problem with anything is a problem. */
function tapped({ overall, ...parts }: Entry['rating']): 1 | -1 | undefined {
  const rating = overall ? { overall } : parts;
  return Object.values(rating).some(Boolean) ? (isProblem(rating) ? -1 : 1) : undefined;
}
