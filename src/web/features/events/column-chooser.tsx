import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { isExtra, labelOf } from '../../../contract/fields.ts';
import { messageOf } from '../../api/api-error.ts';
import { fieldsQuery } from '../../api/fields.ts';
import { usePageActions } from '../../lib/page-actions.ts';
import { typedOf } from '../../lib/marks.ts';
import { Icon } from '../../ui/icons.tsx';
import { ToolButton } from '../../ui/tool-button.tsx';
import { knownColumns } from './column-layout.ts';
import css from './columns.module.css';
import type { Columns } from './use-columns.ts';

/** Which columns are shown, in which order, and which stay at the start. */
export const ColumnChooser = ({ columns }: { readonly columns: Columns }) => {
  const [open, setOpen] = useState(false);
  usePageActions(() => [
    { label: 'Choose columns', also: 'properties fields order pin', run: () => setOpen(true) },
  ]);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <ToolButton
          icon="columns"
          label="Columns"
          title="Choose, order and pin columns"
          onClick={() => setOpen(!open)}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns" className={css['chooser']}>
        {open && <Chooser columns={columns} />}
      </Popover.Dropdown>
    </Popover>
  );
};

const Chooser = ({ columns }: { readonly columns: Columns }) => {
  const asked = useQuery(fieldsQuery);
  const [text, setText] = useState('');
  const { shown } = columns.layout;
  const all = asked.data ? ['time', 'email', ...asked.data.fields.map(({ name }) => name)] : knownColumns;
  const others = [...new Set(all)].filter((name) => !shown.includes(name));
  const sought = typedOf(text.trim()).toLowerCase();
  const fits = (name: string) => `${labelOf(name)} ${name}`.toLowerCase().includes(sought);
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
              <Check name={name} checked={false} onToggle={() => toggle(name)} />
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

type CheckProps = { readonly name: string; readonly checked: boolean; readonly onToggle: () => void };

const Check = ({ name, checked, onToggle }: CheckProps) => (
  <label className={css['check']} title={name}>
    <input type="checkbox" data-column={name} checked={checked} onChange={onToggle} />
    <span>{labelOf(name)}</span>
    {isExtra(name) && <small>extra</small>}
  </label>
);

type ShownProps = { readonly name: string; readonly columns: Columns; readonly onToggle: () => void };

/** Moves by its buttons, by Alt and an arrow key on any of them, or by being dragged onto another. */
const ShownColumn = ({ name, columns, onToggle }: ShownProps) => {
  const label = labelOf(name);
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
      <Check name={name} checked onToggle={onToggle} />
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
