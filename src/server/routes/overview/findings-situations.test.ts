import { beforeAll, expect, test } from 'vitest';
import { findingsAnswerSchema } from '../../../contract/findings.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import { store } from '../../test-support/findings-fixture.ts';
import { type World, firefox, phone, repeat, script, world } from '../../test-support/situations.ts';
import { withApp } from '../../test-support/with-app.ts';

/** What happens, and what it must raise; nothing: no alarm. */
type Situation = readonly [what: string, happens: (the: World) => AuditRecord[][], raised: readonly string[]];

const people = (count: number): string[] => repeat(count, (index) => `user${index}`);
/** Minutes as a person, or a careful attacker, keeps them. */
const uneven = (index: number): number => index * 4 + (index % 3) * 1.3;

const attacks: readonly Situation[] = [
  [
    'many are tried from one address, and one is let in',
    ({ usual, go, abroad }) => [
      usual({ user: 'user3' }),
      ...people(12).map((user, index) =>
        go(uneven(index), 'wrongPassword', { user, address: abroad, agent: script }),
      ),
      go(70, 'withoutSecondStep', { user: 'user3', address: abroad, agent: script }),
    ],
    ['high spray', 'medium new_device'],
  ],
  [
    'many are tried from one address, and nobody gets in',
    ({ go, abroad }) =>
      people(12).map((user, index) => go(uneven(index), 'wrongPassword', { user, address: abroad })),
    ['medium spray'],
  ],
  [
    'a script in the office tries everybody',
    ({ usual, go, office }) => [
      ...people(14).map((user) => usual({ user, address: office }, 4)),
      ...people(12).map((user, index) =>
        go(uneven(index), 'wrongPassword', { user, address: office, agent: script }),
      ),
    ],
    ['medium spray'],
  ],
  [
    'a password is guessed, in vain',
    ({ usual, go, abroad }) => [
      usual(),
      ...repeat(12, (index) => go(uneven(index), 'wrongPassword', { address: abroad })),
    ],
    ['medium brute_force'],
  ],
  [
    'a password is guessed, and then it is right',
    ({ usual, go, abroad }) => [
      usual(),
      ...repeat(12, (index) => go(uneven(index), 'wrongPassword', { address: abroad, agent: script })),
      go(60, 'withoutSecondStep', { address: abroad, agent: script }),
    ],
    ['high brute_force', 'medium new_device'],
  ],
  [
    'a program guesses every six seconds',
    ({ usual, go, abroad }) => [
      usual(),
      ...repeat(60, (index) => go(index / 10, 'wrongPassword', { address: abroad, agent: script })),
    ],
    ['medium brute_force'],
  ],
  [
    'a program guesses slowly',
    ({ usual, go, abroad }) => [
      usual(),
      ...repeat(6, (index) => go(index * 10, 'wrongPassword', { address: abroad, agent: script })),
    ],
    ['medium brute_force'],
  ],
  [
    'somebody is asked until they give in',
    ({ usual, go, abroad }) => [
      usual(),
      ...repeat(13, (index) => go(index * 0.7, 'denies', { address: abroad, agent: phone })),
      go(9.5, 'signsIn', { address: abroad, agent: phone }),
    ],
    ['high second_step_fatigue', 'medium new_device'],
  ],
  [
    'somebody is asked twice from abroad, and does not answer',
    ({ usual, go, abroad }) => [
      usual(),
      go(0, 'leavesChallenge', { address: abroad }),
      go(3, 'leavesChallenge', { address: abroad }),
    ],
    ['medium second_step_fatigue'],
  ],
  [
    'a stranger is turned away, and then they sign in at home themselves',
    ({ usual, go, abroad }) => [
      usual(),
      ...repeat(5, (index) => go(index, 'denies', { address: abroad })),
      go(8, 'signsIn'),
    ],
    ['medium second_step_fatigue'],
  ],
  [
    'three are signed in from one strange address with their own browsers: a page between',
    ({ usual, go, abroad }) =>
      people(3).flatMap((user, index) => [
        usual({ user }),
        go(index * 20, 'signsIn', { user, address: abroad }),
      ]),
    ['low new_address', 'low new_address', 'low new_address'],
  ],
  [
    'a sign-in from a strange place lacks the second step',
    ({ usual, go, abroad }) => [usual(), go(0, 'withoutSecondStep', { address: abroad })],
    ['low new_address'],
  ],
  [
    'a strange device without the second step',
    ({ usual, go, abroad }) => [usual(), go(0, 'withoutSecondStep', { address: abroad, agent: phone })],
    ['medium new_device'],
  ],
];

const others: readonly Situation[] = [
  [
    'an outage',
    ({ usual, go, home }) => [
      ...people(15).map((user) => usual({ user, address: home(user) })),
      ...people(15).map((user, index) =>
        go(index * 2, 'wrongPassword', { user, address: home(user), application: `of ${user}` }),
      ),
    ],
    ['high provider_stands_out'],
  ],
  [
    'a program keeps an old password',
    ({ usual, go, office }) => [
      usual({ address: office, agent: script }, 8, 'withoutSecondStep'),
      ...repeat(14, (index) => go(index * 4, 'wrongPassword', { address: office, agent: script })),
    ],
    ['low retrying'],
  ],
  [
    'a new telephone on the way',
    ({ usual, go, abroad }) => [usual(), go(0, 'signsIn', { address: abroad, agent: phone })],
    ['low new_device'],
  ],
];

