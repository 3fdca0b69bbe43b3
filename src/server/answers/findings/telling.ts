import type { FindingKind } from '../../../contract/finding-kinds.ts';
import type { Finding } from '../../../contract/findings.ts';
import { formatInstant } from '../../../contract/instant.ts';
import type { OverviewScope } from '../../store/questions/overview.ts';
import type { FindingText } from '../../words/finding-words.ts';
import { words } from '../../words/language.ts';
import { type Narrowing, narrowed } from '../narrowing.ts';
import { attemptQuery } from '../overview/range.ts';
import type { FindingFacts, FindingSearch, Unsaid } from './finder.ts';
import { namesOf } from './people.ts';

type NameOf = Awaited<ReturnType<typeof namesOf>>;

/** A finding, and its title as the lead of an incident. */
export type Titled = { readonly finding: Finding; readonly title: string };

/** How what is found is said. */
const sayers: { readonly [Name in keyof Unsaid]: (value: Unsaid[Name], nameOf: NameOf) => string } = {
  entered: (person, nameOf) => nameOf(person).name,
  entered_later: (length) => words.length(BigInt(length)),
  span: (length) => words.span(BigInt(length)),
  interval: (length) => words.length(BigInt(length)),
  rate: ([part, whole]) => words.rate(part, whole),
  history_rate: ([part, whole]) => words.rate(part, whole),
};

const isUnsaid = (name: string): name is keyof Unsaid => Object.hasOwn(sayers, name);

/** What a sentence is filled from, with names and words in it. */
const saidOf = ({ code, params, person }: FindingFacts, nameOf: NameOf): FindingText => {
  const say = <Name extends keyof Unsaid>(name: Name, value: Unsaid[Name]): string =>
    sayers[name](value, nameOf);
  const said = Object.entries(params).map(([name, value]) => [
    name,
    // a parameter of this name is of this type, in whichever code it stands
    isUnsaid(name) ? say(name, value as never) : (value as string | number),
  ]);
  const user = person && { user: nameOf(person).name };
  return { code, params: { ...user, ...Object.fromEntries(said) } };
};

/** Params as the API gives them: all texts, numbers too. */
const inTexts = (params: object): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));

/** The attempts that a finding counts: of those asked about, with more filters, and of a shorter range. */
const evidenceOf = (
  scope: OverviewScope,
  own: readonly Narrowing[],
  { with: others, ...evidence }: FindingFacts['evidence'],
): Finding['evidence'] => ({
  of: 'attempts',
  query: attemptQuery({ ...scope, ...evidence, filters: narrowed(scope.filters, [...own, ...others]) }),
});

/** Findings in words, each of its kind: with the names that people have by now. */
export const inWords = async (
  search: FindingSearch,
  found: readonly { readonly kind: FindingKind; readonly facts: FindingFacts }[],
): Promise<readonly Titled[]> => {
  const people = found.flatMap(({ facts: { person, params } }) => [
    ...(person ? [person] : []),
    ...('entered' in params && params.entered ? [params.entered] : []),
  ]);
  const nameOf = await namesOf(search, people);
  return found.map(({ kind, facts }) => {
    const { severity, burst, person, about, evidence } = facts;
    const { code, params } = saidOf(facts, nameOf);
    const whose = person && nameOf(person);
    return {
      finding: {
        kind,
        label: words.findingKind(kind),
        severity,
        code,
        params: inTexts({ ...params, count: burst.count }),
        sentence: words.finding(code, params, burst.count),
        threshold: words.threshold(kind, search.thresholds),
        first: formatInstant(burst.first),
        last: formatInstant(burst.last),
        count: burst.count,
        subject: { ...whose?.subject, ...about },
        evidence: evidenceOf(search.scope, whose?.filters ?? [], evidence),
      },
      title: words.findingTitle(code, params, burst.count),
    };
  });
};
