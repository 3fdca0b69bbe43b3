import css from './point.module.css';
import type { ResultKind } from './result-look.ts';

type Props = {
  readonly kind: ResultKind;
  /** Its place on the track, from 0 to 1. */
  readonly at: number;
  /** A token is a diamond. */
  readonly token?: boolean;
};

/** An event on a track: drawn only, said elsewhere. */
export const Point = ({ kind, at, token = false }: Props) => (
  <span
    className={css['point']}
    data-kind={kind}
    data-token={token || undefined}
    style={{ left: `${at * 100}%` }}
  />
);
