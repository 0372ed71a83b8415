/// <reference types="@tarojs/taro" />

declare module '*.css';

/** Written into the app by the build, see config/index.ts. */
declare const SHOP_SITE: string;
declare const SHOP_ENDPOINT: string;
declare const SHOP_NOTICES: string[];
