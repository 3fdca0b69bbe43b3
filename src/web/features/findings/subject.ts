import type { Finding } from '../../../contract/findings.ts';
import type { FindingFilterName } from '../../api/findings.ts';

type Told = {
  /** What it is filtered by. */
  readonly property: FindingFilterName;
  readonly value: string;
  readonly shown: string;
  /** What the directory calls the person. */
  readonly name?: string | undefined;
  /** Where, beside whom. */
  readonly aside?: string | undefined;
};

/** Whom or what a finding is about, in one cell: the person, else the address, the provider, the application. */
export const subjectOf = ({
  user,
  email,
  name,
  source_ip: address,
  upstream_idp: provider,
  application_name: application,
}: Finding['subject']): Told | undefined => {
  if (user !== undefined)
    return { property: 'user', value: user, shown: email ?? user, name, aside: address };
  if (address !== undefined) return { property: 'source_ip', value: address, shown: address };
  if (provider !== undefined) return { property: 'upstream_idp', value: provider, shown: provider };
  if (application !== undefined)
    return { property: 'application_name', value: application, shown: application };
  return undefined;
};
