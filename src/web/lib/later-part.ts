import { type ComponentType, type ReactNode, createElement, useEffect, useSyncExternalStore } from 'react';

/** Says that the code of a part of the page could not be fetched. */
export class PartNotFetched extends Error {
  override readonly name = 'PartNotFetched';
  /** Has it asked for again when the part is shown next. */
  readonly forget: () => void;

  constructor(cause: unknown, forget: () => void) {
    super(`A part of the page could not be fetched: ${String(cause)}`, { cause });
    this.forget = forget;
  }
}

const fetches = new Set<() => Promise<void>>();

type How = {
  /** False where it is fetched only when it is shown. */
  readonly isAhead?: boolean;
  /** What stands in its place until it is there. */
  readonly waiting?: ReactNode;
};

/**
 * A component whose code is fetched when it is first shown, or before, when the browser has nothing to do. Where it could
 * not be fetched it throws `PartNotFetched` as it is drawn, until that is forgotten. It does not suspend: React keeps what
 * suspended from being seen for a third of a second, however soon it is there.
 */
export const laterPart = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { isAhead = true, waiting = null }: How = {},
) => {
  let state: ComponentType<Props> | PartNotFetched | undefined;
  let coming: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  const read = () => state;
  const set = (next: typeof state) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const forget = () => {
    state = undefined;
  };
  const fetchAnew = async (): Promise<void> => {
    try {
      set(await load());
      fetches.delete(fetchOnce);
    } catch (error) {
      // where nobody waits for it, whoever opens it asks again
      if (listeners.size > 0) set(new PartNotFetched(error, forget));
    }
    coming = undefined;
  };
  const fetchOnce = (): Promise<void> => {
    if (state === undefined) coming ??= fetchAnew();
    return coming ?? Promise.resolve();
  };
  if (isAhead) fetches.add(fetchOnce);
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  const Later = (props: Props) => {
    const part = useSyncExternalStore(subscribe, read);
    const isMissing = part === undefined;
    useEffect(() => {
      if (isMissing) void fetchOnce();
    }, [isMissing]);
    if (part instanceof PartNotFetched) throw part;
    return part === undefined ? waiting : createElement(part, props);
  };
  /** Has the code fetched that is about to be shown. */
  return Object.assign(Later, { fetch: fetchOnce });
};

/** What has not been idle after so long is not going to be (milliseconds). */
const patience = 3_000;

const whenIdle = (run: () => void): (() => void) => {
  // Safari has none
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(run, patience);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(run, { timeout: patience });
  return () => cancelIdleCallback(asked);
};

/** Fetch what a page may show later, once what was waited for is there, so that nobody waits for it when it is opened. */
export const useFetchedAhead = (ready: boolean): void => {
  useEffect(() => {
    if (!ready) return undefined;
    return whenIdle(() => {
      for (const fetch of fetches) void fetch();
    });
  }, [ready]);
};
