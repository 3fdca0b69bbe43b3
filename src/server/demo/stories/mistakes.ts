import { oneDay, oneHour, oneMinute, oneSecond } from '../clock.ts';
import { alder, brightwater, cobalt, mailArchive, payroll, records, wiki } from '../organisations.ts';
import { personNamed, serviceNamed } from '../people.ts';
import { type Plot, requestOf } from './teller.ts';

const wrongAccount: Plot = {
  key: 'wrong-account',
  name: 'Ana used her private account',
  description:
    'Google sent her back as her private address, which is nobody here; six minutes later she chose her work account.',
  tell: (teller) => {
    const ana = personNamed(teller.seed, 'ana.castellano', alder);
    const from = teller.on(1, 8, 52);
    teller.usual(ana, from, { application: payroll });
    const mistaken = teller.visit(ana, { application: payroll, stranger: 'ana.castellano@mail.example' });
    teller.play('wrongAccount', mistaken, from);
    const end = teller.play('secondStep', teller.visit(ana, { application: payroll }), from + 6 * oneMinute);
    return { from, to: end + oneSecond, filters: { source_ip: mistaken.address }, ...requestOf(mistaken) };
  },
};

const blocked: Plot = {
  key: 'blocked',
  name: 'Policy blocked Ben after Google confirmed him',
  description: 'Ben opened Payroll from an address that he had never used, and policy said no.',
  tell: (teller) => {
    const ben = personNamed(teller.seed, 'ben.okafor', alder);
    const from = teller.on(1, 9, 14);
    teller.usual(ben, from, { application: payroll });
    const visit = teller.visit(ben, { application: payroll, address: '198.51.100.178' });
    const end = teller.play('blocked', visit, from, { closing: 'Failure' });
    return { from, to: end + oneSecond, filters: { email: ben.email ?? '' }, ...requestOf(visit) };
  },
};

const unanswered: Plot = {
  key: 'unanswered',
  name: 'Chloe did not answer the second step, then did',
  description:
    'Her phone stayed silent for a minute and the challenge timed out; the next attempt went through.',
  tell: (teller) => {
    const chloe = personNamed(teller.seed, 'chloe.moreau', brightwater);
    const from = teller.on(3, 10, 31);
    teller.usual(chloe, from, { application: records });
    const visit = teller.visit(chloe, { application: records });
    const late = teller.play('unanswered', visit, from);
    const end = teller.play(
      'secondStep',
      teller.visit(chloe, { application: records }),
      late + 2 * oneMinute,
    );
    return { from, to: end + oneSecond, filters: { email: chloe.email ?? '' }, ...requestOf(visit) };
  },
};

const closedWaiting: Plot = {
  key: 'closed-waiting',
  name: 'Leo’s sign-in was closed while it waited for him',
  description:
    'He did not answer the second step, and after some minutes the platform closed the attempt: the record that closes it is not the cause.',
  tell: (teller) => {
    const leo = personNamed(teller.seed, 'leo.tanner', brightwater);
    const from = teller.on(2, 8, 16);
    teller.usual(leo, from, { application: records });
    const visit = teller.visit(leo, { application: records });
    const end = teller.play('leftAtSecondStep', visit, from, { closing: 'Failure' });
    return { from, to: end + oneSecond, filters: { source_ip: visit.address }, ...requestOf(visit) };
  },
};

const retrying: Plot = {
  key: 'retrying',
  name: 'An application keeps retrying an old password',
  description:
    'The mail archive signs in as reports every five minutes with a password that was changed: twelve failures, no person.',
  tell: (teller) => {
    const reports = personNamed(teller.seed, 'reports', alder, 'local');
    const from = teller.on(1, 2, 0);
    const archive = { application: mailArchive, userAgent: 'python-requests/2.32.5' };
    teller.usual(reports, from, archive, { flow: 'programLetIn' });
    let [to, at] = [from, from];
    let last = teller.visit(reports);
    for (let tries = 0; tries < 12; tries += 1) {
      last = teller.visit(reports, archive);
      to = teller.play('programRefused', last, at);
      at += 5 * oneMinute + teller.random.below(oneSecond);
    }
    return { from, to: to + oneSecond, filters: { email: reports.email ?? '' }, ...requestOf(last) };
  },
};

