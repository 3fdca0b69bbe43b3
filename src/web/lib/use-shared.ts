import { replaceEqualDeep } from '@tanstack/react-query';
import { useState } from 'react';

const sharing = <Value>(first: Value) => {
  let last = first;
  return (next: Value): Value => (last = replaceEqualDeep(last, next));
};

/** A value whose parts stay the same objects as long as they are equal: what shows only them is not drawn anew. */
export const useShared = <Value>(value: Value): Value => {
  const [share] = useState(() => sharing(value));
  return share(value);
};
