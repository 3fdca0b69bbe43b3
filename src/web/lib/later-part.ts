import { type ComponentType, createElement, use, useEffect } from 'react';

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

const fetches = new Set<() => Promise<unknown>>();

/**
 * A component whose code is fetched when it is first shown, or before, when the browser has nothing to do. Where it could
 * not be fetched it throws `PartNotFetched` as it is drawn, until that is forgotten.
 * @param isAhead false where it is fetched only when it is shown
 */
export const laterPart = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { isAhead = true }: { readonly isAhead?: boolean } = {},
) => {
  let part: ComponentType<Props> | undefined;
  let coming: Promise<ComponentType<Props>> | undefined;
  const forget = () => {
    coming = undefined;
  };
  const fetchOnce = () => {
    coming ??= load().then(
      (component) => {
        fetches.delete(fetchOnce);
        part = component;
        return component;
      },
      (error: unknown) => {
        throw new PartNotFetched(error, forget);
      },
    );
    return coming;
  };
  if (isAhead) fetches.add(fetchOnce);
  // one that is there is drawn at once
  return (props: Props) => createElement(part ?? use(fetchOnce()), props);
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
      for (const fetch of fetches)
        fetch().catch((error: unknown) => {
          // whoever opens it asks again
          if (error instanceof PartNotFetched) error.forget();
        });
    });
  }, [ready]);
};
