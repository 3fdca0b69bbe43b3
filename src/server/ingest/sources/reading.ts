import type { Micros } from '../../../contract/instant.ts';
import type { Run } from '../../store/windows.ts';
import type { Intake, Taken } from './intake.ts';
import type { Ledger } from './ledger.ts';
import { Pace } from './pace.ts';
import { type AskPage, StretchReader } from './read-stretch.ts';

/** So many answers may wait to be stored while the next is asked for. */
const mostTaken = 4;

type Into = { readonly intake: Intake; readonly ledger: Ledger; readonly signal: AbortSignal };

/** Reads stretches and has them stored, in parts of about a page each. */
export class Reading {
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
   * Read a stretch.
   * @returns what becomes of its parts, which are stored while the next is asked for
   * @throws ApiError, UntrustedAnswer; what was answered before is stored all the same
   */
  async read(stretch: Run): Promise<readonly Promise<Taken>[]> {
    const { intake, ledger, signal } = this.#into;
    const taken: Promise<Taken>[] = [];
    let [records, isTooMuch] = [0, false];
    for await (const part of this.#reader.read(stretch)) {
      if (part.state === 'whole') records += part.records.length;
      else isTooMuch = true;
      ledger.note(part);
      const taking = intake.take(part, signal).then((each) => {
        ledger.count(each);
        return each;
      });
      taken.push(taking);
      ledger.after(taking);
      if (intake.taking >= mostTaken) await taking;
    }
    if (isTooMuch) this.#pace.wasTooMuch();
    else this.#pace.had(records);
    return taken;
  }
}
