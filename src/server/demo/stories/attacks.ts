import { oneHour, oneMinute, oneSecond } from '../clock.ts';
import { alder, brightwater, desk, dunmore, payroll, records } from '../organisations.ts';
import { directory, personNamed } from '../people.ts';
import type { Visit } from '../play.ts';
import { outageBefore } from './outage.ts';
import { type Plot, requestOf } from './teller.ts';

const outage: Plot = {
  key: 'outage',
  name: 'Okta was down for everybody for 40 minutes',
  description:
    'Whoever came by Okta was refused at once, whatever the application; before and after, all is well.',
  tell: (teller) => {
    const { provider, from, to } = outageBefore(teller.until);
    const people = directory(teller.seed, 400).filter((each) => each.provider === provider);
    let refused: Visit | undefined;
    for (const [index, person] of people.slice(0, 24).entries()) {
      const first = from + 20 * oneSecond + Math.floor(((to - from - 5 * oneMinute) * index) / 24);
      refused = teller.visit(person);
      const end = teller.play('providerRefused', refused, first);
      // whoever is refused tries again at least once, and that attempt is closed
      const again = end + oneMinute + teller.random.below(oneMinute);
      teller.play('providerRefused', teller.visit(person), again, { closing: 'Failure' });
    }
    return { from, to, filters: { upstream_idp: provider, result: 'Failure' }, ...requestOf(refused ?? {}) };
  },
};

const bruteForce: Plot = {
  key: 'brute-force',
  name: 'One address guesses Greta’s password',
  description: 'Sixty failures on one account from one address within six minutes, and no success.',
  tell: (teller) => {
    const greta = personNamed(teller.seed, 'greta.vogel', dunmore, 'local');
    const address = '203.0.113.66';
    const from = teller.on(1, 23, 11);
    teller.usual(greta, from - 9 * oneHour, {}, { most: 6 });
    const unusual = { application: desk, address, userAgent: 'Go-http-client/2.0' };
    let last = teller.visit(greta, unusual);
    teller.play('programRefused', last, from);
    for (let tries = 1; tries < 60; tries += 1) {
      last = teller.visit(greta, unusual);
      teller.play('programRefused', last, from + tries * 6 * oneSecond + teller.random.below(oneSecond));
    }
    return { from, to: from + 7 * oneMinute, filters: { source_ip: address }, ...requestOf(last) };
  },
};

const spray: Plot = {
  key: 'password-spray',
  name: 'One address tries one password on many',
  description:
    'Twenty-two accounts of the library, each tried once or twice from one address, one of them let in.',
  tell: (teller) => {
    const address = '198.51.100.23';
    const from = teller.on(5, 3, 40);
    const unusual = { application: desk, address, userAgent: 'python-requests/2.32.5' };
    const reader = (letter: string) => personNamed(teller.seed, `${letter}.reader`, dunmore, 'local');
    const found = reader('m');
    teller.usual(found, from + 9 * oneHour, {}, { most: 6 });
    for (const [index, letter] of Array.from('abcdefghijklmnopqrstuv').entries()) {
      const at = from + index * 38 * oneSecond + teller.random.below(9 * oneSecond);
      teller.play('programRefused', teller.visit(reader(letter), unusual), at);
      if (index % 3 === 0)
        teller.play('programRefused', teller.visit(reader(letter), unusual), at + 14 * oneMinute);
    }
    const letIn = teller.visit(found, unusual);
    teller.play('programLetIn', letIn, from + 34 * oneMinute);
    return { from, to: from + oneHour, filters: { source_ip: address }, ...requestOf(letIn) };
  },
};

const fatigue: Plot = {
  key: 'fatigue',
  name: 'Farid was asked until he gave in',
  description: 'Fourteen second-step requests in ten minutes; he refused them, and then one was accepted.',
  tell: (teller) => {
    const farid = personNamed(teller.seed, 'farid.haddad', brightwater);
    const from = teller.on(2, 22, 4);
    teller.usual(farid, from - 8 * oneHour, {}, { most: 6 });
    const attacker = {
      address: '203.0.113.140',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
    };
    for (let tries = 0; tries < 13; tries += 1) {
      const isClosed = tries % 2 === 0;
      const at = from + tries * 40 * oneSecond;
      teller.play('refusedByUser', teller.visit(farid, attacker), at, isClosed ? { closing: 'Denied' } : {});
    }
    const last = teller.visit(farid, attacker);
    // all that he refused has been refused by then
    teller.play('secondStep', last, from + 14 * 40 * oneSecond);
    return { from, to: from + 12 * oneMinute, filters: { source_ip: attacker.address }, ...requestOf(last) };
  },
};

const newAddress: Plot = {
  key: 'new-address',
  name: 'Hana signed in from a place never seen',
  description: 'A success like any other, but for an address and a browser that nobody had used before.',
  tell: (teller) => {
    const hana = personNamed(teller.seed, 'hana.kimura', alder);
    const from = teller.on(1, 4, 27);
    teller.usual(hana, from + 5 * oneHour, { application: payroll }, { most: 6 });
    const visit = teller.visit(hana, {
      application: payroll,
      address: '2001:db8:bad:cafe::7',
      userAgent:
        'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36',
    });
    const end = teller.play('secondStep', visit, from);
    return { from, to: end + oneSecond, filters: { source_ip: visit.address }, ...requestOf(visit) };
  },
};

const handedOn: Plot = {
  key: 'handed-on',
  name: 'Two people and two places in one session',
  description:
    'Theo signed in on the ward and left; Wanda went on in his session, and then it went on from elsewhere.',
  tell: (teller) => {
    const theo = personNamed(teller.seed, 'theo.lindqvist', brightwater);
    const wanda = personNamed(teller.seed, 'wanda.kowalski', brightwater);
    const from = teller.on(1, 11, 20);
    const own = teller.visit(theo, { application: records });
    const { session, address, userAgent } = own;
    const left = teller.play('secondStep', own, from);
    const there = teller.visit(wanda, { application: records, session, address, userAgent });
    const last = teller.play('silent', there, left + 18 * oneMinute);
    const elsewhere = { address: '198.51.100.91', userAgent: 'curl/8.17.0' };
    const moved = teller.visit(wanda, { application: desk, session, ...elsewhere });
    const end = teller.play('silent', moved, last + 31 * oneMinute);
    return { from, to: end + oneSecond, filters: { session_id: session } };
  },
};

/** What somebody does to others, and what befalls everybody. */
export const attacks: readonly Plot[] = [outage, bruteForce, spray, fatigue, newAddress, handedOn];
