/** How a record names its step: by today’s properties, by the deprecated ones, or by both. */
export type Era = 'current' | 'legacy' | 'both';

/** The organisations of the demo. All names are invented; domains are those reserved for examples. */
export type Organisation = {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly issuer: string;
  /** The first two numbers of its private network. */
  readonly network: string;
  /** Identity providers its people use, the usual one first. */
  readonly providers: readonly Provider[];
  /** Its share of the people. */
  readonly share: number;
  /** How its installation names steps. The platform itself repeats today’s properties in the deprecated ones. */
  readonly era: Era;
};

/** What `upstream_idp` says. */
export type Provider = 'Google' | 'Microsoft Entra ID' | 'Okta' | 'local';

const organisation = (
  id: string,
  name: string,
  domain: string,
  network: string,
  share: number,
  ...providers: Provider[]
): Organisation => ({
  id,
  name,
  domain,
  network,
  share,
  providers,
  issuer: `https://auth.${domain}`,
  era: 'both',
});

export const alder = organisation(
  'org-alder',
  'Alder Logistics',
  'alder.example.com',
  '10.20',
  40,
  'Google',
  'local',
);
export const brightwater = organisation(
  'org-brightwater',
  'Brightwater Clinic',
  'brightwater.example.org',
  '10.31',
  28,
  'Microsoft Entra ID',
);
export const cobalt = organisation(
  'org-cobalt',
  'Cobalt Foundry',
  'cobalt.example.net',
  '172.16',
  20,
  'Okta',
  'local',
);
/** Its installation has let go of the deprecated properties. */
export const dunmore: Organisation = {
  ...organisation(
    'org-dunmore',
    'Dunmore Town Library',
    'dunmore.example.org',
    '192.168',
    12,
    'local',
    'Google',
  ),
  era: 'current',
};

export const organisations: readonly Organisation[] = [alder, brightwater, cobalt, dunmore];

export type Application = {
  readonly name: string;
  readonly clientId: string;
  readonly owner: Organisation;
  /** Whether people of other organisations sign in to it too. */
  readonly shared: boolean;
  /** Whether its log is flat: no browser signs in to it, and only what was refused and how it ended is recorded. */
  readonly isFlat?: true;
};

const application = (name: string, clientId: string, owner: Organisation, shared = false): Application => ({
  name,
  clientId,
  owner,
  shared,
});

export const payroll = application('Payroll', 'payroll-web', alder);
export const mailArchive = application('Mail Archive', 'mail-archive', alder);
export const wiki = application('Team Wiki', 'team-wiki', cobalt, true);
export const records = application('Patient Records', 'patient-records', brightwater);
export const desk = application('Service Desk', 'service-desk', alder, true);

export const jumpHost: Application = { ...application('Jump Host', 'jump-host', cobalt), isFlat: true };

/** The more often used first, since they are picked by rank. */
const applications: readonly Application[] = [
  desk,
  wiki,
  payroll,
  records,
  application('Fleet Planner', 'fleet-planner', alder),
  application('Shift Roster', 'shift-roster', brightwater),
  application('Casting Control', 'casting-control', cobalt),
  application('Catalogue', 'catalogue', dunmore),
  mailArchive,
  application('Expense Reports', 'expense-reports', cobalt),
  jumpHost,
  application('Remote Desktop', 'remote-desktop', alder, true),
  application('Code Review', 'code-review', cobalt),
  application('Lending Kiosk', 'lending-kiosk', dunmore),
];

/** The applications that people of an organisation use, the more often used first. */
export const applicationsOf = (organisation: Organisation): readonly Application[] =>
  applications.filter(({ owner, shared }) => shared || owner === organisation);
