import { ActionIcon, Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { shownOf } from '../../lib/marks.ts';
import { Icon } from '../../ui/icons.tsx';
import { OpenerLayer } from '../../ui/opener-layer.tsx';
import type { Opened } from '../../ui/opener.tsx';
import { useSavedViews } from './saved-views.ts';
import css from './views-layer.module.css';

/** The saved views, and a name for the one that is shown. */
export const ViewsLayer = (opened: Opened) => (
  <OpenerLayer {...opened} label="Saved views" position="bottom-end" className={css['menu']}>
    {opened.open && <Views onDone={() => opened.onOpen(false)} />}
  </OpenerLayer>
);

const Views = ({ onDone }: { readonly onDone: () => void }) => {
  const { views, save, remove } = useSavedViews();
  const { pathname, search } = useLocation();
  const here = pathname + search;
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = name.trim();
    if (given === '') setProblem('Give it a name.');
    else if (views.some((view) => view.name === given))
      setProblem('There is one of this name: overwrite that.');
    else {
      save({ name: given, url: here });
      setName('');
    }
  };
  return (
    <>
      {views.length === 0 && <p className={css['none']}>None yet. A saved view is an address with a name.</p>}
      <ul className={css['views']} aria-label="Saved views">
        {views.map((view) => (
          <li key={view.name} className={css['view']} data-here={view.url === here || undefined}>
            <Link to={view.url} title={view.url} onClick={onDone}>
              {shownOf(view.name)}
            </Link>
            <Tool
              icon="refresh"
              label={`Overwrite ${shownOf(view.name)} with what is shown`}
              disabled={view.url === here}
              onClick={() => save({ name: view.name, url: here })}
            />
            <Tool icon="close" label={`Delete ${shownOf(view.name)}`} onClick={() => remove(view.name)} />
          </li>
        ))}
      </ul>
      <form className={css['form']} onSubmit={submit} noValidate>
        <TextInput
          size="xs"
          aria-label="Name of this view"
          placeholder="Name of this view"
          value={name}
          error={problem}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
        <Button type="submit" size="xs">
          Save
        </Button>
      </form>
    </>
  );
};

type ToolProps = {
  readonly icon: 'refresh' | 'close';
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
};

const Tool = ({ icon, label, ...button }: ToolProps) => (
  <ActionIcon size={24} variant="subtle" color="gray" aria-label={label} title={label} {...button}>
    <Icon name={icon} size={12} />
  </ActionIcon>
);
