export default defineAppConfig({
  pages: ['pages/order/index', 'pages/sign-for/index'],
  subPackages: [{ root: 'feedback', pages: ['pages/index'] }],
  window: {
    navigationBarTitleText: '青禾生鲜',
    navigationBarBackgroundColor: '#f3f4f3',
    navigationBarTextStyle: 'black',
    backgroundColor: '#f3f4f3',
  },
});
