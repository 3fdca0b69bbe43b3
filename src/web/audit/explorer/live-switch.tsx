import { formatCount, plural } from '../../lib/format.ts';
import type { Range } from '../time/range.ts';
import type { LiveState } from './live.ts';
import type { Live } from './use-live.ts';
import css from './live.module.css';

const words: Readonly<Record<LiveState, string>> = {
  off: '',
  ended: 'Off: the range ends in the past',
  on: '',
  hidden: 'Waits: this tab is hidden',
  lost: 'No answer from the server; trying again',
};

type Props = { readonly live: Live; readonly onRange: (range: Range) => void };

/** Switches whether new events announce themselves. */
export const LiveSwitch = ({ live, onRange }: Props) => {
  const { state, possible, paused } = live;
  const on = state !== 'off' && state !== 'ended';
  const said = paused ? 'Paused' : words[state];
  return (
    <div className={css['live']}>
      <button
        type="button"
        role="switch"
        aria-checked={on}
        aria-disabled={!possible && !on}
        aria-label="Live"
        className={css['switch']}
        data-state={state}
        title={titleOf(on, possible)}
        onClick={() => (possible || state === 'ended') && live.set(state === 'off')}
      >
        <span className={css['track']} aria-hidden="true" />
        Live
      </button>
      <span role="status" aria-label="Live updates" className={css['said']} data-state={state}>
        {said}
      </span>
      <span role="status" aria-label="Events dated later than now" className={css['ahead']}>
        {live.ahead > 0 && (
          <>
            {plural(live.ahead, 'event')} {live.ahead === 1 ? 'is' : 'are'} dated later than now.{' '}
            <button
              type="button"
              title="The clock of their sender is ahead, or that of this computer is behind. Show them with the rest, in a time without an end"
              onClick={() => onRange(live.withAhead)}
            >
              Show
            </button>
          </>
        )}
      </span>
    </div>
  );
};

const titleOf = (on: boolean, possible: boolean): string => {
  if (on) return 'New events announce themselves. Pause';
  return possible
    ? 'Let new events announce themselves'
    : 'The range ends in the past: no new event can fall into it. Choose one that reaches up to now';
};

/** What stands before the title of the tab: how many events are new, or that it waits while it is hidden. */
export const titleMark = ({ state, count }: Live): string =>
  `${state === 'hidden' ? '⏸ ' : ''}${count > 0 ? `(${formatCount(count)}) ` : ''}`;

type NewsProps = {
  readonly live: Live;
  /** What the rows are: of anything but events it is said that events are counted. */
  readonly noun: string;
  readonly onLoad: () => void;
};

/** Says how many new events there are, over the table: loading them is left to the reader. */
export const NewEvents = ({ live: { count, replaced }, noun, onLoad }: NewsProps) => {
  const news = noun === 'event' ? `${formatCount(count)} new` : plural(count, 'new event');
  return (
    <div role="status" aria-label="New events" className={css['news']}>
      {(count > 0 || replaced) && (
        <button type="button" className={css['pill']} title={`Load the ${noun}s up to now`} onClick={onLoad}>
          ↑ {replaced ? 'The server has other data now. Show it' : news}
        </button>
      )}
    </div>
  );
};
