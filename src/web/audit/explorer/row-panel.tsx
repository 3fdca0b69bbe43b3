import { ActionIcon, Drawer } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useNarrow } from '../../lib/use-media.ts';
import { Icon } from '../../ui/icons.tsx';
import css from './row-panel.module.css';

type Props = {
  /** What a row is: “Event”. */
  readonly noun: string;
  readonly title: ReactNode;
  /** What can be done with the row; absent when there is none. */
  readonly actions?: ReactNode;
  /** What to say when there is no row to show. */
  readonly absent: string;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
  /** Its details. */
  readonly children?: ReactNode;
};

/** The details of one row: beside the table, or over it where there is no room for both. */
export const RowPanel = (props: Props) => {
  const narrow = useNarrow();
  const { noun, absent, onStep, onClose } = props;
  const label = `${noun} details`;
  const body = props.children ?? <p className={css['absent']}>{absent}</p>;
  if (narrow) {
    return (
      <Drawer
        opened
        onClose={onClose}
        position="bottom"
        size="85%"
        withCloseButton={false}
        padding={0}
        attributes={{ content: { 'aria-label': label } }}
        onKeyDown={(event) => stepByKey(event, onStep)}
      >
        <PanelHead {...props} />
        {body}
      </Drawer>
    );
  }
  return (
    <aside className={css['panel']} aria-label={label}>
      <PanelHead {...props} />
      <div className={css['body']}>{body}</div>
    </aside>
  );
};

const steps: Readonly<Record<string, 1 | -1>> = { j: 1, k: -1 };

/** The keys of the page are off under a drawer, so it has its own. Arrows scroll what is in it. */
const stepByKey = (event: KeyboardEvent, onStep: Props['onStep']): void => {
  const by = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
  if (by !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) onStep(by);
};

const PanelHead = ({ noun, title, actions, onStep, onClose }: Props) => (
  <div className={css['head']}>
    <div className={css['top']}>
      <h2 className={css['title']}>{title}</h2>
      <div className={css['tools']}>
        <Tool label={`${noun} above`} title={`${noun} above (k)`} onClick={() => onStep(-1)}>
          <Icon name="up" />
        </Tool>
        <Tool label={`${noun} below`} title={`${noun} below (j)`} onClick={() => onStep(1)}>
          <Icon name="down" />
        </Tool>
        <Tool label="Close details" title="Close (Esc)" onClick={onClose}>
          <Icon name="close" />
        </Tool>
      </div>
    </div>
    {actions !== undefined && <div className={css['actions']}>{actions}</div>}
  </div>
);

type ToolProps = {
  readonly label: string;
  readonly title: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

const Tool = ({ label, ...props }: ToolProps) => (
  <ActionIcon variant="subtle" color="gray" size={24} aria-label={label} {...props} />
);
