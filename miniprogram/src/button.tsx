import { useDidShow } from '@tarojs/taro';
import type { Entry } from '@yijian/sdk/taro';
import { Icon } from '@yijian/widget/screens';
import type { VNode } from 'preact';
import { useEffect, useState } from 'react';
import { current, onBegin, openFeedback } from './session.js';
import type { Opening } from './settings.js';
import { themeOf } from './theme.js';

/** Asks how an order was; one tap is a stored feedback, and what was tapped is shown again by every later run. */
export function FeedbackButton({ order, display }: Pick<Opening, 'order' | 'display'>): VNode {
  const [entry, setEntry] = useState<Pick<Entry, 'id' | 'rating' | 'durable'> | undefined>();
  const [value, setValue] = useState<1 | -1 | undefined>();
  const [failed, setFailed] = useState(false);
  const [session, setSession] = useState(current);
  const show = (said: Pick<Entry, 'id' | 'rating' | 'durable'> | undefined): void => {
    setEntry(said);
    setValue(said && worst(said.rating));
  };
  const recall = (): void =>
    void current()
      ?.recall(order)
      .then(show, () => undefined); // A store that can't be read asks anew.
  useEffect(() => {
    recall();
    return onBegin(() => {
      setSession(current());
      recall();
    });
  }, [order?.id]);
  // Back from the feedback page: taken back or handed in there.
  useDidShow(recall);

  if (!session) return <div />;
  const words = session.messages.trigger;

  async function tap(rated: 1 | -1): Promise<void> {
    if (!session) return;
    const id = entry?.id ?? session.client.newId();
    setValue(rated);
    setFailed(false);
    try {
      const stored = await session.client.tap({
        id,
        rating: { overall: { scale: 'thumb', value: rated } },
        ...(order && { order: { order } }),
      });
      session.remember(order, stored);
      setEntry(stored);
    } catch {
      setFailed(true);
    }
  }

  function undo(): void {
    if (entry) void session?.client.withdraw(entry.id);
    session?.remember(order, undefined);
    show(undefined);
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
  const more = (): void => void openFeedback({ order, display, screen: 'reasons', ...(entry && { id: entry.id, rating: entry.rating }) });
  const told = failed || entry?.durable === false ? words.unsaved : entry ? words.saved : '';
  return (
    <div class={/^en/.test(session.locale) ? 'ask' : 'ask zh'} style={themeOf(session.options)}>
      {value ? (
        <div class="ask-row">
          {thumb(value)}
          <div class="ask-grow">
            <div class="ask-b">{words.noted + (value > 0 ? words.good : words.problem)}</div>
            <div class="ask-small">{told}</div>
          </div>
          <button class="ask-undo" onClick={undo}>
            {words.undo}
          </button>
        </div>
      ) : (
        <div class="ask-b">{words.question}</div>
      )}
      {value ? (
        <button class="ask-more" onClick={more}>
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

/** A problem with anything is a problem. */
function worst({ overall, goods, delivery }: Entry['rating']): 1 | -1 | undefined {
  const values = [overall, goods, delivery].flatMap((score) => (score ? [score.scale === 'thumb' ? score.value : score.value - 3.5] : []));
  return values.length === 0 ? undefined : values.some((value) => value < 0) ? -1 : 1;
}
