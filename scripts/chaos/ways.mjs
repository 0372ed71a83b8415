/**
 * @typedef {import('playwright').Page} Page
 * @typedef {import('./plan.mjs').PlannedFeedback} PlannedFeedback
 * @typedef {import('./verdict.mjs').Told} Told
 */

/** Words under which a screen says that what it shows is on disk or further, in the language of the shop. */
const saved = /已存到本机|已存到手机|已存到设备|正在发送|已收到/;
const photoSaved = /已存好|上传中|已上传/;

/**
 * A thumb on the merchant's page, nothing else.
 * @param {Page} page
 * @param {PlannedFeedback} feedback
 * @param {Told} told
 */
export async function byThumb(page, feedback, told) {
  await addTrigger(page, feedback);
  const thumb = page.locator(`[order-id="${feedback.order}"]`).locator(`button[value="${feedback.value}"]`);
  told.submitted = true;
  await thumb.click({ noWaitAfter: true });
  if (feedback.disturbance.kind === 'second-tap') for (let n = 0; n < 4; n++) await thumb.click({ noWaitAfter: true });
  await until(() => told.tap);
}

/**
 * The whole form: rate, reason, words, photos, submit. What the screens say is what the customer was told.
 * @param {Page} page
 * @param {PlannedFeedback} feedback
 * @param {string[]} files
 * @param {Told} told
 */
export async function bySheet(page, feedback, files, told) {
  await addTrigger(page, feedback);
  await page.evaluate((order) => {
    const own = document.createElement('button');
    own.dataset['yijianOrder'] = order;
    own.textContent = order;
    document.querySelector('main')?.prepend(own);
  }, feedback.order);
  await page.locator(`[data-yijian-order="${feedback.order}"]`).click({ noWaitAfter: true });
  const sheet = page.locator('dialog.y');
  told.submitted = true;
  await sheet
    .locator('[part=rating] button')
    .nth(feedback.value > 0 ? 0 : 1)
    .click();
  await sheet.locator('[role=status]', { hasText: saved }).first().waitFor({ state: 'attached' });
  told.tap = true;
  await sheet.locator('.bar .btn.soft').click();
  const reasons = sheet.locator('[part=reason]');
  await reasons.first().waitFor();
  await reasons.nth(feedback.n % (await reasons.count())).click();
  if (feedback.value < 0) {
    await sheet.locator('.bar .btn.main').click();
    for (const [index, file] of files.entries()) await addPhoto(sheet, index, file, told);
    await sheet.locator('textarea').fill(feedback.words);
  }
  await submit(sheet);
  // The screen after the last one: only there it is said that all of it is saved.
  await sheet
    .filter({ hasNot: page.locator('textarea, [part=reason]') })
    .locator('[role=status]', { hasText: saved })
    .first()
    .waitFor({ state: 'attached' });
  if (feedback.value < 0) told.words = true;
  await sheet.locator('[part=close]').click();
}

/**
 * Picks a file for the last free slot, and waits until the slot says that it is kept.
 * @param {import('playwright').Locator} sheet
 * @param {number} index
 * @param {string} file
 * @param {Told} told
 */
async function addPhoto(sheet, index, file, told) {
  await sheet.locator('button.guide').last().click();
  await sheet.locator('input[type=file]').last().setInputFiles(file);
  const slot = sheet.locator('button.shot[part=photo]:not(.guide)').nth(index);
  await until(async () => photoSaved.test((await slot.getAttribute('aria-label')) ?? ''));
  told.photos.add(index);
}

/**
 * Submits; where the form asks for a photo or about food safety, says that there is none to take, and no.
 * @param {import('playwright').Locator} sheet
 */
async function submit(sheet) {
  const main = sheet.locator('.bar .btn.main');
  await main.click();
  const demand = sheet.locator('.err').first();
  const isAsked = await demand.waitFor({ timeout: 400 }).then(
    () => true,
    () => false,
  );
  if (!isAsked) return;
  const noPhoto = sheet.getByRole('button', { name: '拍不了照片' });
  if (await sheet.locator('.guide[aria-invalid=true]').count()) {
    await noPhoto.click();
    await sheet.getByText('其他原因').click();
  }
  const notSafety = sheet.getByText('不是', { exact: true });
  if (await notSafety.count()) await notSafety.click();
  await main.click();
}

/**
 * The calls that a merchant's page makes; a promise that is kept is what was told.
 * @param {Page} page
 * @param {PlannedFeedback} feedback
 * @param {string[]} files
 * @param {Told} told
 */
export async function byCall(page, feedback, files, told) {
  await addTrigger(page, feedback);
  const picker = `pick-${feedback.n}`;
  await page.evaluate((id) => {
    const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, id });
    document.body.append(input);
  }, picker);
  await page.setInputFiles(`#${picker}`, files);
  told.submitted = true;
  await page.evaluate(call, { order: feedback.order, value: feedback.value, words: feedback.words, picker });
}

/**
 * Runs in the page.
 * @param {{ order: string, value: 1 | -1, words: string, picker: string }} options
 */
async function call({ order, value, words, picker }) {
  /**
   * @typedef {{ id: string, durable: boolean }} Entry
   * @typedef {object} Client
   * @property {(id: string, file: File) => Promise<Entry>} attach
   * @property {(id: string, details: { text: string }) => Promise<Entry>} details
   * @property {(id: string) => void} release
   */
  const { yijian, chaos } = /** @type {{
   *   yijian: { (name: 'tap', input: object): Promise<Entry>, r: { core: { connect(trigger: Element | null): Promise<Client> } } },
   *   chaos: { tell(said: object): void },
   * }} */ (/** @type {unknown} */ (globalThis));
  const { id, durable } = await yijian('tap', { rating: value, order: { order: { id: order } } });
  if (durable) chaos.tell({ what: 'tap', order, id });
  const client = await yijian.r.core.connect(document.querySelector(`[order-id="${order}"]`));
  const input = document.querySelector(`#${picker}`);
  const files = input instanceof HTMLInputElement ? [...(input.files ?? [])] : [];
  for (const [index, file] of files.entries()) {
    const kept = await client.attach(id, file);
    if (kept.durable) chaos.tell({ what: 'photo', order, index });
  }
  const said = await client.details(id, { text: words });
  if (said.durable) chaos.tell({ what: 'words', order });
  client.release(id);
}

/**
 * Puts a trigger for the order on the page, and listens to what it says.
 * @param {Page} page
 * @param {PlannedFeedback} feedback
 */
function addTrigger(page, { order }) {
  return page.evaluate(
    ({ id, savedWords }) => {
      const trigger = document.createElement('yijian-feedback');
      trigger.setAttribute('order-id', id);
      document.querySelector('main')?.prepend(trigger);
      const root = trigger.shadowRoot;
      if (!root) throw new TypeError('the trigger is not drawn');
      const listen = new MutationObserver(() => {
        if (!root.querySelector('output')?.textContent?.includes(savedWords)) return;
        listen.disconnect();
        /** @type {{ tell(said: object): void }} */ (Reflect.get(globalThis, 'chaos')).tell({ what: 'tap', order: id });
      });
      listen.observe(root, { childList: true, characterData: true, subtree: true });
    },
    { id: order, savedWords: '已存到本机' },
  );
}

/**
 * Resolves once it is so, rejects when that takes too long.
 * @param {() => boolean | Promise<boolean>} isSo
 */
async function until(isSo) {
  for (const began = Date.now(); !(await isSo()); ) {
    if (Date.now() - began > 8_000) throw new Error('was not told in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
