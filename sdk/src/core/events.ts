/** Typed listeners; one that throws breaks nothing and is told to the integrator. */
export interface Listeners<Map> {
  on<K extends keyof Map>(type: K, listener: (value: Map[K]) => void): () => void;
  emit<K extends keyof Map>(type: K, value: Map[K]): void;
}

export function createListeners<Map>(warn: (message: string, cause?: unknown) => void): Listeners<Map> {
  const listeners = new Set<{ type: keyof Map; call: (value: never) => void }>();
  return {
    on(type, listener) {
      const entry = { type, call: listener };
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    emit(type, value) {
      for (const entry of listeners) {
        if (entry.type !== type) continue;
        try {
          entry.call(value as never);
        } catch (error) {
          warn('a listener threw', error);
        }
      }
    },
  };
}
