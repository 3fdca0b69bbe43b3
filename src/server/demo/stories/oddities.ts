import { oneHour, oneMinute, oneSecond } from '../clock.ts';
import { alder, brightwater, cobalt, dunmore, jumpHost, payroll } from '../organisations.ts';
import { personNamed, serviceNamed } from '../people.ts';
import { type Plot, requestOf } from './teller.ts';

const legacy: Plot = {
  key: 'legacy',
  name: 'Records from before the new names',
  description:
    'The oldest records have only stage and event, which event_name and result replaced, and nothing closes them.',
  tell: (teller) => {
    const ivan = personNamed(teller.seed, 'ivan.petrov', cobalt);
    const from = teller.start + 10 * oneMinute;
    const visit = teller.visit(ivan, { era: 'legacy' });
    const end = teller.play('secondStep', visit, from, { order: 'older' });
    return { from, to: end + oneSecond, filters: { missing: 'event_name' }, ...requestOf(visit) };
  },
};

const flatLog: Plot = {
  key: 'flat-log',
  name: 'A log that tells only what failed and how it ended',
  description:
    'The jump host records no steps: two refused passwords and then a success, with nothing before or between.',
  tell: (teller) => {
    const otto = personNamed(teller.seed, 'otto.brandt', cobalt, 'local');
    const from = teller.on(2, 10, 22);
    const { userAgent: _, ...visit } = teller.visit(otto, { application: jumpHost });
    const end = teller.play('flatMistypedTwice', visit, from);
    return { from, to: end + oneSecond, filters: { email: otto.email ?? '' }, ...requestOf(visit) };
  },
};

const extras: Plot = {
  key: 'extras',
  name: 'Properties that the contract does not name',
  description: 'Text, numbers, yes and no, lists and objects, kept and shown as they came.',
  tell: (teller) => {
    const jana = personNamed(teller.seed, 'jana.weber', dunmore, 'Google');
    const from = teller.on(1, 14, 8);
    const visit = teller.visit(jana, {
      extras: {
        ticket: 'HD-20417',
        risk_score: 73,
        managed_device: false,
        location: { country: 'DE', rounded: [52, 13] },
        amr: ['pwd', 'otp'],
        ratio: 0.25,
      },
    });
    const end = teller.play('secondStep', visit, from);
    return { from, to: end + oneSecond, filters: { 'x.ticket': 'HD-20417' }, ...requestOf(visit) };
  },
};

const unlinked: Plot = {
  key: 'unlinked',
  name: 'Events that belong to no attempt',
  description: 'Token renewals that carry no request_id: each stands alone.',
  tell: (teller) => {
    const kiosk = serviceNamed(teller.seed, 'kiosk-9', dunmore);
    const from = teller.on(1, 16, 0);
    for (let tokens = 0; tokens < 5; tokens += 1) {
      const { requestId: _, ...visit } = teller.visit(kiosk);
      teller.play('reissued', visit, from + tokens * oneMinute);
    }
    return { from, to: from + 6 * oneMinute, filters: { user_id: kiosk.userId } };
  },
};

const burst: Plot = {
  key: 'burst',
  name: 'Three hundred tokens in one microsecond',
  description: 'A batch job is given its tokens all at once; paging must show each of them once.',
  tell: (teller) => {
    const batch = serviceNamed(teller.seed, 'quarter-end', alder);
    const from = teller.on(3, 1, 0);
    for (let tokens = 0; tokens < 300; tokens += 1) teller.play('reissued', teller.visit(batch), from);
    return { from, to: from + 1, filters: { user_id: batch.userId } };
  },
};

const hostile: Plot = {
  key: 'hostile-text',
  name: 'A record that tries to be code',
  description: 'Its user agent is HTML and its application a spreadsheet formula; both are only text here.',
  tell: (teller) => {
    const address = '192.0.2.99';
    const from = teller.on(2, 19, 30);
    const visit = teller.visit(personNamed(teller.seed, 'karim.rahman', alder), {
      address,
      userAgent: '<img src=x onerror=alert(1)>',
      application: { ...payroll, name: '=HYPERLINK("https://phish.example/","Open")', clientId: '@SUM(1+1)' },
    });
    const end = teller.play('badRequest', visit, from);
    return { from, to: end + oneSecond, filters: { source_ip: address }, ...requestOf(visit) };
  },
};

const unknown: Plot = {
  key: 'unknown-values',
  name: 'A step that nobody has heard of',
  description: 'Its event name and result are not documented: shown as they are, deciding nothing.',
  tell: (teller) => {
    const from = teller.on(2, 12, 15);
    const person = personNamed(teller.seed, 'lars.eklund', brightwater);
    const visit = teller.visit(person);
    const end = teller.play('leftAtProvider', visit, from);
    const told = {
      org_id: person.organisation.id,
      request_id: visit.requestId ?? '',
      trace_id: visit.traceId,
    };
    teller.put({ ...told, event_name: 'Device Attestation', result: 'Quarantined' }, end + 3 * oneSecond);
    return {
      from,
      to: end + 4 * oneSecond,
      filters: { event_name: 'Device Attestation' },
      ...requestOf(visit),
    };
  },
};

const colleagues = [
  ['noah.iyer', 55],
  ['olga.novak', 41],
  ['priya.shah', 26],
  ['ruben.soto', 13],
  ['sanna.dahl', 8],
] as const;

const justNow: Plot = {
  key: 'just-now',
  name: 'Mina is signing in right now',
  description: 'Her attempt waits for its second step; others of the last hour have ended.',
  tell: (teller) => {
    const mina = personNamed(teller.seed, 'mina.park', brightwater);
    for (const [name, minutes] of colleagues) {
      const colleague = personNamed(teller.seed, name, brightwater);
      teller.play(
        minutes === 26 ? 'wrongCode' : 'secondStep',
        teller.visit(colleague),
        teller.until - minutes * oneMinute,
      );
    }
    const from = teller.until - 90 * oneSecond;
    const visit = teller.visit(mina);
    teller.play('leftAtSecondStep', visit, from);
    return {
      from: teller.until - oneHour,
      to: teller.until,
      filters: { email: mina.email ?? '' },
      ...requestOf(visit),
    };
  },
};

/** What real data also holds. */
export const oddities: readonly Plot[] = [
  legacy,
  flatLog,
  extras,
  unlinked,
  burst,
  hostile,
  unknown,
  justNow,
];
