import type { Severity } from '../../../contract/finding-kinds.ts';
import type { IconName } from '../../ui/icons.tsx';

/** How bad a finding is: a word and an icon, never colour alone. */
export const severityLook: Readonly<Record<Severity, { readonly word: string; readonly icon: IconName }>> = {
  high: { word: 'High', icon: 'alert' },
  medium: { word: 'Medium', icon: 'alert' },
  low: { word: 'Low', icon: 'info' },
};
