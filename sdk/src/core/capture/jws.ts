const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Claims of a compact JWS for display only; nothing is verified here, the device has no key. Undefined when it cannot be read. */
export function decodeJws(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    let bits = 0;
    let held = 0;
    let escaped = '';
    for (const letter of token.split('.')[1] ?? '') {
      const value = alphabet.indexOf(letter);
      if (value < 0) return undefined;
      held = (held << 6) | value;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        escaped += `%${((held >> bits) & 255).toString(16).padStart(2, '0')}`;
        held &= (1 << bits) - 1;
      }
    }
    const claims: unknown = JSON.parse(decodeURIComponent(escaped));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // A token that cannot be read is still passed on byte for byte; the server decides.
  }
}
