import { useDidShow } from '@tarojs/taro';
import type { Entry } from '@yijian/sdk/taro';
import { Icon } from '@yijian/widget/screens';
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'react';
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
  const touches = useRef(0);
  const storing = useRef(false);
  const recall = (): void => {
    const before = touches.current;
    void current()
      ?.recall(order)
      // What was touched meanwhile is newer than what was read.
      .then(
        (said) => touches.current === before && !storing.current && show(said),
        () => undefined,
      ); // A store that can't be read asks anew.
  };
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
    touches.current++;
    storing.current = true;
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
    } finally {
      storing.current = false;
    }
  }

  function undo(): void {
    touches.current++;
    if (entry) void session?.client.withdraw(entry.id);
    session?.remember(order, undefined);
    show(undefined);
  }

  const thumb = (rated: 1 | -1): VNode => (
    <button
      class={value === rated && rated > 0 ? 'ask-thumb good' : 'ask-thumb'}
      aria-pressed={value === rated}
      onClick={() => void tap(rated)}
    >
      <Icon name={rated > 0 ? 'up' : 'down'} />
      {!value && <span>{rated > 0 ? words.good : words.problem}</span>}
    </button>
  );
  return (
    <div class={/^en/.test(session.locale) ? 'y ask' : 'y ask zh'} style={themeOf(session.options)}>
      {value ? (
        <div class="row">
          {thumb(value)}
          <div class="grow">
            <b>{words.noted + (value > 0 ? words.good : words.problem)}</b>
            <p class="small">{failed || entry?.durable === false ? words.unsaved : entry ? words.saved : ''}</p>
          </div>
          <button class="act" onClick={undo}>
            {words.undo}
          </button>
        </div>
      ) : (
        <b class="h">{words.question}</b>
      )}
      {value ? (
        <button
          class="btn soft"
          onClick={() => void openFeedback({ order, display, screen: 'reasons', ...(entry && { id: entry.id, rating: entry.rating }) })}
        >
          {value > 0 ? words.praise : words.complain}
        </button>
      ) : (
        <div class="row">
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
