/** Where a property is shown in a record's detail: who signed in, how they came, what happened. */
export type FieldGroup = 'who' | 'how' | 'what';

/**
 * What a property is, stated once for columns, filters, facets, URL parsers, SQL and CSV.
 * - `name`: the property of the record, and its column in storage
 * - `param`: its query parameter, in the API and in our URLs
 * - `facet`: few enough values that counting them answers a question
 * - `searched`: the free text looks here
 * - `located`: an identifier worth a day-level presence index, because it is rare and looked up
 */
export type Field = {
  readonly name: string;
  readonly param: string;
  readonly label: string;
  readonly group: FieldGroup;
  readonly about: string;
  readonly facet: boolean;
  readonly searched: boolean;
  readonly located: boolean;
};

const row = <Name extends string>(
  name: Name,
  label: string,
  group: FieldGroup,
  flags: readonly ('facet' | 'searched' | 'located')[],
  about: string,
  param: string = name,
) => ({
  name,
  param,
  label,
  group,
  about,
  facet: flags.includes('facet'),
  searched: flags.includes('searched'),
  located: flags.includes('located'),
});

/**
 * Every text property of an audit record, in the order in which screens list them. `time` is the one other. One that is
 * added needs no migration: a store that is opened gets a column for it, with what it held of it among the extras.
 */
export const fields = [
  row('user_id', 'User ID', 'who', ['facet', 'searched', 'located'], 'The system’s own id of the user.'),
  row(
    'upstream_user_id',
    'Upstream user ID',
    'who',
    ['facet', 'searched', 'located'],
    'The user’s id at the upstream identity provider; very often the e-mail address.',
  ),
  row('org_id', 'Issuer organisation ID', 'who', ['facet'], 'Organisation of the issuer.'),
  row('org_name', 'Issuer organisation', 'who', ['facet', 'searched'], 'Name of the issuer’s organisation.'),
  row('login_org_id', 'Application organisation ID', 'who', ['facet'], 'Organisation of the application.'),
  row(
    'login_org_name',
    'Application organisation',
    'who',
    ['facet', 'searched'],
    'Name of the organisation of the application the user signs in to.',
  ),
  row('source_ip', 'Source IP', 'how', ['facet', 'searched', 'located'], 'Address of the initiating host.'),
  row('user_agent', 'User agent', 'how', ['facet'], 'What the browser or program calls itself.'),
  row('upstream_idp', 'Identity provider', 'how', ['facet'], 'The upstream identity provider used.'),
  row('issuer', 'Issuer', 'how', ['facet'], 'The issuer against which the user authenticates.'),
  row('client_id', 'Client ID', 'how', ['facet', 'searched'], 'The id that the client presents.'),
  row('application_name', 'Application', 'what', ['facet', 'searched'], 'The application signed in to.'),
  row(
    'event_name',
    'event_name (as recorded)',
    'what',
    ['facet'],
    'What happened: the step of the sign-in. Old records lack it.',
  ),
  row('result', 'result (as recorded)', 'what', ['facet'], 'What the step came to. Old records lack it.'),
  row(
    'stage',
    'stage (deprecated)',
    'what',
    ['facet'],
    'Replaced by event_name; old records have only this.',
  ),
  row('event', 'event (deprecated)', 'what', ['facet'], 'Replaced by result; old records have only this.'),
  row('request_id', 'Request ID', 'what', ['searched', 'located'], 'Links the steps of one sign-in attempt.'),
  row(
    'session',
    'Session',
    'what',
    ['searched', 'located'],
    'Session of the tokens: ties later actions to the sign-in.',
    'session_id',
  ),
  row('trace_id', 'Trace ID', 'what', ['searched'], 'Correlates the requests related to this event.'),
  row('token_id', 'Token ID', 'what', ['searched'], 'Token issued or reissued.'),
] as const satisfies readonly Field[];

/** Those whose values are counted beside the tables, in that order; others are counted where they are asked for. */
export const panelFacets = [
  'step_result',
  'step',
  'application_name',
  'upstream_idp',
  'org_name',
  'login_org_name',
  'upstream_user_id',
  'source_ip',
] as const;

/** A text property that the published contract names. */
export type FieldName = (typeof fields)[number]['name'];

/**
 * What is read of a record in several properties: its value is that of the first of `of` that says something. Screens show,
 * filter, count and order by readings, so that old records count as what they say; a filter by a property matches that
 * property only.
 */
export type Reading = Field & { readonly of: readonly FieldName[] };

/** Every reading, in the order in which screens list them. */
export const readings = [
  {
    ...row(
      'step',
      'Stage',
      'what',
      ['facet'],
      'The step of the sign-in: event_name, else the deprecated stage.',
    ),
    of: ['event_name', 'stage'],
  },
  {
    ...row(
      'step_result',
      'Event',
      'what',
      ['facet'],
      'What the step came to: result, else the deprecated event.',
    ),
    of: ['result', 'event'],
  },
] as const satisfies readonly Reading[];

/** The name of a reading: its parameter, too. */
export type ReadingName = (typeof readings)[number]['name'];

/** All by which records are filtered, counted and shown, in the order in which screens list it. */
export const properties: readonly Field[] = [
  ...fields.filter(({ group }) => group !== 'what'),
  ...readings,
  ...fields.filter(({ group }) => group === 'what'),
];

/** Prefix of the parameter that filters by a property the contract does not name: `x.<name>`. A name can be empty. */
export const extraPrefix = 'x.';

/** Whether a text names a property that the contract does not: `x.<name>`. */
export const isExtra = (property: string): boolean => property.startsWith(extraPrefix);

const recorded = new Map<string, Field>(fields.map((field) => [field.name, field]));
const read = new Map<string, Reading>(readings.map((reading) => [reading.name, reading]));
const byName = new Map<string, Field>(properties.map((field) => [field.name, field]));
const byParam = new Map<string, Field>(properties.map((field) => [field.param, field]));

/** The field or reading of a name, or undefined for `time`, `email` and extras. */
export const fieldNamed = (name: string): Field | undefined => byName.get(name);

/** Narrow a string to the name of a reading. */
export const isReadingName = (name: string): name is ReadingName => read.has(name);

/** The reading of a name, or undefined. */
export const readingNamed = (name: string): Reading | undefined => read.get(name);

/** The field or reading that a query parameter filters by, or undefined. */
export const fieldOfParam = (param: string): Field | undefined => byParam.get(param);

/** Narrow a string to a property that the contract names. */
export const isFieldName = (name: string): name is FieldName => recorded.has(name);

/** The properties of the contract in which a value of this property is recorded: of a reading, several. */
export const sourcesOf = (property: string): readonly string[] => read.get(property)?.of ?? [property];

/** A text as it can be seen: one that is empty or blank stands between quotation marks. */
export const visible = (text: string): string => (/[^\s\p{C}]/u.test(text) ? text : `“${text}”`);

/**
 * What any property is called on screens: by the table, else by the extra's own name. Nothing else names one: a column, a
 * facet, a chip and a detail of the same property are called the same.
 */
export const labelOf = (property: string): string =>
  property === 'email'
    ? 'Email'
    : property === 'time'
      ? 'Time'
      : (byName.get(property)?.label ?? visible(property.replace(/^x\./, '')));

/** The label of a property with its own name, by which the API and exports call it: for tooltips. */
export const namedLabel = (property: string): string => {
  const label = labelOf(property);
  return byName.has(property) && !label.startsWith(`${property} `) ? `${label} (${property})` : label;
};
