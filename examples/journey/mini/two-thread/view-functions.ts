import type { Call, Outcome } from './messages.js';
import { addressOf } from './view-elements.js';

type Args = Call['args'];

/** Functions of the platform that are to be seen, or that take a browser: each rejects with the reason. */
export const viewFunctions: Readonly<Record<string, (args: Args) => Promise<unknown> | void>> = {
  showToast: ({ title, duration = 1_500 }) => void toast(String(title), Number(duration)),
  hideToast: () => toast(undefined),
  showLoading: ({ title }) => toast(String(title)),
  hideLoading: () => toast(undefined),
  async showModal({ title = '', content = '', showCancel = true, cancelText = '取消', confirmText = '确定' }) {
    const answers = [...(showCancel ? [String(cancelText)] : []), String(confirmText)];
    const chosen = await ask(String(title || content), title ? String(content) : '', answers);
    return { confirm: chosen === answers.length - 1, cancel: chosen < answers.length - 1 };
  },
  async showActionSheet({ itemList }) {
    const items = itemList as readonly string[];
    const tapIndex = await ask('', '', [...items, '取消']);
    if (tapIndex === items.length) throw new Error('cancel');
    return { tapIndex };
  },
  async chooseMedia({ count = 9, mediaType = ['image', 'video'] }) {
    const kinds = mediaType as readonly string[];
    const files = await choose(kinds, Number(count));
    const tempFiles = await Promise.all(
      files.map(async (file) => ({ tempFilePath: await keep(file, file.name), size: file.size, fileType: file.type.split('/')[0] })),
    );
    return { type: kinds.length > 1 ? 'mix' : kinds[0], tempFiles };
  },
  async chooseImage({ count = 9 }) {
    const files = await choose(['image'], Number(count));
    const tempFiles = await Promise.all(files.map(async (file) => ({ path: await keep(file, file.name), size: file.size })));
    return { tempFilePaths: tempFiles.map(({ path }) => path), tempFiles };
  },
  async chooseVideo() {
    const [file] = await choose(['video'], 1);
    if (!file) throw new Error('cancel');
    return { tempFilePath: await keep(file, file.name), size: file.size, duration: 1, width: 0, height: 0 };
  },
  async compressImage({ src, quality = 80, compressedWidth, compressedHeight }) {
    const picture = await decode(src);
    const [width, height] = [Number(compressedWidth) || undefined, Number(compressedHeight) || undefined];
    const scale = width ? width / picture.width : height ? height / picture.height : 1;
    const canvas = document.createElement('canvas');
    canvas.width = width ?? Math.round(picture.width * scale);
    canvas.height = height ?? Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', Number(quality) / 100));
    if (!made) throw new Error('compress failed');
    return { tempFilePath: await keep(made, 'compressed.jpg') };
  },
  async getImageInfo({ src }) {
    const { width, height } = await decode(src);
    return { width, height, path: src, orientation: 'up', type: /\.(\w+)$/.exec(String(src))?.[1]?.replace('jpg', 'jpeg') ?? 'unknown' };
  },
};

/** Asks the device; its failure is this promise's. */
export async function askDevice(call: Call): Promise<Outcome> {
  return JSON.parse(await window.callDevice(JSON.stringify(call))) as Outcome;
}

let showing: HTMLElement | undefined;

function toast(text: string | undefined, duration?: number): void {
  showing?.remove();
  showing = undefined;
  if (text === undefined) return;
  const shown = Object.assign(document.createElement('div'), { className: 'toast', textContent: text });
  shown.setAttribute('role', 'status');
  document.body.append(shown);
  showing = shown;
  if (duration !== undefined) setTimeout(() => shown.remove(), duration);
}

/** Resolves with the place of the answer that was tapped. */
function ask(title: string, text: string, answers: readonly string[]): Promise<number> {
  const dialog = Object.assign(document.createElement('dialog'), { className: 'ask' });
  dialog.setAttribute('aria-label', title);
  dialog.append(
    ...[title, text].filter(Boolean).map((line) => Object.assign(document.createElement('p'), { textContent: line })),
    ...answers.map((answer, index) => Object.assign(document.createElement('button'), { textContent: answer, value: String(index) })),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    for (const button of dialog.querySelectorAll('button')) {
      button.addEventListener('click', () => {
        dialog.remove();
        resolve(Number(button.value));
      });
    }
  });
}

/** The customer's album: a file chooser of the browser. */
function choose(kinds: readonly string[], count: number): Promise<File[]> {
  const input = document.createElement('input');
  Object.assign(input, { type: 'file', accept: kinds.map((kind) => `${kind}/*`).join(','), multiple: count > 1 });
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(new Error('cancel'));
    input.addEventListener('cancel', cancel);
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])].slice(0, count);
      if (files.length > 0) resolve(files);
      else cancel();
    });
    input.click();
  });
}

async function keep(file: Blob, name: string): Promise<string> {
  const answer = await fetch(`/temporary?name=${encodeURIComponent(name)}`, { method: 'POST', body: file });
  return answer.text();
}

async function decode(src: unknown): Promise<ImageBitmap> {
  const answer = await fetch(addressOf(String(src)));
  if (!answer.ok) throw new Error('file not found');
  return createImageBitmap(await answer.blob()).catch(() => {
    throw new Error('decode image failed');
  });
}
