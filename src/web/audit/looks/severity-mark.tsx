import type { Severity } from '../../../contract/finding-kinds.ts';
import { Icon } from '../../ui/icons.tsx';
import { severityLook } from './severity-look.ts';
import css from './severity-mark.module.css';

/** How bad a finding is, as icon and word. */
export const SeverityMark = ({ severity }: { readonly severity: Severity }) => (
  <span className={css['mark']} data-severity={severity}>
    <Icon name={severityLook[severity].icon} /> {severityLook[severity].word}
  </span>
);
