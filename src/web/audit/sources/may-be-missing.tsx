import { laterPart } from '../../lib/later-part.ts';
import { Part } from '../../ui/part.tsx';
import type { Instants } from '../time/range.ts';

const UnknownNote = laterPart(async () => (await import('./unknown-note.tsx')).UnknownNote, {
  isAhead: false,
});

/** Where nothing was found: of which of the time that was looked at records may be lacking. */
export const MayBeMissing = (props: { readonly instants: Instants; readonly zone: string }) => (
  <Part isSaid={false}>
    <UnknownNote {...props} />
  </Part>
);
