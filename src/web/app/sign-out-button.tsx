import { ActionIcon } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { usePageActions } from '../lib/page-actions.ts';
import { Icon } from '../ui/icons.tsx';
import css from './layout.module.css';
import { useSignOut } from './use-sign-out.ts';

/** Ends the session of this browser. Where it cannot, it says so: who walks away must not believe it. */
export const SignOutButton = () => {
  const signOut = useSignOut();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await signOut();
    } catch (error) {
      setProblem(`You are still signed in. ${messageOf(error)}`);
      setBusy(false);
    }
  };
  usePageActions(() => [{ label: 'Sign out', run: () => void leave() }]);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label="Sign out"
        title="Sign out of this browser, in all of its tabs"
        loading={busy}
        onClick={() => void leave()}
      >
        <Icon name="leave" size={16} />
      </ActionIcon>
      {problem !== undefined && (
        <p role="alert" className={css['problem']}>
          {problem}
        </p>
      )}
    </>
  );
};
