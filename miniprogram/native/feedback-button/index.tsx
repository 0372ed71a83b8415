import './index.css';
import { FeedbackButton, FeedbackProvider } from '@yijian/taro';
import { settingsOf, type NativeProps } from '../settings';

/** `<feedback-button props="{{ { site, endpoint, page, order, display } }}" />` */
export default function NativeButton(props: Partial<NativeProps>) {
  const settings = settingsOf(props);
  return (
    settings && (
      <FeedbackProvider {...settings}>
        <FeedbackButton order={props.order} display={props.display} />
      </FeedbackProvider>
    )
  );
}
