import { Link } from 'react-router';
import type { Finding } from '../../../contract/findings.ts';
import { plural } from '../../lib/format.ts';
import { addressPath, evidencePath, userPath } from '../looks/paths.ts';
import { PersonName } from '../looks/person-name.tsx';
import css from './incident-list.module.css';
import type { WholeIncident } from './incident-lines.ts';
import { secondOf } from './seen-table.tsx';
import { fromToWords } from './incident-when.ts';

type Entries = readonly (readonly [string, string])[];

/** Where the links of findings lead, as the page that they are on has it. */
export type FindingWays = {
  readonly zone: string;
  /** The zone of the page’s own address, which its links carry on. */
  readonly zoneEntries?: Entries;
  /** The range that pages about whom it is are to show. */
  readonly spans: Entries;
  /** The attempts with this value. */
  readonly attemptsOf: (property: 'upstream_idp' | 'application_name', value: string) => string;
  /** Whose page it is on: it does not lead to itself. */
  readonly self?: string;
};

type Props = {
  readonly incident: Pick<WholeIncident, 'told' | 'why'>;
  readonly ways: FindingWays;
  /** Whether it is said unasked why it is told. */
  readonly whyOpen?: boolean;
};

/** What an incident is made of: its lead in a sentence, what belongs to it, and why it is told. */
export const IncidentDetails = ({ incident: { told, why }, ways, whyOpen = false }: Props) => {
  const [lead, ...others] = told;
  return (
    <>
      <FindingTold finding={lead} ways={ways} />
      {others.length > 0 && (
        <ul className={css['members']} aria-label="Together with it">
          {others.map((finding) => (
            <li key={JSON.stringify([finding.kind, finding.first, finding.subject])}>
              <FindingTold finding={finding} ways={ways} member />
            </li>
          ))}
        </ul>
      )}
      <details className={css['why']} open={whyOpen}>
        <summary>Why is this here?</summary>
        {thresholdsOf(told).map(({ threshold, labels }) => (
          <p key={threshold}>
            <b>{labels.join(', ')}.</b> {threshold}
          </p>
        ))}
        {why.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </details>
    </>
  );
};

/** Each threshold once, with what is called so. */
const thresholdsOf = (findings: readonly Finding[]) =>
  [...new Set(findings.map(({ threshold }) => threshold))].map((threshold) => ({
    threshold,
    labels: [...new Set(findings.filter((each) => each.threshold === threshold).map(({ label }) => label))],
  }));

type ToldProps = {
  readonly finding: Finding;
  readonly ways: FindingWays;
  /** Whether its kind and its evidence are said here, and in no line. */
  readonly member?: boolean;
};

const FindingTold = ({ finding, ways, member = false }: ToldProps) => {
  const [from, to] = [secondOf(finding.first, ways.zone), secondOf(finding.last, ways.zone)];
  return (
    <>
      <p className={css['sentence']}>
        {member && <b>{finding.label}: </b>}
        {finding.sentence}
      </p>
      <p className={css['note']}>
        <span className={css['exact']}>{fromToWords(from, to)}</span>
        {member && <EvidenceLink finding={finding} ways={ways} />}
        {subjectLinks(finding, ways).map(({ to: path, text, name }) => (
          <span key={path}>
            <Link to={path}>{text}</Link>
            <PersonName name={name} />
          </span>
        ))}
      </p>
    </>
  );
};

/** The way to what a finding counted. */
export const EvidenceLink = ({
  finding: { count, evidence },
  ways,
}: {
  readonly finding: Finding;
  readonly ways: FindingWays;
}) => {
  const noun = evidence.of === 'attempts' ? 'attempt' : 'event';
  return (
    <Link to={evidencePath(evidence.of, evidence.query, ways.zoneEntries)}>
      {count === 1 ? `Show the ${noun}` : `Show the ${plural(count, noun)}`}
    </Link>
  );
};

/** The pages about whom and what it is. */
const subjectLinks = ({ subject }: Finding, { spans, attemptsOf, self }: FindingWays) => {
  const {
    user,
    email,
    name,
    source_ip: address,
    upstream_idp: provider,
    application_name: application,
  } = subject;
  const links: readonly { readonly to: string; readonly text: string; readonly name?: string | undefined }[] =
    [
      ...(user === undefined ? [] : [{ to: userPath(email ?? user, spans), text: email ?? user, name }]),
      ...(address === undefined ? [] : [{ to: addressPath(address, spans), text: address }]),
      ...(provider === undefined ? [] : [{ to: attemptsOf('upstream_idp', provider), text: provider }]),
      ...(application === undefined
        ? []
        : [{ to: attemptsOf('application_name', application), text: application }]),
    ];
  return links.filter(({ text }) => text !== self);
};
