import { useEffect, useState } from 'react';

/** What has not come after so many milliseconds will not come. */
const longest = 500;

/**
 * A value as somebody has chosen it, at once, until what it stands for follows.
 * @returns what to show, and how to show another that is about to come
 */
export const useAhead = <Value>(actual: Value): readonly [Value, (to: Value) => void] => {
  const [ahead, setAhead] = useState<{ readonly from: Value; readonly to: Value }>();
  const over = ahead !== undefined && ahead.from !== actual;
  if (over) setAhead(undefined);
  useEffect(() => {
    if (ahead === undefined) return undefined;
    const timer = setTimeout(() => setAhead(undefined), longest);
    return () => clearTimeout(timer);
  }, [ahead]);
  return [ahead && !over ? ahead.to : actual, (to) => setAhead({ from: actual, to })];
};
