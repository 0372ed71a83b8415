export { FeedbackPage as default } from '@yijian/taro/page';
