/** Words that only a mini-program needs; everything else it says stands in the catalogue that it shares with the web. */
export interface MiniMessages {
  /** Title of the page. */
  readonly title: string;
  /** Why no picture came, by the reason that the picker gave. */
  readonly refused: Readonly<Record<'privacy' | 'denied' | 'unsupported' | 'quota' | 'failed', string>>;
  /** It works without a picture. */
  readonly refusedHint: string;
  readonly settings: string;
  /** What to pick, where the platform has a picker for each. */
  readonly photo: string;
  readonly video: string;
  /** The customer did not want a message, or the platform has none to offer. */
  readonly noNotice: string;
  readonly loading: string;
  readonly clockToday: string;
  readonly day: (month: number, day: number) => string;
  readonly seconds: (n: number) => string;
  readonly minutes: (n: number) => string;
}

const zhCN: MiniMessages = {
  title: '说说这一单',
  refused: {
    privacy: '没有得到隐私授权，打不开相机和相册',
    denied: '没有相机或相册权限',
    unsupported: '这个版本打不开相机和相册',
    quota: '手机里放不下更多照片',
    failed: '相机或相册没打开',
  },
  refusedHint: '不加照片也能提交',
  settings: '去设置',
  photo: '照片',
  video: '视频',
  noNotice: '不发消息提醒，进度在“我的反馈”里看',
  loading: '正在打开',
  clockToday: '今天',
  day: (month, day) => `${month}月${day}日`,
  seconds: (n) => `${n} 秒`,
  minutes: (n) => `${n} 分钟`,
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const en: MiniMessages = {
  title: 'About this order',
  refused: {
    privacy: 'Camera and album need your consent to the privacy notice',
    denied: 'No permission for camera or album',
    unsupported: 'This version opens no camera or album',
    quota: 'No room for more photos on this phone',
    failed: 'Camera or album did not open',
  },
  refusedHint: 'You can submit without a photo',
  settings: 'Settings',
  photo: 'Photo',
  video: 'Video',
  noNotice: 'No messages will be sent: progress is under "My feedback"',
  loading: 'Opening',
  clockToday: 'today',
  day: (month, day) => `${months[month - 1] ?? ''} ${day}`,
  seconds: (n) => `${n} second${n === 1 ? '' : 's'}`,
  minutes: (n) => `${n} minute${n === 1 ? '' : 's'}`,
};

/** Chinese for every Chinese, English for everybody else. */
export const miniMessages = (locale: string): MiniMessages => (locale.startsWith('zh') ? zhCN : en);
