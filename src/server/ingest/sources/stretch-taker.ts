import type { Micros } from '../../../contract/instant.ts';
import type { Run } from '../../store/windows.ts';
import type { Intake, Taken } from './intake.ts';
import type { Ledger } from './ledger.ts';
import { Pace } from './pace.ts';
import { type AskPage, type ReadPart, StretchReader } from './read-stretch.ts';

/** So many answers may wait to be stored while the next is asked for. */
const mostTaken = 4;

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

  askForLess(): void {
    this.#pace.wasTooMuch();
  }

  /**
   * Read the newest part of a stretch that can be had at once.
   * @returns what it was, and what becomes of it, which is stored while the next is asked for
   * @throws PlatformError, UntrustedAnswer; what was answered before is stored all the same
   */
  async read(stretch: Run): Promise<{ readonly read: Run; readonly taken: readonly Promise<Taken>[] }> {
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
