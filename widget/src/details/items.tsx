import type { VNode } from 'preact';
import { Icon, Thumbnail, Title } from '../sheet/kit.js';
import { frame } from './frame.js';
import type { ItemChoice } from '../sheet/sdk.js';
import type { FormView, PageProps } from '../sheet/view.js';
import { Advice } from './advice.js';
import { submit } from './leave.js';
import { Act, Pills, Problem, Submit } from './parts.js';
import { PhotoSection } from './photo-section.js';
import { Words } from './words.js';

/** Screen 3: which items and how much of them, photos, wish and own words. Everything on it is optional except what the policy demands. */
export function itemsScreen(view: FormView): PageProps {
  const { state, form, t } = view;
  const words = t.details;
  // Things go with a reason that is about things; without one nobody would read which.
  const aboutGoods = state.items.length > 0 && state.reasons.some((code) => /^(safety|cold|pack|item)/.test(code));
  return frame(view, {
    kind: 'tall',
    bar: (
      <Submit busy={state.busy} onClick={(event) => submit(view, event)}>
        {t.sheet.submit}
      </Submit>
    ),
    children: (
      <>
        <div>
          <div class="between">
            <Title>{aboutGoods ? words.which : words.more}</Title>
            <Act onClick={view.back}>{words.change}</Act>
          </div>
          <div class="chosen">
            {state.reasons.map((code) => (
              <span class={/^safety|thawed_lost/.test(code) ? 'pill bad' : 'pill'}>
                <Icon name={code} size={16} />
                {t.reasons[code] ?? code}
              </span>
            ))}
          </div>
        </div>
        {state.red && <Advice view={view} />}
        {aboutGoods && (
          <ul class="items">
            {state.items.map((item) => (
              <Item key={item.line.lineId} view={view} item={item} />
            ))}
          </ul>
        )}
        <PhotoSection view={view} />
        <div class="sec" part="wish">
          <h3 class="h">{words.wish}</h3>
          <Pills
            name={words.wish}
            choices={(['refund', 'redeliver', 'replace', 'call_me', 'none'] as const).map((value) => ({
              value,
              text: words.wishes[value],
              icon: { refund: 'refund', redeliver: 'truck', replace: 'wrong', call_me: 'phone', none: 'chat' }[value],
            }))}
            chosen={state.wish === 'credit' ? null : state.wish}
            onChoose={form.setWish}
          />
        </div>
        <Words view={view} />
      </>
    ),
  });
}

function Item({ view, item }: { view: FormView; item: ItemChoice }): VNode {
  const { form, state, t, say } = view;
  const words = t.details;
  const { line, chosen, qty, of, fraction, weight } = item;
  const { lineId, name } = line;
  const unit = line.unit ?? '';
  const weighed = !!line.byWeight && state.reasons.includes('item.short_weight');
  const wrong = state.issues.find((issue) => issue.lineId === lineId);
  const step = (by: number): void => form.setItem(lineId, { qty: qty + by });
  const counted = chosen && !line.byWeight && of > 1;
  return (
    <li class={chosen ? 'item on' : 'item'} part="item">
      <div class="between">
        <button class="row grow" role="checkbox" aria-checked={chosen} onClick={() => form.setItem(lineId, { chosen: !chosen })}>
          <Thumbnail view={view} {...line} />
          <span class="grow">
            <b>{name}</b>
            <span class="small">{line.qty != null && say(chosen ? words.bought : words.times, { n: line.qty, unit })}</span>
          </span>
          {!counted && <span class="box">{chosen && <Icon name="check" size={16} />}</span>}
        </button>
        {counted && (
          <div class="step" role="group" aria-label={words.howMany + ', ' + name}>
            <button aria-label={words.fewer} disabled={qty <= 1} onClick={() => step(-1)}>
              <span>
                <Icon name="minus" size={16} />
              </span>
            </button>
            <output>{qty}</output>
            <button aria-label={words.further} disabled={qty >= of} onClick={() => step(1)}>
              <span>
                <Icon name="plus" size={16} />
              </span>
            </button>
          </div>
        )}
      </div>
      {chosen && (
        <div class="more">
          {weighed ? (
            <>
              <label class="small" for={'w' + lineId}>
                {words.weight}
              </label>
              <div class="row">
                <input
                  id={'w' + lineId}
                  class="field grow"
                  inputMode="decimal"
                  value={weight}
                  aria-invalid={!!wrong}
                  aria-describedby={wrong ? 'e' + lineId : undefined}
                  onInput={(event) => form.setItem(lineId, { weight: event.currentTarget.value })}
                />
                {unit}
              </div>
              {wrong && <Problem id={'e' + lineId}>{words.weightInvalid}</Problem>}
            </>
          ) : (
            <>
              <span class="small">{words.howMuch}</span>
              <Pills
                name={words.howMuch + ', ' + name}
                choices={[
                  { value: 0.1, text: words.few },
                  { value: 0.5, text: words.half },
                  { value: 1, text: words.most },
                ]}
                chosen={fraction}
                onChoose={(value) => form.setItem(lineId, { fraction: value })}
              />
            </>
          )}
        </div>
      )}
    </li>
  );
}
