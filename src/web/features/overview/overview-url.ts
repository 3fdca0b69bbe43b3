import { type AttemptsView, readAttemptsUrl, writeAttemptsUrl } from '../../audit/explorer/attempts-url.ts';

/** What the overview is about. It shares its address with the table of attempts, but for the order of rows. */
type OverviewView = AttemptsView;

/**
 * Read a view from the address of the overview. A value that cannot be used falls back to its default.
 * @param zone the zone in which the page shows times: days written by hand begin there
 */
export const readOverviewUrl = (
  params: URLSearchParams,
  zone: string,
): ReturnType<typeof readAttemptsUrl> => {
  const { view, notices } = readAttemptsUrl(params, zone);
  return { view: { ...view, order: 'desc' }, notices };
};

/** What decides what is counted. */
export const overviewKey = ({ filters, range, attempts }: OverviewView): string =>
  `overview?${writeAttemptsUrl({ filters, range, attempts, order: 'desc' })}`;
