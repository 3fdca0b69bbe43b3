import { printable } from './printable.ts';

/** How far an import is: bytes of `total`, which is unknown for a pipe, and events. */
export type Progress = {
  readonly bytes: number;
  readonly total: number | undefined;
  readonly events: number;
};

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A number with its thousands apart. */
export const countText = (count: number): string => whole.format(count);

/** A duration, rounded up. */
export const durationText = (seconds: number): string => {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.ceil(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.ceil((seconds % 3600) / 60)} min`;
};

const barLength = 24;

/** One line: bar, share, events, rate and remaining time. @param seconds since the beginning */
export const progressLine = ({ bytes, total, events }: Progress, seconds: number): string => {
  const rate = seconds > 0 ? events / seconds : 0;
  const done = `${countText(events)} events, ${countText(rate)}/s`;
  if (total === undefined) return `${done}, ${durationText(seconds)} so far`;
  const share = total === 0 ? 1 : Math.min(1, bytes / total);
  const filled = Math.round(share * barLength);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(barLength - filled)}`;
  const left = share > 0 ? `, ${durationText((seconds * (1 - share)) / share)} left` : '';
  return `${bar} ${Math.floor(share * 100)} % · ${done}${left}`;
};

export type ProgressDisplay = {
  readonly show: (progress: Progress) => void;
  /** Say what holds it up, in place of how far it is: a remaining time would be wrong. */
  readonly hold: (why: string) => void;
  readonly clear: () => void;
};

/** A line that is redrawn on a terminal; elsewhere a line every few seconds, and at once when it is held up. */
export const progressDisplay = (
  stream: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown },
  now: () => number = () => performance.now(),
): ProgressDisplay => {
  const isTerminal = stream.isTTY ?? false;
  const everyMs = isTerminal ? 100 : 5_000;
  const start = now();
  let last = start;
  let isHeld = false;
  const draw = (text: string): void => {
    const line = printable(text);
    stream.write(isTerminal ? `\r\u001B[2K${line.slice(0, (stream.columns ?? 80) - 1)}` : `${line}\n`);
  };
  return {
    show: (progress) => {
      const at = now();
      isHeld = false;
      if (at - last < everyMs) return;
      last = at;
      draw(progressLine(progress, (at - start) / 1000));
    },
    hold: (why) => {
      const at = now();
      if (isHeld && at - last < everyMs) return;
      isHeld = true;
      last = at;
      draw(why);
    },
    clear: () => {
      if (isTerminal) stream.write('\r\u001B[2K');
    },
  };
};
