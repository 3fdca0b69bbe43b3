import { type Micros, microsPerDay } from '../../../contract/instant.ts';
import type { Run } from '../../store/windows.ts';
import type { SourceConfig } from './config.ts';
import type { Ledger } from './ledger.ts';
import { toReadAgain } from './remembered.ts';
import type { StretchTaker } from './stretch-taker.ts';

/** Reads again once a day, part by part, what could have come later than is read again each time. */
export class Rereading {
  readonly #taker: StretchTaker;
  readonly #ledger: Ledger;
  readonly #overlap: Micros;
  #underWay: { readonly left: Run; readonly begun: Micros } | undefined;

  constructor(taker: StretchTaker, ledger: Ledger, { overlap }: Pick<SourceConfig, 'overlap'>) {
    this.#taker = taker;
    this.#ledger = ledger;
    this.#overlap = overlap;
  }

  /** @param before where what is read again each time begins @returns whether there was any to read */
  async step(now: Micros, before: Micros): Promise<boolean> {
    const { remembered } = this.#ledger;
    if (remembered && !this.#underWay && now - (remembered.reread ?? remembered.floor) >= microsPerDay)
      this.#underWay = { left: toReadAgain(remembered, before, this.#overlap), begun: now };
    if (!this.#underWay) return false;
    const { left, begun } = this.#underWay;
    const stretch = { from: this.#taker.beginningOf(left.to, left.from), to: left.to };
    const done = await this.#taker.readOld(stretch);
    if (done === 'ask_for_less') return true;
    // what the source keeps no longer cannot be read again
    const end = done === 'too_old' ? left.from : done.read.from;
    const taken = done === 'too_old' ? [] : await Promise.all(done.taken);
    this.#ledger.change(({ late }) => ({ late: taken.reduce((sum, { records }) => sum + records, late) }));
    this.#underWay = end > left.from ? { left: { from: left.from, to: end }, begun } : undefined;
    if (this.#underWay) return true;
    // only now: what a restart interrupts is begun anew
    this.#ledger.change(() => ({ reread: begun }));
    await this.#ledger.save();
    return true;
  }
}
