import type { Source, SourcesAnswer } from '../../../contract/sources.ts';
import type { SourceBook } from '../../store/source-book.ts';
import type { Answering } from '../answering.ts';
import { mergedGaps, unreadTimes } from './gaps.ts';
import type { QuietWatch } from './quiet-watch.ts';

/** From whom it is known where records come from. */
type Known = {
  readonly book: SourceBook | undefined;
  /** The webhook, once something came through it. */
  readonly webhook: Source | undefined;
  readonly watch: QuietWatch;
};

/** Where records come from, until when they are complete, and of which stretches some may be lacking. */
export const answerSources = async (
  { now }: Pick<Answering, 'now'>,
  { book, webhook, watch }: Known,
): Promise<SourcesAnswer> => {
  const {
    sources: pulled,
    gaps,
    problems,
  } = (await book?.report()) ?? { sources: [], gaps: [], problems: [] };
  const sources = [...pulled, ...(webhook ? [webhook] : [])];
  const quiet = await watch.gaps({
    now,
    unknown: unreadTimes(pulled, gaps),
    isAwaited: sources.length > 0,
  });
  return { sources, problems: [...problems], gaps: mergedGaps([...gaps, ...quiet]) };
};
