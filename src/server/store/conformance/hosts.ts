/** What stands as `source_ip` in samples: addresses, written otherwise too, what is none, and the text of a network. */
export const hosts = [
  '10.0.0.1',
  '2001:db8::1',
  'host.example.org',
  '10.0.0.2',
  '10.0.9.1',
  '::FFFF:10.0.0.1',
  '2001:DB8:0:0:0:0:1:1',
  '10.0.0.1:443',
  '10.0.0.0/8',
];

/** Networks that hold some of them. */
export const networks = [
  '10.0.0.0/8',
  '10.0.0.0/31',
  '10.0.9.255/20',
  '2001:db8::/64',
  '::/0',
  '0.0.0.0/0',
  '2001:db8::1/128',
];
