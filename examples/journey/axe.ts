import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

/** The engine as text, to be run in any browser. */
export const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  interface Window {
    axe: {
      run(
        context: Document,
        options: { runOnly: { type: 'tag'; values: string[] }; rules: Record<string, { enabled: boolean }> },
      ): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }>;
    };
  }
}

/** Runs in a page that holds the engine: breaches of WCAG 2.2, A and AA. It stands alone, because it travels there as text. */
export async function findBreaches(): Promise<readonly string[]> {
  const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  // WebKit tells our element's `all: initial` property by property, spacing too; the element holds no text, and its shadow root begins anew.
  const rules = { 'avoid-inline-spacing': { enabled: false } };
  const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values }, rules });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
