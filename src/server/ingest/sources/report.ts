import { formatInstant, micros, microsOfMs, microsPerSecond } from '../../../contract/instant.ts';
import type { Source, SourceGap, SourceState } from '../../../contract/sources.ts';
import { type Run, runsWithout } from '../../store/windows.ts';
import type { DirectoryReading } from './directory-pull.ts';
import type { Pull } from './pull.ts';
import { type RememberedDirectory, completeRun, unsettled } from './remembered.ts';

const at = (ms: number): string => formatInstant(microsOfMs(ms));

/** From so much difference on, whoever runs the server is told that clocks differ, in microseconds. */
const tolerated = 120n * microsPerSecond;

/** How fast older records are read: begun with so much left to read, in microseconds of the audit. */
export type CatchingUp = { readonly began: number; readonly left: bigint };

/** What is told of a pull beside what it knows itself. */
export type ToldBeside = {
  readonly now: number;
  readonly catchingUp: CatchingUp | undefined;
  readonly documentExpires: bigint | undefined;
  readonly directory: DirectoryReading | undefined;
  readonly notes: readonly string[];
};

const lengthOf = (runs: readonly Run[]): bigint => runs.reduce((sum, { from, to }) => sum + (to - from), 0n);

/** What is not read yet, but for what leaves the stretch that is read again each time just now. */
export const leftOf = (pull: Pull): readonly Run[] => {
  const { remembered, before, config } = pull;
  if (!remembered) return [];
  const recent = { from: micros(before - config.overlap - microsOfMs(config.everyMs)), to: before };
  return runsWithout(unsettled(remembered, before), [recent]);
};

const stateOf = (pull: Pull, left: readonly Run[]): SourceState => {
  if (pull.paused !== undefined) return 'paused';
  if (pull.retries.failing) return 'failing';
  if (!pull.remembered?.lastSuccess) return 'starting';
  if (pull.isSilent()) return 'silent';
  return left.length > 0 ? 'catching_up' : 'current';
};

const progressOf = (pull: Pull, left: readonly Run[], { now, catchingUp }: ToldBeside) => {
  const { remembered, before } = pull;
  if (!remembered || left.length === 0) return {};
  const [all, lacking] = [before - remembered.floor, lengthOf(left)];
  const done = catchingUp ? catchingUp.left - lacking : 0n;
  const remaining =
    catchingUp && done > 0n
      ? { remaining_seconds: Math.ceil((((now - catchingUp.began) / 1000) * Number(lacking)) / Number(done)) }
      : {};
  const share = Math.max(0, Math.min(1, 1 - Number(lacking) / Number(all)));
  return {
    progress: { from: formatInstant(remembered.floor), to: formatInstant(before), share, ...remaining },
  };
};

const notesOf = (pull: Pull): string[] => {
  const notes = pull.paused === undefined ? [] : [`Nothing can be stored now: ${pull.paused}`];
  const { lastSuccess, records = 0, duplicates = 0, refused = 0, tooOld = 0 } = pull.remembered ?? {};
  if (refused > 0)
    notes.push(
      `Records that could not be stored are kept as they came, in ${pull.refused.file} of the data folder.${pull.refused.last === undefined ? '' : ` The last one ${pull.refused.last}.`}`,
    );
  if (pull.paused === undefined && lastSuccess !== undefined && records + duplicates + refused + tooOld === 0)
    notes.push(
      'It has shown no record yet: see whether the account may read the audit, and whether the organisation is right.',
    );
  const { offset } = pull;
  const by = offset < 0n ? -offset : offset;
  if (by > tolerated)
    notes.push(
      `Its clock is ${Math.round(Number(by / microsPerSecond) / 60)} minutes ${offset > 0n ? 'ahead of' : 'behind'} ours; its own is what counts.`,
    );
  if (pull.isSilent())
    notes.push(
      'It answers, but shows no records any more: our own signing in was among them, and no longer is.',
    );
  return notes;
};

const refusedNote = ({ refused }: DirectoryReading): string[] =>
  refused === undefined
    ? []
    : [
        `${refused.count} ${refused.count === 1 ? 'entry' : 'entries'} of the directory could not be taken. The first is of ${refused.first}`,
      ];

const toldOf = ({ error }: DirectoryReading, known: RememberedDirectory | undefined) => ({
  people: known?.people ?? 0,
  ...(known ? { read: formatInstant(known.read) } : {}),
  ...(error === undefined ? {} : { error }),
});

/** What is told of a source. */
export const reportOf = (pull: Pull, beside: ToldBeside): Source => {
  const { config, remembered, retries } = pull;
  const left = leftOf(pull);
  const complete = remembered && completeRun(remembered);
  const { failing } = retries;
  const { documentExpires, directory } = beside;
  return {
    name: config.name,
    kind: config.kind,
    state: stateOf(pull, left),
    ...(complete
      ? { complete_from: formatInstant(complete.from), complete_to: formatInstant(complete.to) }
      : {}),
    ...(remembered?.readTo === undefined ? {} : { read_to: formatInstant(remembered.readTo) }),
    ...(failing ? { failing_since: at(failing.since) } : {}),
    details: {
      url: config.url,
      ...(config.organisation === undefined ? {} : { organisation: config.organisation }),
      every_seconds: config.everyMs / 1000,
      ...(remembered ? { clock_ahead_seconds: Number(pull.offset) / 1e6 } : {}),
      ...(pull.askedAt === undefined ? {} : { last_attempt: at(pull.askedAt) }),
      ...(remembered?.lastSuccess === undefined
        ? {}
        : { last_success: formatInstant(remembered.lastSuccess) }),
      ...(failing ? { error: { message: failing.message, since: at(failing.since) } } : {}),
      records: remembered?.records ?? 0,
      duplicates: remembered?.duplicates ?? 0,
      refused: remembered?.refused ?? 0,
      ...(remembered?.tooOld === undefined || remembered.tooOld === 0 ? {} : { too_old: remembered.tooOld }),
      late: remembered?.late ?? 0,
      ...progressOf(pull, left, beside),
      ...(documentExpires === undefined ? {} : { document_expires: formatInstant(documentExpires) }),
      ...(directory ? { directory: toldOf(directory, remembered?.directory) } : {}),
      notes: [...beside.notes, ...notesOf(pull), ...(directory ? refusedNote(directory) : [])],
    },
  };
};

/** Of which stretches not all is here. */
export const gapsOf = (pull: Pull): SourceGap[] => {
  const { remembered, config } = pull;
  if (!remembered) return [];
  const told = (runs: readonly Run[], reason: SourceGap['reason']): SourceGap[] =>
    runs.map(({ from, to }) => ({
      from: formatInstant(from),
      to: formatInstant(to),
      reason,
      source: config.name,
    }));
  return [
    ...told(leftOf(pull), 'unread'),
    ...told(remembered.outOfReach, 'out_of_reach'),
    ...told(remembered.unproven, 'unproven'),
  ];
};
