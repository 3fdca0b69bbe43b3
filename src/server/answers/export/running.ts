import type { ExportProgress } from '../../../contract/export.ts';
import { AlreadyRunning, NothingThere } from '../../request-errors.ts';

/** Ended exports are remembered for those who ask how they went; so many, the oldest are forgotten. */
const remembered = 100;

/** An export under way, known by the name its client gave it. */
export type RunningExport = {
  readonly progress: { state: ExportProgress['state']; rows: number };
  readonly stop: AbortController;
};

const absent = (): NothingThere => new NothingThere('No export of that name is known.');

/** The exports that have names: how far they are, and how to stop them. */
export class RunningExports {
  readonly #exports = new Map<string, RunningExport>();

  /** Begin one. @throws AlreadyRunning when another of that name is */
  begin(id: string | undefined): RunningExport {
    const fresh: RunningExport = { progress: { state: 'running', rows: 0 }, stop: new AbortController() };
    if (id === undefined) return fresh;
    if (this.#exports.get(id)?.progress.state === 'running')
      throw new AlreadyRunning(`An export named ${id} is running already.`);
    this.#exports.delete(id);
    this.#exports.set(id, fresh);
    for (const [oldest, { progress }] of this.#exports) {
      if (this.#exports.size <= remembered) break;
      if (progress.state !== 'running') this.#exports.delete(oldest);
    }
    return fresh;
  }

  /** @throws NothingThere where none of that name is known */
  progress(id: string): ExportProgress {
    const known = this.#exports.get(id);
    if (!known) throw absent();
    return known.progress;
  }

  /**
   * Stop one: its connection breaks off, so that nobody takes the part for the whole.
   * @throws NothingThere where none of that name is running
   */
  cancel(id: string): void {
    const running = this.#exports.get(id);
    if (running?.progress.state !== 'running') throw absent();
    running.progress.state = 'cancelled';
    running.stop.abort(new Error('The export was cancelled.'));
  }
}
