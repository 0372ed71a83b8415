'use strict';

const attributes = { 'aria-role': '', 'aria-label': '', 'aria-hidden': '', 'aria-checked': '', 'aria-disabled': '' };

/** What WeChat's components tell a screen reader, and Taro's templates leave out: by component, as Taro lists its attributes. */
module.exports = { View: { ...attributes }, Image: { ...attributes }, Input: { ...attributes }, Textarea: { ...attributes } };
