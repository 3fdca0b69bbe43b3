import type { ReactNode } from 'react';
import css from './state-message.module.css';

type Props = {
  readonly title: string;
  /** `h1` where nothing else heads the page. */
  readonly heading?: 'h1' | 'h2';
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
};

/** What stands where matter would: why there is none, and what can be done. */
export const StateMessage = ({ title, heading: Heading = 'h2', children, actions }: Props) => (
  <section className={css['message']} aria-label={title}>
    <Heading className={css['title']}>{title}</Heading>
    {children !== undefined && <div className={css['text']}>{children}</div>}
    {actions !== undefined && <div className={css['actions']}>{actions}</div>}
  </section>
);
