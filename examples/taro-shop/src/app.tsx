import { FeedbackProvider } from '@yijian/taro';
import type { PropsWithChildren } from 'react';
import './app.css';

export default function App({ children }: PropsWithChildren) {
  return (
    <FeedbackProvider site={SHOP_SITE} endpoint={SHOP_ENDPOINT} notices={SHOP_NOTICES}>
      {children}
    </FeedbackProvider>
  );
}
