import type { ReactNode } from 'react';
import css from './state-message.module.css';

type Props = { readonly title: string; readonly children?: ReactNode; readonly actions?: ReactNode };

/** What stands where matter would: why there is none, and what can be done. */
export const StateMessage = ({ title, children, actions }: Props) => (
  <section className={css['message']} aria-label={title}>
    <h2 className={css['title']}>{title}</h2>
    {children !== undefined && <div className={css['text']}>{children}</div>}
    {actions !== undefined && <div className={css['actions']}>{actions}</div>}
  </section>
);
