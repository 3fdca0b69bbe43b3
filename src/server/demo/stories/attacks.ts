import { hour, minute, second } from '../clock.ts';
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
      const first = from + 20 * second + Math.floor(((to - from - 5 * minute) * index) / 24);
      refused = teller.visit(person);
      const end = teller.play('providerDown', refused, first);
      // whoever is refused tries again at least once
      teller.play('providerDown', teller.visit(person), end + minute + teller.random.below(minute));
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
    const unusual = { application: desk, address, userAgent: 'Go-http-client/2.0' };
    let last = teller.visit(greta, unusual);
    teller.play('providerDown', last, from);
    for (let tries = 1; tries < 60; tries += 1) {
      last = teller.visit(greta, unusual);
      teller.play('providerDown', last, from + tries * 6 * second + teller.random.below(second));
    }
    return { from, to: from + 7 * minute, filters: { source_ip: address }, ...requestOf(last) };
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
    const names = 'abcdefghijklmnopqrstuv'.split('');
    for (const [index, letter] of names.entries()) {
      const victim = personNamed(teller.seed, `${letter}.reader`, dunmore, 'local');
      const visit = teller.visit(victim, { application: desk, address, userAgent: 'python-requests/2.32.5' });
      const at = from + index * 38 * second + teller.random.below(9 * second);
      teller.play('providerDown', visit, at);
      if (index % 3 === 0)
        teller.play('providerDown', { ...visit, id: `${visit.id}-again` }, at + 14 * minute);
    }
    const found = personNamed(teller.seed, 'm.reader', dunmore, 'local');
    const letIn = teller.visit(found, { application: desk, address, userAgent: 'python-requests/2.32.5' });
    teller.play('typed', letIn, from + 34 * minute);
    return { from, to: from + hour, filters: { source_ip: address }, ...requestOf(letIn) };
  },
};

const fatigue: Plot = {
  key: 'fatigue',
  name: 'Farid was asked until he gave in',
  description: 'Fourteen second-step requests in ten minutes; he refused them, and then one was accepted.',
  tell: (teller) => {
    const farid = personNamed(teller.seed, 'farid.haddad', brightwater);
    const from = teller.on(2, 22, 4);
    teller.usual(farid, from - 8 * hour, {}, 5);
    const attacker = {
      address: '203.0.113.140',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
    };
    for (let tries = 0; tries < 13; tries += 1)
      teller.play('refusedByUser', teller.visit(farid, attacker), from + tries * 40 * second);
    const last = teller.visit(farid, attacker);
    teller.play('secondStep', last, from + 13 * 40 * second);
    return { from, to: from + 12 * minute, filters: { source_ip: attacker.address }, ...requestOf(last) };
  },
};

const newAddress: Plot = {
  key: 'new-address',
  name: 'Hana signed in from a place never seen',
  description: 'A success like any other, but for an address and a browser that nobody had used before.',
  tell: (teller) => {
    const hana = personNamed(teller.seed, 'hana.kimura', alder);
    const from = teller.on(1, 4, 27);
    teller.usual(hana, from + 5 * hour, { application: payroll }, 6);
    const visit = teller.visit(hana, {
      application: payroll,
      address: '2001:db8:bad:cafe::7',
      userAgent:
        'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36',
    });
    const end = teller.play('plain', visit, from);
    return { from, to: end + second, filters: { source_ip: visit.address }, ...requestOf(visit) };
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
    const last = teller.play('silent', there, left + 18 * minute);
    const elsewhere = { address: '198.51.100.91', userAgent: 'curl/8.17.0' };
    const moved = teller.visit(wanda, { application: desk, session, ...elsewhere });
    const end = teller.play('silent', moved, last + 31 * minute);
    return { from, to: end + second, filters: { session_id: session } };
  },
};

/** What somebody does to others, and what befalls everybody. */
export const attacks: readonly Plot[] = [outage, bruteForce, spray, fatigue, newAddress, handedOn];
