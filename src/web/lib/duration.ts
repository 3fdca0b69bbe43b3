const units = [
  { name: 'd', micros: 86_400_000_000n },
  { name: 'h', micros: 3_600_000_000n },
  { name: 'min', micros: 60_000_000n },
  { name: 's', micros: 1_000_000n },
] as const;

/**
 * A length of time in microseconds as people read it: `3 d 4 h`, `4 min 12 s`, `1.204 s`, `12 ms`, `512 µs`.
 * From a minute on it is cut to its two greatest units; below, no digit is lost.
 */
export const formatDuration = (length: bigint): string => {
  if (length < 0n) return `−${formatDuration(-length)}`;
  const first = units.findIndex(({ micros }) => length >= micros);
  const unit = units[first];
  if (!unit) return shortDuration(length);
  const next = units[first + 1];
  if (!next) return `${decimal(length, 1_000_000n, 6)} s`;
  const rest = (length % unit.micros) / next.micros;
  return `${length / unit.micros} ${unit.name}${rest === 0n ? '' : ` ${rest} ${next.name}`}`;
};

/** The same without digits that only a tooltip needs: milliseconds are enough from a second on. */
export const formatRoughDuration = (length: bigint): string =>
  formatDuration(length < 1_000_000n ? length : length - (length % 1_000n));

const shortDuration = (length: bigint): string => {
  if (length === 0n) return '0 ms';
  return length < 1_000n ? `${length} µs` : `${decimal(length, 1_000n, 3)} ms`;
};

const decimal = (length: bigint, unit: bigint, digits: number): string => {
  const fraction = String(length % unit)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return fraction === '' ? String(length / unit) : `${length / unit}.${fraction}`;
};

/** A length in seconds, as the API answers it, at a glance: `4 min 12 s`, `41.9 s`, `365 ms`. */
export const secondsWords = (seconds: number): string => {
  if (seconds >= 60) return formatDuration(BigInt(Math.round(seconds)) * 1_000_000n);
  return seconds >= 1 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds * 1_000)} ms`;
};
