import { isFeedbackError, type Http, type HttpAnswer } from '../core/index.js';
import type { TaroByteStore } from './taro-byte-store.js';
import { exchange, type ExchangeOptions } from './taro-exchange.js';

/** As much of the byte store as an upload needs. */
export type Lender = Pick<TaroByteStore, 'lend'>;

/** The platform counts the whole upload, we count from one progress to the next; milliseconds. */
const patience = 600_000;

/** Sends a part of a file as multipart. The name and the type that the server sees follow from the file's path. */
export function createTaroUpload(options: ExchangeOptions, bytes: Lender): Http {
  const { env } = options;
  return {
    async send({ url, headers, multipart, timeoutMs }, { cancellation, onProgress }): Promise<HttpAnswer> {
      if (!multipart) throw new TypeError('an upload needs a file');
      const { fields, file } = multipart;
      const { length, mime } = file;
      try {
        return await bytes.lend(file.key, file, (filePath) =>
          exchange(options, {
            name: 'uploadFile',
            timeoutMs,
            cancellation,
            options: {
              url,
              filePath,
              name: 'file',
              formData: { ...fields },
              header: { ...headers },
              timeout: patience,
              ...(env === 'alipay'
                ? { headers: { ...headers }, fileName: 'file', fileType: mime.startsWith('video/') ? 'video' : 'image', hideLoading: true }
                : {}),
            },
            watch: (task, moved) =>
              task.onProgressUpdate?.(({ totalBytesSent = 0, totalBytesExpectedToSend = length }) => {
                moved();
                // What is expected counts the fields and boundaries too.
                onProgress?.(Math.max(0, Math.min(length, totalBytesSent - (totalBytesExpectedToSend - length))));
              }),
          }),
        );
      } catch (error) {
        if (!isFeedbackError(error)) throw error;
        // No room for the part is no fault of the photo: it is tried again later.
        return { status: 0, cause: error.code === 'unreadable' ? 'unreadable' : 'network' };
      }
    },
  };
}
