import type { TriggerMessages } from './catalogue.js';

/* The part on the merchant's own page, which is there before the rest. */

/** 简体中文. */
export const triggerZhCN: TriggerMessages = {
  question: '这单怎么样？',
  good: '都挺好',
  problem: '有问题',
  noted: '记下了：',
  saved: '已存到本机',
  unsaved: '请别关闭页面',
  received: '已收到',
  refused: '未能提交，看看原因',
  undo: '撤销',
  praise: '说说哪里好',
  complain: '说说哪里不对',
  progress: '查看进度',
  floating: '意见',
};

/** English. */
export const triggerEn: TriggerMessages = {
  question: 'How was this order?',
  good: 'All good',
  problem: 'A problem',
  noted: 'Noted: ',
  saved: 'Saved on this device',
  unsaved: 'Keep this page open',
  received: 'Received',
  refused: 'Not submitted, see why',
  undo: 'Undo',
  praise: 'Tell us what was good',
  complain: 'Tell us what went wrong',
  progress: 'See progress',
  floating: 'Feedback',
};
