import { useState } from 'react';

type Kept<Answer> = { readonly answer: Answer; readonly viewKey: string };

/**
 * The last answer there was, while a new one is on its way or failed to come.
 * @returns the answer, and whether it is that of another view
 */
export const useAnswer = <Answer>(data: Answer | undefined, viewKey: string) => {
  const [kept, setKept] = useState<Kept<Answer>>();
  if (data !== undefined && (kept?.answer !== data || kept.viewKey !== viewKey))
    setKept({ answer: data, viewKey });
  const answer = data ?? kept?.answer;
  return { answer, stale: data === undefined && kept !== undefined && kept.viewKey !== viewKey };
};
