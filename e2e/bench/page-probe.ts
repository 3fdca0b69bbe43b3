/**
 * These functions run in the page. The loader that runs this file marks functions with a helper by the name of
 * `__name`, which the page must have, too.
 */
export const helper = 'globalThis.__name = (marked) => marked;';

/** What the page's own observers collect, from before its first byte on. Milliseconds since navigation. */
export type Probe = {
  readonly longTasks: { readonly start: number; readonly duration: number }[];
  shift: number;
  readonly firstRows: Promise<number>;
};

declare global {
  // eslint-disable-next-line no-var -- a property of the page's global object, put there before its scripts run
  var benchProbe: Probe;
}

/** Installed in the page before its scripts: watches long tasks, layout shifts and the first rows. */
export const installProbe = (): void => {
  let tell: (at: number) => void;
  const firstRows = new Promise<number>((resolve) => (tell = resolve));
  const probe: Probe = { longTasks: [], shift: 0, firstRows };
  globalThis.benchProbe = probe;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      probe.longTasks.push({ start: startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (!('hadRecentInput' in entry && entry.hadRecentInput))
        probe.shift += Number('value' in entry ? entry.value : 0);
  }).observe({ type: 'layout-shift', buffered: true });
  const look = (): void => {
    const cell = document.querySelector('[role="grid"] [role="row"][aria-rowindex="2"] [role="gridcell"]');
    if (cell?.textContent) requestAnimationFrame(() => setTimeout(() => tell(performance.now())));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

/** Time from the next click until something is on screen: painted, not only in the document. */
export const timeClick = (shown: { readonly selector: string; readonly busy?: boolean }): Promise<number> =>
  new Promise((resolve) => {
    const isShown = (wasBusy: boolean): boolean => {
      const element = document.querySelector(shown.selector);
      if (!shown.busy) return element !== null;
      return wasBusy && element?.getAttribute('aria-busy') !== 'true';
    };
    addEventListener(
      'click',
      () => {
        const clicked = performance.now();
        let wasBusy = false;
        const look = (): void => {
          wasBusy ||= document.querySelector(shown.selector)?.getAttribute('aria-busy') === 'true';
          if (isShown(wasBusy)) setTimeout(() => resolve(performance.now() - clicked));
          else if (performance.now() - clicked > 10_000) resolve(Number.POSITIVE_INFINITY);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });

/** Scroll the grid from its top to its end, a step a frame. @returns the length of every frame */
export const scrollThrough = (frames: number): Promise<number[]> =>
  new Promise((resolve) => {
    const grid = document.querySelector('[role="grid"]');
    if (!grid) return resolve([]);
    grid.scrollTop = 0;
    const step = (grid.scrollHeight - grid.clientHeight) / frames;
    const taken: number[] = [];
    let last = performance.now();
    const frame = (): void => {
      const now = performance.now();
      taken.push(now - last);
      last = now;
      grid.scrollTop += step;
      if (taken.length < frames) requestAnimationFrame(frame);
      else resolve(taken.slice(2)); // the first frames hold the way here
    };
    requestAnimationFrame(frame);
  });

/** Scroll the grid to its end until it holds so many rows, or holds no more. @returns how many it holds */
export const loadRows = ({
  rows,
  longestMs,
}: {
  readonly rows: number;
  readonly longestMs: number;
}): Promise<number> =>
  new Promise((resolve) => {
    const end = performance.now() + longestMs;
    const rowHeight =
      document.querySelector('[role="grid"] [role="row"][aria-rowindex="2"]')?.clientHeight ?? 28;
    const look = (): void => {
      const grid = document.querySelector('[role="grid"]');
      const body = document.querySelector('[role="grid"] [role="rowgroup"]');
      const held = Math.round((body?.clientHeight ?? 0) / rowHeight);
      if (!grid || held >= rows || performance.now() > end) return resolve(held);
      grid.scrollTop = grid.scrollHeight;
      setTimeout(look, 20);
    };
    look();
  });
