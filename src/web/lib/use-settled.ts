import { useEffect, useState } from 'react';

/** A value once it has stayed the same for so many milliseconds; undefined until then. */
export const useSettled = <Value>(value: Value, ms: number): Value | undefined => {
  const [settled, setSettled] = useState<Value>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled === value ? value : undefined;
};