const expiredDocument: Plot = {
  key: 'expired-document',
  name: 'A service account whose document expired',
  description:
    'The tariff update signed in every hour until its document ran out; since then each assertion fails.',
  tell: (teller) => {
    const tariffs = serviceNamed(teller.seed, 'tariff-update', alder);
    const from = teller.on(2, 3, 5);
    for (let hours = 8; hours > 0; hours -= 1)
      teller.play('service', teller.visit(tariffs), from - hours * oneHour);
    let last = teller.visit(tariffs);
    teller.play('serviceRefused', last, from);
    for (let hours = 1; hours < 6; hours += 1) {
      last = teller.visit(tariffs);
      teller.play('serviceRefused', last, from + hours * oneHour);
    }
    return { from, to: from + 6 * oneHour, filters: { user_id: tariffs.userId }, ...requestOf(last) };
  },
};

const gaveUp: Plot = {
  key: 'gave-up',
  name: 'Dario gave up three times',
  description: 'He was sent to Okta three times and never came back; what happened there is in its own log.',
  tell: (teller) => {
    const dario = personNamed(teller.seed, 'dario.marchetti', cobalt);
    const from = teller.on(4, 15, 20);
    let visit = teller.visit(dario, { application: wiki });
    teller.play('leftAtProvider', visit, from);
    for (let tries = 1; tries < 3; tries += 1) {
      visit = teller.visit(dario, { application: wiki });
      teller.play('leftAtProvider', visit, from + tries * 4 * oneMinute);
    }
    return { from, to: from + 10 * oneMinute, filters: { source_ip: visit.address }, ...requestOf(visit) };
  },
};

const neverCollected: Plot = {
  key: 'never-collected',
  name: 'The wiki never collected Emeka’s code',
  description: 'Everything passed and a code was issued, but the application never came for its token.',
  tell: (teller) => {
    const emeka = personNamed(teller.seed, 'emeka.abara', cobalt);
    const from = teller.on(3, 13, 45);
    teller.usual(emeka, from);
    const visit = teller.visit(emeka, { application: wiki });
    const end = teller.play('neverCollected', visit, from);
    return { from, to: end + oneSecond, filters: { email: emeka.email ?? '' }, ...requestOf(visit) };
  },
};

const leftOpen: Plot = {
  key: 'left-open',
  name: 'Freya left the page open over lunch',
  description: 'Her attempt lasted more than half an hour and then its session had expired.',
  tell: (teller) => {
    const freya = personNamed(teller.seed, 'freya.halvorsen', brightwater);
    const from = teller.on(2, 11, 40);
    const visit = teller.visit(freya, { application: records });
    const end = teller.play('stale', visit, from);
    return {
      from,
      to: Math.min(end + oneSecond, from + oneDay),
      filters: { source_ip: visit.address },
      ...requestOf(visit),
    };
  },
};

const notRenewed: Plot = {
  key: 'not-renewed',
  name: 'Ida’s session could not be renewed',
  description:
    'It was renewed three times without her doing anything; then renewing failed, and she signed in again.',
  tell: (teller) => {
    const ida = personNamed(teller.seed, 'ida.strand', cobalt);
    const from = teller.on(3, 7, 35);
    const own = teller.visit(ida, { application: wiki });
    const { session } = own;
    let at = teller.play('secondStep', own, from);
    for (let renewed = 0; renewed < 3; renewed += 1) {
      at += 55 * oneMinute;
      teller.play('renewed', teller.visit(ida, { application: wiki, session }), at);
    }
    at += 55 * oneMinute;
    const failed = teller.visit(ida, { application: wiki, session });
    teller.play('notRenewed', failed, at);
    const end = teller.play('secondStep', teller.visit(ida, { application: wiki }), at + oneMinute);
    return { from, to: end + oneSecond, filters: { session_id: session }, ...requestOf(failed) };
  },
};

/** What goes wrong for people and programs that mean well. */
export const mistakes: readonly Plot[] = [
  wrongAccount,
  blocked,
  unanswered,
  closedWaiting,
  retrying,
  expiredDocument,
  gaveUp,
  neverCollected,
  leftOpen,
  notRenewed,
];
