import { type Micros, microsPerSecond } from '../../../contract/instant.ts';
import type { Run } from '../../store/windows.ts';
import type { Intake, Taken } from './intake.ts';
import type { Ledger } from './ledger.ts';
import { Pace } from './pace.ts';
import { PlatformError } from './platform-error.ts';
import { type AskPage, type ReadPart, StretchReader } from './read-stretch.ts';

/** So many answers may wait to be stored while the next is asked for. */
const mostTaken = 4;

/** Below this a stretch that is refused for its age is not looked at more closely. */
const finest = 60n * microsPerSecond;

/** What was read, and what becomes of it. */
type ReadStretch = { readonly read: Run; readonly taken: readonly Promise<Taken>[] };

type Into = { readonly intake: Intake; readonly ledger: Ledger; readonly signal: AbortSignal };

/** Reads stretches and has them stored, in parts of about a page each. */
export class StretchTaker {
  readonly #reader: StretchReader;
  readonly #pace = new Pace();
  readonly #into: Into;

  constructor(ask: AskPage, into: Into) {
    this.#reader = new StretchReader(ask);
    this.#into = into;
  }

  /** Where a stretch begins that is read at once up to an instant, not before another. */
  beginningOf(end: Micros, first: Micros): Micros {
    return this.#pace.before(end, first);
  }

  /**
   * Read the newest part of a stretch that can be had at once.
   * @returns what it was, and what becomes of it, which is stored while the next is asked for
   * @throws PlatformError, UntrustedAnswer; what was answered before is stored all the same
   */
  async read(stretch: Run): Promise<ReadStretch> {
    const { intake, ledger } = this.#into;
    const taken: Promise<Taken>[] = [];
    for await (const part of this.#reader.read(stretch)) {
      ledger.note(part);
      const taking = this.#take(part);
      taken.push(taking);
      if (intake.taking >= mostTaken) await taking;
      if (part.state === 'piece') continue;
      const { from, to } = part.stretch;
      if (part.state === 'whole') this.#pace.had(part.records.length, to - from);
      return { read: part.stretch, taken };
    }
    return { read: stretch, taken };
  }

  /**
   * The same of a stretch that may be too old, while what is newer is answered: that is what it is refused for.
   * @returns `ask_for_less`: its newer part may not be
   */
  async readOld(stretch: Run): Promise<ReadStretch | 'too_old' | 'ask_for_less'> {
    try {
      return await this.read(stretch);
    } catch (error) {
      if (!(error instanceof PlatformError && error.problem === 'bad_request')) throw error;
      if (stretch.to - stretch.from <= finest) return 'too_old';
      this.#pace.wasTooMuch();
      return 'ask_for_less';
    }
  }

  #take(part: ReadPart): Promise<Taken> {
    const { intake, ledger, signal } = this.#into;
    const taking = intake.take(part, signal).then((each) => {
      ledger.count(each);
      return each;
    });
    ledger.after(taking);
    return taking;
  }
}
