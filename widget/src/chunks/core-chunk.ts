import { takeCalls } from './calls.js';
import { connect, isWaiting } from './connect.js';
import { enrich } from './enrich.js';
import { loadForm } from './make-form.js';
import { triggers } from './page.js';
import { registry } from './seam.js';

if (!registry.core) start();

function start(): void {
  const follow = registry._enrich;

  registry.core = { connect, loadForm };
  registry._enrich = (trigger) => {
    follow?.(trigger);
    enrich(trigger);
  };
  // First, because `configure` may be among them.
  takeCalls();
  for (const trigger of triggers()) enrich(trigger);

  // Sites of this page on which something was tapped, now or on an earlier page. Others stay untouched: nothing is stored before a tap.
  for (const trigger of [registry._script, ...triggers()]) if (isWaiting(trigger)) void connect(trigger);
}
