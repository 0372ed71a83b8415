import type { VNode } from 'preact';
import { Button, Icon, Note, Person, Title } from './kit.js';
import { Thumbnail } from './thumbnail.js';
import { polarity } from './told.js';
import type { PageProps, View } from './view.js';

const steps = ['ordered', 'picked', 'out', 'delivered'] as const;

/** Screen 1: two ratings, never more; each tap is stored at once. */
export function rateScreen(view: View): PageProps {
  const { state, t, options, say, when } = view;
  const { order } = state;
  const words = t.first;
  const { shop, courier, times } = options.display ?? {};
  const said = polarity(state.rating);
  const unsent = view.ui.entries?.filter((entry) => entry.state !== 'received').length;
  const count = order.items?.length;
  const delivered = order.deliveredAt ?? times?.delivered;
  const until = order.promised?.until;
  const late = order.lateMinutes ?? Math.floor((+new Date(delivered ?? NaN) - +new Date(until ?? NaN)) / 6e4);
  // After sales, everything before is behind.
  const reached = steps.indexOf(order.state === 'after_sales' ? 'delivered' : (order.state ?? 'ordered'));

  const rate = (what: 'goods' | 'delivery', hint: string): VNode => (
    <div class="rate" part="rating" role="group" aria-label={words[what]}>
      <div class="grow">
        <b>{words[what]}</b>
        <p class="small">{hint}</p>
      </div>
      {([1, -1] as const).map((value) => (
        <button
          class={value > 0 ? 'thumb good' : 'thumb'}
          aria-label={value > 0 ? t.trigger.good : t.trigger.problem}
          aria-pressed={state.rating[what]?.value === value}
          onClick={() => view.rate(what, value)}
        >
          <Icon name={value > 0 ? 'up' : 'down'} />
        </button>
      ))}
    </div>
  );

  return {
    headKind: 'order',
    head: (
      <>
        <div class="stack" aria-hidden="true">
          {order.items?.slice(0, 3).map((item) => (
            <Thumbnail view={view} {...item} />
          ))}
        </div>
        <div class="grow">
          <b>{shop ?? order.id}</b>
          <p class="small">
            {count && say(words.items, { n: count })}
            {delivered && (count ? ' · ' : '') + say(words.deliveredAt, { when: when(delivered) })}
          </p>
        </div>
      </>
    ),
    barKind: said ? 'low' : 'low links',
    bar: said ? (
      <>
        <Button tone="quiet" onClick={view.undo}>
          {t.trigger.undo}
        </Button>
        <Button tone="soft" onClick={() => view.go('reasons')}>
          {said > 0 ? t.trigger.praise : t.trigger.complain}
        </Button>
        <button class="ib" aria-label={words.mine} onClick={() => view.go('mine')}>
          <Icon name="list" size={20} />
        </button>
        <Person view={view} bare />
      </>
    ) : (
      <>
        <button onClick={() => view.go('mine')}>
          <Icon name="list" size={20} />
          {words.mine}
          {!!unsent && <b class="num">{unsent}</b>}
        </button>
        <Person view={view} />
      </>
    ),
    children: (
      <>
        {order.state && (
          <ol class="steps" style={{ '--yj-p': reached * 33.3 + '%' }}>
            {steps.map((step, index) => {
              const time = step === 'delivered' ? delivered : times?.[step];
              return (
                <li class={index > reached ? 'todo' : ''} aria-current={index === reached && 'step'}>
                  <b>{words[step]}</b>
                  {time && when(time, true)}
                </li>
              );
            })}
          </ol>
        )}
        {late > 0 && (
          <Note icon="late" tone="warn">
            <b>{say(words.late, { n: late })}</b>
            <p class="small">{words.lateHint}</p>
          </Note>
        )}
        <div class="sec">
          <Title>{t.trigger.question}</Title>
          {rate('goods', words.goodsHint)}
          {rate('delivery', courier ? say(words.courier, { name: courier }) : words.deliveryHint)}
          <p class="foot small">
            <Icon name={view.told.icon} size={16} />
            {view.told.text || words.foot}
          </p>
        </div>
      </>
    ),
  };
}
