import { laterPart } from '../../lib/later-part.ts';
import { Part } from '../../ui/part.tsx';
import type { RemovedProps } from './removed-line.tsx';

const RemovedLine = laterPart(async () => (await import('./removed-line.tsx')).RemovedLine, {
  isAhead: false,
});

/** Where something is looked for: what of it was removed by rule, if anything. */
export const RemovedNote = (props: RemovedProps) => (
  <Part isSaid={false}>
    <RemovedLine {...props} />
  </Part>
);
