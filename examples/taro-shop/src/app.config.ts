export default defineAppConfig({
  pages: ['pages/order/index', 'pages/sign-for/index'],
  // One line and one file; or none of them, and the plugin.
  subPackages: process.env['SHOP_PLUGIN'] ? [] : [{ root: 'feedback', pages: ['pages/index'] }],
  window: {
    navigationBarTitleText: '青禾生鲜',
    navigationBarBackgroundColor: '#f3f4f3',
    navigationBarTextStyle: 'black',
    backgroundColor: '#f3f4f3',
  },
});
