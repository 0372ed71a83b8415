/**
 * `localStorage`, which throws on access where the host forbids it.
 * @returns undefined where there is none
 */
export function localText(): Storage | undefined {
  try {
    return globalThis.localStorage ?? undefined;
  } catch {
    return undefined; // Sandboxed frame, or site data blocked.
  }
}

/**
 * Writes a text, or removes it when it is undefined.
 * @returns false when the browser refuses
 */
export function setLocalText(name: string, text: string | undefined): boolean {
  try {
    if (text === undefined) localText()?.removeItem(name);
    else localText()?.setItem(name, text);
    return true;
  } catch {
    return false; // Full, or a private mode that takes nothing.
  }
}
