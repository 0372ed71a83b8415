import type { Details, Rating, Reason, Submission } from '@yijian/sdk/contract';
import { html } from 'hono/html';
import { reasonTree } from '../reason-words.js';
import { shopInstant } from '../shop/demo-orders.js';
import { adminWords, type AdminWords, type Language } from './admin-words.js';
import type { ListedAttachment, ListedFeedback } from './feedback-list.js';

type Html = ReturnType<typeof html>;

interface PageContent {
  readonly rows: readonly ListedFeedback[];
  readonly hasMore: boolean;
  readonly language: Language;
}

/** The list as a page; every word from outside is escaped by the template. */
export function adminPage({ rows, hasMore, language }: PageContent): Html {
  const words = adminWords[language];
  const last = rows.at(-1);
  return html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${words.title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/admin/style.css" />
      </head>
      <body>
        <header class="top">
          <h1>${words.title}</h1>
          <nav>
            <a href="/">${words.shop}</a>
            <a href="/admin/feedback.json">${words.json}</a>
            <a href="/admin?lang=${language === 'zh' ? 'en' : 'zh'}" lang="${language === 'zh' ? 'en' : 'zh-CN'}">${words.language}</a>
          </nav>
        </header>
        <main>
          ${rows.length === 0 ? html`<p class="empty">${words.empty}</p>` : rows.map((row) => card(row, words, language))}
          ${hasMore && last ? html`<p class="more"><a href="/admin?lang=${language}&before=${last.id}">${words.older}</a></p>` : ''}
        </main>
      </body>
    </html>`;
}

function card(row: ListedFeedback, words: AdminWords, language: Language): Html {
  const details: Details[] = [row.body, ...row.events.flatMap((event) => (event.type === 'details-added' ? [event.details] : []))];
  // What is said later of a field takes the place of what was said before.
  const { reasons, text, desiredResolution: wish } = Object.assign({}, ...details) as Details;
  const rating = Object.assign({}, ...details.map((part) => part.rating ?? {})) as Rating;
  const missing = row.need.length;
  return html`<article class="card ${row.red ? 'is-red' : ''}">
    <header>
      <h2>${row.ref}</h2>
      <span class="mood">${mood(row, rating, words)}</span>
      ${row.red ? html`<span class="tag red">${words.red}</span>` : ''}
      ${row.priority ? html`<span class="tag">${row.priority}</span>` : ''}
      ${row.withdrawnAt ? html`<span class="tag">${words.withdrawn}</span>` : ''}
      ${missing > 0 ? html`<span class="tag amber">${words.photos} · ${words.missingPhotos(missing)}</span>` : ''}
      <time datetime="${row.receivedAt.toISOString()}">${words.received} ${clock(row.receivedAt)}</time>
    </header>
    ${reasons?.length
      ? html`<ul class="reasons" aria-label="${words.reasons}">
          ${reasons.map((reason) => reasonLine(reason, row.body, words, language))}
        </ul>`
      : ''}
    ${text ? html`<blockquote>${text}</blockquote>` : ''}
    ${wish ? html`<p class="wish"><span>${words.wish}</span> ${words.kinds[wish]}</p>` : ''}
    ${row.attachments.length > 0
      ? html`<ul class="photos" aria-label="${words.photos}">
          ${row.attachments.map((attachment) => photo(attachment, words))}
        </ul>`
      : ''}
    <dl>
      ${[...facts(row, words)].map(
        ([name, value, wide]) =>
          html`<div class="${wide ?? ''}">
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </article>`;
}

/** A problem with anything is a problem, whatever was praised before. */
function mood({ kind }: ListedFeedback, { overall, goods, delivery }: Rating, words: AdminWords): string {
  if (overall && overall.scale !== 'thumb') return `${overall.value} ${words.of} ${overall.scale === 'nps10' ? 10 : 5}`;
  const thumbs = [overall, goods, delivery].flatMap((score) => (score?.scale === 'thumb' ? score.value : []));
  if (thumbs.length > 0) return thumbs.some((value) => value < 0) ? words.down : words.up;
  return kind === 'praise' ? words.up : kind === 'complaint' ? words.down : kind === 'idea' ? words.idea : words.question;
}

function reasonLine({ code, items = [] }: Reason, { order }: Submission, words: AdminWords, language: Language): Html {
  const known = reasonTree.get(code);
  const lines = items.map(({ lineId, sku, qty, of, fraction, weight }) => {
    const name = order?.items?.find((item) => item.lineId === lineId)?.name ?? sku ?? lineId;
    const parts = [
      qty == null ? '' : ` × ${qty}${of == null ? '' : ` (${words.of} ${of})`}`,
      fraction == null ? '' : ` ${Math.round(fraction * 100)} %`,
      weight ? ` ${weight.measured} ${weight.unit}${weight.ordered == null ? '' : ` (${words.of} ${weight.ordered})`}` : '',
    ];
    return name + parts.join('');
  });
  return html`<li class="${known?.level === 1 ? 'red' : ''}">
    <span class="reason">${known?.[language] ?? code}</span>
    <code>${code}</code>
    ${lines.length > 0 ? html`<span class="lines">${lines.join(language === 'zh' ? '、' : ', ')}</span>` : ''}
  </li>`;
}

function photo(attachment: ListedAttachment, words: AdminWords): Html {
  const { state, url, mime, bytes, removedCause } = attachment;
  const size = bytes === null ? '' : `${Math.round(bytes / 1000)} kB`;
  if (url === null || mime === null) {
    const why =
      removedCause === 'lost'
        ? words.lost
        : removedCause === 'refused'
          ? words.refused
          : state === 'removed'
            ? words.removed
            : words.missing;
    return html`<li class="gap ${state}"><span>${why}</span></li>`;
  }
  const note = state === 'unnamed' ? `${words.unnamed} · ${size}` : size;
  if (mime.startsWith('video/')) return html`<li><video src="${url}" controls preload="metadata"></video><small>${note}</small></li>`;
  if (!/^image\/(jpeg|png|gif|webp|avif)$/.test(mime)) {
    return html`<li class="gap"><a href="${url}">${words.file} ${mime}</a><small>${note}</small></li>`;
  }
  return html`<li>
    <a href="${url}"><img src="${url}" alt="${words.photos} ${attachment.shot ?? ''}" loading="lazy" width="112" height="112" /></a
    ><small>${note}</small>
  </li>`;
}

function* facts(row: ListedFeedback, words: AdminWords): Generator<[name: string, value: string | Html, wide?: 'wide']> {
  yield [words.order, html`${row.orderId ?? words.none} <small>${words.trust[row.trust as keyof AdminWords['trust']]}</small>`];
  yield [words.tapped, row.tappedAt ? clock(row.tappedAt) : row.body.occurredAt];
  yield [words.attempts, `${row.attempts} ×`];
  yield [words.queued, duration(row.queuedForMs)];
  yield [words.clockError, duration(row.clockErrorMs)];
  yield [words.rtt, duration(row.rttMs)];
  if (row.flags.length > 0) yield [words.flags, row.flags.join(', ')];
  const goods = (row.body.order?.items ?? []).map(({ name, qty, unit }) => `${name}${qty == null ? '' : ` × ${qty} ${unit ?? ''}`}`.trim());
  if (goods.length > 0) yield [words.items, goods.join(' · '), 'wide'];
  yield ['id', html`<code>${row.id}</code>`, 'wide'];
}

const clock = (time: Date): string => shopInstant(time.getTime()).slice(0, 19).replace('T', ' ');

function duration(milliseconds: number | null): string {
  if (milliseconds === null) return '–';
  const size = Math.abs(milliseconds);
  const sign = milliseconds < 0 ? '−' : '';
  if (size < 1000) return `${sign}${Math.round(size)} ms`;
  if (size < 120_000) return `${sign}${(size / 1000).toFixed(1)} s`;
  if (size < 7_200_000) return `${sign}${Math.round(size / 60_000)} min`;
  return size < 172_800_000 ? `${sign}${(size / 3_600_000).toFixed(1)} h` : `${sign}${(size / 86_400_000).toFixed(1)} d`;
}
