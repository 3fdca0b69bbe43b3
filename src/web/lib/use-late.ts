import { useEffect, useState } from 'react';

/** Whether what asks has been on screen for so many milliseconds. */
export const useLate = (ms: number): boolean => {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return late;
};
