import { TextInput } from '@mantine/core';
import { type Ref, useEffect, useRef, useState } from 'react';
import { useStable } from '../lib/use-stable.ts';
import { Icon } from '../ui/icons.tsx';

type Props = {
  readonly q: string | undefined;
  /** `replace`: the text goes on being typed, so that Back undoes the whole of it. */
  readonly onChange: (q: string | undefined, replace: boolean) => void;
  readonly ref: Ref<HTMLInputElement>;
};

/** Free text over the identifying fields. Searches when typing pauses; what is typed is not yet the URL. */
export const SearchBox = ({ q, onChange, ref }: Props) => {
  const [draft, setDraft] = useState<string>();
  const typed = useRef(false);
  const commit = useStable((text: string) => {
    const next = text === '' ? undefined : text;
    if (next === q) return;
    onChange(next, typed.current);
    typed.current = true;
  });
  useEffect(() => {
    if (draft === undefined) return undefined;
    const timer = setTimeout(() => commit(draft), 300);
    return () => clearTimeout(timer);
  }, [draft, commit]);

  const finish = () => {
    if (draft !== undefined) commit(draft);
    setDraft(undefined);
    typed.current = false;
  };
  return (
    <TextInput
      ref={ref}
      type="search"
      size="xs"
      aria-label="Search"
      placeholder="Search e-mail, address, id, application…"
      leftSection={<Icon name="search" />}
      value={draft ?? q ?? ''}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
};
