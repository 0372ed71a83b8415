import './index.css';
import { FeedbackButton, FeedbackProvider, type FeedbackSettings, type Opening } from '@yijian/taro';

/** `<feedback-button props="{{ { site, endpoint, page, order, display } }}" />` */
export default function NativeButton({ order, display, ...settings }: FeedbackSettings & Pick<Opening, 'order' | 'display'>) {
  return (
    <FeedbackProvider {...settings}>
      <FeedbackButton order={order} display={display} />
    </FeedbackProvider>
  );
}
