import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ApiError, messageOf } from '../api/api-error.ts';
import { logIn } from '../api/login.ts';
import { access } from './access.ts';
import { forgetTab } from '../lib/tab-memory.ts';
import css from './login.module.css';

const wordsOf = (error: unknown): string =>
  error instanceof ApiError && error.kind === 'unauthorized'
    ? 'The server does not know this token. Check that it was copied whole.'
    : messageOf(error);

/** Asks for the API token once; the server answers with a cookie, and the page goes on where it was. */
export const Login = () => {
  const client = useQueryClient();
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() === '') {
      setProblem('Paste the token first.');
      return;
    }
    setBusy(true);
    try {
      await logIn(token.trim());
      forgetTab();
      await client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'about' });
      access.grant();
    } catch (error) {
      setProblem(wordsOf(error));
      setBusy(false);
      field.current?.select();
    }
  };

  return (
    <form
      className={css['login']}
      onSubmit={(event) => void submit(event)}
      aria-labelledby="login-title"
      noValidate
    >
      <title>Sign in · Authentication Audit</title>
      <h1 id="login-title" className={css['title']}>
        Sign in
      </h1>
      <p className={css['text']}>
        These records are protected by an access token. Whoever runs this server has it: it is the value of{' '}
        <code>AUTH_AUDIT_TOKEN</code>.
      </p>
      <TextInput
        label="Access token"
        type="password"
        autoComplete="current-password"
        value={token}
        onChange={(event) => setToken(event.currentTarget.value)}
        error={problem}
        ref={field}
      />
      <Button type="submit" loading={busy} fullWidth>
        Continue
      </Button>
    </form>
  );
};
