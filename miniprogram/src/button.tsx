import { useDidShow } from '@tarojs/taro';
import { polarityOf, thumbRating } from '@yijian/sdk/taro';
import { Icon, rowTold } from '@yijian/widget/screens';
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'react';
import { openFeedback, type Recalled } from './session.js';
import type { Opening } from './settings.js';
import { themeOf } from './theme.js';
import { useSession } from './use-session.js';

/** Asks how an order was; one tap is a stored feedback, and what was tapped is shown again by every later run. */
export function FeedbackButton({ order, display }: Pick<Opening, 'order' | 'display'>): VNode {
  // Another order is another row: nothing that is being read or stored for the one before shows on it.
  return <Row key={order?.id} order={order} display={display} />;
}

function Row({ order, display }: Pick<Opening, 'order' | 'display'>): VNode {
  const [{ entry, handedIn }, setSaid] = useState<Recalled>({});
  const [value, setValue] = useState<-1 | 0 | 1>(0);
  const [failed, setFailed] = useState(false);
  const session = useSession();
  /** Id of the feedback on the order, an earlier run's too: every tap waits for it, so that two of them never make two. */
  const feedback = useRef<Promise<string | undefined>>(Promise.resolve(undefined));
  const storing = useRef(0);
  /** Id of the feedback that the row tells of. */
  const shown = useRef<string | undefined>(undefined);

  const show = (said: Recalled): void => {
    shown.current = said.entry?.id;
    setSaid(said);
    setValue(said.entry ? polarityOf(said.entry.rating) : 0);
  };
  const recall = (): void => {
    // What is being stored is newer than what could be read.
    if (!session || storing.current > 0) return;
    const reading = session.recall(order).catch((): Recalled => ({})); // A store that can't be read asks anew.
    feedback.current = reading.then(({ entry, handedIn }) => (handedIn ? undefined : entry?.id));
    void reading.then((said) => storing.current === 0 && show(said));
  };
  useEffect(() => {
    recall();
    // Handed in by a page that was left in the moment of the press.
    return session?.onRemember(recall);
  }, [session]);
  // Sent, received, refused, taken back.
  useEffect(
    () =>
      session?.client.on('changed', (changed) => {
        if (shown.current !== changed.id) return;
        if (!changed.withdrawn) return setSaid((said) => ({ ...said, entry: changed }));
        feedback.current = Promise.resolve(undefined);
        show({});
      }),
    [session],
  );
  // Back from the feedback page: taken back or handed in there.
  useDidShow(recall);

  if (!session) return <div />;
  const words = session.trigger;

  async function tap(rated: 1 | -1): Promise<void> {
    if (!session) return;
    const { client } = session;
    storing.current++;
    setValue(rated);
    setSaid({});
    setFailed(false);
    try {
      const begun = feedback.current.then((known) => known ?? client.newId());
      feedback.current = begun;
      const rating = thumbRating(rated);
      const id = await begun;
      // Before the tap: a run after this one must find what it stored.
      session.remember(order, { id });
      const entry = await client.tap({ id, rating, ...(order && { order: { order } }) });
      shown.current = id;
      setSaid({ entry });
    } catch {
      setFailed(true);
    } finally {
      storing.current--;
    }
  }

  function undo(): void {
    const taken = feedback.current.then((id) => (id ? session?.client.withdraw(id) : undefined));
    feedback.current = Promise.resolve(undefined);
    show({});
    // Until it is on disk a later run must find the tap; what is read meanwhile is older.
    storing.current++;
    const end = (): void => {
      storing.current--;
      // Not taken back: it stands there again.
      recall();
    };
    taken.then(end, end);
  }

  async function more(): Promise<void> {
    const id = await feedback.current;
    await openFeedback({ order, display, screen: handedIn ? 'mine' : 'reasons', ...(id && entry && { id, rating: entry.rating }) });
  }

  const thumb = (rated: 1 | -1): VNode => (
    <button
      class={value !== rated ? 'ask-thumb' : rated > 0 ? 'ask-thumb ask-said ask-good' : 'ask-thumb ask-said'}
      aria-label={rated > 0 ? words.good : words.problem}
      // Shows what was handed in; a press would be another feedback.
      onClick={() => handedIn || void tap(rated)}
    >
      <Icon name={rated > 0 ? 'up' : 'down'} />
      {!value && <span>{rated > 0 ? words.good : words.problem}</span>}
    </button>
  );
  return (
    <div class={session.locale.startsWith('en') ? 'ask' : 'ask zh'} style={themeOf(session.options)}>
      {value ? (
        <div class="ask-row">
          {thumb(value)}
          <div class="ask-grow">
            <div class="ask-b">{words.noted + (value > 0 ? words.good : words.problem)}</div>
            <div class="ask-small">{rowTold(words, entry, failed ? false : entry?.durable)}</div>
          </div>
          {!handedIn && (
            <button class="ask-undo" onClick={undo}>
              {words.undo}
            </button>
          )}
        </div>
      ) : (
        <div class="ask-b">{words.question}</div>
      )}
      {value ? (
        <button class="ask-more" onClick={() => void more()}>
          {handedIn ? words.progress : value > 0 ? words.praise : words.complain}
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
