import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function whose identity never changes and that always does what its latest version does. */
export const useStable = <Args extends unknown[], Value>(latest: (...args: Args) => Value) => {
  const ref = useRef(latest);
  useLayoutEffect(() => {
    ref.current = latest;
  });
  return useCallback((...args: Args): Value => ref.current(...args), []);
};
