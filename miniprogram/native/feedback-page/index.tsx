import './index.css';
import { FeedbackProvider, type FeedbackSettings, type Opening } from '@yijian/taro';
import { FeedbackPage } from '@yijian/taro/page';

/** `<feedback-page props="{{ { site, endpoint } }}" />`, alone on a page of the host's. */
export default function NativePage({ order, display, ...settings }: FeedbackSettings & Pick<Opening, 'order' | 'display'>) {
  return (
    <FeedbackProvider {...settings}>
      <FeedbackPage order={order} display={display} />
    </FeedbackProvider>
  );
}
