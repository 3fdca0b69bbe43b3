import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { isExtra } from '../../../contract/fields.ts';
import { messageOf } from '../../api/api-error.ts';
import { fieldsQuery } from '../../api/fields.ts';
import { typedOf } from '../../lib/marks.ts';
import { Icon } from '../../ui/icons.tsx';
import css from './columns.module.css';
import type { Columns } from './use-columns.ts';

/** All columns there can be: those shown in their order, then the others. */
export const ColumnLists = ({ columns }: { readonly columns: Columns }) => {
  const { page } = columns;
  const asked = useQuery({ ...fieldsQuery, enabled: page.extras });
  const [text, setText] = useState('');
  const { shown } = columns.layout;
  const all = [...page.known, ...(asked.data?.fields ?? []).map(({ name }) => name)];
  const others = [...new Set(all)].filter((name) => !shown.includes(name));
  const sought = typedOf(text.trim()).toLowerCase();
  const fits = (name: string) => `${page.label(name)} ${name}`.toLowerCase().includes(sought);
  const found = others.filter(fits);
  const lists = useRef<HTMLDivElement>(null);
  const toggle = (name: string) => {
    columns.toggle(name);
    // it goes to the other list, and the focus with it
    requestAnimationFrame(() =>
      lists.current?.querySelector<HTMLElement>(`[data-column="${CSS.escape(name)}"]`)?.focus(),
    );
  };
  return (
    <>
      <TextInput
        size="xs"
        aria-label="Find a property"
        placeholder="Find a property"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div ref={lists} className={css['lists']}>
        <h2>Shown, in this order</h2>
        <ul aria-label="Shown columns" className={css['list']}>
          {shown.filter(fits).map((name) => (
            <ShownColumn key={name} name={name} columns={columns} onToggle={() => toggle(name)} />
          ))}
        </ul>
        <h2>More properties</h2>
        <ul aria-label="More properties" className={css['list']}>
          {found.map((name) => (
            <li key={name} className={css['entry']}>
              <Check name={name} label={page.label(name)} checked={false} onToggle={() => toggle(name)} />
            </li>
          ))}
        </ul>
        {found.length === 0 && <p className={css['note']}>None of this name.</p>}
        {asked.isError && <p className={css['note']}>Extras could not be loaded. {messageOf(asked.error)}</p>}
      </div>
      <div className={css['foot']}>
        <label>
          <input
            type="checkbox"
            checked={columns.inLink}
            onChange={(event) => columns.setInLink(event.currentTarget.checked)}
          />{' '}
          Keep in the link
        </label>
        <Button size="compact-xs" variant="default" disabled={!columns.changed} onClick={columns.reset}>
          Reset columns
        </Button>
      </div>
    </>
  );
};

type CheckProps = {
  readonly name: string;
  readonly label: string;
  readonly checked: boolean;
  readonly onToggle: () => void;
};

const Check = ({ name, label, checked, onToggle }: CheckProps) => (
  <label className={css['check']} title={name}>
    <input type="checkbox" data-column={name} checked={checked} onChange={onToggle} />
    <span>{label}</span>
    {isExtra(name) && <small>extra</small>}
  </label>
);

type ShownProps = { readonly name: string; readonly columns: Columns; readonly onToggle: () => void };

/** Moves by its buttons, by Alt and an arrow key on any of them, or by being dragged onto another. */
const ShownColumn = ({ name, columns, onToggle }: ShownProps) => {
  const label = columns.page.label(name);
  const pinned = columns.layout.pinned.includes(name);
  const move = (by: 1 | -1) => columns.moveBy(name, by);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    const focused = document.activeElement;
    move(event.key === 'ArrowUp' ? -1 : 1);
    // moving it in the list takes the focus off it
    requestAnimationFrame(() => focused instanceof HTMLElement && focused.focus());
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of the controls in it
    <li
      className={css['entry']}
      draggable
      onKeyDown={onKeyDown}
      onDragStart={(event: DragEvent) => event.dataTransfer.setData('text/plain', name)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        columns.moveTo(event.dataTransfer.getData('text/plain'), name);
      }}
    >
      <Check name={name} label={label} checked onToggle={onToggle} />
      <Tool label={`Move ${label} up`} icon="up" onClick={() => move(-1)} />
      <Tool label={`Move ${label} down`} icon="down" onClick={() => move(1)} />
      <Tool
        label={pinned ? `Unpin ${label}` : `Pin ${label}`}
        icon="pin"
        active={pinned}
        onClick={() => columns.togglePin(name)}
      />
    </li>
  );
};

type ToolProps = {
  readonly label: string;
  readonly icon: 'up' | 'down' | 'pin';
  readonly active?: boolean;
  readonly onClick: () => void;
};

const Tool = ({ label, icon, active = false, onClick }: ToolProps) => (
  <ActionIcon
    size={24}
    variant={active ? 'light' : 'subtle'}
    color={active ? 'blue' : 'gray'}
    aria-label={label}
    title={label}
    onClick={onClick}
  >
    <Icon name={icon} size={12} />
  </ActionIcon>
);
