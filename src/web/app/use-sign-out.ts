import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import { logOut } from '../api/login.ts';
import { forgetTab } from '../lib/tab-memory.ts';
import { access, onSignedOut, tellSignedOut } from './access.ts';

/**
 * Ends the session of this browser, in every tab of it: what was shown is taken off the screen and forgotten.
 * @returns how to end it, which rejects with an ApiError when the server could not be told
 */
export const useSignOut = (): (() => Promise<void>) => {
  const client = useQueryClient();
  const forget = () => {
    flushSync(access.refuse); // nothing that is on screen asks anew
    forgetTab();
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'about' });
  };
  useEffect(() => onSignedOut(forget));
  return async () => {
    await logOut();
    forget();
    tellSignedOut();
  };
};
