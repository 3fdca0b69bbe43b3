import { useEffect } from 'react';
import { useStable } from './use-stable.ts';

/** A key together with ⌘ or Ctrl, anywhere on the page, while typing too. */
export const useCommandKey = (key: string, action: () => void): void => {
  const run = useStable(action);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key !== key) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [key, run]);
};