const quiet = (what: string, happens: (the: World) => AuditRecord[][]): Situation => [what, happens, []];

const accidents: readonly Situation[] = [
  quiet('a password is mistyped three times', ({ usual, go }) => [
    usual(),
    ...[0, 1, 3].map((at) => go(at, 'wrongPassword')),
    go(4, 'signsIn'),
  ]),
  quiet('four wrong codes at home, then the right one', ({ usual, go }) => [
    usual(),
    ...[0, 1, 3, 4].map((at) => go(at, 'wrongCode')),
    go(6, 'signsIn'),
  ]),
  quiet('Deny is pressed once at home', ({ usual, go }) => [usual(), go(0, 'denies'), go(2, 'signsIn')]),
  quiet('a challenge from abroad is left once', ({ usual, go, abroad }) => [
    usual(),
    go(0, 'leavesChallenge', { address: abroad }),
  ]),
  quiet('sessions expire on a page that lies open', ({ usual, go }) => [
    usual(),
    ...repeat(20, (index) => go(uneven(index) / 2, 'sessionExpired')),
  ]),
  quiet('an application’s tokens fail', ({ usual, go }) => [
    usual(),
    ...repeat(14, (index) => go(uneven(index), 'tokenFails')),
  ]),
  quiet('a policy blocks somebody again and again', ({ usual, go }) => [
    usual(),
    ...repeat(14, (index) => go(index * 3, 'blocked')),
  ]),
  quiet('callbacks fail again and again', ({ usual, go }) => [
    usual(),
    ...repeat(14, (index) => go(index * 3, 'callbackFails')),
  ]),
  quiet('a policy asks for a second step that is never sent', ({ usual, go, abroad }) => [
    usual(),
    ...repeat(8, (index) => go(index, 'askedByPolicyAlone', { address: abroad })),
  ]),
  quiet('many sign in one after the other, each with a second step', ({ usual, go }) => [
    usual(),
    ...repeat(8, (index) => go(index, 'signsIn')),
  ]),
  quiet('an office mistypes on Monday morning', ({ usual, go, office }) => [
    ...people(16).map((user) => usual({ user, address: office }, 4)),
    ...people(12).map((user, index) => go(uneven(index), 'wrongPassword', { user, address: office })),
    ...people(12).map((user, index) => go(uneven(index) + 1, 'signsIn', { user, address: office })),
  ]),
  quiet('somebody comes by a relay, from another network each time', ({ key, go }) =>
    repeat(14, (index) =>
      go((index - 12) * 1440, 'signsIn', {
        address: `17.${Number(key.slice(1)) * 3 + index}.1.1`,
        agent: index === 12 ? phone : firefox,
      }),
    ),
  ),
  quiet('travelling with the usual browser', ({ usual, go, abroad }) => [
    usual(),
    go(0, 'signsIn', { address: abroad }),
    go(90, 'signsIn', { address: abroad }),
  ]),
  quiet('a mistyped password on the way', ({ usual, go, abroad }) => [
    usual(),
    go(0, 'wrongPassword', { address: abroad }),
    go(1, 'signsIn', { address: abroad }),
  ]),
  quiet('a new telephone at home', ({ usual, go }) => [usual(), go(0, 'signsIn', { agent: phone })]),
  quiet('another address of the same network', ({ usual, go, home }) => [
    usual(),
    go(0, 'signsIn', { address: home('eve').replace(/\d+$/, '250'), agent: phone }),
  ]),
  quiet('the first visit to a shared office, with a new computer', ({ usual, go, office }) => [
    ...people(6).map((user) => usual({ user, address: office }, 4)),
    usual(),
    go(0, 'signsIn', { address: office, agent: phone }),
  ]),
  quiet('the first days of a colleague', ({ usual, go, abroad }) => [
    usual({}, 2),
    go(0, 'wrongCode'),
    go(2, 'wrongCode', { agent: phone }),
    go(3, 'signsIn', { agent: phone }),
    go(60, 'signsIn', { address: abroad, agent: phone }),
  ]),
  quiet('sessions are renewed from everywhere', ({ usual, go, abroad }) => [
    usual(),
    ...repeat(12, (index) => go(index * 3, 'renews', { address: abroad, agent: phone })),
  ]),
];

const situations: readonly Situation[] = [...attacks, ...others, ...accidents];

const raised = new Map<string, string[]>();

// on one store: to open one takes longer than everything that is asked of it
beforeAll(async () => {
  const records = situations.flatMap(([, happens], number) => happens(world(number)).flat());
  await withApp({}, async (app, into) => {
    await store(into, records);
    const answer = await app.inject('/v1/auth_overview/findings?dt_from=2026-03-30&dt_to=2026-03-31');
    const { findings } = findingsAnswerSchema.parse(answer.json());
    for (const { subject, severity, kind } of findings) {
      const { user, source_ip: address, upstream_idp: idp, application_name: application } = subject;
      const key = /^s(\d+)\b/.exec(user ?? idp ?? application ?? '')?.[1] ?? address?.split('.')[1] ?? '';
      raised.set(key, [...(raised.get(key) ?? []), `${severity} ${kind}`]);
    }
  });
});

test.each(situations.map(([what, , wanted], number) => [what, wanted, number] as const))(
  '%s',
  (_, wanted, number) => {
    expect((raised.get(String(number)) ?? []).toSorted()).toEqual([...wanted].toSorted());
  },
);

test('most of what happens is no alarm', () => {
  expect(accidents.length * 2).toBeGreaterThanOrEqual(situations.length);
});
