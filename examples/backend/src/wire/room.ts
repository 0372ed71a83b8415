/** Memory for bodies that are read whole: without an end to it many slow uploads at once would fill it. */
export interface Room {
  /** False: there is none for so many bytes now. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

export function createRoom(most: number): Room {
  let held = 0;
  return {
    take(bytes) {
      if (held + bytes > most) return false;
      held += bytes;
      return true;
    },
    give(bytes) {
      held -= bytes;
    },
  };
}
