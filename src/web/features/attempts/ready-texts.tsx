import { Button } from '@mantine/core';
import { useId } from 'react';
import { inLines } from '../../lib/marks.ts';
import { useCopy } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icons.tsx';
import css from './attempt-page.module.css';

type Props = { readonly reply: string; readonly escalation: string; readonly link: string };

/** Texts to send on: to the user, and to whoever has to look deeper. */
export const ReadyTexts = ({ reply, escalation, link }: Props) => (
  <div className={css['texts']}>
    <ReadyText title="Reply to the user" text={reply} />
    <ReadyText title="Escalate" text={`${escalation}\n${link}`} />
  </div>
);

const ReadyText = ({ title, text }: { readonly title: string; readonly text: string }) => {
  const id = useId();
  // people read it, elsewhere: what nobody sees, and what turns the writing round, stays marked
  const { copy, state, words } = useCopy(inLines);
  return (
    <section className={css['text']} aria-labelledby={id}>
      <div className={css['textHead']}>
        <h2 id={id}>{title}</h2>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name={state === 'copied' ? 'success' : 'copy'} />}
          aria-label={`Copy: ${title}`}
          onClick={() => copy(text)}
        >
          {words === '' ? 'Copy' : words}
        </Button>
      </div>
      <pre>{inLines(text)}</pre>
    </section>
  );
};
