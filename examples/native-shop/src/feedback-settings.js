/** What every component of `yijian/` is told. */
module.exports = { site: 'demo-shop', endpoint: 'http://127.0.0.1:4173', page: '/feedback/pages/index' };
