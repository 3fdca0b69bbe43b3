import {
  type Situation,
  describeSituations,
  uneven,
  userAgents,
} from '../../test-support/told-situations.ts';

/** Attacks and outages: the verdict leads with what it probably is. */
const situations: readonly Situation[] = [
  [
    'attack: asked from abroad until he gave in',
    'worth_a_look_second_steps',
    'help_desk',
    (own) => {
      own.habit();
      for (const ago of uneven(8)) own.tell('pressedDeny', { ip: own.at('abroad'), ago: ago + 12 });
      return own.tell('secondStep', { ip: own.at('abroad'), ago: 11 });
    },
  ],
  [
    'attack: the same, while it is refused',
    'second_step_attack',
    'security',
    (own) => {
      own.habit();
      const last = own.often('pressedDeny', 3, 2, { ip: own.at('abroad'), ago: 30 });
      return last;
    },
  ],
  [
    'attack: the same, nobody answers',
    'second_step_attack',
    'security',
    (own) => {
      own.habit();
      return own.often('unanswered', 3, 3, { ip: own.at('abroad'), ago: 30 });
    },
  ],
  [
    'attack: sixty wrong passwords from where nobody ever signed in',
    'guessing',
    'security',
    (own) => own.often('wrongPassword', 60, 0.1, { ip: own.at('abroad'), agent: userAgents.script, ago: 60 }),
  ],
  [
    'attack: twelve wrong passwords from abroad on somebody well known',
    'guessing',
    'security',
    (own) => {
      own.habit();
      let last = '';
      for (const ago of uneven(12).toReversed())
        last = own.tell('wrongPassword', { ip: own.at('abroad'), ago: ago + 20 });
      return last;
    },
  ],
  [
    'attack: a machine guesses from abroad',
    'guessing',
    'security',
    (own) => {
      own.habit();
      return own.often('wrongPassword', 6, 5, { ip: own.at('abroad'), agent: userAgents.script, ago: 20 });
    },
  ],
  [
    'attack: one address, one password, many names',
    'address_guessing',
    'security',
    (own) => {
      let last = '';
      for (let each = 0; each < 9; each += 1)
        last = own.tell('wrongPassword', { user: `reader${each}`, ip: own.at('abroad'), ago: 90 - each * 3 });
      return last;
    },
  ],
  [
    'attack: the one whom it let in',
    'worth_a_look_address',
    'help_desk',
    (own) => {
      own.habit(12, { user: 'mara' });
      for (let each = 0; each < 9; each += 1)
        own.tell('wrongPassword', { user: `reader${each}`, ip: own.at('abroad'), ago: 90 - each * 3 });
      return own.tell('signedIn', { user: 'mara', ip: own.at('abroad'), ago: 50 });
    },
  ],
  [
    'attack: one refused second step from abroad with a new browser, then in',
    'worth_a_look_second_steps',
    'help_desk',
    (own) => {
      own.habit();
      own.tell('pressedDeny', { ip: own.at('abroad'), agent: userAgents.chrome, ago: 34 });
      return own.tell('secondStep', { ip: own.at('abroad'), agent: userAgents.chrome, ago: 30 });
    },
  ],
  [
    'attack: refused from abroad, then signed in at home',
    'worth_a_look_second_steps',
    'help_desk',
    (own) => {
      own.habit();
      own.often('pressedDeny', 2, 4, { ip: own.at('abroad'), ago: 40 });
      return own.tell('secondStep', { ago: 20 });
    },
  ],
  [
    'attack: five requests within ten minutes, at home',
    'worth_a_look_second_steps',
    'help_desk',
    (own) => {
      own.habit();
      own.often('unanswered', 5, 1.5, { ago: 22 });
      return own.tell('secondStep', { ago: 20 });
    },
  ],
  [
    'attack: flat log, sixty refused requests',
    'guessing',
    'security',
    (own) => own.often('flatRefused', 60, 0.1, { user: 'root', ip: own.at('abroad'), agent: '', ago: 60 }),
  ],
  [
    'outage: nobody comes back from the provider',
    'provider_trouble',
    'identity_provider_admin',
    (own) => {
      for (let each = 0; each < 9; each += 1) own.habit(6, { user: `user${each}`, ip: own.at('home', each) });
      let last = '';
      for (let each = 0; each < 9; each += 1)
        last = own.tell('neverBack', { ip: own.at('home', each), ago: 60 - each });
      return last;
    },
  ],
  [
    'outage: the provider refuses everybody',
    'provider_trouble',
    'identity_provider_admin',
    (own) => {
      for (let each = 0; each < 9; each += 1) own.habit(6, { user: `user${each}`, ip: own.at('home', each) });
      let last = '';
      for (let each = 0; each < 9; each += 1)
        last = own.tell('wrongPassword', { user: `user${each}`, ip: own.at('home', each), ago: 60 - each });
      return last;
    },
  ],
  [
    'outage: no more than usual fail at a provider',
    'idp_not_confirmed',
    'user',
    (own) => {
      for (let each = 0; each < 9; each += 1) own.habit(6, { user: `user${each}`, ip: own.at('home', each) });
      let last = '';
      for (let each = 0; each < 4; each += 1)
        last = own.tell('wrongPassword', { user: `user${each}`, ip: own.at('home', each), ago: 60 - each });
      return last;
    },
  ],
  [
    'outage: many fail, and most of all get through',
    'idp_not_confirmed',
    'user',
    (own) => {
      for (let each = 0; each < 9; each += 1) own.habit(6, { user: `user${each}`, ip: own.at('home', each) });
      for (let each = 0; each < 40; each += 1)
        own.tell('signedIn', { user: `other${each}`, ip: own.at('home', 20 + each), ago: 61 - each / 10 });
      let last = '';
      for (let each = 0; each < 7; each += 1)
        last = own.tell('wrongPassword', {
          user: `user${each}`,
          ip: own.at('home', each),
          ago: 60 - each / 2,
        });
      return last;
    },
  ],
  [
    'outage: strangers who never come back are none',
    'redirected',
    'identity_provider_admin',
    (own) => {
      for (let each = 0; each < 9; each += 1) own.habit(6, { user: `user${each}`, ip: own.at('home', each) });
      let last = '';
      for (let each = 0; each < 9; each += 1)
        last = own.tell('neverBack', { ip: own.at('abroad', each), ago: 60 - each });
      return last;
    },
  ],
];

describeSituations(situations);
