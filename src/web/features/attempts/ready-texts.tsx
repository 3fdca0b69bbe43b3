import { Button } from '@mantine/core';
import { useId } from 'react';
import type { AttemptAnswer } from '../../../contract/attempts.ts';
import { inLines } from '../../lib/marks.ts';
import { useCopy } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icons.tsx';
import css from './ready-texts.module.css';

type Props = {
  readonly texts: Pick<AttemptAnswer, 'reply' | 'no_reply' | 'escalation'>;
  /** Where the attempt can be looked at. */
  readonly link: string;
};

/** Texts to send on, to the person and to whoever has to look deeper: copied at once, or read first. */
export const ReadyTexts = ({ texts: { reply, no_reply: none, escalation }, link }: Props) => {
  const handOn = `${escalation}\nLink: ${link}`;
  return (
    <div className={css['texts']}>
      <div className={css['copies']}>
        {reply === undefined ? (
          <span className={css['none']}>{none}</span>
        ) : (
          <CopyText label="Copy reply" text={reply} />
        )}
        <CopyText label="Copy escalation" text={handOn} />
      </div>
      <details className={css['read']}>
        <summary>Read before copying</summary>
        {reply !== undefined && <ReadText title="Reply to the user" text={reply} />}
        <ReadText title="Escalation" text={handOn} />
      </details>
    </div>
  );
};

const CopyText = ({ label, text }: { readonly label: string; readonly text: string }) => {
  // people read it, elsewhere: what nobody sees, and what turns the writing round, stays marked
  const { copy, state, words } = useCopy(inLines);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Icon name={state === 'copied' ? 'success' : 'copy'} />}
        aria-label={label}
        onClick={() => copy(text)}
      >
        {words === '' ? label : words}
      </Button>
      <span role="status" className="visually-hidden">
        {words}
      </span>
    </>
  );
};

const ReadText = ({ title, text }: { readonly title: string; readonly text: string }) => {
  const id = useId();
  return (
    <section className={css['text']} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <pre>{inLines(text)}</pre>
    </section>
  );
};
