import './index.css';
import { FeedbackProvider } from '@yijian/taro';
import { FeedbackPage } from '@yijian/taro/page';
import { settingsOf, type NativeProps } from '../settings';

/** `<feedback-page props="{{ { site, endpoint } }}" />`, alone on a page of the host's. */
export default function NativePage(props: Partial<NativeProps>) {
  const settings = settingsOf(props);
  return (
    settings && (
      <FeedbackProvider {...settings}>
        <FeedbackPage order={props.order} display={props.display} />
      </FeedbackProvider>
    )
  );
}
