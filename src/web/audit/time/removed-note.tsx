import { laterPart } from '../../lib/later-part.ts';
import { PagePart } from '../../ui/page-part.tsx';
import type { RemovedProps } from './removed-line.tsx';

const RemovedLine = laterPart(async () => (await import('./removed-line.tsx')).RemovedLine, {
  isAhead: false,
});

/** Where something is looked for: what of it was removed by rule, if anything. */
export const RemovedNote = (props: RemovedProps) => (
  <PagePart isSaid={false}>
    <RemovedLine {...props} />
  </PagePart>
);
