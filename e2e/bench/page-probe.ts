/**
 * These functions run in the page. The loader that runs this file marks functions with a helper by the name of
 * `__name`, which the page must have, too.
 */
export const helper = 'globalThis.__name = (marked) => marked;';

/** What the page's own observers collect, from before its first byte on. Milliseconds since navigation. */
type Probe = {
  readonly longTasks: { readonly start: number; readonly duration: number }[];
  shift: number;
  readonly firstRows: Promise<number>;
  /** Lengths of the frames drawn since they are watched. */
  readonly frames: number[];
  watched: boolean;
};

/** What a change of the view did. */
export type Change = {
  /** Milliseconds from the click or key until the new rows were painted. */
  readonly painted: number;
  /** The path by which the rows were asked for. */
  readonly asked: string;
  /** Other questions about events that were asked before the rows had come. */
  readonly before: readonly string[];
};

declare global {
  // eslint-disable-next-line no-var -- a property of the page's global object, put there before its scripts run
  var benchProbe: Probe;
}

/** Installed in the page before its scripts: watches long tasks, layout shifts and the first rows. */
export const installProbe = (): void => {
  let tell: (at: number) => void;
  const firstRows = new Promise<number>((resolve) => (tell = resolve));
  const probe: Probe = { longTasks: [], shift: 0, firstRows, frames: [], watched: false };
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

/** Time from the next click until an element is on screen: painted, not only in the document. */
export const timeClick = (selector: string): Promise<number> =>
  new Promise((resolve) => {
    addEventListener(
      'click',
      () => {
        const clicked = performance.now();
        const look = (): void => {
          if (document.querySelector(selector) !== null)
            setTimeout(() => resolve(performance.now() - clicked));
          else if (performance.now() - clicked > 10_000) resolve(Number.POSITIVE_INFINITY);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });

/** Follow what the next click or key does to the rows, until others are painted. */
export const timeRows = (event: 'click' | 'keydown'): Promise<Change> =>
  new Promise((resolve) => {
    const grid = document.querySelector('[role="grid"]')?.closest('[aria-busy]');
    const isRows = ({ pathname, searchParams }: URL): boolean =>
      pathname === '/v1/auth_audits' && searchParams.get('limit') !== '1';
    const tell = (begun: number, painted: number): void => {
      const asked = performance
        .getEntriesByType('resource')
        .filter((entry) => entry instanceof PerformanceResourceTiming)
        .filter(({ startTime, name }) => startTime >= begun && name.includes('/v1/auth_audits'))
        .map(({ name, startTime, responseEnd }) => ({ url: new URL(name), startTime, responseEnd }));
      const rows = asked.find(({ url }) => isRows(url));
      const before = asked.filter(({ startTime }) => startTime < (rows?.responseEnd ?? 0));
      const pathOf = ({ pathname, search }: URL): string => pathname + search;
      resolve({
        painted: painted - begun,
        asked: rows ? pathOf(rows.url) : '',
        before: before.filter((each) => each !== rows).map(({ url }) => pathOf(url)),
      });
    };
    addEventListener(
      event,
      () => {
        const begun = performance.now();
        const { href } = location;
        let wasBusy = false;
        // the frame that shows the new rows, and the new view with them
        const paint = (): void => {
          if (location.href === href) requestAnimationFrame(paint);
          else setTimeout(() => tell(begun, performance.now()));
        };
        const observer = new MutationObserver(() => {
          const busy = grid?.getAttribute('aria-busy') === 'true';
          if (wasBusy && !busy) {
            observer.disconnect();
            requestAnimationFrame(paint);
          }
          wasBusy ||= busy;
        });
        if (grid) observer.observe(grid, { attributeFilter: ['aria-busy'] });
      },
      { capture: true, once: true },
    );
  });

/** Begin to watch the frames that are drawn. */
export const watchFrames = (): void => {
  const probe = globalThis.benchProbe;
  probe.frames.splice(0);
  probe.longTasks.splice(0);
  probe.watched = true;
  let last: number | undefined;
  const frame = (now: number): void => {
    if (last !== undefined) probe.frames.push(now - last);
    last = now;
    if (probe.watched) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
};

/** @returns the frames drawn meanwhile, and how many long tasks there were */
export const watchedFrames = (): { readonly frames: readonly number[]; readonly longTasks: number } => {
  const probe = globalThis.benchProbe;
  probe.watched = false;
  return { frames: [...probe.frames], longTasks: probe.longTasks.length };
};

/** Scroll an element that scrolls, from its top to its end, a step a frame. @returns the length of every frame */
export const scrollThrough = ({
  selector,
  frames,
}: {
  readonly selector: string;
  readonly frames: number;
}): Promise<number[]> =>
  new Promise((resolve) => {
    const scroller = document.querySelector(selector);
    if (!scroller) return resolve([]);
    scroller.scrollTop = 0;
    const step = (scroller.scrollHeight - scroller.clientHeight) / frames;
    const taken: number[] = [];
    let last = performance.now();
    const frame = (): void => {
      const now = performance.now();
      taken.push(now - last);
      last = now;
      scroller.scrollTop += step;
      if (taken.length < frames) requestAnimationFrame(frame);
      else resolve(taken.slice(2)); // the first frames hold the way here
    };
    requestAnimationFrame(frame);
  });

/** Scroll the grid to its end until it has come so many rows far. @returns how far it has come */
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
