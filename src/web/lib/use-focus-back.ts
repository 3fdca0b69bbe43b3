import { useLayoutEffect, useState } from 'react';

/** For a layer that is made when it opens: once it is closed, the focus is where it was before. */
export const useFocusBack = (): void => {
  const [before] = useState(() => document.activeElement);
  useLayoutEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
};
