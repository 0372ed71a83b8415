/** Memory for bodies that are read whole: without an end to it many slow uploads at once would fill it. */
export interface Room {
  enter(): Place;
}

/** What one request holds of it. */
export interface Place {
  /** False: there is no room for so many bytes more now. */
  take(bytes: number): boolean;
  /** Gives back all of it. */
  leave(): void;
}

export function createRoom(most: number): Room {
  let taken = 0;
  return {
    enter() {
      let held = 0;
      return {
        take(bytes) {
          if (taken + bytes > most) return false;
          taken += bytes;
          held += bytes;
          return true;
        },
        leave() {
          taken -= held;
          held = 0;
        },
      };
    },
  };
}
