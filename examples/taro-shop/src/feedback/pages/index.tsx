import '@yijian/taro/style.css';
export { FeedbackPage as default } from '@yijian/taro';
