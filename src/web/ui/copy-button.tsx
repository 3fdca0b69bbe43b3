import { ActionIcon } from '@mantine/core';
import { useEffect, useState } from 'react';
import { copyText } from '../lib/copy.ts';
import { valueOf } from '../lib/marks.ts';
import { Icon } from './icons.tsx';

type CopyState = 'idle' | 'copied' | 'failed';

const words: Readonly<Record<CopyState, string>> = { idle: '', copied: 'Copied', failed: 'Could not copy' };

/**
 * Copies what a shown text stands for; afterwards says so for a moment, in a tooltip and to screen readers.
 * @param leaving what of the shown text leaves the screen: the value itself, unless another is told
 */
export const useCopy = (
  leaving: (shown: string) => string = valueOf,
): {
  readonly state: CopyState;
  readonly words: string;
  readonly copy: (text: string) => void;
} => {
  const [state, setState] = useState<CopyState>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = (shown: string) =>
    void copyText(leaving(shown)).then((done) => setState(done ? 'copied' : 'failed'));
  return { state, words: words[state], copy };
};

/** A button that copies `text`; `label` says what it is: “Copy Request ID”. */
export const CopyButton = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const { state, words, copy } = useCopy();
  return (
    <>
      <ActionIcon
        variant="subtle"
        color={state === 'copied' ? 'green' : 'gray'}
        size={24}
        aria-label={label}
        title={words === '' ? label : words}
        onClick={() => copy(text)}
      >
        <Icon name={state === 'copied' ? 'success' : 'copy'} />
      </ActionIcon>
      <span role="status" className="visually-hidden">
        {words}
      </span>
    </>
  );
};
