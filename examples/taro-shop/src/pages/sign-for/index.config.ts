export default definePageConfig({ navigationBarTitleText: '确认收货' });
