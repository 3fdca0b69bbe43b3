import { findingKinds, severities } from '../../../contract/finding-kinds.ts';
import { type FindingOrder, findingOrders } from '../../../contract/finding-list.ts';
import { noFilters } from '../../../contract/filters.ts';
import { type FindingFilterName, type FindingFilters, findingFilterEntries } from '../../api/findings.ts';
import {
  type ExplorerView,
  readExplorerUrl,
  unknownParam,
  writeExplorerUrl,
} from '../../audit/explorer/explorer-url.ts';
import { quoted } from '../../lib/quoted.ts';

/** What the list of findings shows. */
export type FindingsView = Omit<ExplorerView, 'live'> & {
  readonly findings: FindingFilters;
  readonly first: FindingOrder;
};

/** What findings are filtered by, and what that is called. */
export const filterLabels = {
  severity: 'Severity',
  kind: 'Kind',
  user: 'User',
  source_ip: 'Source IP',
  application_name: 'Application',
  upstream_idp: 'Provider',
} as const satisfies Record<FindingFilterName, string>;

export const isFindingFilter = (name: string): name is FindingFilterName => Object.hasOwn(filterLabels, name);

const isFindingKind = (text: string): boolean => findingKinds.some((kind) => kind === text);
const isSeverity = (text: string): boolean => severities.some((each) => each === text);
const isOrder = (text: string): text is FindingOrder => findingOrders.some((each) => each === text);

const shared = ['range', 'from', 'to', 'calendar', 'tz', 'selected'];

/**
 * Read a view from the address of the page. A value that cannot be used falls back to its default.
 * @param zone the zone in which the page shows times: days written by hand begin there
 */
export const readFindingsUrl = (
  params: URLSearchParams,
  zone: string,
): { readonly view: FindingsView; readonly notices: readonly string[] } => {
  const valuesOf = (name: string) => [...new Set(params.getAll(name).filter((value) => value !== ''))];
  const [kinds, grave, order] = [valuesOf('kind'), valuesOf('severity'), params.get('order') ?? ''];
  const { view, notices } = readExplorerUrl(
    new URLSearchParams([...params].filter(([name]) => shared.includes(name))),
    zone,
  );
  const own = [...shared, 'order'];
  const read: Required<FindingFilters> = {
    severity: grave.filter(isSeverity),
    kind: kinds.filter(isFindingKind),
    user: valuesOf('user'),
    source_ip: valuesOf('source_ip'),
    application_name: valuesOf('application_name'),
    upstream_idp: valuesOf('upstream_idp'),
  };
  return {
    view: {
      ...view,
      filters: noFilters,
      findings: Object.fromEntries(Object.entries(read).filter(([, values]) => values.length > 0)),
      first: isOrder(order) ? order : 'gravest',
    },
    notices: [
      ...notices,
      ...kinds
        .filter((kind) => !isFindingKind(kind))
        .map((kind) => `${quoted(kind)} is not a kind of finding, so it was ignored.`),
      ...grave
        .filter((each) => !isSeverity(each))
        .map((each) => `${quoted(each)} is not a severity, so it was ignored.`),
      ...(order === '' || isOrder(order)
        ? []
        : [`${quoted(order)} is not an order of findings, so the gravest come first.`]),
      ...[...new Set(params.keys())]
        .filter((name) => !own.includes(name) && !isFindingFilter(name))
        .map((name) => unknownParam(name, 'finding')),
    ],
  };
};

/** Write a view as a query string: the inverse of `readFindingsUrl`. Defaults are left out. */
export const writeFindingsUrl = ({ findings, first, ...view }: FindingsView): URLSearchParams =>
  new URLSearchParams([
    ...findingFilterEntries(findings).map(([name, value]) => [name, value]),
    ...(first === 'gravest' ? [] : [['order', first]]),
    ...writeExplorerUrl({ ...view, filters: noFilters, order: 'desc' }),
  ]);

/** What decides which rows a view has. */
export const findingRowsKey = ({ selected: _row, ...view }: FindingsView): string =>
  `findings?${writeFindingsUrl(view).toString()}`;

/** The same filters with this value too, or without it where it is one of them already. */
export const withFindingChoice = (
  filters: FindingFilters,
  name: FindingFilterName,
  value: string,
): FindingFilters => {
  const before: readonly string[] = filters[name] ?? [];
  const values = before.includes(value) ? before.filter((each) => each !== value) : [...before, value];
  const { [name]: _before, ...others } = filters;
  return values.length === 0 ? others : { ...others, [name]: values };
};
