/** Replaced by the host's build: `weapp`, `alipay`, `tt` or `h5`. */
declare const process: { readonly env: { readonly TARO_ENV: string } };
