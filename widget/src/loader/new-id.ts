/** UUIDv7, lower case, with digits for its random part; works on http pages too. */
export const newId = () =>
  ('0' + Date.now().toString(16) + '-7xxx-8xxx-xxxxxxxxxxxx')
    .replace(/x/g, () => (+crypto.getRandomValues(new Uint8Array(1)) % 10) as unknown as string)
    .replace(/.{8}/, '$&-');
