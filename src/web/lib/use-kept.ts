import { useState } from 'react';

/**
 * The last value there was, while a new one is on its way or failed to come: old rows stay on screen.
 * @returns the value, and whether it is a kept one
 */
export const useKept = <Value>(
  value: Value | undefined,
): { readonly value: Value | undefined; readonly kept: boolean } => {
  const [last, setLast] = useState(value);
  if (value !== undefined && value !== last) setLast(value);
  return { value: value ?? last, kept: value === undefined && last !== undefined };
};
