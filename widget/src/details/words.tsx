import type { VNode } from 'preact';
import type { FormView } from '../sheet/view.js';
import { Advice } from './advice.js';
import { Pills, Problem } from './parts.js';

const most = 500;

/** Own words with a counter that never cuts, and the safety question where they raise it. */
export function Words({ view }: { view: FormView }): VNode {
  const { state, form, t, say } = view;
  const words = t.details;
  const length = [...state.text].length;
  const unanswered = state.issues.some((issue) => issue.field === 'safety');
  return (
    <div class="sec">
      <label class="h" for="words">
        {words.words}
      </label>
      <div class="text">
        <textarea
          id="words"
          class="field"
          part="comment"
          maxLength={4000}
          placeholder={words.optional}
          value={state.text}
          aria-describedby={length ? 'count' : undefined}
          onInput={(event) => {
            const { value } = event.currentTarget;
            form.setText(value);
            const now = [...value].length;
            const told = [most * 0.9, most].some((mark) => length < mark && now >= mark);
            if (told) view.set({ spoken: say(words.share, { n: now, max: most }) });
          }}
        />
        {length > 0 && (
          <span id="count" class={length >= most * 0.9 ? 'count warn' : 'count'}>
            {say(words.share, { n: length, max: most })}
          </span>
        )}
      </div>
      {state.safety !== null && (
        <div class="note bad">
          <div class="sec grow">
            <b>{words.safetyQuestion}</b>
            <Pills
              name={words.safetyQuestion}
              choices={[
                { value: true, text: words.yes },
                { value: false, text: words.no },
              ]}
              chosen={state.safety === 'asked' ? null : state.safety}
              onChoose={(yes) => form.answerSafety(yes ?? state.safety === true)}
            />
            {unanswered && <Problem id="es">{words.safetyMissing}</Problem>}
          </div>
        </div>
      )}
      {state.safety === true && !state.reasons.length && <Advice view={view} />}
    </div>
  );
}
