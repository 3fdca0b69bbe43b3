import { useEffect, useState } from 'react';

/** A page that nobody sees is not painted: it waits no longer than this (milliseconds). */
const patience = 200;

/** Run something when what is drawn now is on screen. @returns how to give it up */
const afterPaint = (run: () => void): (() => void) => {
  let timer = setTimeout(run, patience);
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(run);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
};

/** A value once it has been painted, with all that was drawn because of it; undefined until then. */
export const usePainted = <Value>(value: Value | undefined): Value | undefined => {
  const [painted, setPainted] = useState<Value>();
  if (value === undefined && painted !== undefined) setPainted(undefined);
  useEffect(() => (value === undefined ? undefined : afterPaint(() => setPainted(() => value))), [value]);
  return painted === value ? painted : undefined;
};
