import type { ExportProgress } from '../../contract/export.ts';

/** Ended exports are remembered for those who ask how they went; so many, the oldest are forgotten. */
const remembered = 100;

/** An export under way, known by the name its client gave it. */
export type RunningExport = {
  readonly progress: { state: ExportProgress['state']; rows: number };
  readonly stop: AbortController;
};

/** The exports that have names: how far they are, and how to stop them. */
export class RunningExports {
  readonly #exports = new Map<string, RunningExport>();

  /** Begin one. @returns undefined when another of that name is running */
  begin(id: string | undefined): RunningExport | undefined {
    const fresh: RunningExport = { progress: { state: 'running', rows: 0 }, stop: new AbortController() };
    if (id === undefined) return fresh;
    if (this.#exports.get(id)?.progress.state === 'running') return undefined;
    this.#exports.delete(id);
    this.#exports.set(id, fresh);
    for (const [oldest, { progress }] of this.#exports) {
      if (this.#exports.size <= remembered) break;
      if (progress.state !== 'running') this.#exports.delete(oldest);
    }
    return fresh;
  }

  progress(id: string): ExportProgress | undefined {
    return this.#exports.get(id)?.progress;
  }

  /** Stop one: its connection breaks off, so that nobody takes the part for the whole. */
  cancel(id: string): boolean {
    const running = this.#exports.get(id);
    if (running?.progress.state !== 'running') return false;
    running.progress.state = 'cancelled';
    running.stop.abort(new Error('The export was cancelled.'));
    return true;
  }
}
