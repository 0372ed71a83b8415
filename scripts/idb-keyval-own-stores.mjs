/**
 * Rollup plugin: idb-keyval without its default store, because every call of ours names its own. The build fails when idb-keyval no
 * longer looks as expected, so an upgrade is looked at anew.
 * @returns {import('rollup').Plugin}
 */
export function idbKeyvalOwnStores() {
  return {
    name: 'idb-keyval-own-stores',
    transform(code, id) {
      if (!/[\\/]node_modules[\\/]idb-keyval[\\/]dist[\\/]index\.js$/.test(id)) return null;
      const cut = code.replaceAll('customStore = defaultGetStore()', 'customStore');
      if (cut === code) this.error('idb-keyval has no default store any more; adapt scripts/idb-keyval-own-stores.mjs');
      return { code: cut, map: null };
    },
  };
}
