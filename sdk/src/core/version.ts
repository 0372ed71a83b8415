/** Version of the SDK, as it travels in `client.sdk` and decides whether a refused record is tried once more. */
export const version = '0.1.0';
