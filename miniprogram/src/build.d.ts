/** Replaced by the host's build: `weapp`, `alipay`, `tt` or `h5`. */
declare const process: { readonly env: { readonly TARO_ENV: string } };

/** Made by the build, beside what imports it. */
declare module '*.css';
