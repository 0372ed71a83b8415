import type { VNode } from 'preact';
import { Icon } from '../../sheet/kit.js';
import type { Entry } from '../../sheet/sdk.js';
import type { FormView } from '../../sheet/view.js';
import { bytes } from '../amounts.js';
import { aboutOf, iconOf, ratingOf } from './entry-words.js';

/** What is on this device, line by line, with sizes. */
export function KeptList({ view, entry }: { view: FormView; entry: Entry }): VNode {
  const { t, say } = view;
  const words = t.details;
  const { attachments, details } = entry;
  const rating = ratingOf(view, entry);
  const about = aboutOf(view, entry);
  const length = [...(details.text ?? '')].length;
  const lines = [
    rating && [iconOf({ ...entry, details: {} }), rating, view.when(entry.at)],
    about && about !== rating && [iconOf(entry), about],
    attachments.length && [
      'album',
      say(words.photosOf, { n: attachments.length }),
      bytes(
        attachments.reduce((sum, { size }) => sum + size, 0),
        view.locale,
      ),
    ],
    length && ['chat', words.words, say(words.letters, { n: length })],
  ].filter((line) => line) as string[][];
  return (
    <ul class="well">
      {lines.map(([icon, text, end]) => (
        <li>
          <Icon name={icon!} />
          <span class="grow">{text}</span>
          <span class="small">{end}</span>
        </li>
      ))}
    </ul>
  );
}
