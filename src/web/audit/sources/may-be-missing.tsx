import { laterPart } from '../../lib/later-part.ts';
import { PagePart } from '../../ui/page-part.tsx';
import type { Instants } from '../time/range.ts';

const UnknownNote = laterPart(async () => (await import('./unknown-note.tsx')).UnknownNote, {
  isAhead: false,
});

/** Where nothing was found: of which of the time that was looked at records may be lacking. */
export const MayBeMissing = (props: { readonly instants: Instants; readonly zone: string }) => (
  <PagePart isSaid={false}>
    <UnknownNote {...props} />
  </PagePart>
);
