import { useEffect, useState } from 'react';
import { current, onBegin, type Session } from './session.js';

/** The session of the app; undefined until a `FeedbackProvider` has begun it. */
export function useSession(): Session | undefined {
  const [session, setSession] = useState(current);
  useEffect(() => {
    // Begun between the first drawing and now.
    setSession(current());
    return onBegin(setSession);
  }, []);
  return session;
}
