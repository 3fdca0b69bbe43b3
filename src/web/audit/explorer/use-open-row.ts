import { useEffect, useState } from 'react';

/**
 * The row whose panel is open. The URL holds it; while keys walk the rows the panel runs ahead of the URL, which
 * follows when the walk pauses, because browsers refuse to change an address many times a second.
 * @param first another row to begin with, which the URL does not know yet
 */
export const useOpenRow = (
  inUrl: string | undefined,
  select: (id: string | undefined) => void,
  first?: string,
) => {
  const [ahead, setAhead] = useState(first);
  const id = ahead ?? inUrl;
  useEffect(() => {
    if (ahead === undefined) return undefined;
    const timer = setTimeout(() => {
      select(ahead);
      setAhead(undefined);
    }, 150);
    return () => clearTimeout(timer);
  }, [ahead, select]);
  return {
    id,
    open: (next: string) => {
      setAhead(undefined);
      select(next);
    },
    /** Follow the keys, when the panel is open. */
    walk: (next: string) => {
      if (id !== undefined) setAhead(next);
    },
    close: () => {
      setAhead(undefined);
      select(undefined);
    },
  };
};
