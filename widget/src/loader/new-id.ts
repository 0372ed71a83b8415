/** UUIDv7, lower case, with digits for its random part; works on http pages too. */
export const newId = () =>
  // Whatever year the clock says, twelve digits of it: the thirteenth goes below.
  ((2 ** 48 + Date.now()).toString(16) + '-7xxx-8xxx-xxxxxxxxxxxx')
    .replace(/x/g, () => (+crypto.getRandomValues(new Uint8Array(1)) % 10) as unknown as string)
    .replace(/.(.{8})/, '$1-');
